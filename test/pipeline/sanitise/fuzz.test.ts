import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBody } from '../../../src/pipeline/markdown/render.ts';
import { sanitise } from '../../../src/pipeline/sanitise/sanitise.ts';
import { violations } from '../../hostile/invariants.ts';
import { documentsOf, htmlPieces, markdownPieces, soupOf } from '../markup.ts';

/** Each character may become a link, a footnote's way back or an entity, and no more than that. */
const bound = (text: string): number => 60 * text.length + 1_000;

const pieces = [...htmlPieces, ...markdownPieces];
const soup = soupOf(pieces);
const structured = documentsOf(pieces, ['div', 'details', 'figure', 'table', 'svg', 'p', 'template']);

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
