/** Claim, write, lose the connection, come back, send: in a real browser, with script and without. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { freePort, type Site, startSite } from '../browser/site.ts';

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let host: Server;
let source = '';
let report = '';
const complaints: string[] = [];

const paragraph = 'The night ferry stayed in port on Friday because of the ice, the harbour said.';

beforeAll(async () => {
  const port = await freePort();
  host = createServer((_, reply) => {
    reply.setHeader('Content-Type', 'text/html; charset=utf-8');
    reply.end(
      `<!doctype html><title>T</title><nav>All</nav><article><h1>Ferry</h1><p>${report}</p></article>`,
    );
  }).listen(port, '127.0.0.1');
  source = `http://127.0.0.1:${port}/ferry`;
  [site, browser] = await Promise.all([
    startSite({ empty: true, pictureHosts: `127.0.0.1:${port}` }),
    launchBrowser(),
  ]);
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|violat/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(site.adminLink);
  await page.getByLabel('Your name').fill('Lin Yao');
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.waitForURL(`${site.url}/desk/`);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  host?.close();
});

const text = () => page.getByLabel('Text (Markdown)');
const note = (wanted: string) => page.locator('[data-note]', { hasText: wanted }).waitFor();
/** What the browser still holds of drafts. */
const held = () =>
  page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("draft:")).length');

it('claims a source, shows what comes of the text while it is written, and saves it', async () => {
  await page.getByLabel('Address of the source').fill(source);
  await page.getByRole('button', { name: 'Look' }).click();
  await page.getByText('Nobody has sent this story in yet').waitFor();
  await page.getByLabel('Into which language').selectOption('zh-Hans');
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.getByRole('link', { name: 'Write' }).click();
  expect(await page.getByLabel('Language of the translation').inputValue()).toBe('zh-Hans');
  expect(await page.getByLabel('Address of the source').inputValue()).toBe(source);
  await text().fill('# 渡轮停航\n\n港口说，因为结冰，**夜班渡轮**星期五停航。\n\n翻译：林瑶');
  await page.locator('[data-live-part] strong', { hasText: '夜班渡轮' }).waitFor();
  await note('Saved on the desk.');
  expect(await held()).toBe(0);
  // Wide enough for the preview to stand beside the text and scroll by itself.
  await text().fill(`# 渡轮\n\n${'很长的一段。\n\n'.repeat(60)}**完**`);
  await page.locator('[data-live-part] strong', { hasText: '完' }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await text().fill('# 渡轮停航\n\n港口说，因为结冰，夜班渡轮星期五停航。\n\n翻译：林瑶');
  await note('Saved on the desk.');
});

it('says in the preview that it waits for a language, and beside a field what is wrong with it', async () => {
  const context = await browser.newContext({
    locale: 'en-GB',
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(`${site.url}/desk/submit?draft=${encodeURIComponent('source:de:example.org/other')}`);
  await other.getByText('You can also drop a file here.').waitFor();
  await other.getByLabel('Language of the translation').selectOption('');
  await other.getByLabel('Text (Markdown)').fill('# Die Fähre\n\nSie **blieb** im Hafen.');
  const live = other.locator('[data-live-part]');
  await live.getByText('Choose the language first').waitFor();
  await other.getByLabel('Language of the translation').selectOption('de');
  await live.locator('strong', { hasText: 'blieb' }).waitFor();
  const field = other.getByLabel('Address of the source');
  await field.fill('www.exam');
  await live.getByRole('link', { name: 'Address of the source' }).waitFor();
  // Not yet: somebody is still writing there.
  expect(await field.getAttribute('aria-invalid')).toBeNull();
  await other.getByLabel('Text (Markdown)').focus();
  await other.locator('#f-source_url-error', { hasText: 'This is not a web address.' }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.getAttribute('aria-describedby')).toBe('f-source_url-hint f-source_url-error');
  await field.fill('https://www.example.org/other');
  await expect.poll(() => other.locator('#f-source_url-error').count()).toBe(0);
  expect(await field.getAttribute('aria-invalid')).toBeNull();
  expect(await field.getAttribute('aria-describedby')).toBe('f-source_url-hint');
  await other.getByText('Saved on the desk.').waitFor();
  await other.reload();
  await other.getByText('Discard this draft', { exact: true }).click();
  await other.getByRole('button', { name: 'Discard it' }).click();
  await other.waitForURL(`${site.url}/desk/submit`);
  await context.close();
});

it('loses nothing with the session or the connection', async () => {
  const cookies = await context.cookies();
  await context.clearCookies({ name: 'dragoman' });
  await text().press('Control+End');
  await page.keyboard.type(' 第一句');
  await note('Your session has ended.');
  expect(await held()).toBe(1);
  await context.addCookies(cookies);
  await page.keyboard.type(' 第二句');
  await note('Saved on the desk.');
  await context.setOffline(true);
  await page.keyboard.type(' 第三句');
  await note('The desk cannot be reached.');
  const address = page.url();
  await page.close();
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(address);
  expect(await text().inputValue()).toMatch(/林瑶 第一句 第二句 第三句$/);
  // Saved by this page or, before it was gone, by the closed one: its end also ended the broken connection.
  await expect.poll(held, { timeout: 30_000 }).toBe(0);
  expect(await (await context.request.get(address)).text()).toContain('第一句 第二句 第三句');
});

/** A file field, as the browser's own code sees it. */
interface Chooser {
  files: { name: string }[];
}

/** As the browser does it when somebody lets go of files of their own over the text. */
async function drop(path: string): Promise<void> {
  const { x, y, width, height } = (await text().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const client = await context.newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', {
      type,
      x: x + width / 2,
      y: y + height / 2,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  }
  await client.detach();
}

it('takes files that are dragged onto the text: words at the cursor, a picture and what it cannot read as files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-drop-'));
  const fileOf = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const nameIn = (label: string): Promise<string | undefined> =>
    page.getByLabel(label).evaluate((input) => (input as unknown as Chooser).files[0]?.name);
  try {
    await text().fill('# 冰封的港\n\n');
    await text().press('Control+End');
    await text().scrollIntoViewIfNeeded();
    await drop(fileOf('ferry.md', '夜班**渡轮**停航。'));
    await expect.poll(() => text().inputValue()).toBe('# 冰封的港\n\n夜班**渡轮**停航。');
    await page.locator('[data-live-part] strong', { hasText: '渡轮' }).waitFor();
    await drop(fileOf('ice.png', Buffer.from('89504e470d0a1a0a', 'hex')));
    await expect.poll(() => nameIn('Header picture')).toBe('ice.png');
    await drop(fileOf('gbk.md', Buffer.from('2320b1f9', 'hex')));
    await expect.poll(() => nameIn('Or a Markdown file')).toBe('gbk.md');
    expect(await text().inputValue()).toBe('# 冰封的港\n\n夜班**渡轮**停航。');
    for (const label of ['Header picture', 'Or a Markdown file'])
      await page.getByLabel(label).setInputFiles([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('takes a file as the text, sends it in, and forgets the draft', async () => {
  await text().fill('');
  // Words of its own: the preview still shows those of the draft.
  const body = '# 港口结冰\n\n港口说，因为结冰，夜班渡轮星期五停航。\n\n翻译：林瑶';
  await page
    .getByLabel('Or a Markdown file')
    .setInputFiles({ name: 'ferry.md', mimeType: 'text/markdown', buffer: Buffer.from(body) });
  await page.locator('[data-live-part] h3', { hasText: '港口结冰' }).waitFor();
  expect(await text().inputValue()).toBe(body);
  await page.getByRole('button', { name: 'Send in' }).click();
  await page.waitForURL(/\/desk\/submissions\//);
  expect(await held()).toBe(0);
  await page.getByRole('link', { name: 'Look at it' }).click({ timeout: 60_000 });

  // What is typed over the article is kept as well.
  await page.locator('summary', { hasText: /^Edit$/ }).click();
  await text().press('Control+End');
  await page.keyboard.type(' 再见');
  await note('Saved on the desk.');
  await page.reload();
  expect(await text().inputValue()).toMatch(/林瑶 再见$/);
  // One tap only asks.
  await page.getByText('Discard this draft', { exact: true }).click();
  await page.getByText('What you typed is deleted for good.').waitFor();
  expect(await text().inputValue()).toMatch(/林瑶 再见$/);
  await page.getByRole('button', { name: 'Discard it' }).click();
  await page.waitForURL(/\/desk\/articles\//);
  expect(await page.getByText('not saved as a revision').count()).toBe(0);
  await page.goto(`${site.url}/desk/submit`);
  expect(await page.getByText('Kept for later').count()).toBe(0);
});

it('watches the source and shows what changed in it', async () => {
  report = paragraph;
  await page.goto(`${site.url}/desk/stories`);
  await page.locator('.stories a.title').first().click();
  await page.getByRole('button', { name: 'Watch the source' }).click();
  const story = page.url();
  // The local site sweeps every few seconds.
  const looks = async (wanted: () => Promise<boolean>) => {
    for (;;) {
      await page.goto(story);
      if (await wanted()) return;
    }
  };
  await looks(async () => (await page.getByText('Text kept').count()) > 0);
  report = paragraph.replace('Friday', 'Saturday');
  await page.getByRole('button', { name: 'Look again now' }).click();
  await looks(async () => (await page.locator('ins', { hasText: 'Saturday' }).count()) > 0);
  expect(await page.locator('del').textContent()).toBe('Friday');
});

it('does the same without script', async () => {
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'en-GB',
    storageState: await context.storageState(),
  });
  const writer = await plain.newPage();
  await writer.goto(`${site.url}/desk/`);
  expect(await writer.getByRole('heading', { name: 'The source changed' }).count()).toBe(1);
  await writer.getByLabel('Address of the source').fill(source);
  await writer.getByRole('button', { name: 'Look' }).click();
  await writer.getByText('The desk knows this story').waitFor();
  await writer.getByLabel('Into which language').selectOption('de');
  await writer.getByRole('button', { name: 'Claim' }).click();
  await writer.getByRole('link', { name: 'Write' }).click();
  // Only the script could keep these promises.
  for (const promise of ['You can also drop a file here.', 'appear here while you write'])
    expect(await writer.getByText(promise).isVisible()).toBe(false);
  await writer.getByLabel('Text (Markdown)').fill('# Die Fähre\n\nSie blieb im Hafen.');
  // Another language of the desk takes nothing of what is typed away.
  await writer.getByText('In a new tab; this page stays.').waitFor();
  const [tab] = await Promise.all([
    plain.waitForEvent('page'),
    writer.getByRole('button', { name: '简体中文' }).click(),
  ]);
  await tab.locator('html[lang="zh-Hans"] main').waitFor();
  await tab.getByRole('button', { name: 'English' }).click();
  await plain.waitForEvent('page');
  await tab.close();
  expect(await writer.getByLabel('Text (Markdown)').inputValue()).toContain('Sie blieb im Hafen.');
  await writer.getByRole('button', { name: 'Save for later' }).click();
  await writer.goto(`${site.url}/desk/submit`);
  await writer.getByRole('link', { name: 'Die Fähre' }).click();
  await writer.getByText('Discard this draft', { exact: true }).click();
  expect(await writer.getByRole('button', { name: 'Discard it' }).isVisible()).toBe(true);
  await writer.getByRole('button', { name: 'Look at it first' }).click();
  expect(await writer.locator('[data-live-part] article').textContent()).toContain('Sie blieb im Hafen.');
  await writer.getByRole('button', { name: 'Send in' }).click();
  await writer.waitForURL(/\/desk\/submissions\//);
  await writer.goto(`${site.url}/desk/settings`);
  await writer.getByLabel('Name of the site').fill('The Ferry');
  await writer.getByRole('button', { name: 'Save' }).click();
  await writer.getByText(/^Saved\./).waitFor();
  await plain.close();
});

it('keeps to its own Content-Security-Policy all the way', () => {
  expect(complaints).toEqual([]);
});
