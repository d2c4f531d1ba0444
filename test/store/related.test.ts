/** The earlier articles beside an article are kept in its row: by triggers, whatever enters, leaves or changes. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { listingStatements } from '../../src/store/changes.ts';
import { articleRows } from '../reader/newsroom.ts';
import { listDrifted } from './kept.ts';

const id = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const topics = [id(1), id(2), id(3)];
/** What each article stands under; one has no topic at all. */
const under = [[0], [0, 1], [1], [1, 2], [0, 2], [2], [0, 1, 2], [], [0], [1], [0, 1], [2, 0]];
const articles = under.map((_, n) => id(0x100 + n));
const start = Date.parse('2026-10-02T08:00:00Z');

beforeAll(async () => {
  await env.DB.batch([
    ...topics.map((topic, n) =>
      env.DB.prepare('insert into topics values (?, ?, ?, 1)').bind(topic, `t${n}`, '{"en":"T"}'),
    ),
    ...articles.flatMap((article, n) => [
      env.DB.prepare('insert into stories (id, created_at, updated_at) values (?, 1, 1)').bind(id(0x200 + n)),
      ...articleRows(env.DB, {
        id: article,
        story: id(0x200 + n),
        lang: n % 4 === 3 ? 'fr' : 'en',
        slug: `article-${n}`,
        title: `Article ${n}`,
        html: '<p>Text.</p>',
        at: start + n * 10,
        topics: (under[n] ?? []).map((topic) => topics[topic] ?? ''),
      }),
    ]),
  ]);
});

/** As a change of the publish room does: the row, then what is made from it. */
async function change(n: number, set: string): Promise<void> {
  const article = articles[n] ?? '';
  await env.DB.batch([
    env.DB.prepare(`update articles set ${set} where id = ?`).bind(article),
    ...listingStatements(env.DB, article),
  ]);
}

/** Another title is out; the lists do not know of it yet. */
const revise = (n: number): Promise<unknown> =>
  env.DB.batch([
    env.DB.prepare('update revisions set title = title || ? where article_id = ?').bind('!', articles[n]),
    env.DB.prepare('update articles set published_revision = published_revision where id = ?').bind(
      articles[n],
    ),
  ]);

const relatedOf = async (n: number): Promise<string[]> => {
  const row = await env.DB.prepare('select related from articles where id = ?')
    .bind(articles[n])
    .first<{ related: string | null }>();
  const related: [id: string, month: string, slug: string, title: string, at: number][] = JSON.parse(
    row?.related ?? '[]',
  );
  return related.map(([, , slug]) => slug);
};

it('are the last three of its first topic and language, the newest first; none without a topic', async () => {
  expect(await relatedOf(10)).toEqual(['article-8', 'article-6', 'article-4']);
  expect(await relatedOf(9)).toEqual(['article-6', 'article-2', 'article-1']);
  expect(await relatedOf(7)).toEqual([]);
  expect(await listDrifted()).toEqual([]);
});

it('are kept for what was published before the release that keeps them', async () => {
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('related_articles'));
  const fill = migration?.queries.filter((query) => /^update/im.test(query)) ?? [];
  expect(fill).toHaveLength(1);
  await env.DB.prepare('update articles set related = null').run();
  expect(await listDrifted()).toContain(articles[10]);
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await listDrifted()).toEqual([]);
});

it('are the same whatever changes, several of one moment included', async () => {
  const step = fc.record({
    n: fc.nat({ max: articles.length - 1 }),
    what: fc.oneof(
      { weight: 4, arbitrary: fc.nat({ max: 5 }).map((tick) => `published_at = ${start + tick * 10}`) },
      { weight: 2, arbitrary: fc.constant(`state = 'withdrawn', withdrawn_at = 1, withdrawn_reason = 'x'`) },
      { weight: 4, arbitrary: fc.constant(`state = 'published'`) },
      { weight: 2, arbitrary: fc.constantFrom(`lang = 'fr'`, `lang = 'en'`) },
      { weight: 2, arbitrary: fc.nat({ max: 9 }).map((n) => `slug = 'at-' || ${n} || id`) },
      { weight: 1, arbitrary: fc.constant('title') },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const { n, what } of steps) {
        if (what === 'title') await revise(n);
        await change(n, what === 'title' ? 'updated_at = 2' : what);
      }
      expect(await listDrifted()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('cost nothing where nothing changed, and four articles where the title of one did', async () => {
  for (const [n] of articles.entries())
    await change(n, `state = 'published', lang = 'en', published_at = ${start + n * 10}`);
  const written = async (): Promise<number> => {
    const results = await env.DB.batch(listingStatements(env.DB, articles[1] ?? ''));
    return results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  };
  expect(await written()).toBe(0);
  await revise(1);
  // Its own row under each of two topics, and those that name it: at most three after it under each.
  const rows = await written();
  expect(rows).toBeGreaterThan(2);
  expect(rows).toBeLessThanOrEqual(8);
  expect(await listDrifted()).toEqual([]);
});
