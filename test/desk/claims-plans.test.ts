/** What the board and the sweep ask of claims, stories and watches stays cheap in a newsroom of thousands. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { listClaims } from '../../src/store/desk/claims.ts';
import { listStories } from '../../src/store/desk/stories.ts';
import { listChangedStories, takeDueWatches } from '../../src/store/desk/watches.ts';
import { enter, NOW } from './site.ts';

const MANY = 2_000;

/** D1 with a count of the rows it read. */
function counted() {
  const read = { rows: 0 };
  const raw = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (name !== 'all') return Reflect.get(target, name).bind(target);
        return async () => {
          const result = await target.all();
          read.rows += result.meta.rows_read;
          return result;
        };
      },
    });
    raw.set(wrapped, statement);
    return wrapped;
  };
  const db = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'prepare') return (sql: string) => wrap(target.prepare(sql));
      if (name !== 'batch') return Reflect.get(target, name).bind(target);
      return async (statements: D1PreparedStatement[]) => {
        const results = await target.batch(statements.map((one) => raw.get(one) ?? one));
        for (const { meta } of results) read.rows += meta.rows_read;
        return results;
      };
    },
  });
  return { db, read };
}

const member = await enter({ name: 'Mara', role: 'translator' });
const ids = `select value as n, printf('00000000-0000-7000-8000-%012d', value) as id from json_each('${JSON.stringify(Array.from({ length: MANY }, (_, at) => at + 1))}')`;
await env.DB.batch([
  env.DB.prepare(
    `insert into stories (id, source_key, source_url, created_at, updated_at) select id, id, 'https://news.example/' || n, ?1, ?1 from (${ids})`,
  ).bind(NOW),
  env.DB.prepare(
    `insert into articles (id, story_id, lang, state, current_revision, slug, created_at, updated_at)
     select id, id, 'en', 'in_review', 1, id, ?1, ?1 from (${ids})`,
  ).bind(NOW),
  env.DB.prepare(
    `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, created_at)
     select id, id, 1, id, '', '', '', 'T' || n, '[]', '[]', '[]', '', 1, 1, ?1 from (${ids})`,
  ).bind(NOW),
  env.DB.prepare(
    `insert into claims (id, source_key, source_url, lang, member_id, created_at, expires_at)
     select id, id, 'https://news.example/' || n, 'fr', ?1, 0, iif(n % 2, ?2 - n, ?2 + n) from (${ids})`,
  ).bind(member.memberId, NOW),
  env.DB.prepare(
    `insert into watches (story_id, due_at, changed_at, updated_at)
     select id, iif(n % 3, ?1 + n, null), iif(n % 100, null, ?1 - n), ?1 from (${ids})`,
  ).bind(NOW),
]);

it('reads a page of stories, and not the stories', async () => {
  const { db, read } = counted();
  const first = await listStories(db, { now: NOW });
  expect(first.lines).toHaveLength(30);
  expect(first.lines[0]?.articles[0]?.title).toBe(`T${MANY}`);
  expect(first.lines[0]?.claims).toHaveLength(1);
  expect(first.lines[1]?.claims).toHaveLength(0);
  expect(first.lines[0]?.story.changed_at).toBe(NOW - MANY);
  const second = await listStories(db, { now: NOW, ...(first.next ? { before: first.next } : {}) });
  expect(second.lines[0]?.articles[0]?.title).toBe(`T${MANY - 30}`);
  expect(read.rows).toBeLessThan(1_000);
});

it('finds claims that hold, changed sources and due watches by their indexes', async () => {
  const claims = counted();
  const held = await listClaims(claims.db, { now: NOW, rows: 12 });
  expect(held.map(({ expires_at }) => expires_at - NOW)).toEqual([
    2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24,
  ]);
  expect(claims.read.rows).toBeLessThan(60);
  const changed = counted();
  expect(await listChangedStories(changed.db, 5)).toHaveLength(5);
  expect(changed.read.rows).toBeLessThan(60);
  const due = counted();
  const taken = await takeDueWatches(due.db, { now: NOW + 4, rows: 2 });
  expect(taken.map(({ source_url }) => source_url).toSorted()).toEqual([
    'https://news.example/1',
    'https://news.example/2',
  ]);
  expect(due.read.rows).toBeLessThan(60);
  // Taken means taken: another sweep gets the next ones.
  const next = await takeDueWatches(env.DB, { now: NOW + 4, rows: 2 });
  expect(next.map(({ source_url }) => source_url)).toEqual(['https://news.example/4']);
});
