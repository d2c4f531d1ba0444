import { describe, expect, it } from 'vitest';
import { allowanceFor } from '../../../src/pipeline/bounds.ts';
import { lexMarkdown } from '../../../src/pipeline/markdown/lexer.ts';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';

const LENGTH = 30_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length));

/** What takes marked 18.2.1 quadratic time, or its stack, or multiplies. */
const bombs: Record<string, string> = {
  'open brackets': fill('['),
  'nested brackets': '['.repeat(LENGTH / 2) + ']'.repeat(LENGTH / 2),
  'open pictures': fill('!['),
  'open links': fill('[a](<b'),
  'links without a blank': fill('[a](b)'),
  quotes: fill('>'),
  'quotes with lazy lines': fill('> a\nb\n'),
  lists: fill('- '),
  'numbered lists': fill('1. '),
  'list with lazy lines': `- a\n${fill('b\n')}`,
  asterisks: fill('*'),
  'open emphasis': fill('*a **b '),
  'nested emphasis': '*a '.repeat(LENGTH / 6) + ' a*'.repeat(LENGTH / 6),
  underscores: fill('a_'),
  'back-ticks': Array.from({ length: 440 }, (_, at) => `${'`'.repeat(at + 1)}a`).join(''),
  'open tags': fill('<a '),
  'open comments': fill('a <!-- '),
  'open CDATA': fill('a <![CDATA['),
  'exclamation after an address': `http://a.b/${fill('!')}`,
  'dots before an at sign': `${fill('a.')}@`,
  'open definitions': fill('[a]: b "\n'),
  'tables that are none': fill('a\n|-|\n'),
  'a wide and long table': `${'a|'.repeat(60)}\n${'-|'.repeat(60)}\n${fill('b\n')}`,
  'a table of many columns': `${fill('a|')}\n${fill('-|')}\nb\n`,
  'a long reference used often': `[a]: /${'x'.repeat(2_000)}\n\n${fill('[a]')}`,
  'unclosed elements': fill('<b>'),
  'formatting that is reopened':
    Array.from({ length: 3_000 }, (_, at) => `<b title=${at}>`).join('') + fill('<p>'),
  'equal headings': fill('a\n=\n'),
  'hard breaks': fill('a\\\n'),
  'lists of one item': fill('- a\n* a\n'),
  'open foreign elements': fill('a <svg> '),
  blanks: `a${fill(' ')}a`,
};

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
    ['HTML that multiplies', bombs['formatting that is reopened'] ?? '', 'markup-excessive'],
  ])('says what was neutralised: %s', (_, markdown, check) => {
    const { findings } = renderBody(markdown, { lang: 'en', pictures: new Map() });
    expect(findings.map((finding) => finding.check)).toContain(check);
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
