/** The desk in a real browser: passkeys, a session that ends under a form, and every screen checked by axe. */
import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { type Site, startSite } from '../browser/site.ts';

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (/Content Security Policy|violat/i.test(message.text())) complaints.push(message.text());
  });
  // An authenticator of Chromium's own, which says yes by itself.
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

it('lets the first admin in, who adds a passkey, leaves, and comes back with it', async () => {
  await page.goto(site.adminLink);
  await page.getByLabel('Your name').fill('Lin Yao');
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.waitForURL(`${site.url}/desk/`);
  await page.goto(`${site.url}/desk/people`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.waitForURL(/done=1/);
  expect(await page.getByRole('row', { name: /Chrome, / }).count()).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.goto(`${site.url}/desk/work`);
  expect(new URL(page.url()).pathname).toBe('/desk/enter');
  await page.getByRole('button', { name: 'Enter with a passkey' }).click();
  await page.waitForURL(`${site.url}/desk/work`);
  expect(await page.getByText('Lin Yao').count()).toBe(1);
});

it('sends a form that outlived its session, once the writer is back', async () => {
  await page.goto(`${site.url}/desk/submit`);
  await page.getByLabel('Language of the translation').selectOption('zh-Hans');
  await page.getByLabel('Text (Markdown)').fill('# 河边的钟\n\n钟声每天响两次。\n\n翻译：林瑶');
  await context.clearCookies({ name: 'dragoman' });
  await page.getByRole('button', { name: 'Send in' }).click();
  expect(await page.getByLabel('Text (Markdown)').inputValue()).toContain('钟声每天响两次。');
  await page.getByRole('button', { name: 'Enter with a passkey' }).click();
  await page.waitForURL(/\/desk\/submissions\//);
  // The page renews itself until the text has become an article.
  await page.getByRole('link', { name: 'Look at it' }).click({ timeout: 60_000 });
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('河边的钟');
});

it('works without script, from the invitation to the published page', async () => {
  await page.goto(`${site.url}/desk/people`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Shown once').inputValue();
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const writer = await plain.newPage();
  await writer.goto(link);
  await writer.getByLabel('Your name').fill('Mara');
  await writer.getByRole('button', { name: 'Enter' }).click();
  await writer.goto(`${site.url}/desk/submit`);
  await writer.getByLabel('Language of the translation').selectOption('en');
  await writer
    .getByLabel('Text (Markdown)')
    .fill('# The bell by the river\n\nIt rings twice a day.\n\nTranslation: Mara');
  await writer.getByRole('button', { name: 'Send in' }).click();
  await writer.getByRole('link', { name: 'Look at it' }).click({ timeout: 60_000 });
  expect(await writer.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  const address = writer.url();
  await plain.close();

  const editor = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
  ).newPage();
  await editor.goto(address);
  await editor.getByRole('button', { name: 'Approve' }).click();
  await editor.getByRole('button', { name: 'Publish now' }).click();
  await editor.getByRole('link', { name: 'See it on the site' }).click();
  expect(new URL(editor.url()).pathname).toMatch(/^\/en\/\d{4}\/\d{2}\/the-bell-by-the-river$/);
  expect(await editor.getByRole('heading', { level: 1 }).textContent()).toBe('The bell by the river');
  await editor.context().close();
});

const grammar = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'] });

it('passes axe and the grammar of HTML on every screen, in both languages, light and dark, and never scrolls sideways on a phone', async () => {
  await page.goto(`${site.url}/desk/`);
  const article = await page.locator('.rows a.title').first().getAttribute('href');
  await page.goto(`${site.url}/desk/webhooks`);
  await page.getByLabel('Address').fill('https://hooks.invalid.example/in');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  const webhook = new URL(page.url()).pathname;
  const paths = [
    '/desk/',
    '/desk/submit',
    article ?? '',
    '/desk/people',
    '/desk/log',
    '/desk/work',
    '/desk/webhooks',
    webhook,
    '/desk/nothing',
  ];
  for (const [words, colorScheme] of [
    ['English', 'light'],
    ['简体中文', 'dark'],
  ] as const) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: words }).click();
    for (const path of [...paths, '/desk/enter?key=wrong']) {
      await page.goto(site.url + path);
      await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      const source = await (await context.request.get(site.url + path)).text();
      const { results } = await grammar.validateString(source);
      const wrong = results.flatMap(({ messages }) =>
        messages.map(({ message, line }) => `${line}: ${message}`),
      );
      expect([path, wrong]).toEqual([path, []]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const named = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`);
      expect(named).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, overflow]).toEqual([path, 0]);
    }
    await page.goto(`${site.url}/desk/`);
  }
  expect(complaints).toEqual([]);
});
