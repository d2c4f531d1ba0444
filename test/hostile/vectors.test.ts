import { describe, expect, it } from 'vitest';
import { renderBody } from '../../src/pipeline/markdown/render.ts';
import { sanitise } from '../../src/pipeline/sanitise/sanitise.ts';
import { violations } from './invariants.ts';
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
