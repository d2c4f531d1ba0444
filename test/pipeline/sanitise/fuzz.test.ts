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
const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('any soup of markup', () => {
  it('renders to allow-listed HTML that sanitising leaves as it is', () => {
    fc.assert(
      fc.property(soup, (markdown) => {
        const { html } = renderBody(markdown, { lang: 'zh-Hans', pictures: new Map() });
        expect(violations(html)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('sanitises to allow-listed HTML that sanitising leaves as it is', () => {
    fc.assert(
      fc.property(soup, (html) => {
        expect(violations(sanitise(html).html)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('takes any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(violations(renderBody(text, { lang: 'en', pictures: new Map() }).html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
