/**
 * The whole way of a translation through the newsroom, each step by the person it is for and in a browser of their
 * own, with what readers get after it: once with script, where people come back with passkeys, and once without,
 * where a one-time link lets them in. Everything else is the same, word for word.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { type Site, startSite } from '../browser/site.ts';
import { read } from '../journey/client.ts';
import {
  enterByLink,
  fold,
  hears,
  invite,
  isInside,
  linkFor,
  memberRow,
  openDevice,
  openResult,
  press,
} from './newsroom.ts';

const REPORT = 'https://www.example.org/news/lamp-relit';
const source = `# 码头尽头的灯

港务处说，灯上周四重新亮起，修复花费120万元。

它此前熄了19年。`;
const text = `# The lamp at the end of the pier

The harbour office said that the lamp was lit again on Thursday, after repairs for 1.3 million yuan.

Before that it had been dark for 19 years.

Translation: Tara`;
const amount = 'The harbour office said that the lamp was lit again on Thursday, after repairs for';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

describe.each([
  { way: 'with script and passkeys', script: true },
  { way: 'without script, by one-time links', script: false },
])('$way', ({ script }) => {
  let site: Site;
  let ada: Page;
  let tara: Page;
  let petra: Page;
  let pablo: Page;
  /** On the desk, and where readers find it once it is out. */
  let article: string;
  let address: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    site = await startSite({ empty: true });
  });

  afterAll(async () => {
    await Promise.all([ada, tara, petra, pablo].map((page) => page?.context().close()));
    await site?.stop();
  });

  // Each step needs those before it: the first that fails ends the walk.
  let broken = false;
  beforeEach(({ skip, onTestFailed }) => {
    skip(broken, 'an earlier step failed');
    onTestFailed(() => {
      broken = true;
    });
  });

  const arrive = async (link: string, name: string): Promise<Page> =>
    enterByLink(await openDevice(browser, { script, complaints }), link, name);

  it('lets the first admin in, who invites the others', async () => {
    ada = await arrive(site.adminLink, 'Ada');
    expect((await read(site.adminLink)).html).not.toContain('Your name');
    tara = await arrive(await invite(ada, site, 'Translator'), 'Tara');
    petra = await arrive(await invite(ada, site, 'Proofreader'), 'Petra');
    pablo = await arrive(await invite(ada, site, 'Publisher'), 'Pablo');
    await ada.goto(`${site.url}/desk/people`);
    expect(await ada.locator('.row .title').allTextContents()).toEqual(['Ada', 'Pablo', 'Petra', 'Tara']);
    expect(await tara.getByRole('link', { name: 'Settings' }).count()).toBe(0);
  });

  it('lets a person who left in again', async () => {
    await tara.goto(`${site.url}/desk/people`);
    const add = tara.getByRole('button', { name: 'Add a passkey' });
    if (script) {
      await add.click();
      await hears(tara, 'Done.');
    } else expect(await add.count()).toBe(0);
    await press(tara, 'Leave');
    await tara.waitForURL(`${site.url}/desk/enter`);
    await tara.goto(`${site.url}/desk/stories`);
    const passkey = tara.getByRole('button', { name: 'Enter with a passkey' });
    if (script) {
      await passkey.click();
      await tara.waitForURL(`${site.url}/desk/stories`);
    } else {
      expect(new URL(tara.url()).pathname).toBe('/desk/enter');
      expect(await passkey.count()).toBe(0);
      await tara.goto(await linkFor(ada, site, 'Tara'));
      await tara.getByText('Welcome back, Tara.').waitFor();
      await press(tara, 'Enter');
    }
    await isInside(tara, 'Tara');
  });

  it('sends a form that outlived its session, once the writer is back', async () => {
    await tara.goto(`${site.url}/desk/submit`);
    await tara.getByLabel('Language of the translation').selectOption('zh-Hans');
    await tara.getByLabel('Text (Markdown)').fill('# 河边的钟\n\n钟声每天响两次。\n\n翻译：Tara');
    await tara.context().clearCookies({ name: 'dragoman' });
    await press(tara, 'Send in');
    await tara.getByRole('alert').filter({ hasText: 'Your session has ended.' }).waitFor();
    expect(await tara.getByLabel('Text (Markdown)').inputValue()).toContain('钟声每天响两次。');
    if (script) await press(tara, 'Enter with a passkey');
    else {
      const tab = await tara.context().newPage();
      await tab.goto(await linkFor(ada, site, 'Tara'));
      await press(tab, 'Enter');
      await isInside(tab, 'Tara');
      await tab.close();
      await press(tara, 'Send again');
      // The form carries the token of the session that ended, so it is shown once more with the new one.
      await tara.getByText('This form is from an earlier session.').waitFor();
      await press(tara, 'Send again');
    }
    await tara.waitForURL(/\/desk\/submissions\//);
  });

  it('takes a claim, and tells the others', async () => {
    await tara.goto(`${site.url}/desk/`);
    await tara.getByLabel('Address of the source').fill(REPORT);
    await press(tara, 'Look');
    await hears(tara, 'Nobody has sent this story in yet');
    await tara.getByLabel('Into which language').selectOption('en');
    await press(tara, 'Claim');
    await hears(tara, 'Yours until');
    await petra.goto(`${site.url}/desk/`);
    expect(await petra.locator('.row', { hasText: 'example.org/news/lamp-relit' }).textContent()).toContain(
      'Tara',
    );
  });

  it('gives a mistake back beside its field, takes the text, and says what is off in it', async () => {
    await tara.getByRole('link', { name: 'Write' }).click();
    await tara.getByLabel('Text (Markdown)').fill(text);
    await tara.getByLabel('Address of the source').fill('ftp://example.org/nothing');
    await tara.getByText('Source text and topics').click();
    await tara.getByLabel('Text of the source').fill(source);
    await tara.getByLabel('Language of the source').selectOption('zh-Hans');
    const looked = tara.locator('[data-live-part] article');
    if (script) await looked.waitFor();
    // On a slow line she mends it before the page's script has come.
    let come = () => {};
    const late = new Promise<void>((done) => {
      come = done;
    });
    await tara.route('**/submit.js', async (route) => {
      await late;
      await route.continue();
    });
    await press(tara, 'Send in');
    const field = tara.getByLabel('Address of the source');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await tara.locator('#f-source_url-error').textContent()).toMatch(/https?/);
    expect(await tara.getByLabel('Text (Markdown)').inputValue()).toBe(text);
    await field.fill(REPORT);
    come();
    if (script) await looked.waitFor();
    expect(await field.inputValue()).toBe(REPORT);
    await press(tara, 'Send in');
    await tara.waitForURL(/\/desk\/submissions\//);
    // The page renews itself until the text has become an article.
    await hears(tara, 'Your text has become an article.');
    expect(await tara.locator('.findings li').first().textContent()).toContain('1.3');
    await openResult(tara, script);
    expect(await tara.getByRole('heading', { level: 1 }).textContent()).toBe(
      'The lamp at the end of the pier',
    );
    article = tara.url();
    expect(await tara.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect((await read(`${site.url}/en/`)).html).not.toContain('The lamp at the end of the pier');
  });

  it('is proofread side by side, with a comment and an edit', async () => {
    await petra.goto(`${site.url}/desk/`);
    await petra.getByRole('link', { name: 'The lamp at the end of the pier' }).click();
    await petra.getByRole('link', { name: 'Side by side' }).click();
    const pair = petra.locator('.pair', { hasText: '120万' });
    expect(await pair.locator('.translation').textContent()).toContain('1.3 million');
    await pair.getByText('Comment', { exact: true }).click();
    await pair.getByLabel('Your comment').fill('The source says 1.2.');
    await press(petra, 'Add the comment');
    await hears(petra, 'Comment added.');
    await pair.getByText('Edit', { exact: true }).click();
    await pair.getByLabel('Markdown of this segment').fill(`${amount} 1.2 million yuan.`);
    await pair.getByRole('button', { name: 'Save as a new revision' }).click();
    await hears(petra, 'Saved as revision 2.');
    await tara.goto(`${article}/review`);
    expect(await tara.locator('.thread').textContent()).toContain('The source says 1.2.');
    expect(await tara.locator('.pair', { hasText: '120万' }).textContent()).toContain('1.2 million');
  });

  it('cannot be approved by who translated it, whatever their role', async () => {
    const row = await memberRow(ada, site, 'Tara');
    await row.getByLabel('Role').selectOption({ label: 'Proofreader' });
    await row.getByRole('button', { name: 'Save' }).click();
    await hears(ada, 'Done.');
    await tara.goto(article);
    await press(tara, 'Approve');
    await tara.getByRole('alert').filter({ hasText: 'Somebody else must approve it' }).waitFor();
    await pablo.goto(article);
    expect(await pablo.getByRole('button', { name: /^Publish revision/ }).count()).toBe(0);
  });

  it('is approved by another, scheduled, and not out before', async () => {
    await petra.goto(article);
    await press(petra, 'Approve');
    await hears(petra, 'Approved.');
    expect(await petra.getByRole('button', { name: /^Publish revision/ }).count()).toBe(0);
    await pablo.goto(article);
    const schedule = fold(pablo, 'Publish at a time');
    await schedule.locator('summary').click();
    // The script asks for the time in the visitor's own zone, and sends it in UTC like the form without it.
    const time = schedule.getByLabel(script ? 'Time in your zone, Asia/Shanghai' : 'Time in UTC');
    await time.fill('2001-05-01T08:30');
    await schedule.getByRole('button').click();
    await pablo.getByRole('alert').filter({ hasText: 'a time that is still to come' }).waitFor();
    await time.fill('2031-05-01T08:30');
    await schedule.getByRole('button').click();
    await hears(pablo, 'Scheduled.');
    const due = pablo.locator('h1 + .about time[datetime^="2031"]');
    expect(await due.getAttribute('datetime')).toBe(`2031-05-01T${script ? '00' : '08'}:30:00Z`);
    expect((await read(`${site.url}/en/`)).html).not.toContain('The lamp at the end of the pier');
  });

  it('is published: readers have it, then from the cache', async () => {
    await press(pablo, 'Publish revision 2 now');
    await hears(pablo, 'Published.');
    const link = pablo.getByRole('link', { name: 'See it on the site' });
    address = new URL((await link.getAttribute('href')) ?? '', site.url).href;
    const first = await read(address);
    expect(first).toMatchObject({ status: 200, cache: 'MISS' });
    expect(first.html).toContain('1.2 million yuan');
    expect(first.html).not.toContain('id="corrections"');
    expect((await read(address)).cache).toBe('HIT');
    expect((await read(`${site.url}/en/`)).html).toContain('The lamp at the end of the pier');
    await link.click();
    await pablo.waitForURL(address);
    expect(await pablo.getByText('Tara').count()).toBeGreaterThan(0);
  });

  it('is corrected: the note stands above the new text, and nobody gets the old one', async () => {
    await petra.goto(article);
    const edit = fold(petra, 'Edit');
    await edit.locator('summary').click();
    const markdown = edit.getByLabel('Text (Markdown)');
    await markdown.fill((await markdown.inputValue()).replace('on Thursday', 'on Friday'));
    await edit.getByLabel('What changed').fill('The day.');
    await edit.getByRole('button', { name: 'Save as a new revision' }).click();
    await openResult(petra, script);
    expect((await read(address)).html).toContain('on Thursday');
    await pablo.goto(article);
    const correct = fold(pablo, 'Correct');
    await correct.locator('summary').click();
    await correct.getByLabel('What happened').selectOption({ label: 'Translation error' });
    await correct.getByLabel('What was wrong').fill('The lamp was lit on Friday, not on Thursday.');
    expect(await correct.getByLabel('Publish revision 3 with it').isChecked()).toBe(true);
    await correct.getByRole('button').click();
    await hears(pablo, 'Correction published.');
    expect(await pablo.locator('.row', { hasText: 'not on Thursday' }).first().isVisible()).toBe(true);
    const { status, cache, html } = await read(address);
    expect([status, cache]).toEqual([200, 'MISS']);
    expect(html.indexOf('The lamp was lit on Friday, not on Thursday.')).toBeGreaterThan(0);
    expect(html.indexOf('The lamp was lit on Friday, not on Thursday.')).toBeLessThan(
      html.indexOf('class="body"'),
    );
    expect(html).toContain('lit again on Friday');
    expect(html).not.toContain('lit again on Thursday');
  });

  it('is withdrawn: its address says so and why, and lists forget it', async () => {
    const withdraw = fold(pablo, 'Withdraw');
    await withdraw.locator('summary').click();
    await withdraw.getByLabel('Reason').fill('The harbour office took its report back.');
    await withdraw.getByRole('button').click();
    await hears(pablo, 'Withdrawn.');
    const gone = await read(address);
    expect(gone.status).toBe(410);
    expect(gone.html).toContain('This article was withdrawn');
    expect(gone.html).toContain('The harbour office took its report back.');
    expect(gone.html).not.toContain('million yuan');
    expect((await read(`${site.url}/en/`)).html).not.toContain('The lamp at the end of the pier');
  });

  it('is put back where it was, and the log tells all of it', async () => {
    await press(pablo, 'Publish revision 3 now');
    await hears(pablo, 'Published.');
    const back = await read(address);
    expect(back.status).toBe(200);
    expect(back.html).toContain('lit again on Friday');
    await ada.goto(`${site.url}/desk/log`);
    const id = new URL(article).pathname.split('/').at(-1) ?? '';
    const deeds = ada.locator('.row', { has: ada.locator(`a[href$="${id}"]`) }).locator('strong');
    const told = (await deeds.allTextContents()).toReversed();
    // These two are of one moment.
    expect(told.slice(0, 2).toSorted()).toEqual(['claim fulfilled', 'sent in']);
    expect(told.slice(2)).toEqual([
      'comment',
      'new revision',
      'approved',
      'scheduled',
      'published',
      'new revision',
      'corrected',
      'withdrawn',
      'published',
    ]);
    expect(complaints).toEqual([]);
  });
});
