import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeXml, jsonInMarkup, xml } from '../../src/lib/xml.ts';

it('escapes what stands in a gap and keeps what a template made', () => {
  const inner = xml`<b>${'a & "b"'}</b>`;
  expect(xml`<p title="${`<'>`}">${[inner, inner]}${false}${undefined}${3}</p>`.markup).toBe(
    '<p title="&lt;&#39;&gt;"><b>a &amp; &quot;b&quot;</b><b>a &amp; &quot;b&quot;</b>3</p>',
  );
});

it('leaves nothing that XML 1.0 forbids, whatever goes in', () => {
  const code = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
  fc.assert(
    fc.property(
      fc.array(code).map((units) => units.join('')),
      (text) => {
        const safe = escapeXml(text);
        expect(safe.isWellFormed()).toBe(true);
        expect(safe).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]|[<>"']/u);
        expect(safe.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      },
    ),
  );
});

it('writes JSON that cannot end its script element', () => {
  const { markup } = jsonInMarkup({ a: '</script><!--', b: '\ud800' });
  expect(markup).not.toContain('<');
  expect(JSON.parse(markup)).toEqual({ a: '</script><!--', b: '\ud800' });
});
