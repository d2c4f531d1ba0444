import { expect, it } from 'vitest';
import { rewriteAddresses } from '../../../src/cli/import/addresses.ts';
import { htmlToMarkdown } from '../../../src/cli/import/html.ts';
import { readSourceText } from '../../../src/cli/import/markdown/front-matter.ts';
import { withoutSiteSyntax } from '../../../src/cli/import/markdown/site-syntax.ts';
import { postHtml } from '../../../src/cli/import/wordpress/content.ts';

const places = { fileFolder: '/nowhere', roots: ['/nowhere'], baseUrl: 'https://old.example.org/' };
const readers: [string, (text: string) => unknown][] = [
  ['WordPress content', (text) => postHtml(text, new Map(), [])],
  ['template tags', withoutSiteSyntax],
  ['addresses', (text) => rewriteAddresses(text, places, 'leave')],
  ['front matter', readSourceText],
];
/** What never closes: each opening mark looks for an end that is not there. */
const bricks = [
  '<pre>',
  '<!-- wp:',
  '[caption]',
  '[gallery ',
  '{% highlight ',
  '{% highlight x %}',
  '{{< figure ',
  '{{<',
  '![',
  '[',
  '](',
  '---\n',
  '```\n',
  '<',
  '[a b=',
  '{{ "',
  '[embed]http://',
];

// Each opening mark that looked for its end through all of the text would take hours instead of a second or two.
it.each(readers)(
  'comes to an end with half a megabyte of unclosed marks: %s',
  { timeout: 30_000 },
  (_, read) => {
    for (const brick of bricks)
      expect(read(brick.repeat(Math.ceil(524_288 / brick.length))), brick).toBeDefined();
  },
);

it('refuses HTML that nests too deep, and reads what is merely long', () => {
  expect(() => htmlToMarkdown(`${'<div>'.repeat(5_000)}x`)).toThrow('simplify it in the old system');
  expect(htmlToMarkdown('<p>word <em>word</em></p>'.repeat(5_000)).markdown).toHaveLength(5_000 * 13 - 2);
});
