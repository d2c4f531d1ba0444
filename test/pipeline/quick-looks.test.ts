/**
 * Quick looks that spare most texts a slower one: what they let pass must be nothing that the slower one would have
 * found. Each is held against it, or against the way that has no quick look.
 */
import fc from 'fast-check';
import { Lexer, type Rules } from 'marked';
import { describe, expect, it } from 'vitest';
import { simhash } from '../../src/lib/simhash.ts';
import { squeeze } from '../../src/lib/squeeze.ts';
import { han, hanWord, kana, mayDouble } from '../../src/pipeline/checks/doubled.ts';
import { wordsIn } from '../../src/pipeline/checks/untranslated.ts';
import { excerptOf } from '../../src/pipeline/excerpt.ts';
import { lexMarkdown } from '../../src/pipeline/markdown/lexer.ts';
import { withLinearRules } from '../../src/pipeline/markdown/linear.ts';
import { mayBeFence } from '../../src/pipeline/read/lines.ts';
import { looksLikeUrl } from '../../src/pipeline/read/urls.ts';
import { type Node, textOf } from '../../src/pipeline/sanitise/nodes.ts';
import { slugFrom } from '../../src/pipeline/slug.ts';

const options = { seed: 20_261_126, numRuns: 3_000 };
const textOfPieces = (pieces: readonly string[], maxLength = 12): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength }).map((some) => some.join(''));

/** Every character of the basic plane but halves of pairs. */
const characters = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter((one) =>
  one.isWellFormed(),
);
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', 'Ｂ', '中', '，', ' ', '-', '’', '…', '1'),
      fc.integer({ min: 0, max: characters.length - 1 }).map((at) => characters[at] ?? ''),
    ),
    { maxLength: 12 },
  )
  .map((some) => some.join(''));

describe('a fingerprint that is folded by the unit', () => {
  const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

  it('is that of the folded text, for every character', () => {
    for (const one of characters) {
      const text = `Aa${one}中 b${one}${one}c`;
      expect(simhash(text), one.charCodeAt(0).toString(16)).toBe(simhash(folded(text)));
    }
  });

  it('is so for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(simhash(text)).toBe(simhash(folded(text)));
      }),
      options,
    );
  });
});

describe('a slug of a simple title', () => {
  // A joiner that nobody sees is no part of a slug, and no simple text holds one.
  const general = (text: string): string | undefined => slugFrom(`\u2060${text}`);

  it('is the general one, for every character', () => {
    for (const one of characters) {
      const text = `A ${one}中${one}${one} 'b'`;
      expect(slugFrom(text), one.charCodeAt(0).toString(16)).toBe(general(text));
    }
  });

  it('is so for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(slugFrom(text)).toBe(general(text));
      }),
      options,
    );
  });
});

describe('white space', () => {
  it('is squeezed as if it had not been looked at first', () => {
    fc.assert(
      fc.property(textOfPieces(['a', '中', ' ', '\n', '\t', '\u3000', '\u00a0', '\u2028']), (text) => {
        expect(squeeze(text)).toBe(text.replace(/\s+/g, ' ').trim());
      }),
      options,
    );
  });

  it('is one line end between the blocks of a text', () => {
    const text = textOfPieces(['a', ' ', '\t', '\n', '\u3000'], 4);
    const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.constant('\n'),
        fc.record({
          tag: fc.constantFrom('p', 'em', 'ul', 'li', 'br'),
          attrs: fc.constant({}),
          children: fc.array(tie('node'), { maxLength: 4 }),
        }),
      ),
    })).node;
    const written = (one: Node): string => {
      if (typeof one === 'string') return one;
      const inside = one.children.map(written).join('');
      return one.tag === 'em' ? inside : `\n${inside}\n`;
    };
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), (nodes) => {
        const slowly = nodes.map(written).join('');
        expect(textOf(nodes)).toBe(slowly.replace(/[ \t]*\n\s*/g, '\n').trim());
      }),
      options,
    );
  });
});

describe('checks', () => {
  it('look for what is written twice wherever it may be', () => {
    const pieces = [...'的了是在和我们這将將对對他因为為可以を、。，：；', ' ', 'a', '1'];
    fc.assert(
      fc.property(textOfPieces(pieces, 8), (text) => {
        if (han.test(text) || hanWord.test(text) || kana.test(text)) expect(mayDouble(text)).toBe(true);
      }),
      options,
    );
    expect(mayDouble('河边的三座桥将在明年春天之前全部修好')).toBe(false);
  });

  it('read the words of a run by the unit', () => {
    const pieces = ['a', 'Z', 'é', 'ž', 'ſ', 'Ž', '×', '’', "'", '-', ' ', '.', '0', '@', '[', '`', '{'];
    fc.assert(
      fc.property(textOfPieces(pieces), (text) => {
        const words = wordsIn(text).map(({ from, to }) => text.slice(from, to));
        expect(words).toEqual(Array.from(text.match(/[A-Za-zÀ-ž][A-Za-zÀ-ž’'-]*/g) ?? []));
      }),
      options,
    );
  });
});

describe('lines', () => {
  it('are looked at for a fence wherever one may be', () => {
    fc.assert(
      fc.property(textOfPieces(['`', '```', '~~~', ' ', 'a', '\t'], 5), (line) => {
        if (/^ {0,3}(?:`{3,}|~{3,})/.test(line)) expect(mayBeFence(line)).toBe(true);
      }),
      options,
    );
  });

  it('hold an address as a text only of ASCII at its beginning', () => {
    fc.assert(
      fc.property(textOfPieces(['http://', 'www.', 'a', 'é', '中', '.', 'org', '/', 'ſ', 'K']), (text) => {
        expect(looksLikeUrl(text)).toBe(
          /^(?:https?:\/\/|www\.)\S+$/i.test(text) ||
            /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}(?:\/\S*)?$/i.test(text),
        );
      }),
      options,
    );
  });
});

describe('Markdown', () => {
  const { block, inline } = Lexer.rules;
  const given = { block: block.gfm, inline: inline.gfm } as Rules;

  it('has its escapes and its code masked as marked masks them', () => {
    const own = withLinearRules(given).inline.anyPunctuationOutsideCode;
    const masked = (text: string, rule: RegExp): string =>
      text.replace(rule, (found: string, code?: string) => `<${found}|${code}>`);
    fc.assert(
      fc.property(textOfPieces(['`', '``', '\\', '*', '中', '，', 'a', ' ']), (text) => {
        expect(masked(text, own)).toBe(masked(text, given.inline.anyPunctuationOutsideCode));
      }),
      options,
    );
  });

  it('without a definition is read as it is with one that nothing refers to', () => {
    const pieces = [
      '[a]',
      '[a][b]',
      '[',
      ']',
      '(c)',
      '*',
      '**',
      '_',
      '!',
      ':',
      '`',
      '中',
      ' ',
      '> ',
      '- ',
      '\n',
    ];
    fc.assert(
      fc.property(textOfPieces(pieces), (text) => {
        fc.pre(!text.includes(']:'));
        const markdown = `${text}\n\n# end\n\n`;
        const { tokens } = lexMarkdown(`${markdown}[unused]: https://example.org/`);
        expect(tokens.at(-1)?.type).toBe('def');
        const without = lexMarkdown(markdown).tokens;
        expect(without.length).toBeGreaterThan(0);
        expect(JSON.stringify(without)).toBe(JSON.stringify(tokens.slice(0, -1)));
      }),
      options,
    );
  });
});

describe('an excerpt', () => {
  /** Of one line of prose, by all of it. */
  function whole(text: string): string | undefined {
    const start = text.replace(/\s+/g, ' ').trim().slice(0, 1_000);
    if (start.length <= 200) return start;
    let out = '';
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(start)) {
      if ((out + segment).trimEnd().length > 200) break;
      out += segment;
    }
    const sentences = out.trimEnd();
    return sentences.length * 3 >= 200 ? sentences : undefined;
  }

  it('is what it would be if all of the text were read', () => {
    const words = [
      'The ferry is late',
      '渡轮晚点了',
      'a',
      '. ',
      '.',
      '。',
      '! ',
      '…',
      ' ',
      ')',
      '”',
      '1',
      ', ',
      'É',
    ];
    const filler = ['.'.repeat(150), '1'.repeat(120), '渡'.repeat(80), ' x'.repeat(60)];
    const text = textOfPieces([...words, ...words, ...filler], 60);
    let compared = 0;
    fc.assert(
      fc.property(text, (some) => {
        const line = `At first it is prose, of a length. ${some}`;
        const expected = whole(line);
        if (expected === undefined) return;
        compared += 1;
        expect(excerptOf(line, 'en')).toBe(expected);
      }),
      options,
    );
    expect(compared).toBeGreaterThan(500);
  });
});
