import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { listBoard, listBoardLangs } from '../../src/store/desk/board.ts';
import { NOW } from './site.ts';

/** D1 with a count of the rows it read. */
function counted() {
  const read = { rows: 0 };
  const db = new Proxy(env.DB, {
    get: (target, name) => {
      if (name !== 'batch') return Reflect.get(target, name).bind(target);
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements);
        for (const { meta } of results) read.rows += meta.rows_read;
        return results;
      };
    },
  });
  return { db, read };
}

/** `n` published articles of each language, the newest last. */
async function fill(n: number, lang: string): Promise<void> {
  const ids = `select value as n, printf('00000000-0000-7000-8000-%s%010d', '${lang}', value) as id from json_each('${JSON.stringify(Array.from({ length: n }, (_, at) => at + 1))}')`;
  await env.DB.batch([
    env.DB.prepare(`insert into stories (id, created_at, updated_at) select id, ?1, ?1 from (${ids})`).bind(
      NOW,
    ),
    env.DB.prepare(
      `insert into articles (id, story_id, lang, state, current_revision, published_revision, slug, month, published_at, created_at, updated_at)
       select id, id, ?1, 'published', 1, 1, id, '2026-05', ?2, ?2, ?2 + n from (${ids})`,
    ).bind(lang, NOW),
    env.DB.prepare(
      `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, created_at)
       select id, id, 1, id, '', '', '', 'T', '[]', '[]', '[]', '', 1, 1, ?1 from (${ids})`,
    ).bind(NOW),
  ]);
}

it('reads no more for a board of many articles than for one of a few', async () => {
  await fill(200, 'en');
  const few = counted();
  await listBoard(few.db, {});
  await fill(1_000, 'fr');
  const many = counted();
  const groups = await listBoard(many.db, {});
  expect(groups.find(({ group }) => group === 'published')?.articles.length).toBe(12);
  expect(many.read.rows).toBeLessThanOrEqual(few.read.rows);
  const deep = counted();
  await listBoard(deep.db, {
    group: 'published',
    lang: 'fr',
    after: { updatedAt: NOW + 100, id: '00000000-0000-7000-8000-fr0000000100' },
  });
  expect(deep.read.rows).toBeLessThan(400);
});

it('knows the languages without walking the articles', async () => {
  expect(await listBoardLangs(env.DB)).toEqual(['en', 'fr']);
});
