/** Triggers keep what an article's page shows in its row, whichever release of the Worker writes. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { listingStatements } from '../../src/store/changes.ts';
import { findArticlePage } from '../../src/store/reader/article.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { at, ids, people, seedNewsroom, stories, topics } from '../reader/newsroom.ts';
import { listDrifted } from './kept.ts';

beforeAll(seedNewsroom);

async function shown(): Promise<string[]> {
  const place = { lang: 'en', month: '2026-10', slug: 'last-cable-ferry' };
  const page = await findArticlePage(openReading(env.DB), place);
  if (page.kind !== 'article') throw new Error(page.kind);
  const { credits, corrections } = page.article;
  return [
    ...credits.map(({ role, name, path }) => `${role} ${name} ${path}`),
    ...corrections.map(({ kind, note, at }) => `${kind} ${note} ${at}`),
  ];
}

const wenzhu = `/en/people/${encodeURIComponent('温竹')}`;
const first = `translation_error The rope is of steel, not of hemp. ${at('2026-10-06T08:00:00Z')}`;
const before = ['translator Mina Okafor /en/people/mina-okafor', `proofreader 温竹 ${wenzhu}`, first];

it('credits and corrections are kept for what was published before the release that keeps them', async () => {
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('article_lists'));
  const fill = migration?.queries.filter((query) => /^update/im.test(query)) ?? [];
  expect(fill).toHaveLength(2);
  await env.DB.prepare('update articles set credits = null, corrections = null').run();
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await shown()).toEqual(before);
});

it('credits follow the published revision and not a newer one, in the order written, without a slug too', async () => {
  const credit = env.DB.prepare(
    `insert into credits (revision_id, n, person_id, role, name, as_written) values ('r2', ?, ?, ?, ?, 'by')`,
  );
  await env.DB.batch([
    env.DB.prepare(
      `insert into revisions select 'r2', article_id, 2, 's2', ${[
        'sha256, title, byline, repost_name, repost_url, header_sha256, header_width, header_height, header_alt',
        'header_caption, header_url, sources, disclaimer, footer_links, as_written, excerpt, words, reading_minutes',
        'simhash, created_by, reason, created_at, markdown, html',
      ].join(', ')} from revisions where article_id = ? and number = 1`,
    ).bind(ids.ferryEn),
    credit.bind(1, people.mina.id, 'editor', 'M. Okafor'),
    credit.bind(0, people.wenzhu.id, 'translator', 'Wen Zhu'),
  ]);
  expect(await shown()).toEqual(before);
  await env.DB.prepare('update articles set published_revision = 2 where id = ?').bind(ids.ferryEn).run();
  const after = [`translator Wen Zhu ${wenzhu}`, 'editor M. Okafor /en/people/mina-okafor'];
  expect(await shown()).toEqual([...after, first]);
});

it('corrections are the last twenty, newest first', async () => {
  const add = env.DB.prepare(
    `insert into corrections (id, article_id, kind, note, created_at) values (?, ?, 'update', ?, ?)`,
  );
  const start = at('2026-10-07T08:00:00Z');
  const notes = Array.from({ length: 20 }, (_, n) => `Note ${n}`);
  await env.DB.batch(notes.map((note, n) => add.bind(`c${n}`, ids.ferryEn, note, start + n)));
  const corrections = (await shown()).slice(2);
  expect(corrections).toEqual(notes.map((note, n) => `update ${note} ${start + n}`).toReversed());
});

/** As a change of the publish room does: the row, then the lists that are made from it. */
const change = (set: string, id: string): Promise<unknown> =>
  env.DB.batch([
    env.DB.prepare(`update articles set ${set} where id = ?`).bind(id),
    ...listingStatements(env.DB, id),
  ]);

async function siblingsOf(id: string): Promise<string[]> {
  const row = await env.DB.prepare('select siblings from articles where id = ?')
    .bind(id)
    .first<{ siblings: string }>();
  const siblings: [id: string, lang: string, month: string, slug: string][] = JSON.parse(
    row?.siblings ?? '[]',
  );
  return siblings.map(([, lang, month, slug]) => `${lang} ${month} ${slug}`);
}

it('pages are kept for what was published before the release that keeps them', async () => {
  expect(await listDrifted()).toEqual([]);
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('article_pages'));
  const fill = migration?.queries.filter((query) => /^update/im.test(query)) ?? [];
  expect(fill).toHaveLength(1);
  await env.DB.prepare('update articles set page = null, siblings = null').run();
  expect(await listDrifted()).toContain(ids.ferryEn);
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await listDrifted()).toEqual([]);
});

it('pages and the other languages follow each change of the article', async () => {
  await env.DB.prepare(`insert into stories (id, created_at, updated_at) values ('elsewhere', 1, 1)`).run();
  const before = await siblingsOf(ids.ferryZh);
  expect(before.some((one) => one.startsWith('en '))).toBe(true);
  for (const [set, expected] of [
    [`slug = 'the-ferry'`, ['en 2026-10 the-ferry']],
    [`state = 'withdrawn', withdrawn_at = 5, withdrawn_reason = 'Wrong.'`, []],
    [`state = 'published'`, ['en 2026-10 the-ferry']],
    [`changed_at = 9`, ['en 2026-10 the-ferry']],
    [`story_id = 'elsewhere'`, []],
    [`story_id = '${stories.ferry}', month = '2026-09'`, ['en 2026-09 the-ferry']],
    [
      `slug = 'last-cable-ferry', month = '2026-10', withdrawn_at = null, withdrawn_reason = null`,
      ['en 2026-10 last-cable-ferry'],
    ],
  ] as const) {
    await change(set, ids.ferryEn);
    expect([set, await listDrifted()]).toEqual([set, []]);
    const siblings = await siblingsOf(ids.ferryZh);
    expect([set, siblings.filter((one) => one.startsWith('en '))]).toEqual([set, expected]);
  }
  expect(await siblingsOf(ids.ferryZh)).toEqual(before);
});

it('the names of topics stand on each page of theirs, renamed, added and taken away', async () => {
  const names = async (): Promise<string> => {
    const row = await env.DB.prepare(`select page ->> '$.topics' as topics from articles where id = ?`)
      .bind(ids.eelEn)
      .first<{ topics: string }>();
    return JSON.stringify((JSON.parse(row?.topics ?? '') as unknown[][]).map(([, , name]) => name));
  };
  const under = [ids.eelEn, topics.transit.id];
  expect(await names()).toContain('{"en":"Transit"}');
  for (const [sql, params, expected] of [
    ['update topics set names = ? where id = ?', ['{"en":"Trams"}', topics.transit.id], true],
    ['delete from article_topics where article_id = ? and topic_id = ?', under, false],
    ['insert into article_topics values (?, ?)', under, true],
  ] as const) {
    await env.DB.prepare(sql)
      .bind(...params)
      .run();
    expect([sql, (await names()).includes('{"en":"Trams"}')]).toEqual([sql, expected]);
    expect([sql, await listDrifted()]).toEqual([sql, []]);
  }
});

it('topics are kept for what was published before the release that keeps them', async () => {
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('page_topics'));
  const fill = migration?.queries.filter((query) => /^update/im.test(query)) ?? [];
  expect(fill).toHaveLength(1);
  await env.DB.prepare(`update articles set page = json_remove(page, '$.topics')`).run();
  expect(await listDrifted()).toContain(ids.eelEn);
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await listDrifted()).toEqual([]);
});
