/** Every kind of URL that the model asks for, rendered by the readers' own queries from one state of the database. */
import { type policies, putPolicy } from '../../src/edge/policy.ts';
import { articlePath, editionPath, monthPath } from '../../src/lib/paths.ts';
import { findArticleMarkdown, findArticlePage } from '../../src/store/reader/article.ts';
import { findPersonFeed, findTopicFeed, getEditionFeed } from '../../src/store/reader/feed.ts';
import { getFront, getHome, getMonth } from '../../src/store/reader/front.ts';
import { findPersonPage, findTopicPage } from '../../src/store/reader/lists.ts';
import { getEditions } from '../../src/store/reader/site.ts';
import { listMonthMap, listMonths } from '../../src/store/reader/sitemap.ts';
import { findStory } from '../../src/store/reader/story.ts';
import type { Reading } from '../../src/store/reader/views.ts';

export interface Page {
  path: string;
  render: (reading: Reading) => Promise<{ status: number; policy: keyof typeof policies; body: unknown }>;
}

/** A page as it stood after one change. */
export interface Shot {
  status: number;
  policy: keyof typeof policies;
  body: string;
  tags: string[];
}

export interface Standing {
  lang: string;
  month: string;
  slug: string;
}

const kinds = {
  article: [200, 'page'],
  moved: [301, 'redirect'],
  gone: [410, 'gone'],
  unknown: [404, 'notFound'],
} as const;

export interface Ground {
  langs: string[];
  months: string[];
  places: Standing[];
  topics: string[];
  people: string[];
  stories: string[];
}

/** Paths stand for a query here; the feeds' and sitemaps' forms of one query share it. */
export function pagesOf(ground: Ground): Page[] {
  const { langs, months, places, topics, people, stories } = ground;
  const listing = (path: string, get: (reading: Reading) => Promise<unknown>): Page => ({
    path,
    render: async (reading) => ({ status: 200, policy: 'listing', body: await get(reading) }),
  });
  return [
    listing('/', getHome),
    listing('/robots.txt', getEditions),
    listing('/sitemap.xml', listMonths),
    ...langs.flatMap((lang) => [
      listing(`/${lang}/feed.xml`, (reading) => getEditionFeed(reading, lang)),
      ...months.map((month) =>
        listing(`/${lang}/${month}/sitemap.xml`, (reading) => listMonthMap(reading, { lang, month })),
      ),
      ...topics.flatMap((slug) => [
        listing(`/${lang}/topics/${slug}`, (reading) => findTopicPage(reading, { lang, slug })),
        listing(`/${lang}/topics/${slug}/feed.xml`, (reading) => findTopicFeed(reading, { lang, slug })),
      ]),
      ...people.flatMap((slug) => [
        listing(`/${lang}/people/${slug}`, (reading) => findPersonPage(reading, { lang, slug })),
        listing(`/${lang}/people/${slug}/feed.xml`, (reading) => findPersonFeed(reading, { lang, slug })),
      ]),
    ]),
    ...stories.map((id) => listing(`/stories/${id}`, (reading) => findStory(reading, id))),
    ...langs.map((lang) => listing(editionPath(lang), (reading) => getFront(reading, lang))),
    ...langs.flatMap((lang) =>
      months.map((month) => listing(monthPath(lang, month), (reading) => getMonth(reading, { lang, month }))),
    ),
    ...places.map(
      (place): Page => ({
        path: articlePath(place.lang, place.month, place.slug),
        render: async (reading) => {
          const found = await findArticlePage(reading, place);
          const [status, policy] = kinds[found.kind];
          return { status, policy, body: found };
        },
      }),
    ),
    ...places.map(
      (place): Page => ({
        path: `${articlePath(place.lang, place.month, place.slug)}.md`,
        render: async (reading) => {
          const body = await findArticleMarkdown(reading, place);
          return body
            ? { status: 200, policy: 'page', body }
            : { status: 404, policy: 'notFound', body: 'none' };
        },
      }),
    ),
  ];
}

/** All pages as a fresh render gives them now. */
export async function shootAll(db: D1Database, pages: Page[]): Promise<Shot[]> {
  return Promise.all(
    pages.map(async (page) => {
      const reading: Reading = { db, tags: new Set() };
      const { status, policy, body } = await page.render(reading);
      return { status, policy, body: JSON.stringify(body), tags: [...reading.tags] };
    }),
  );
}

/** The Worker's answer from one state of the database. */
export const respond = (request: Request, shot: Shot): Promise<Response> =>
  putPolicy(
    request,
    new Response(shot.body, { status: shot.status, headers: shot.status === 301 ? { location: '/' } : {} }),
    shot,
  );
