/**
 * Every screen of the desk in Chromium, wide and in English and light, then on a phone, in Chinese and dark: axe finds
 * nothing, the HTML is HTML, nothing scrolls sideways, no script breaks and the page keeps to its own policy.
 */
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { type Site, startSite } from '../browser/site.ts';
import { type Screen, screensOf, sessionFor } from './screens.ts';
import { type Stage, setStage } from './stage.ts';

let site: Site;
let browser: Browser;
let stage: Stage;

/** Some forty screens, each with axe, on a machine that does other things too. */
const LOOK_MAX_MS = 300_000;
const phone = { width: 360, height: 740 };
const grammar = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  stage = await setStage(site, browser);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** What is wrong with the screen as it stands. */
async function faultsOf(page: Page, source: string): Promise<string[]> {
  const { results } = await grammar.validateString(source);
  const grammatical = results.flatMap(({ messages }) =>
    messages.map(({ message, line }) => `${line}: ${message}`),
  );
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  const { violations } = await new AxeBuilder({ page }).analyze();
  const size = page.viewportSize();
  // English words are the longer ones.
  await page.setViewportSize(phone);
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  if (size) await page.setViewportSize(size);
  return [
    ...grammatical,
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(sideways > 0 ? [`scrolls ${sideways} pixels sideways`] : []),
  ];
}

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

it.each<[string, BrowserContextOptions]>([
  [
    'wide, in English, light',
    { viewport: { width: 1280, height: 900 }, locale: 'en-GB', colorScheme: 'light' },
  ],
  ['on a phone, in Chinese, dark', { viewport: phone, locale: 'zh-CN', colorScheme: 'dark' }],
])(
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
