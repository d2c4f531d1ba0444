/** Lists that are longer than a page: walked to their end by cursor, each row once and in order. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { PAGE_ROWS } from '../../src/limits.ts';
import { makeArticle } from '../fakes/article.ts';
import { makeMember } from '../fakes/members.ts';
import { ask, tokenOf } from './api-world.ts';

const T0 = Date.UTC(2026, 4, 1, 12);
const token = await tokenOf('translator', 'Tina');
await makeMember(env.DB, { id: 'writer', role: 'translator' });
const articleId = await makeArticle({
  memberId: 'writer',
  lang: 'en',
  markdown: '# Bell\n\nIt rings.',
  now: T0,
});

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at field by field
const get = async (path: string): Promise<any> => (await ask(token, path)).json();

/** Rows of each page, as `rowsOf` reads them, until no cursor comes. */
async function walk(path: string, names: { list: string; asks: string; next: string }): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let cursor: string | number | undefined;
  do {
    const page = await get(
      cursor === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${names.asks}=${cursor}`,
    );
    pages.push(page[names.list]);
    cursor = page[names.next];
  } while (cursor !== undefined && pages.length < 9);
  return pages;
}

/** Copies the first row of a table `count` times; the n-th copy has `changes` of n. */
async function copies(table: string, count: number, changes: string): Promise<void> {
  const ids = Array.from({ length: count }, () => newId(T0));
  const { results } = await env.DB.prepare(`select name from pragma_table_info('${table}')`).all<{
    name: string;
  }>();
  const set = new Map(
    changes.split(';').map((pair) => pair.split('=', 2).map((part) => part.trim()) as [string, string]),
  );
  const columns = results.map(({ name }) => set.get(name) ?? `t.${name}`).join(', ');
  await env.DB.prepare(
    `insert into ${table} select ${columns} from (select * from ${table} order by rowid limit 1) t, json_each(?) j`,
  )
    .bind(JSON.stringify(ids))
    .run();
}

it('walks the articles by cursor, several of one moment too, losing and doubling none', async () => {
  const more = 2 * PAGE_ROWS;
  await copies('stories', more, 'id = j.value; source_key = null');
  // Three at a time in one millisecond, so that a page ends among equals.
  await env.DB.prepare(
    `insert into articles (id, story_id, lang, current_revision, slug, created_at, updated_at)
     select id, id, 'en', 1, id, 0, ?1 + rowid / 3 from stories where id <> (select story_id from articles)`,
  )
    .bind(T0)
    .run();
  await env.DB.prepare(
    `insert into revisions (id, article_id, number, submission_id, sha256, title, sources, footer_links, as_written, excerpt,
       words, reading_minutes, created_at, markdown, html)
     select id, id, 1, id, '', id, '[]', '[]', '[]', '', 1, 1, 0, '', '' from articles where id <> ?`,
  )
    .bind(articleId)
    .run();
  const pages = await walk('/articles?lang=en&state=in_review', {
    list: 'articles',
    asks: 'cursor',
    next: 'next_cursor',
  });
  expect(pages.map((page) => page.length)).toEqual([PAGE_ROWS, PAGE_ROWS, 1]);
  const walked = pages.flat().map((row) => Reflect.get(Object(row), 'id'));
  const { results } = await env.DB.prepare('select id from articles order by updated_at desc, id desc').all<{
    id: string;
  }>();
  expect(walked).toEqual(results.map(({ id }) => id));
  // A full last page promises nothing.
  await env.DB.batch([
    env.DB.prepare('delete from revisions where article_id = ?').bind(String(walked[0])),
    env.DB.prepare('delete from articles where id = ?').bind(String(walked[0])),
  ]);
  const exact = await walk('/articles', { list: 'articles', asks: 'cursor', next: 'next_cursor' });
  expect(exact.map((page) => page.length)).toEqual([PAGE_ROWS, PAGE_ROWS]);
});

it('walks an article’s revisions and corrections by cursors of their own', async () => {
  await copies('revisions', PAGE_ROWS + 20, 'id = j.value; submission_id = j.value; number = j.key + 2');
  await env.DB.prepare(
    `insert into corrections (id, article_id, kind, note, created_at)
     select value, ?1, 'update', 'n' || key, ?2 + key / 7 from json_each(?3)`,
  )
    .bind(articleId, T0, JSON.stringify(Array.from({ length: PAGE_ROWS + 3 }, () => newId(T0))))
    .run();
  const path = `/articles/${articleId}`;
  const revisions = await walk(path, {
    list: 'revisions',
    asks: 'revisions_cursor',
    next: 'next_revisions_cursor',
  });
  expect(revisions.map((page) => page.length)).toEqual([PAGE_ROWS, 21]);
  const numbers = revisions.flat().map((row) => Reflect.get(Object(row), 'number'));
  expect(numbers).toEqual(Array.from({ length: PAGE_ROWS + 21 }, (_, n) => PAGE_ROWS + 21 - n));

  const corrections = await walk(path, {
    list: 'corrections',
    asks: 'corrections_cursor',
    next: 'next_corrections_cursor',
  });
  expect(corrections.map((page) => page.length)).toEqual([PAGE_ROWS, 3]);
  const { results } = await env.DB.prepare(
    'select id from corrections order by created_at desc, id desc',
  ).all<{ id: string }>();
  expect(corrections.flat().map((row) => Reflect.get(Object(row), 'id'))).toEqual(
    results.map(({ id }) => id),
  );

  const wrong = await get(`${path}?revisions_cursor=x&corrections_cursor=y`);
  expect(wrong.errors.map(({ field }: { field: string }) => field)).toEqual([
    'revisions_cursor',
    'corrections_cursor',
  ]);
});
