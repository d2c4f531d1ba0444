/** How a page may be looked at, and what is measured of it while somebody does. */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';

/**
 * A look changes colours and widths. Each is given to every kind of page from left to right and from right to left;
 * what is Chinese has the same colours and widths as English, and what the system sets has few rules.
 */
const everything = /./;
const everyKind = /^home$|\.(?:en|ar)$/;
const someKinds = /^(?:front|corrected|topic|search)\.(?:en|ar)$/;

export const looks: { look: string; options: BrowserContextOptions; only: RegExp }[] = [
  { look: 'light', options: { colorScheme: 'light' }, only: everything },
  { look: 'dark', options: { colorScheme: 'dark' }, only: everyKind },
  { look: '320 pixels wide', options: { viewport: { width: 320, height: 640 } }, only: everyKind },
  {
    look: 'at twice the size',
    options: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    only: everyKind,
  },
  { look: 'in the system’s few colours', options: { forcedColors: 'active' }, only: someKinds },
  { look: 'with more contrast', options: { contrast: 'more' }, only: someKinds },
  { look: 'with little motion', options: { reducedMotion: 'reduce' }, only: someKinds },
];

/** What axe finds at fault in an open page, by all its rules. */
export async function faultsOf(page: Page): Promise<string[]> {
  // The pages have no frames: the mode for those would open a second page each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ')}`);
}

/** Of an article its title or header picture, of a front page those of its lead. */
const expected = {
  article: '.art > header h1, .art > .fig img',
  front: '.lead h2, .lead img',
};

/** How much moved while the page loaded, and the largest thing that was painted: `expected`, or what else it was. */
export const paintedOf = (page: Page, kind: keyof typeof expected): Promise<[number, string]> =>
  page.evaluate<[number, string]>(`new Promise((done) => {
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      const largest = list.getEntries().at(-1)?.element;
      const text = largest?.textContent?.slice(0, 40) ?? '';
      done([shift, largest?.matches('${expected[kind]}') ? 'expected' : largest?.tagName + ' ' + text]);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
