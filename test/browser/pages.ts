/** Every kind of page of a site that holds the sample edition, found through its API and its own links. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { clientFor } from '../journey/client.ts';
import { publishPieces } from './edition.ts';
import type { Site } from './site.ts';

export interface SamplePage {
  name: string;
  path: string;
  /** What the site answered when it was asked, for a page that it does not give at every moment. */
  kept?: { status: number; headers: Record<string, string>; body: string };
}

/** Opens a page as the site gives it. */
export async function openPage(page: Page, site: Site, { path, kept }: SamplePage): Promise<void> {
  const url = site.url + path;
  if (kept) await page.route(url, (route) => route.fulfill(kept), { times: 1 });
  await page.goto(url, { waitUntil: 'load' });
}

/** The first link of a page that starts with `prefix`. */
async function linkFrom(site: Site, path: string, prefix: string): Promise<string | undefined> {
  const html = await (await fetch(site.url + path)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
  return links.find((link) => link.startsWith(prefix) && link !== prefix);
}

const SEARCHES_MAX = 100;

/** What a visitor is told who searches too often. */
async function busyPage(site: Site, lang: string): Promise<SamplePage> {
  for (let n = 0; n < SEARCHES_MAX; n++) {
    const path = `/${lang}/search?q=${n}`;
    // Another visitor than the browser, which is to go on searching.
    const response = await fetch(site.url + path, { headers: { 'cf-connecting-ip': '192.0.2.9' } });
    const body = await response.text();
    if (response.status === 429) {
      const headers = Object.fromEntries(response.headers);
      return { name: `search-busy.${lang}`, path, kept: { status: 429, headers, body } };
    }
  }
  throw new Error(`${SEARCHES_MAX} searches at once were all answered.`);
}

/**
 * Reader pages: those that this version of the site answers with a page of its kind. Publishes a few articles first,
 * and withdraws one.
 */
export async function readerPages(site: Site): Promise<SamplePage[]> {
  const publisher = clientFor(site, await site.token('publisher', 'Visitor of every page'));
  const samples = Object.fromEntries(
    await Promise.all(
      ['en', 'zh-hans', 'ar'].map(async (lang) => [
        lang,
        await publisher.articles(`lang=${lang}&state=published`),
      ]),
    ),
  );
  const { long, withdrawn } = await publishPieces(site, publisher);
  const later = `before/${Date.now() + 60_000}`;
  const pages: SamplePage[] = [{ name: 'home', path: '/' }];
  for (const [lang, word] of [
    ['en', 'river'],
    ['zh-hans', '鳗鱼'],
    ['ar', 'البلدة'],
  ] as const) {
    const [lead, ...others] = samples[lang] ?? [];
    if (!lead?.url) throw new Error(`The sample edition has no published article in ${lang}.`);
    const article = new URL(lead.url).pathname;
    const [, , year, month] = article.split('/');
    const topic = await linkFrom(site, article, `/${lang}/topics/`);
    const found = {
      front: `/${lang}/`,
      article,
      month: `/${lang}/${year}/${month}/`,
      topic,
      person: await linkFrom(site, article, `/${lang}/people/`),
      story: await linkFrom(site, article, `/${lang}/stories/`),
      search: `/${lang}/search?q=${encodeURIComponent(word)}`,
      'not-found': `/${lang}/${year}/${month}/nothing-here`,
      ...(lang === 'zh-hans'
        ? {}
        : {
            corrected: long[lang],
            later: `${topic}/${later}`,
            'search-none': `/${lang}/search?q=${encodeURIComponent('(zebra) «زرافة»')}`,
            'search-empty': `/${lang}/search`,
          }),
    };
    for (const [kind, path] of Object.entries(found)) if (path) pages.push({ name: `${kind}.${lang}`, path });
    const last = others.at(-1);
    if (lang === 'en' && last?.url) {
      await publisher.withdraw(last.id, 'The source took its report back.');
      pages.push({ name: 'withdrawn.en', path: new URL(last.url).pathname });
    }
  }
  pages.push({ name: 'withdrawn.ar', path: withdrawn });
  for (const lang of ['en', 'ar']) pages.push(await busyPage(site, lang));
  return pages;
}

/** Scrolls to every picture, as a reader does, since lazy ones load then; the addresses of those that stay blank. */
export const visitPictures = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(async () => {
    const blank = [];
    for (const image of document.images) {
      image.scrollIntoView({ behavior: 'instant' });
      await image.decode().catch(() => undefined);
      if (image.naturalWidth === 0) blank.push(image.src);
    }
    scrollTo({ top: 0, behavior: 'instant' });
    return blank;
  })()`);

export type DeskSession = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** Enters the desk through a one-time link, as a person does; the session's cookie. */
export async function enterDesk(browser: Browser, link: string, name = 'Lin Yao'): Promise<DeskSession> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link);
  await page.fill('input[name="name"]', name);
  await page.click('main form button[type="submit"]');
  if (new URL(page.url()).pathname === '/desk/enter')
    throw new Error(`The desk did not open:\n${await page.textContent('body')}`);
  const session = await context.storageState();
  await context.close();
  return session;
}
