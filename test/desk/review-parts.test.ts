import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Move, movePair, moves, movesAt } from '../../src/desk/review/pairing.ts';
import { placeSegments, placeTitle, replaceAt } from '../../src/desk/review/place.ts';
import { replaceWord, unwantedIn } from '../../src/pipeline/door.ts';
import { pairSegments } from '../../src/pipeline/look.ts';

const segmentsIn = (markdown: string): string[] =>
  pairSegments({ source: undefined, translation: { lang: 'en', markdown } }).pairs.flatMap(
    ({ translation }) => translation.map((segment) => segment.markdown),
  );

const replaceNth = (markdown: string, n: number, text: string): string => {
  const place = placeSegments(markdown, segmentsIn(markdown))[n];
  if (!place) throw new Error(`segment ${n} has no place`);
  return replaceAt(markdown, place, text);
};

describe('a segment in its Markdown', () => {
  it.each([
    ['the second of two equal paragraphs', '# T\n\nSame.\n\nSame.\n\nEnd.', 1, '# T\n\nSame.\n\nNEW\n\nEnd.'],
    ['an item in an item', '# T\n\n- one\n  1. two\n- three', 1, '# T\n\n- one\n  1. NEW\n- three'],
    ['an item in a quotation', '# T\n\n> - one\n> - two', 1, '# T\n\n> - one\n> - NEW'],
    ['a quotation with a lazy line', '# T\n\n> one\ntwo\n\nEnd', 0, '# T\n\n> NEW\n\nEnd'],
    ['a heading', '# T\n\n## Part\n\nText', 0, '# T\n\nNEW\n\nText'],
    ['code', '# T\n\n```sh\na\n\nb\n```\n\nText', 0, '# T\n\nNEW\n\nText'],
    [
      'a line with a converter’s auto-links',
      '# T\n\nAn [[en:eel]] of **5****kg**.\n\nEnd.',
      0,
      '# T\n\nNEW\n\nEnd.',
    ],
    ['a note', '# T\n\nText[^1].\n\n[^1]: Said so.\n\nEnd.', 2, '# T\n\nText[^1].\n\n[^1]: NEW\n\nEnd.'],
  ])('is found where it stands: %s', (_, markdown, n, wanted) => {
    expect(replaceNth(markdown, n, 'NEW')).toBe(wanted);
  });

  it('keeps every line of a longer text in its quotation or item', () => {
    expect(replaceNth('# T\n\n> one\n\nEnd', 0, 'a\r\nb\n\nc')).toBe('# T\n\n> a\n> b\n>\n> c\n\nEnd');
    expect(replaceNth('# T\n\n- one\n- two', 0, 'a\n\nb')).toBe('# T\n\n- a\n\n  b\n- two');
  });

  it('gives the same Markdown when it is replaced by itself, whatever the blocks', () => {
    const word = fc.constantFrom('eel', 'net', 'boat', '鳗鱼', 'same');
    const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `${words.join(' ')}.`);
    const block = fc.oneof(
      line,
      line.map((text) => `> ${text}`),
      line.map((text) => `## ${text}`),
      fc
        .array(line, { minLength: 2, maxLength: 3 })
        .map((items) => items.map((item) => `- ${item}`).join('\n')),
      fc.tuple(line, line).map(([a, b]) => `${a}\n${b}`),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const markdown = `# The title\n\n${blocks.join('\n\n')}`;
        const segments = segmentsIn(markdown);
        const places = placeSegments(markdown, segments);
        for (const [n, place] of places.entries()) {
          if (!place) throw new Error(`no place for ${segments[n]}`);
          const text = markdown.slice(place.start, place.end).replaceAll(`\n${place.indent}`, '\n');
          expect(text).toBe(segments[n]);
          expect(replaceAt(markdown, place, text)).toBe(markdown);
        }
        const starts = places.map((place) => place?.start ?? -1);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });

  it('finds a title in a heading or in front matter, and not in a sentence', () => {
    const titled = (markdown: string) => {
      const place = placeTitle(markdown, 'The eels');
      return place && markdown.slice(0, place.start);
    };
    expect(titled('# The eels #\n\nText')).toBe('# ');
    expect(titled("---\nlang: en\ntitle: 'The eels'\n---\n")).toBe("---\nlang: en\ntitle: '");
    expect(titled('The eels are back.\n\n## The eels')).toBe('The eels are back.\n\n## ');
    expect(titled('About The eels')).toBeUndefined();
  });
});

describe('a pairing', () => {
  it('keeps every segment once and in order, whatever is moved', () => {
    const move = fc.tuple(fc.nat(12), fc.constantFrom<Move>(...moves));
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), fc.array(move, { maxLength: 25 }), (source, translation, steps) => {
        const count = Math.max(source, translation);
        let pairs: [number[], number[]][] = Array.from({ length: count }, (_, n) => [
          n < source ? [n] : [],
          n < translation ? [n] : [],
        ]);
        const flat = (side: 0 | 1) => pairs.flatMap((pair) => pair[side]);
        const before = [flat(0), flat(1)];
        for (const [at, name] of steps) {
          const next = movePair(pairs, at, name);
          expect(next === pairs).toBe(!movesAt(pairs, at).includes(name));
          pairs = next;
          expect(pairs.every(([theirs, ours]) => theirs.length + ours.length > 0)).toBe(true);
        }
        expect([flat(0), flat(1)]).toEqual(before);
      }),
    );
  });
});

describe('a word of the glossary', () => {
  it.each([
    ['Wurm und Würmer, Wurm.', 'Aal und Würmer, Aal.'],
    ['Ein Regenwurm, ein wurm.', 'Ein Regenwurm, ein Aal.'],
    [
      '[Wurm](https://example.org/Wurm "Wurm") `Wurm` <Wurm>',
      '[Aal](https://example.org/Wurm "Wurm") `Wurm` <Wurm>',
    ],
  ])('is replaced as a word, and not in code or addresses: %s', (text, wanted) => {
    expect(replaceWord(text, 'Wurm', 'Aal')).toBe(wanted);
  });

  it('is left where it is part of the wanted form', () => {
    const term = { term: 'IS', translation: '伊斯兰国', variants: [], forbidden: ['伊斯兰'] };
    expect(replaceWord('伊斯兰国与伊斯兰', '伊斯兰', '伊斯兰国')).toBe('伊斯兰国与伊斯兰国');
    expect(unwantedIn('只有伊斯兰国。', [term])).toEqual([]);
    expect(unwantedIn('这里有伊斯兰。', [term])).toEqual([{ word: '伊斯兰', translation: '伊斯兰国' }]);
  });
});
