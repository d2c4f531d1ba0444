import { describe, expect, it } from 'vitest';
import { allowanceFor, TOKENS_MAX } from '../../../src/pipeline/bounds.ts';
import { lexMarkdown, marked } from '../../../src/pipeline/markdown/lexer.ts';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';
import { slowDocuments } from '../../hostile/slow.ts';

const LENGTH = 30_000;
const bombs = slowDocuments(LENGTH);
const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length));

describe('a document made to be slow', () => {
  it.each(Object.entries(bombs))('stays within its steps and its size: %s', (_, markdown) => {
    const { allowance } = lexMarkdown(markdown);
    const { html } = renderBody(markdown, { lang: 'en', pictures: new Map() });
    const given = allowanceFor(markdown.length).steps;
    // One look may overdraw by its own length, once.
    expect(given - allowance.steps).toBeLessThanOrEqual(given + markdown.length);
    expect(html.length).toBeLessThan(20 * markdown.length);
  });

  it.each([
    ['nested quotes', '>'.repeat(100_000), 'markdown-nested'],
    ['nested brackets', '['.repeat(100_000), 'markdown-tangled'],
    ['nested emphasis', bombs['nested emphasis'] ?? '', 'markdown-nested'],
    ['a table of too many columns', bombs['a table of many columns'] ?? '', 'markdown-table'],
    ['references that multiply', bombs['a long reference used often'] ?? '', 'markdown-references'],
    ['open CDATA', bombs['open CDATA'] ?? '', 'markdown-tangled'],
    ['too many paragraphs', 'a\n\n'.repeat(TOKENS_MAX), 'markdown-pieces'],
    ['too many links', '[a](b)'.repeat(TOKENS_MAX), 'markdown-pieces'],
    ['too many elements', '<br>'.repeat(TOKENS_MAX + 1), 'markup-excessive'],
    ['HTML that multiplies', bombs['formatting that is reopened'] ?? '', 'markup-excessive'],
  ])('says what was neutralised: %s', (_, markdown, check) => {
    const { findings } = renderBody(markdown, { lang: 'en', pictures: new Map() });
    expect(findings.map((finding) => finding.check)).toContain(check);
  });
});

/** Memory itself is in `npm run bench`; what takes it is the number of these. */
describe('a document made to be large', () => {
  it.each([
    ['paragraphs', 'a\n\n'],
    ['lists of one item', '- a\n* a\n'],
    ['links', '[a](b)'],
    ['emphasis', '*a* '],
    ['lines', 'a\\\n'],
  ])('is so many tokens at most, and loses no text: %s', (_, piece) => {
    const markdown = `${piece.repeat(TOKENS_MAX)}last`;
    const { tokens } = lexMarkdown(markdown);
    let count = 0;
    marked.walkTokens(tokens, () => {
      count += 1;
    });
    // A token that was paid for may bring others along: a list its items, a paragraph its text.
    expect(count).toBeLessThan(3 * TOKENS_MAX);
    expect(renderBody(markdown, { lang: 'en', pictures: new Map() }).text).toMatch(/last\s*$/);
  });
});

describe('an honest document', () => {
  it('keeps every level up to the limit and loses no text beyond it', () => {
    const quotes = `${'> '.repeat(30)}deep`;
    const { html, text } = renderBody(quotes, { lang: 'en', pictures: new Map() });
    expect(html.match(/<blockquote>/g)).toHaveLength(20);
    expect(text).toContain('deep');
  });

  it('of thousands of links, lists and table rows is rendered whole, without a finding', () => {
    const paragraph = fill('word [link](https://example.org/) **strong** `code` ');
    const list = fill('- item with [link](https://example.org/)\n');
    const table = `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(2_000)}`;
    const { html, findings } = renderBody([paragraph, list, table].join('\n\n'), {
      lang: 'en',
      pictures: new Map(),
    });
    expect(findings).toEqual([]);
    expect(html.match(/<a /g)?.length).toBe((paragraph + list).split('](').length - 1);
    expect(html.match(/<td>/g)).toHaveLength(4_000);
  });
});
