/**
 * A correction reaches a reader who has the old page in the browser's own cache, on the next load. The browser is
 * as readers have it: nothing switches its cache off. Back and forward alone are no load: browsers show there
 * what was left, whatever its freshness (RFC 9111, section 6), and only `no-store` would forbid it.
 */
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientFor } from '../journey/client.ts';
import { launchBrowser } from './chromium.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
let publisher: ReturnType<typeof clientFor>;
let article: { id: string; path: string };
let front: string;

const markdownOf = (year: number): string => `---
title: The lamp at the end of the pier
---

It was lit for the first time in ${year}, and it has not gone out since.

Translation: Mina Okafor
`;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  const translator = clientFor(site, await site.token('translator', 'Tester who translates'));
  publisher = clientFor(site, await site.token('publisher', 'Tester who publishes'));
  const submission = await translator.submit({ lang: 'en', markdown: markdownOf(1911) });
  const id = await publisher.whenReady(submission);
  await publisher.approve(id);
  const { url } = await publisher.publish(id);
  article = { id, path: new URL(url, site.url).pathname };
  front = '/en/';
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const textOf = async (page: Page): Promise<string> => (await page.textContent('main')) ?? '';

interface Way {
  way: string;
  /** From the article, whose old text is in the browser's cache, to somewhere and back. */
  leave: (page: Page) => Promise<unknown>;
  comeBack: (page: Page) => Promise<unknown>;
}

const link = (page: Page): Promise<unknown> =>
  Promise.all([page.waitForNavigation(), page.click(`main a[href$="${article.path}"]`)]);
const toFront = (page: Page): Promise<unknown> => page.goto(site.url + front);

const ways: Way[] = [
  {
    way: 'its address',
    leave: async () => undefined,
    comeBack: (page) => page.goto(site.url + article.path),
  },
  { way: 'a link', leave: toFront, comeBack: link },
  { way: 'reload', leave: async () => undefined, comeBack: (page) => page.reload() },
  {
    way: 'back and reload',
    leave: toFront,
    comeBack: async (page) => {
      await page.goBack();
      await page.reload();
    },
  },
  {
    way: 'back, and from there a link',
    leave: async (page) => {
      await toFront(page);
      await page.goBack();
    },
    comeBack: async (page) => {
      await page.goBack();
      await link(page);
    },
  },
];

it.each(ways)('is there on the next load by $way', async ({ way, leave, comeBack }) => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await toFront(page);
    await link(page);
    const year = /first time in (\d{4})/.exec(await textOf(page))?.[1];
    await leave(page);
    const note = `The lamp was lit a year later: ${way}.`;
    await publisher.correct(article.id, { note, markdown: markdownOf(Number(year) + 1) });
    const loads: Request[] = [];
    page.on('request', (request) => {
      if (request.isNavigationRequest()) loads.push(request);
    });
    await comeBack(page);
    // The browser has the old page, and asks whether it still stands.
    expect((await loads.at(-1)?.allHeaders())?.['if-none-match']).toMatch(/^(?:W\/)?"[0-9a-f]{32}"$/);
    expect(page.url()).toBe(site.url + article.path);
    const text = await textOf(page);
    expect(text).toContain(`first time in ${Number(year) + 1}`);
    expect(text).toContain(note);
  } finally {
    await context.close();
  }
});
