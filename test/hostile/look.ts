/** Opens pages of the site and says what is wrong with them, and what stands in them as text. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { countAttacks } from './packs.ts';
import { foreignMarkup, type Ground, watch } from './watch.ts';

/** What was sent of one kind, and how many of its attacks must be seen, whole, as text. */
export interface Shown {
  what: string;
  sent: readonly string[];
  least: number;
}

export interface Looker {
  context: BrowserContext;
  page: Page;
  /** Opens a page, lets it come to rest, and looks at it. */
  open: (path: string, ground: Ground) => Promise<void>;
  /** Looks at the page as it stands. */
  look: (ground: Ground) => Promise<void>;
  /** What happened beside the pages since the last call, and is not wrong in itself. */
  take: () => string[];
  /** Nothing was wrong with what was looked at since the last call; prints how many of the attacks were seen. */
  expectStill: (...shown: Shown[]) => void;
}

/** All that a page says of its own, in text, fields and attributes: the reader's frame says the same on every page. */
const everyWord = (ground: Ground): string => `((root) => [
  root.textContent,
  ...[...root.querySelectorAll('*')].flatMap((element) => [...element.attributes].map(({ value }) => value)),
].join('\\n'))(${ground === 'reader' ? "document.querySelector('main')" : 'document.documentElement'})`;

export async function lookerOf(
  browser: Browser,
  site: { url: string },
  options: BrowserContextOptions & { mode: string },
): Promise<Looker> {
  const { mode, ...given } = options;
  const context = await browser.newContext(given);
  const seen = await watch(context, site.url);
  const page = await context.newPage();
  let wrong: string[] = [];
  let texts: string[] = [];

  const look = async (ground: Ground): Promise<void> => {
    const at = page.url();
    const check = `[(${foreignMarkup})(document, ${JSON.stringify(ground)}), ${everyWord(ground)}]`;
    const [found, text] = (await page.evaluate(check)) as [string[], string];
    const moved = page.url() === at ? [] : [`went away to ${page.url()}`];
    wrong.push(...[...found, ...moved].map((each) => `${at.slice(0, 160)}: ${each}`));
    texts.push(text);
  };

  return {
    context,
    page,
    look,
    open: async (path, ground) => {
      const answer = await page.goto(site.url + path, { waitUntil: 'load' });
      const status = answer?.status() ?? 0;
      if (status < 200 || status >= 500) wrong.push(`${path} answered ${status}`);
      await look(ground);
    },
    take: seen.take,
    expectStill: (...shown) => {
      const all = [...wrong, ...seen.take()];
      for (const { what, sent, least } of shown) {
        const count = countAttacks(sent, texts);
        console.log(
          `${what}, ${mode}: ${count.sent} vectors sent, ${count.seen} seen whole as text, on ${texts.length} pages, ${all.length} sightings`,
        );
        // Soft: what is wrong with one surface does not keep the others from being looked at.
        expect.soft(count.seen, what).toBeGreaterThanOrEqual(least);
      }
      expect.soft(all.slice(0, 20)).toEqual([]);
      [wrong, texts] = [[], []];
    },
  };
}
