/** Proofreading in a real browser: with script and keys, and without script. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { type DeskSession, enterDesk } from '../browser/pages.ts';
import { type Site, startSite } from '../browser/site.ts';
import { clientFor } from '../journey/client.ts';
import { enterByLink, invite } from './newsroom.ts';

let site: Site;
let browser: Browser;
let session: DeskSession;
let writer: ReturnType<typeof clientFor>;
let articleId: string;
const complaints: string[] = [];

const source = `# The ferry runs again

The ferry has run since Monday, for 3.5 million people a year.

Nobody was hurt in the storm, said the harbour master.

- The pier was mended.
- The bell was hung up again.

It will stop in November.`;

const translation = (n: number) => `# 渡轮恢复航行（${n}）

渡轮自周一起恢复航行，每年运送350万人。

海港管理员说，风暴中无人受伤（。

- 码头修好了。
- 钟又挂上了。

渡轮将在十一月停航。

翻译：林瑶`;

async function sendIn(n: number): Promise<string> {
  const id = await writer.submit({
    lang: 'zh-Hans',
    markdown: translation(n),
    source_lang: 'en',
    source_markdown: source,
    source_url: `https://news.example/harbour/${n}`,
  });
  return writer.whenReady(id);
}

async function open(options: { script: 'on' | 'off' }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    storageState: session,
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: options.script === 'on',
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy|violat/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page };
}

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  // Before the site has work: the command writes into the same database file.
  writer = clientFor(site, await site.token('translator', 'Mara'));
  session = await enterDesk(browser, site.adminLink);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

it('proofreads without script, from the glossary to the approval', async () => {
  const { context, page } = await open({ script: 'off' });
  await page.goto(`${site.url}/desk/glossary`);
  await page.getByLabel('From').selectOption('en');
  await page.getByLabel('Into').selectOption('zh-Hans');
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByLabel('Term', { exact: true }).fill('harbour master');
  await page.getByLabel('Translation', { exact: true }).fill('港务长');
  await page.getByLabel('Not wanted').fill('海港管理员');
  await page.getByRole('button', { name: 'Add a term' }).click();
  await page.getByText('Done.').waitFor();

  articleId = await sendIn(1);
  await page.goto(`${site.url}/desk/articles/${articleId}`);
  await page.getByRole('link', { name: 'Side by side' }).click();
  await page.getByRole('navigation', { name: 'Places with remarks' }).getByRole('link').first().click();
  const pair = page.locator('#p2');
  expect(await pair.textContent()).toContain('Nobody was hurt in the storm');
  await pair.getByText('Comment', { exact: true }).click();
  await pair.getByLabel('Your comment').fill('Is the bracket meant?');
  await pair.getByRole('button', { name: 'Add the comment' }).click();
  expect(new URL(page.url()).hash).toBe('#p2');
  await pair.getByText('Edit', { exact: true }).click();
  await pair.getByLabel('Markdown of this segment').fill('海港管理员说，风暴中无人受伤。');
  await pair.getByRole('button', { name: 'Save as a new revision' }).click();
  await page.getByText('Saved as revision 2.').waitFor();
  await pair.getByRole('button', { name: 'Replace “海港管理员” with “港务长”' }).click();
  await page.getByText('Replaced; saved as revision 3.').waitFor();
  await pair.getByRole('button', { name: 'Resolve' }).click();
  await page.getByText('Resolved.', { exact: true }).waitFor();
  await pair.getByText('Pairing', { exact: true }).click();
  await pair.getByRole('button', { name: 'Join with the next pair' }).click();
  await pair.filter({ hasText: '码头修好了。' }).waitFor();
  await page.getByRole('button', { name: 'Back to the computed pairing' }).click();
  await page.getByRole('link', { name: 'All about this article' }).click();
  await page.getByRole('link', { name: 'Compare with the one before' }).first().click();
  expect(await page.locator('.diff ins').first().textContent()).toContain('务长');
  await page.goto(`${site.url}/desk/articles/${articleId}/review`);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Approved.').waitFor();
  await context.close();
});

it('proofreads by keys alone, with times in the visitor’s zone', async () => {
  const id = await sendIn(2);
  const { context, page } = await open({ script: 'on' });
  await page.goto(`${site.url}/desk/articles/${id}/review#p1`);
  const here = () => page.evaluate('document.activeElement.closest(".pair")?.id');
  await expect.poll(here).toBe('p1');
  await page.keyboard.press('j');
  expect(await here()).toBe('p2');
  await page.keyboard.press('k');
  await page.keyboard.press('n');
  expect(await here()).toBe('p2');
  await page.keyboard.press('c');
  await page.keyboard.type('Just a note.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Comment added.').waitFor();
  await expect.poll(here).toBe('p2');
  await page.keyboard.press('e');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('港务长说，无人受伤。');
  // Letters are text while somebody writes, and Escape leads back to the pair.
  await page.keyboard.press('Escape');
  expect(await here()).toBe('p2');
  await page.keyboard.press('e');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Saved as revision 2.').waitFor();
  expect(await page.locator('#p2 .cell.translation').textContent()).toContain('港务长说，无人受伤。');
  // The script gives it a title with the time in UTC.
  const time = page.locator('.talk time[title]');
  const at = new Date((await time.getAttribute('datetime')) ?? '');
  const words = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone: 'Asia/Shanghai',
  });
  expect(await time.textContent()).toBe(words.format(at));
  expect(await time.getAttribute('title')).toContain('UTC');
  await page.goto(`${site.url}/desk/articles/${articleId}`);
  await page.getByText('Publish at a time').first().click();
  const field = page.getByLabel('Time in your zone, Asia/Shanghai');
  await field.fill('2031-05-01T08:30');
  await page.getByRole('button', { name: 'Publish at a time' }).click();
  await page.getByText('Scheduled.').waitFor();
  expect(await page.locator('h1 + .about time[datetime^="2031"]').getAttribute('datetime')).toBe(
    '2031-05-01T00:30:00Z',
  );
  expect(complaints).toEqual([]);
  await context.close();
});

it('keeps what is typed in one place while another is sent, and asks before it is left behind', async () => {
  const id = await sendIn(3);
  const { context, page } = await open({ script: 'on' });
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const review = `${site.url}/desk/articles/${id}/review`;
  const typed = '渡轮自周一起恢复航行，每年运送三百五十万人。';
  const text = page.locator('#p1').getByLabel('Markdown of this segment');
  const isKept = async () => {
    await page.locator('#p1').getByText('Restored from this browser.').waitFor();
    expect(await text.inputValue()).toBe(typed);
  };
  await page.goto(review);
  await page.locator('#p1').getByText('Edit', { exact: true }).click();
  await text.fill(typed);
  const second = page.locator('#p2');
  await second.getByText('Comment', { exact: true }).click();
  await second.getByLabel('Your comment').fill('Who is meant?');
  await second.getByRole('button', { name: 'Add the comment' }).click();
  await page.getByText('Comment added.').waitFor();
  await isKept();
  expect(await second.getByLabel('Your comment').first().inputValue()).toBe('');
  // A new revision, made elsewhere on the page: the text is sent as a change of that one.
  await second.getByRole('button', { name: 'Replace “海港管理员” with “港务长”' }).click();
  await page.getByText('Replaced; saved as revision 2.').waitFor();
  await isKept();
  expect(asked).toEqual([]);
  await page.getByRole('link', { name: 'Board' }).click();
  await page.getByRole('heading', { name: 'In review' }).first().waitFor();
  expect(asked).toEqual(['beforeunload']);
  await page.goto(review);
  await isKept();
  await page.locator('#p1').getByRole('button', { name: 'Save as a new revision' }).click();
  await page.getByText('Saved as revision 3.').waitFor();
  expect(await page.locator('#p1 .cell.translation').textContent()).toContain(typed);
  expect(await text.isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Board' }).click();
  await page.getByRole('heading', { name: 'In review' }).first().waitFor();
  expect(await page.evaluate('Object.keys(sessionStorage).length')).toBe(0);
  expect(asked).toEqual(['beforeunload']);

  // Somebody else changed that very segment: the text comes back, and is not put over theirs unseen.
  await page.goto(review);
  await page.locator('#p1').getByText('Edit', { exact: true }).click();
  await text.fill('渡轮恢复航行。');
  const other = await context.newPage();
  await other.goto(review);
  await other.locator('#p1').getByText('Edit', { exact: true }).click();
  await other.locator('#p1').getByLabel('Markdown of this segment').fill('渡轮又恢复航行了。');
  await other.locator('#p1').getByRole('button', { name: 'Save as a new revision' }).click();
  await other.getByText('Saved as revision 4.').waitFor();
  await page.reload();
  await page.locator('#p1').getByText('Restored from this browser.').waitFor();
  expect(await text.inputValue()).toBe('渡轮恢复航行。');
  await page.locator('#p1').getByRole('button', { name: 'Save as a new revision' }).click();
  await page.getByRole('alert').filter({ hasText: 'Revision 4' }).waitFor();
  expect(await page.getByLabel('Your text').inputValue()).toBe('渡轮恢复航行。');
  expect(complaints).toEqual([]);
  await context.close();
});

it('gives what is typed back to the one who typed it, and drops it when they leave', async () => {
  const id = await sendIn(4);
  const review = `${site.url}/desk/articles/${id}/review`;
  const { context, page } = await open({ script: 'on' });
  page.on('dialog', (dialog) => void dialog.accept());
  const petra = await browser.newContext({ locale: 'en-GB' });
  await enterByLink(await petra.newPage(), await invite(page, site, 'Proofreader'), 'Petra');
  const goOnAs = async (whose: BrowserContext) => {
    const cookies = await whose.cookies();
    await context.clearCookies();
    await context.addCookies(cookies);
    await page.goto(review);
  };
  await page.goto(review);
  const text = page.locator('#p1').getByLabel('Markdown of this segment');
  await page.locator('#p1').getByText('Edit', { exact: true }).click();
  await text.fill('只有我知道。');
  const own = await browser.newContext({ storageState: await context.storageState() });
  await goOnAs(petra);
  await page.locator('.who', { hasText: 'Petra' }).waitFor();
  expect(await text.inputValue()).toBe('渡轮自周一起恢复航行，每年运送350万人。');
  await goOnAs(own);
  await page.locator('#p1').getByText('Restored from this browser.').waitFor();
  expect(await text.inputValue()).toBe('只有我知道。');
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Enter the desk' }).waitFor();
  await expect.poll(() => page.evaluate('Object.keys(sessionStorage).length')).toBe(0);
  expect(complaints).toEqual([]);
  for (const one of [context, petra, own]) await one.close();
});
