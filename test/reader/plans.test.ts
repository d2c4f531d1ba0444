/**
 * How the readers' queries find their rows: by index alone, and no more rows from a large archive than from a
 * small one.
 */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { SEARCH_ROWS } from '../../src/limits.ts';
import { getIndexedSite, writeIndexed } from '../../src/store/search-index.ts';
import { articleRows, at, people, seedNewsroom, stories, topics } from './newsroom.ts';
import { type Visit, visit } from './site.ts';

const article = '/en/2026/10/last-cable-ferry';
const paths = [
  '/',
  '/en/',
  '/en/2026/10/',
  article,
  `${article}.md`,
  '/en/2026/10/old-ferry',
  '/en/topics/rivers',
  '/en/people/mina-okafor',
  `/en/stories/${stories.ferry}`,
  '/en/feed.xml',
  '/en/topics/rivers/feed.xml',
  '/en/people/mina-okafor/feed.json',
  '/sitemap.xml',
  '/en/2026/10/sitemap.xml',
  '/news-sitemap.xml',
  '/llms.txt',
  '/nothing',
  '/tea/',
  '/?p=12',
];

beforeAll(seedNewsroom);

it('reads no table from end to end', async () => {
  for (const path of paths) {
    const { sql } = await visit(path);
    for (const statement of sql) {
      // A plan does not depend on the values, only the number of parameters has to fit.
      const names = new Set(statement.match(/\?\d/g));
      const plan = await env.DB.prepare(`explain query plan ${statement}`)
        .bind(...Array.from(names, () => 1))
        .all<{ detail: string }>();
      const scans = plan.results
        .map((step) => step.detail)
        .filter((detail) => /^SCAN (?!CONSTANT ROW|json_each)/.test(detail))
        // What a subquery has made already is read whole; its names are none of a table's. Only `editions` is a table:
        // one row an edition is what a front page and the index of the sitemaps list.
        .filter(
          (detail) =>
            !/^SCAN (?:editions|hop|langs|l|k|n|subject|page|listed|site|entry)\b|^SCAN \((?:subquery|join)-\d+\)/.test(
              detail,
            ),
        );
      expect([path, scans]).toEqual([path, []]);
    }
  }
});

/** Follows a list to its end: the links to articles it showed, and how many of them differ. */
async function walk(list: string): Promise<[number, number]> {
  const found: string[] = [];
  let path: string | undefined = list;
  while (path !== undefined) {
    const { text, rows }: Visit = await visit(path);
    found.push(...Array.from(text.matchAll(/<li[^>]*><a href="([^"]+)"/g), ([, link = '']) => link));
    // 51 rows. Of a topic each is a listing and an article by its id; of a person a listing.
    expect(rows.main).toBeLessThan(list.includes('/people/') ? 70 : 180);
    path = /<a href="([^"]+)" rel="next"/.exec(text)?.[1];
  }
  return [found.length, new Set(found).size];
}

it('reads as many rows of an archive of 600 articles as of one of 200', async () => {
  const grow = async (from: number, to: number) => {
    for (let start = from; start < to; start += 25) {
      const rows = Array.from({ length: Math.min(25, to - start) }, (_, offset) => {
        const n = start + offset;
        const hex = (0x1000 + n).toString(16).padStart(12, '0');
        const story = `0192f000-0000-7000-9000-${hex}`;
        return [
          env.DB.prepare('insert into stories (id, created_at, updated_at) values (?, 1, 1)').bind(story),
          ...articleRows(env.DB, {
            id: `0192f000-0000-7000-a000-${hex}`,
            story,
            lang: 'en',
            slug: `filler-${n}`,
            title: `Filler ${n}`,
            html: '<p>Filler.</p>',
            // All in the months that the others fill already, before them, and four at a time.
            at: at('2026-10-03T00:00:00Z') - Math.floor(n / 4) * 60_000,
            topics: [topics.rivers.id],
            credits: [{ person: people.mina.id, role: 'translator', name: 'Mina Okafor', as_written: '' }],
          }),
        ];
      });
      await env.DB.batch(rows.flat());
    }
  };
  const measure = async () => {
    const counts: Record<string, number> = {};
    const same = [
      '/en/',
      article,
      `${article}.md`,
      `/en/stories/${stories.ferry}`,
      '/en/2026/11/',
      '/en/2026/11/sitemap.xml',
      '/en/topics/transit',
      '/ar/people/mina-okafor',
    ];
    for (const path of [...same, '/en/feed.xml', '/sitemap.xml', '/news-sitemap.xml', '/nothing']) {
      counts[path] = (await visit(path)).rows.main;
    }
    return counts;
  };
  await grow(0, 200);
  const before = await measure();
  await grow(200, 600);
  expect(await measure()).toEqual(before);
  // Two credits, three languages, a topic, a correction and three related articles.
  expect(before[article]).toBeLessThanOrEqual(19);
  for (const list of ['/en/topics/rivers', '/en/people/mina-okafor']) {
    expect(await walk(list)).toEqual([602, 602]);
  }
});

it('goes on in a search without walking through what it showed before', async () => {
  const site = await getIndexedSite(env.DB);
  for (let n = 0; n < 120; n++) {
    const entry = {
      lang: 'en',
      revision: 1,
      path: `/en/2026/11/${n}`,
      title: 'Weir',
      text: 'Below the weir.',
      published_at: 1,
      words: { title: 'weir', body: 'below the weir' },
    };
    await writeIndexed(env.SEARCH, { article_id: `found-${n}`, version: 1, entry, site });
  }
  const first = await visit('/en/search?q=weir');
  const later = await visit('/en/search?q=weir&after=40');
  expect(later.text).toContain('/en/2026/11/38');
  // Of each hit its entry and its words, and one row of the site.
  expect(first.rows.search).toBeLessThanOrEqual(2 * (SEARCH_ROWS + 1) + 1);
  // The row it goes on before is looked at too.
  expect(later.rows.search).toBeLessThanOrEqual(first.rows.search + 1);
});

it('searches from the newest entry on, without sorting all that match', async () => {
  const { sql } = await visit('/en/search?q=ferry');
  const search = sql.find((statement) => statement.includes('words match'));
  const plan = await env.SEARCH.prepare(`explain query plan ${search}`)
    .bind('ferry', 1, 'en', 'ferry')
    .all<{ detail: string }>();
  const steps = plan.results.map((step) => step.detail).join('\n');
  expect(steps).toContain('SEARCH e USING INTEGER PRIMARY KEY');
  expect(steps).not.toContain('TEMP B-TREE');
});
