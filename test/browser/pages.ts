/** Every kind of page of a site that holds the sample edition, found through its API and its own links. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { clientFor } from '../journey/client.ts';
import type { Site } from './site.ts';

export interface SamplePage {
  name: string;
  path: string;
}

/** The first link of a page that starts with `prefix`. */
async function linkFrom(site: Site, path: string, prefix: string): Promise<string | undefined> {
  const html = await (await fetch(site.url + path)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
  return links.find((link) => link.startsWith(prefix) && link !== prefix);
}

/** Reader pages: those that this version of the site answers with a page of its kind. Withdraws one article. */
export async function readerPages(site: Site): Promise<SamplePage[]> {
  const publisher = clientFor(site, await site.token('publisher', 'Visitor of every page'));
  const pages: SamplePage[] = [{ name: 'home', path: '/' }];
  for (const [lang, word] of [
    ['en', 'river'],
    ['zh-hans', '鳗鱼'],
    ['ar', 'البلدة'],
  ] as const) {
    const [lead, ...others] = await publisher.articles(`lang=${lang}&state=published`);
    if (!lead?.url) throw new Error(`The sample edition has no published article in ${lang}.`);
    const article = new URL(lead.url).pathname;
    const [, , year, month] = article.split('/');
    const found = {
      front: `/${lang}/`,
      article,
      month: `/${lang}/${year}/${month}/`,
      topic: await linkFrom(site, article, `/${lang}/topics/`),
      person: await linkFrom(site, article, `/${lang}/people/`),
      story: await linkFrom(site, article, `/${lang}/stories/`),
      search: `/${lang}/search?q=${encodeURIComponent(word)}`,
      'not-found': `/${lang}/${year}/${month}/nothing-here`,
    };
    for (const [kind, path] of Object.entries(found)) if (path) pages.push({ name: `${kind}.${lang}`, path });
    const last = others.at(-1);
    if (lang === 'en' && last?.url) {
      await publisher.withdraw(last.id, 'The source took its report back.');
      pages.push({ name: 'withdrawn.en', path: new URL(last.url).pathname });
    }
  }
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

export type DeskSession = NonNullable<BrowserContextOptions['storageState']>;

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
