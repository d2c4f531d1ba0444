import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { readers } from '../../src/app.ts';
import { searchQuery } from '../../src/lib/bigrams.ts';
import { SEARCH_ROWS } from '../../src/limits.ts';
import { findArticlePage } from '../../src/store/reader/article.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { findHits } from '../../src/store/search.ts';
import { fillArchive } from './archive.ts';
import { counted } from './counted-database.ts';
import { benchRoutes } from './routes.ts';

it('counts what every route of the reader asks of D1', () => {
  const served = readers.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const counted = new Set(benchRoutes.map(({ route }) => route));
  expect([...counted].sort()).toEqual([...new Set(served)].sort());
});

it('reads any article of a dense archive in one round trip and four rows', async () => {
  await fillArchive({ main: env.DB, search: env.SEARCH }, { articles: 1_000, now: Date.UTC(2026, 10, 20) });
  const { results } = await env.DB.prepare(
    "select lang, month, slug from articles where state = 'published' order by published_at desc limit 400",
  ).all<{ lang: string; month: string; slug: string }>();
  for (const place of results) {
    const { database, count } = counted(env.DB);
    const page = await findArticlePage(openReading(database), place);
    if (page.kind !== 'article') throw new Error(page.kind);
    const { topics, related } = page.article;
    expect([topics.length > 0, related.length, count.trips, count.rows]).toEqual([true, 3, 1, 4]);
  }
});

it('searches that archive in one round trip, the site included', async () => {
  for (const [query, hits] of [
    ['观测', SEARCH_ROWS],
    ['灯塔', 1],
    ['鲸鱼', 0],
  ] as const) {
    const { database, count } = counted(env.SEARCH);
    const expression = searchQuery(query) ?? '';
    const found = await findHits(openReading(database), { lang: 'zh-Hans', expression });
    expect([query, found.site?.name, found.hits.length, count.trips]).toEqual([query, 'Archive', hits, 1]);
    expect(count.rows).toBeLessThanOrEqual(2 * (hits + 1) + 1);
  }
});
