/**
 * Every screen of the desk in Chromium, wide and in English and light, then on a phone, in Chinese and dark: axe finds
 * nothing, the HTML is HTML, nothing scrolls sideways, no script breaks and the page keeps to its own policy.
 */
import type { Browser, BrowserContextOptions, ConsoleMessage, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { type Site, startSite } from '../browser/site.ts';
import { faultsOf, looks } from './look.ts';
import { type Screen, screensOf, sessionFor } from './screens.ts';
import { type Stage, setStage } from './stage.ts';

let site: Site;
let browser: Browser;
let stage: Stage;

/** Some sixty screens, each with axe, on a machine that does other things too. */
const LOOK_MAX_MS = 600_000;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  stage = await setStage(site, browser);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** A page for each person, opened when a screen is theirs. */
type Pages = Map<Screen['who'], Page>;

async function pageFor(screen: Screen, pages: Pages, options: BrowserContextOptions): Promise<Page> {
  const open = pages.get(screen.who);
  if (open) return open;
  const context = await browser.newContext({ ...options, ...sessionFor(screen, stage) });
  const page = await context.newPage();
  pages.set(screen.who, page);
  return page;
}

async function lookAt(screen: Screen, page: Page): Promise<string[]> {
  const faults: string[] = [];
  let answer: Response | undefined;
  const hear = {
    response: (response: Response) => {
      if (response.request().isNavigationRequest()) answer = response;
    },
    pageerror: (error: Error) => void faults.push(error.message),
    console: (message: ConsoleMessage) => {
      if (/Content Security Policy|Trusted|violat/i.test(message.text())) faults.push(message.text());
    },
  };
  page.on('response', hear.response).on('pageerror', hear.pageerror).on('console', hear.console);
  await page.goto(site.url + screen.path);
  await screen.act?.(page);
  faults.push(...(await faultsOf(page, (await answer?.text()) ?? '')));
  page.off('response', hear.response).off('pageerror', hear.pageerror).off('console', hear.console);
  return faults.map((fault) => `${screen.name}: ${fault}`);
}

it.each(looks)(
  'finds nothing wrong with any screen %s',
  async (_, options) => {
    const pages: Pages = new Map();
    const faults: string[] = [];
    for (const screen of screensOf(stage)) {
      faults.push(...(await lookAt(screen, await pageFor(screen, pages, options))));
    }
    for (const page of pages.values()) await page.context().close();
    expect(faults).toEqual([]);
  },
  LOOK_MAX_MS,
);
