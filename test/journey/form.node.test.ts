/** The same journey as a volunteer makes it: with a browser, a mouse and no JavaScript. */

import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newLink } from '../../src/auth/new-token.ts';
import { execute } from '../../src/cli/database.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { enterDesk } from '../browser/pages.ts';
import { type Site, startSite } from '../browser/site.ts';
import { clientFor, read } from './client.ts';
import { expected, submission } from './submission.ts';

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

// A picture that cannot be had: the article goes on without it.
const markdown = submission.replace('{picture}', 'https://pictures.invalid/灯塔.jpg');

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  const link = await newLink({ role: 'publisher', now: Date.now() });
  await execute({ persistTo: site.persistTo }, link.statements);
  const session = await enterDesk(browser, site.url + link.path);
  context = await browser.newContext({ javaScriptEnabled: false, storageState: session });
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

it('gives a mistake back beside its field, with all that was typed', async () => {
  await page.goto(`${site.url}/desk/submit`);
  await page.selectOption('select[name="lang"]', 'zh-Hans');
  await page.fill('textarea[name="markdown"]', markdown);
  await page.fill('input[name="source_url"]', 'ftp://example.org/nothing');
  await page.click('main form button.main');
  expect(await page.inputValue('textarea[name="markdown"]')).toBe(markdown);
  expect(await page.inputValue('select[name="lang"]')).toBe('zh-Hans');
  const described = await page.getAttribute('input[name="source_url"]', 'aria-describedby');
  const error = (described ?? '')
    .split(' ')
    .map((id) => `#${id}`)
    .join(', ');
  expect((await page.locator(error).allTextContents()).join(' ')).toMatch(/https?/i);
});

let articleUrl: string;

it('takes the form, and says when the article is ready', async () => {
  await page.fill('input[name="source_url"]', '');
  await page.click('main form button.main');
  expect(new URL(page.url()).pathname).toMatch(/^\/desk\/submissions\//);
  // The page asks again by itself while the queue works.
  await page.locator('a[href^="/desk/articles/"]').first().waitFor({ timeout: 60_000 });
  await page.click('main a[href^="/desk/articles/"]');
  expect(await page.textContent('h1')).toContain(expected.title);
  articleUrl = page.url();
});

it('does not let its only writer approve it', async () => {
  await page.click('form[action$="/approve"] button');
  await page.goto(articleUrl);
  expect(await page.locator('form[action$="/publish"]').count()).toBe(0);
});

it('publishes with one press once another person approved', async () => {
  const id = new URL(articleUrl).pathname.split('/').at(-1) ?? '';
  await clientFor(site, await site.token('proofreader', 'Robin')).approve(id);
  await page.goto(articleUrl);
  await page.click('form[action$="/publish"] button');
  const link = await page.locator('main a[href*="/zh-hans/2"]').first().getAttribute('href');
  expect(link).toBeTruthy();
  const url = new URL(link ?? '', site.url).href;
  const { status, html } = await read(url);
  expect(status).toBe(200);
  expect(html).toContain(expected.title);
  expect((await read(url)).cache).toBe('HIT');
});
