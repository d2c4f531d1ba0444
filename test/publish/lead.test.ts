/** What a publisher chose leads the front page, for as long as readers have it. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { approve } from '../../src/publish/approve.ts';
import { endLead, lead } from '../../src/publish/lead.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { getFront } from '../../src/store/reader/front.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { makeMember } from '../fakes/members.ts';

const T0 = Date.UTC(2026, 4, 1, 12);
const actor = { memberId: 'editor', role: 'publisher' } as const;
await makeMember(env.DB, { id: 'writer', role: 'translator' });
await makeMember(env.DB, { id: 'editor', role: 'publisher' });

async function publishOne(title: string, at: number, lang = 'en'): Promise<string> {
  const id = await makeArticle({ memberId: 'writer', lang, markdown: `# ${title}\n\nBefore dawn.`, now: at });
  await approve(depsAt(at + 1), { articleId: id, actor });
  await publish(depsAt(at + 2), { articleId: id, actor });
  return id;
}

const front = async (lang = 'en') => {
  const reading = openReading(env.DB);
  const { cards } = await getFront(reading, lang);
  return { titles: cards.map(({ title }) => title), tags: [...reading.tags] };
};

const ferry = await publishOne('The ferry', T0);
const eels = await publishOne('The eels', T0 + 60_000);
await publishOne('The night bus', T0 + 120_000);
await publishOne('渡轮', T0 + 180_000, 'zh-Hans');
const purgesOf = async (name: string) =>
  (await env.DB.prepare('select tags, phase from purges where change = ? order by due_at').bind(name).all())
    .results;

it('stands first, once, in its own edition; the others stay as they were', async () => {
  expect((await front()).titles).toEqual(['The night bus', 'The eels', 'The ferry']);
  const done = await lead(depsAt(T0 + 200_000), { articleId: ferry, actor });
  expect(done).toEqual({ ok: true, value: { tags: ['lead:en'], state: 'done' } });
  expect((await front()).titles).toEqual(['The ferry', 'The night bus', 'The eels']);
  expect((await front()).tags).toEqual(expect.arrayContaining(['lead:en', 'edition:en']));
  expect((await front('zh-Hans')).titles).toEqual(['渡轮']);
  expect(await purgesOf('lead')).toEqual([
    { tags: '["lead:en"]', phase: 'now' },
    { tags: '["lead:en"]', phase: 'settle' },
  ]);
});

it('is nothing new when it leads already, and goes when another takes its place', async () => {
  const again = await lead(depsAt(T0 + 210_000), { articleId: ferry, actor });
  expect(again).toEqual({ ok: true, value: { tags: [], state: 'done' } });
  expect(await purgesOf('lead')).toHaveLength(2);
  await lead(depsAt(T0 + 220_000), { articleId: eels, actor });
  expect((await front()).titles).toEqual(['The eels', 'The night bus', 'The ferry']);
  // It led before: that it ends for this one does not touch the one that leads now.
  expect(await endLead(depsAt(T0 + 230_000), { articleId: ferry, actor })).toMatchObject({
    value: { tags: [] },
  });
  expect((await front()).titles[0]).toBe('The eels');
});

it('leads no more once it is withdrawn, and again when it is back', async () => {
  await withdraw(depsAt(T0 + 240_000), { articleId: eels, actor, reason: 'The count was wrong.' });
  expect((await front()).titles).toEqual(['The night bus', 'The ferry']);
  expect(await lead(depsAt(T0 + 250_000), { articleId: eels, actor })).toMatchObject({
    ok: false,
    error: { reason: 'wrong_state' },
  });
  await publish(depsAt(T0 + 260_000), { articleId: eels, actor });
  expect((await front()).titles[0]).toBe('The eels');
});

it('ends: then the newest leads', async () => {
  expect(await endLead(depsAt(T0 + 270_000), { articleId: eels, actor })).toMatchObject({
    value: { tags: ['lead:en'] },
  });
  expect((await front()).titles[0]).toBe('The night bus');
  expect(await lead(depsAt(T0 + 280_000), { articleId: crypto.randomUUID(), actor })).toMatchObject({
    error: { reason: 'not_found' },
  });
});

it('is in the log with what it is about', async () => {
  const { results } = await env.DB.prepare(
    "select action, subject, member_id from audit where action in ('lead', 'end_lead') order by rowid",
  ).all();
  expect(results).toEqual([
    { action: 'lead', subject: `article:${ferry}`, member_id: 'editor' },
    { action: 'lead', subject: `article:${eels}`, member_id: 'editor' },
    { action: 'end_lead', subject: `article:${eels}`, member_id: 'editor' },
  ]);
});
