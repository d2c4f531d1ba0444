/** What is published already when the migration comes is put into the search index again, by the sweep and the queue. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { searchQuery } from '../../src/lib/bigrams.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { updateIndex } from '../../src/queue/update-index.ts';
import { takeDueOutbox } from '../../src/store/outbox.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { makeMember } from '../fakes/members.ts';

const T0 = Date.UTC(2026, 4, 1, 12);
await makeMember(env.DB, { id: 'writer', role: 'translator' });
await makeMember(env.DB, { id: 'editor', role: 'publisher' });

async function publishOne(title: string, at: number, lang = 'zh-Hans'): Promise<string> {
  const actor = { memberId: 'editor', role: 'publisher' } as const;
  const markdown = `# ${title}\n\n渡轮停了。`;
  const id = await makeArticle({ memberId: 'writer', lang, markdown, now: at });
  await approve(depsAt(at + 1), { articleId: id, actor });
  await publish(depsAt(at + 2), { articleId: id, actor });
  await updateIndex(depsAt(at + 3), id);
  return id;
}

const found = async (query: string) => {
  const rows = await env.SEARCH.prepare(
    'select e.article_id from words w join entries e on e.rowid = w.rowid where words match ? order by w.rowid',
  )
    .bind(searchQuery(query) ?? '')
    .all<{ article_id: string }>();
  return rows.results.map(({ article_id }) => article_id);
};

async function migrateAgain(name: string): Promise<void> {
  const migration = env.TEST_MIGRATIONS.main.find((one) => one.name.includes(name));
  for (const sql of migration?.queries ?? []) await env.DB.prepare(sql).run();
}

it('promises each published article once, the newest first, apart, and makes it whole', async () => {
  const older = await publishOne('河', T0);
  const newer = await publishOne('桥', T0 + 60_000);
  await makeArticle({ memberId: 'writer', lang: 'zh-Hans', markdown: '# 未发布\n\n字。', now: T0 });
  // As an older release wrote it: pairs, and the last character.
  const entry = await env.SEARCH.prepare('select rowid from entries where article_id = ?')
    .bind(older)
    .first<number>('rowid');
  await env.SEARCH.batch([
    env.SEARCH.prepare('delete from words where rowid = ?').bind(entry),
    env.SEARCH.prepare(
      "insert into words (rowid, lang, title, body) values (?, 'zh hans', '河', '渡轮 轮停 停了 了')",
    ).bind(entry),
  ]);
  expect(await found('停')).toEqual([newer]);

  await migrateAgain('index_again');
  const { results } = await env.DB.prepare(
    "select subject_id, due_at, created_at from outbox where kind = 'index' and done_at is null order by due_at",
  ).all<{ subject_id: string; due_at: number; created_at: number }>();
  expect(results.map(({ subject_id }) => subject_id)).toEqual([newer, older]);
  expect((results[1]?.due_at ?? 0) - (results[0]?.due_at ?? 0)).toBe(60_000);
  expect(results[0]?.due_at).toBeGreaterThan((results[0]?.created_at ?? 0) + 600_000);

  const later = (results[1]?.due_at ?? 0) + 1;
  const due = await takeDueOutbox(env.DB, later);
  expect(due.map(({ subject_id }) => subject_id).sort()).toEqual([newer, older].sort());
  for (const { subject_id } of due) await updateIndex(depsAt(later), subject_id);
  expect((await found('停')).sort()).toEqual([newer, older].sort());
  const open = env.DB.prepare("select count(*) as n from outbox where kind = 'index' and done_at is null");
  expect(await open.first('n')).toBe(0);
});

it('promises them again when letters are folded, in every language', async () => {
  await publishOne('بِئْر', T0 + 120_000, 'ar-EG');
  await env.DB.prepare('update outbox set done_at = created_at').run();
  await migrateAgain('index_letters');
  const { results } = await env.DB.prepare(
    "select subject_id as id from outbox where kind = 'index' and done_at is null order by subject_id",
  ).all();
  const published = await env.DB.prepare(
    "select id from articles where state = 'published' order by id",
  ).all();
  expect(results).toHaveLength(3);
  expect(results).toEqual(published.results);
});
