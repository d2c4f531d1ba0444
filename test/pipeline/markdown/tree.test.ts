import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';
import { treeOf } from '../../../src/pipeline/markdown/tree.ts';
import { slowDocuments } from '../../hostile/slow.ts';
import { vectors } from '../../hostile/vectors.ts';
import { bothWays } from '../both-ways.ts';
import { documentsOf, htmlPieces, markdownPieces, plainPieces, soupOf } from '../markup.ts';
import { all } from '../read/fixtures.ts';

const seed = 20_261_127;

/** Fails where the ways part; true when there was a tree at all. */
function isBuilt(markdown: string): boolean {
  const { built, parsed } = bothWays(markdown);
  expect(built).toEqual(parsed);
  return built !== undefined;
}

const countBuilt = (texts: readonly string[]): number => texts.filter(isBuilt).length;

describe('a tree built from tokens is the one that a parser reads from their HTML', {
  meta: { fuzz: 'Markdown and HTML' },
}, () => {
  it.each([
    [
      'lists, tight and loose, of tasks',
      '- a\n- b\n  - c\n\n3. d\n\n   e\n4. f\n\n- [x] g\n- [ ] *h*\n\n1. i',
    ],
    [
      'tables',
      '| a | b | c |\n|:-|-:|--|\n| *d* | `e\\|` |\n| [f](https://a.b) | ![g](https://a.b/c.png) | h | i |',
    ],
    ['a table without rows', '| a |\n|-|\n\nb'],
    ['code', '```js x\n\n< b>`&amp;`\n\n```\n\n    indented\n\n```\n```\n\n`&lt;a` ``b`c``'],
    ['quotes and headings', '# a\n\n> b\n>\n> > # c\n> - d\n\ne\n===\n\nf *g*\n---\n\n***'],
    ['emphasis in itself', '**a **b **c **d *e* f** g** h** i**\n\n***j** k* ~~l **m**~~ _n *o* p_'],
    ['references', '&amp;lt; &notit; &notin; &not_x; &x; &#0; &#13; &#x41; &AMP &copy;\n\n# &quot;&#10;b'],
    ['addresses', '[a](/b?c=1&d;=2&copy;=3 "&notit; \'&quot;\' &lt;") https://e.f/?g=1&h;=2&amp;=3 i@j.kl'],
    [
      'pictures',
      '![a *b* `c` ![d](e) [f](g)  \nh &amp; \\* i](https://j.k/l.png "m")\n\n[![n](o)](https://p.q)',
    ],
    ['links in links', '[[a](b)](c)\n\n[![d [e](f)](g)](h) [i https://example.org/ j](k)'],
    ['line ends', 'a  \nb\\\nc\nd\n\n\n\ne'],
    ['what only looks like markup', 'a < b, 1 <2, x <- y &lt;script&gt; "q" \'r\' \u0001 \f \u00a0'],
  ])('for %s', (_, markdown) => {
    expect(isBuilt(markdown)).toBe(true);
  });

  it('for submissions, attacks and what is made to be slow', () => {
    expect(countBuilt(Object.values(all))).toBeGreaterThan(Object.values(all).length / 2);
    expect(countBuilt(vectors.map(({ markdown }) => markdown))).toBeGreaterThan(50);
    expect(countBuilt(Object.values(slowDocuments(3_000)))).toBeGreaterThan(20);
  });

  it('for any soup of Markdown', () => {
    let built = 0;
    const generated = fc.property(soupOf(plainPieces), (markdown) => {
      if (isBuilt(markdown)) built++;
    });
    fc.assert(generated, { seed, numRuns: 3_000 });
    expect(built).toBeGreaterThan(2_500);
  });

  it('for documents', () => {
    let built = 0;
    const generated = fc.property(documentsOf(plainPieces, []), (markdown) => {
      if (isBuilt(markdown)) built++;
    });
    fc.assert(generated, { seed, numRuns: 3_000 });
    // The others have footnotes.
    expect(built).toBeGreaterThan(1_200);
  });

  it('for the little that is built of a soup of HTML, and of any string', () => {
    fc.assert(fc.property(soupOf([...htmlPieces, ...markdownPieces]), isBuiltOrNot), { seed, numRuns: 500 });
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), isBuiltOrNot), {
      seed,
      numRuns: 500,
    });
  });
});

const isBuiltOrNot = (markdown: string): void => {
  isBuilt(markdown);
};

describe('where only a parser can tell', () => {
  it.each([
    ['HTML', 'a <b>c</b>'],
    ['a comment', 'a <!-- b -->'],
    ['an address in angle brackets', '<https://example.org/>'],
    ['a footnote', 'a[^1]\n\n[^1]: b'],
    ['a note that nothing refers to', 'a\n\n[^1]: b'],
    ['NUL', 'a\0b'],
    ['a reference as the language of code', '```a&amp;b\nc\n```'],
  ])('there is none: %s', (_, markdown) => {
    expect(bothWays(markdown).built).toBeUndefined();
    expect(renderBody(markdown, { lang: 'en', pictures: new Map() }).html).not.toBe('');
  });

  const text = { type: 'text', raw: 'a', text: 'a' };
  const link = { type: 'link', raw: '', text: 'a', href: 'b', title: null, tokens: [text] };
  it.each([
    ['HTML', { type: 'html', raw: '<b>', text: '<b>' }],
    ['text that is HTML', { ...text, escaped: true }],
    ['a link in a link', { ...link, tokens: [link] }],
    ['a token of another kind', { type: 'other', raw: '' }],
  ])('nor is there for such a token: %s', (_, token) => {
    expect(treeOf([text], 'a')).toBeDefined();
    expect(treeOf([token], 'a')).toBeUndefined();
  });
});
