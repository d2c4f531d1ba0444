import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRONT_MATTER_MAX_BYTES } from '../../src/limits.ts';
import { type FrontMatter, readFrontMatter } from '../../src/pipeline/front-matter.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';

const seed = 20_261_126;

/** Whatever the YAML is: what is read of it is little, and Object is what it was. */
function expectBounded(markdown: string, { title = '', fields, rest, findings }: FrontMatter): void {
  expect(markdown.endsWith(rest)).toBe(true);
  expect(title).toBe(title.trim());
  expect(title).not.toMatch(/\n/);
  expect(fields.length).toBeLessThanOrEqual(60);
  expect(findings.length).toBeLessThanOrEqual(1);
  const read = fields.map(({ key, values }) => key + values.join('')).join('').length + title.length;
  expect(read).toBeLessThanOrEqual(3 * FRONT_MATTER_MAX_BYTES);
  expect(Object.keys(Object.prototype)).toEqual([]);
}

const word = fc.constantFrom('a', 'title', 'author', 'tags', 'sea', '港口', 'Ann Lee', '2024-01-05', 'yes');
/** What most front matter is made of. */
const tame = fc.oneof(
  word,
  word.map((each) => JSON.stringify(each)),
  word.map((each) => `'${each}'`),
);
/** Pieces that mean something to a YAML parser, also where they have no place. */
const odd = fc.oneof(
  tame,
  fc.constantFrom('"\\u0000\\x41\\ud800"', '"open', "'open", '"a\\', '"\\q"', '&#8220;', 'a # b', 'a: b', ''),
  fc.constantFrom('&a x', '*a', '&a [*a]', '!!binary aGk=', '!!set {a}', '!<tag:x> y', '!!js/function x'),
  fc.constantFrom('<<', '__proto__', 'constructor', '|', '>-', '|9', '?', '-', '@x', '`x', '%x', '~'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.tuple(word, fc.integer({ min: 1, max: 2_000 })).map(([each, n]) => each.repeat(n)),
);

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** An entry at the margin, its scalars as given: flow style, of which any may stand as a key, or block style. */
function entryOf(scalar: fc.Arbitrary<string>, { keys }: { keys: 'words' | 'any' }): fc.Arbitrary<string> {
  const { flow, block } = fc.letrec<{ flow: string; block: string[] }>((tie) => {
    const key =
      keys === 'any'
        ? fc.oneof(
            scalar,
            tie('flow').map((each) => `? ${each}`),
          )
        : word;
    return {
      flow: fc.oneof(
        { maxDepth: 6 },
        scalar,
        fc.array(tie('flow'), { maxLength: 60 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(fc.tuple(key, tie('flow')), { maxLength: 4 })
          .map((pairs) => `{${pairs.map((pair) => pair.join(' : ')).join(', ')}}`),
      ),
      block: fc.oneof(
        { maxDepth: 4 },
        tie('flow').map((each) => [each]),
        fc
          .tuple(
            fc.constantFrom('- ', 'a:\n', ...(keys === 'any' ? ['? '] : [])),
            fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
          )
          .map(([mark, items]) =>
            items.flatMap((lines, n) =>
              mark === 'a:\n'
                ? [`a${n}:`, ...indented(lines)]
                : [mark + (lines[0] ?? ''), ...indented(lines.slice(1))],
            ),
          ),
      ),
    };
  });
  return fc.oneof(
    fc.tuple(word, flow).map(([key, value]) => `${key}: ${value}`),
    fc.tuple(word, block).map(([key, lines]) => [`${key}:`, ...indented(lines)].join('\n')),
    ...(keys === 'any' ? [fc.tuple(flow, flow).map(([key, value]) => `? ${key}\n: ${value}`)] : []),
  );
}

/** The keys of the inner are written before each value of the outer, and theirs before those. */
function nestedKeys(depth: number, width: number): string {
  let key = 'k';
  for (let n = 0; n < depth; n++) key = `{? ${key} : [${'a,'.repeat(width)}a]}`;
  return key;
}

const tameEntries = fc.array(entryOf(tame, { keys: 'words' }), { maxLength: 6 });
const oddEntries = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: entryOf(odd, { keys: 'any' }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...['# a remark', '', '\ttab: x', 'a:\n\tb', '%YAML 1.2', '<<: {a: b}', 'title: [Update] #4', '...x'],
      ),
    },
    { weight: 1, arbitrary: fc.tuple(word, odd).map(([key, value]) => `${key} = ${value}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 60 }))
        .map(([depth, width]) => `a: ${nestedKeys(depth, width)}`),
    },
  ),
  { maxLength: 2 },
);
const document = fc
  .tuple(
    fc.constantFrom('---', '---', '---', '---', '+++'),
    fc.tuple(tameEntries, fc.oneof(fc.constant([]), oddEntries), tameEntries).map((parts) => parts.flat()),
    fc.constantFrom('\nBody', '\n\n# A title\n\nBody\n', ''),
  )
  .map(([fence, entries, rest]) => `${fence}\n${entries.join('\n')}\n${fence}${rest}`);

describe('any front matter', { meta: { fuzz: 'YAML' } }, () => {
  it('is read or left, and what is read of it stays small', () => {
    let read = 0;
    fc.assert(
      fc.property(document, (markdown) => {
        const front = readFrontMatter(markdown);
        expectBounded(markdown, front);
        expect(readFrontMatter(markdown)).toEqual(front);
        if (front.fields.length > 0 && front.findings.length === 0) read++;
      }),
      { seed, numRuns: 2_000 },
    );
    // The rest is no valid YAML, or none that is taken.
    expect(read).toBeGreaterThan(500);
  });

  it('never makes more of the submission than it has', () => {
    fc.assert(
      fc.property(document, (markdown) => {
        const said = readSubmission(markdown).as_written.join('').length;
        expect(said).toBeLessThanOrEqual(2 * markdown.length + 3 * FRONT_MATTER_MAX_BYTES);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('gives back what was quoted', () => {
    const value = fc
      .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() === text && !/[&\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
    const pairs = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[b-s][a-z_]{0,11}$/), fc.array(value, { minLength: 1, maxLength: 8 })),
      {
        maxLength: 20,
        selector: ([key]) => key,
      },
    );
    fc.assert(
      fc.property(pairs, (wanted) => {
        const lines = wanted.map(
          ([key, values]) => `${key}: [${values.map((each) => JSON.stringify(each)).join(', ')}]`,
        );
        const { fields, findings } = readFrontMatter(`---\n${lines.join('\n')}\n---\n`);
        expect(fields).toEqual(wanted.map(([key, values]) => ({ key, values })));
        expect(findings).toEqual([]);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});

const wide = `[${`[${'a,'.repeat(49)}a],`.repeat(49)}a]`;

it.each([
  ['keys that are lists', `x: ${nestedKeys(5, 50)}`],
  ['keys that are lists at the top', `a: b\n? ${nestedKeys(4, 30)}\n: [b, c]`],
  ['a long key over many values', `x:\n  ? ${'k'.repeat(8_000)}\n  : ${wide}`],
  [
    'long keys over one another',
    `x:\n${Array.from({ length: 15 }, (_, n) => `${'  '.repeat(n + 1)}${'k'.repeat(600)}:`).join('\n')} ${wide}`,
  ],
])('does not multiply %s', (_, yaml) => {
  const markdown = `---\n${yaml}\ntitle: T\n---\nBody`;
  const front = readFrontMatter(markdown);
  expectBounded(markdown, front);
  expect(front.title).toBe('T');
  expect(front.findings.map(({ check }) => check)).toEqual(['front-matter']);
});
