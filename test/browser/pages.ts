/** Every kind of page of a site that holds the sample edition, found through its API and its own links. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { z } from 'zod';
import type { Site } from './site.ts';

export interface SamplePage {
  name: string;
  path: string;
}

const listed = z.object({
  articles: z.array(z.object({ id: z.string(), title: z.string(), url: z.string(), state: z.string() })),
});

async function listArticles(
  site: Site,
  token: string,
  query: string,
): Promise<z.infer<typeof listed>['articles']> {
  const answer = await fetch(`${site.url}/api/v1/articles?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return listed.parse(await answer.json()).articles;
}

/** The first link of a page that starts with `prefix`. */
async function linkFrom(site: Site, path: string, prefix: string): Promise<string | undefined> {
  const html = await (await fetch(site.url + path)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
  return links.find((link) => link.startsWith(prefix) && link !== prefix);
}

/** Reader pages: those that this version of the site answers with a page of its kind. Withdraws one article. */
export async function readerPages(site: Site): Promise<SamplePage[]> {
  const token = await site.token('publisher', 'Screenshots');
  const pages: SamplePage[] = [{ name: 'home', path: '/' }];
  for (const [lang, word] of [
    ['en', 'river'],
    ['zh-hans', '鳗鱼'],
    ['ar', 'البلدة'],
  ] as const) {
    const [lead, ...others] = await listArticles(site, token, `lang=${lang}&state=published`);
    if (!lead) throw new Error(`The sample edition has no published article in ${lang}.`);
    const article = new URL(lead.url).pathname;
    const [, , year, month] = article.split('/');
    const found = {
      front: `/${lang}/`,
      article,
      month: `/${lang}/${year}/${month}/`,
      topic: await linkFrom(site, article, `/${lang}/topics/`),
      person: await linkFrom(site, article, `/${lang}/people/`),
      search: `/${lang}/search?q=${encodeURIComponent(word)}`,
      'not-found': `/${lang}/${year}/${month}/nothing-here`,
    };
    for (const [kind, path] of Object.entries(found)) if (path) pages.push({ name: `${kind}.${lang}`, path });
    const last = others.at(-1);
    if (lang === 'en' && last) {
      await fetch(`${site.url}/api/v1/articles/${last.id}/withdraw`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ reason: 'The source took its report back.' }),
      });
      pages.push({ name: 'withdrawn.en', path: new URL(last.url).pathname });
    }
  }
  return pages;
}

export type DeskSession = NonNullable<BrowserContextOptions['storageState']>;

/** Enters the desk through the link that `npm start` printed, as a person does; the session's cookie. */
export async function enterDesk(site: Site, browser: Browser): Promise<DeskSession> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.adminLink);
  await page.fill('input[name="name"]', 'Lin Yao');
  await page.click('main form button[type="submit"]');
  if (new URL(page.url()).pathname === '/desk/enter')
    throw new Error(`The desk did not open:\n${await page.textContent('body')}`);
  const session = await context.storageState();
  await context.close();
  return session;
}

/** The desk's screens. */
export async function deskPages(site: Site): Promise<SamplePage[]> {
  const token = await site.token('proofreader', 'Screenshots of the desk');
  const [article] = await listArticles(site, token, 'lang=zh-hans');
  return [
    { name: 'desk-enter', path: '/desk/enter' },
    { name: 'desk-board', path: '/desk/' },
    { name: 'desk-submit', path: '/desk/submit' },
    ...(article ? [{ name: 'desk-article', path: `/desk/articles/${article.id}` }] : []),
    { name: 'desk-people', path: '/desk/people' },
    { name: 'desk-log', path: '/desk/log' },
    { name: 'desk-work', path: '/desk/work' },
  ];
}
