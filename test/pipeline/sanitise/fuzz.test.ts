import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';
import { sanitise } from '../../../src/pipeline/sanitise/sanitise.ts';
import { violations } from '../../hostile/invariants.ts';

/** Pieces that mean something to an HTML parser or to marked, so that random sequences reach odd states. */
const pieces = fc.constantFrom(
  ...(
    'a b i p div span table tr td th tbody caption svg math mtext mglyph style script title textarea select option template ' +
    'noscript iframe form button marquee object pre li ul ol dl dt h1 h2 ruby rt rp details summary font nobr img br figure ' +
    'foreignObject annotation-xml desc plaintext xmp input frameset body html'
  )
    .split(' ')
    .flatMap((tag) => [
      `<${tag}>`,
      `</${tag}>`,
      `<${tag} id=x title="`,
      `<${tag} href=javascript:alert(1) onclick=x>`,
    ]),
  ...[
    '"',
    "'",
    '>',
    '<',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '&lt;',
    '&#0;',
    '&quot;',
    '\u0000',
    '=',
    '/',
  ],
  ...[
    '\n',
    '\n\n',
    '    ',
    '> ',
    '- ',
    '1. ',
    '# ',
    '| a |\n|-|\n',
    '```',
    '`',
    '**',
    '*',
    '_',
    '~~',
    '[',
    ']',
    '](',
    '(',
    ')',
  ],
  ...[
    '[^1]',
    '[^1]: ',
    '[r]: javascript:alert(1)\n',
    '![',
    'https://example.org/',
    'a@b.cd',
    '汉',
    '“',
    '”',
    '。',
    '\ud800',
    'x',
  ],
);
const soup = fc.array(pieces, { maxLength: 40, size: 'max' }).map((parts) => parts.join(''));

const lines = (text: string, mark: string, indent: string): string =>
  mark + text.replaceAll('\n', `\n${indent}`);
/** Blocks in blocks and inlines in inlines, mostly closed, so that what stands within them is reached. */
const { blocks: structured } = fc.letrec<{ inline: string; block: string; blocks: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('a word', '灯塔', 'https://example.org/a', '[^1]', '[r]', '`code`', '&amp;', '\\*'),
    pieces,
    fc
      .tuple(fc.constantFrom('**', '*', '~~', '_', '`', '==', '<b>', '<ruby>'), tie('inline'))
      .map(([mark, inner]) => `${mark}${inner}${mark.replace('<', '</')}`),
    fc
      .tuple(
        fc.constantFrom('[', '!['),
        tie('inline'),
        fc.constantFrom('](https://example.org/ "t")', '][r]', '](<x y>)', ']()', '](javascript:a)', '][^1]'),
      )
      .map((parts) => parts.join('')),
    fc.array(tie('inline'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' ')),
  ),
  block: fc.oneof(
    { maxDepth: 4 },
    tie('inline'),
    fc
      .tuple(fc.constantFrom('# ', '## ', '[^1]: ', '[^2]: ', '[r]: ', 'x\n===\n'), tie('inline'))
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('> ', '- ', '3. ', '- [x] ', '[^1]: ', '    '), tie('blocks'))
      .map(([mark, inner]) => lines(inner, mark, mark === '> ' ? '> ' : '    ')),
    fc
      .array(fc.array(tie('inline'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((rows) => rows.map((cells) => `| ${cells.join(' | ')} |`))
      .map(([head = '', ...rows]) => [head, '|:-|-:|--|', ...rows].join('\n')),
    fc
      .tuple(fc.constantFrom('div', 'details', 'figure', 'table', 'svg', 'p', 'template'), tie('blocks'))
      .map(([tag, inner]) => `<${tag}>\n${inner}\n</${tag}>`),
    tie('inline').map((inner) => `\`\`\`js\n${inner}\n\`\`\``),
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n\n')),
}));

/** Each character may become a link, a footnote's way back or an entity, and no more than that. */
const bound = (text: string): number => 60 * text.length + 1_000;

const seed = 20_261_126;
const render = (markdown: string): string =>
  renderBody(markdown, { lang: 'zh-Hans', pictures: new Map() }).html;

describe('any soup of markup', { meta: { fuzz: 'Markdown and HTML' } }, () => {
  it('renders to allow-listed HTML that sanitising leaves as it is', () => {
    fc.assert(
      fc.property(soup, (markdown) => {
        const html = render(markdown);
        expect(violations(html)).toEqual([]);
        expect(html.length).toBeLessThanOrEqual(bound(markdown));
      }),
      { seed, numRuns: 1_500 },
    );
  });

  it('renders whole documents so too, and most of them to something', () => {
    let rendered = 0;
    fc.assert(
      fc.property(structured, (markdown) => {
        const html = render(markdown);
        expect(violations(html)).toEqual([]);
        expect(html.length).toBeLessThanOrEqual(bound(markdown));
        if (html.length > markdown.length / 2) rendered++;
      }),
      { seed, numRuns: 1_500 },
    );
    expect(rendered).toBeGreaterThan(1_000);
  });

  it('sanitises to allow-listed HTML that sanitising leaves as it is', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const clean = sanitise(html).html;
        expect(violations(clean)).toEqual([]);
        expect(clean.length).toBeLessThanOrEqual(bound(html));
      }),
      { seed, numRuns: 1_500 },
    );
  });

  it('takes any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(violations(render(text))).toEqual([]);
      }),
      { seed, numRuns: 500 },
    );
  });
});
