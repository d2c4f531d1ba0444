/** The line that leads a reader to the page in their browser's language: the same bytes for all, and no script. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
/** An article that has three languages, in English. */
let article: string;

beforeAll(async () => {
  site = await startSite();
  const front = await (await fetch(`${site.url}/en/`)).text();
  const paths = [...front.matchAll(/href="(\/en\/\d{4}\/\d\d\/[^"/]+)"/g)].map((match) => match[1] ?? '');
  const pages = await Promise.all(
    paths.map(async (path) => ({ path, html: await (await fetch(site.url + path)).text() })),
  );
  article =
    pages.find(({ html }) => ['ar', 'zh-Hans'].every((lang) => html.includes(`hreflang="${lang}"`)))?.path ??
    '';
});

afterAll(async () => {
  await site?.stop();
});

/** Opens a page as a browser set to these languages does; an emulated locale would change its scripts alone. */
async function visit(accepted: string, path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launchBrowser([`--accept-lang=${accepted}`]);
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    const page = await context.newPage();
    await page.goto(site.url + path);
    await look(page);
  } finally {
    await browser.close();
  }
}

const shown = (page: Page) => page.locator('.hint a').filter({ visible: true }).allTextContents();
const topOf = async (page: Page) => (await page.locator('main').boundingBox())?.y;

it.each([
  ['zh-CN', '本页有简体中文版', '/zh-hans/'],
  ['ar-EG', 'هذه الصفحة بالعربية', '/ar/'],
])('leads %s to its own page', async (accepted, words, edition) => {
  await visit(accepted, article, async (page) => {
    expect(await shown(page)).toEqual([words]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.getByRole('link', { name: words }).click();
    expect(new URL(page.url()).pathname.startsWith(edition)).toBe(true);
    expect(await shown(page)).toEqual([]);
  });
});

it('says nothing to who reads the page’s own language, or one that has no edition, and moves nothing', async () => {
  const tops: unknown[] = [];
  const seen: Record<string, string[]> = {};
  for (const accepted of ['en-GB', 'en-US,zh-CN', 'fi-FI', 'zh-CN']) {
    await visit(accepted, article, async (page) => {
      seen[accepted] = await shown(page);
      tops.push(await topOf(page));
    });
  }
  expect(seen).toEqual({ 'en-GB': [], 'en-US,zh-CN': [], 'fi-FI': [], 'zh-CN': ['本页有简体中文版'] });
  expect(new Set(tops).size).toBe(1);
});

it('stands on the front page of an edition as well', async () => {
  await visit('zh-CN', '/en/', async (page) => {
    expect(await shown(page)).toEqual(['本页有简体中文版']);
  });
});
