import { describe, expect, it } from 'vitest';
import { previewSubmission } from '../../src/pipeline/look.ts';
import { renderBody } from '../../src/pipeline/markdown/render.ts';
import { sanitise } from '../../src/pipeline/sanitise/sanitise.ts';
import { violations } from './invariants.ts';
import { hostileSubmissions, markAfter, wholeTextLimits } from './submissions.ts';
import { vectors } from './vectors.ts';

const families = Map.groupBy(vectors, ({ name }) => name.split(' ', 1)[0] ?? '');

describe('attacks written for this house', () => {
  it('are many and all different', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(300);
    expect(new Set(vectors.map(({ markdown }) => markdown)).size).toBe(vectors.length);
  });

  for (const [family, members] of families) {
    it(`leave nothing but allow-listed HTML when rendered: ${family}`, () => {
      for (const { name, markdown } of members) {
        const { html } = renderBody(markdown, { lang: 'en', pictures: new Map() });
        expect({ name, markdown, html, wrong: violations(html) }).toMatchObject({ wrong: [] });
      }
    });

    it(`leave nothing but allow-listed HTML when sanitised as they are: ${family}`, () => {
      for (const { name, markdown } of members) {
        const { html } = sanitise(markdown);
        expect({ name, markdown, html, wrong: violations(html) }).toMatchObject({ wrong: [] });
      }
    });
  }
});

describe('texts of many attacks', () => {
  const texts = hostileSubmissions();

  it('hold each of them once', () => {
    expect(texts.reduce((sum, { count }) => sum + count, 0)).toBe(vectors.length);
  });

  it('are read as markup after each, so that none hides another', () => {
    for (const { markdown, count, isBeyondLimits } of texts) {
      const { html, findings } = previewSubmission({ lang: 'en', markdown });
      const limits = findings.filter(({ check }) => wholeTextLimits.some((limit) => limit === check));
      expect(limits.length > 0).toBe(isBeyondLimits);
      if (isBeyondLimits) expect(count).toBe(1);
      // Nothing stands after the last.
      for (let n = 0; n < count - 1; n++) expect(html).toContain(markAfter(n));
    }
  });
});
