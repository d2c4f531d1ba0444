/** Triggers keep an article's credits and corrections in its row, whichever release of the Worker writes. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { findArticlePage } from '../../src/store/reader/article.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { at, ids, people, seedNewsroom } from '../reader/newsroom.ts';

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

it('are kept for what was published before the release that keeps them', async () => {
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('article_lists'));
  const fill = migration?.queries.filter((query) => /^update/im.test(query)) ?? [];
  expect(fill).toHaveLength(2);
  await env.DB.prepare('update articles set credits = null, corrections = null').run();
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await shown()).toEqual(before);
});

it('follow the published revision and not a newer one, in the order written, without a slug too', async () => {
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

it('hold the last twenty corrections, newest first', async () => {
  const add = env.DB.prepare(
    `insert into corrections (id, article_id, kind, note, created_at) values (?, ?, 'update', ?, ?)`,
  );
  const start = at('2026-10-07T08:00:00Z');
  const notes = Array.from({ length: 20 }, (_, n) => `Note ${n}`);
  await env.DB.batch(notes.map((note, n) => add.bind(`c${n}`, ids.ferryEn, note, start + n)));
  const corrections = (await shown()).slice(2);
  expect(corrections).toEqual(notes.map((note, n) => `update ${note} ${start + n}`).toReversed());
});
