/** What comes out of the dead-letter queue: the desk learns of it, and "process again" makes it whole. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Bindings, readConfig } from '../../src/config.ts';
import { receiveSubmission } from '../../src/intake/receive.ts';
import { newId } from '../../src/lib/ids.ts';
import { DEAD_PICTURE_MS, LEASE_MS } from '../../src/limits.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { consume } from '../../src/queue/consume.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { takeDueOutbox } from '../../src/store/outbox.ts';
import { findSubmissionStatus, requeueSubmission } from '../../src/store/submissions.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { quietEnv } from '../fakes/quiet-env.ts';
import { png } from '../pipeline/pictures/samples.ts';

const T0 = Date.UTC(2026, 2, 14, 9);
const HOUR_MS = 3_600_000;

afterEach(() => vi.unstubAllGlobals());
beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'member-1', role: 'translator' });
});

async function submit(markdown = '# The bell\n\nIt rings.'): Promise<string> {
  const ctx = createExecutionContext();
  const received = await receiveSubmission(
    { env: quietEnv, config: readConfig(env), ctx, db: env.DB, now: T0 },
    { memberId: 'member-1', fields: { lang: 'en', markdown, topics: [] } },
  );
  await waitOnExecutionContext(ctx);
  if (!received.ok) throw new Error('refused');
  return received.value.id;
}

/** How one message of this queue ends. */
async function deliver(queue: string, body: unknown, now: number): Promise<'acked' | 'retried'> {
  let end: 'acked' | 'retried' = 'retried';
  const item = {
    id: 'm',
    timestamp: new Date(now),
    attempts: 1,
    body,
    ack: () => {
      end = 'acked';
    },
    retry: () => undefined,
  };
  const whole = { ackAll: () => undefined, retryAll: () => undefined };
  const metadata = { metrics: { backlogCount: 0, backlogBytes: 0 } };
  const deps = { env: quietEnv, config: readConfig(env), ctx: createExecutionContext(), now: () => now };
  await consume(deps, { queue, messages: [item], metadata, ...whole });
  return end;
}

it.each(['dragoman-dead', 'dragoman-de-dead'])(
  'buries what %s brings, and brings it back on demand',
  async (queue) => {
    const id = await submit();
    const hint = { v: 1, kind: 'submission', id };
    expect(await deliver(queue, hint, T0 + 1)).toBe('acked');
    expect(await findSubmissionStatus(env.DB, id)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('process again'),
      article: null,
    });
    // Nothing sends it again by itself.
    expect(await takeDueOutbox(env.DB, T0 + HOUR_MS)).toEqual([]);
    await requeueSubmission(env.DB, { id, outboxId: newId(T0), now: T0 + HOUR_MS });
    expect(await deliver(queue.replace(/dead$/, 'work'), hint, T0 + HOUR_MS + 1)).toBe('acked');
    expect(await findSubmissionStatus(env.DB, id)).toMatchObject({
      state: 'ready',
      article: { title: 'The bell' },
    });
  },
);

it('lets be what was done meanwhile', async () => {
  const id = await submit();
  const hint = { v: 1, kind: 'submission', id };
  await deliver('dragoman-work', hint, T0 + 1);
  expect(await deliver('dragoman-dead', hint, T0 + 2)).toBe('acked');
  expect(await findSubmissionStatus(env.DB, id)).toMatchObject({ state: 'ready' });
});

const promiseOf = (kind: string) =>
  env.DB.prepare('select due_at, error, done_at from outbox where kind = ? order by created_at limit 1')
    .bind(kind)
    .first<{ due_at: number; error: string | null; done_at: number | null }>();

it('puts dead pictures off by a day, with the reason for the desk, and then the sweep asks for them', async () => {
  vi.stubGlobal('fetch', async () => new Response('busy', { status: 503 }));
  const url = 'https://pictures.example.org/bell.png';
  const id = await submit(`![A bell](${url})\n\n# The bell\n\nIt rings.`);
  await deliver('dragoman-work', { v: 1, kind: 'submission', id }, T0 + 1);
  const hint = { v: 1, kind: 'picture', id };
  expect(await deliver('dragoman-dead', hint, T0 + 2)).toBe('acked');
  expect(await promiseOf('picture')).toEqual({
    due_at: T0 + 2 + DEAD_PICTURE_MS,
    error: 'Bringing in the pictures failed again and again.',
    done_at: null,
  });
  expect(await sweepSends(T0 + 3)).toEqual([]);
  expect(await sweepSends(T0 + 2 + DEAD_PICTURE_MS)).toEqual([hint]);

  const bytes = await png(9, 7);
  vi.stubGlobal('fetch', async () => new Response(bytes, { headers: { 'Content-Type': 'image/png' } }));
  expect(await deliver('dragoman-work', hint, T0 + 3 + DEAD_PICTURE_MS)).toBe('acked');
  expect(await promiseOf('picture')).toMatchObject({ error: null, done_at: T0 + 3 + DEAD_PICTURE_MS });
  expect(await env.DB.prepare('select current_revision from articles').first('current_revision')).toBe(2);
});

it('puts a dead entry of the search index off with the reason, and then the sweep asks for it', async () => {
  const articleId = await makeArticle({
    memberId: 'member-1',
    lang: 'en',
    markdown: '# Bell\n\nIt.',
    now: T0,
  });
  const actor = { memberId: 'paul', role: 'publisher' } as const;
  await makeMember(env.DB, { id: 'paul', role: 'publisher' });
  await approve(depsAt(T0 + 1), { articleId, actor });
  await publish(depsAt(T0 + 2), { articleId, actor });
  const hint = { v: 1, kind: 'index', id: articleId };
  expect(await deliver('dragoman-dead', hint, T0 + 3)).toBe('acked');
  expect(await promiseOf('index')).toEqual({
    due_at: T0 + 3 + LEASE_MS,
    error: 'The search index could not be reached.',
    done_at: null,
  });
  expect(await sweepSends(T0 + 4)).toEqual([]);
  expect(await sweepSends(T0 + 3 + LEASE_MS)).toEqual([hint]);
  expect(await deliver('dragoman-work', hint, T0 + 4 + LEASE_MS)).toBe('acked');
  expect(await promiseOf('index')).toMatchObject({ error: null, done_at: T0 + 4 + LEASE_MS });
  const entry = await env.SEARCH.prepare('select title from entries where article_id = ?')
    .bind(articleId)
    .first('title');
  expect(entry).toBe('Bell');
});

/** What one sweep puts into the queue of pictures and entries. */
async function sweepSends(now: number): Promise<unknown[]> {
  const sent: unknown[] = [];
  const QUEUE = { ...quietEnv.QUEUE, send: async (body: unknown) => void sent.push(body) };
  const deps = { config: readConfig(env), ctx: createExecutionContext(), now: () => now };
  await sweep({ ...deps, env: { ...quietEnv, QUEUE } as unknown as Bindings });
  return sent.filter((body) => ['picture', 'index'].includes(String(Reflect.get(Object(body), 'kind'))));
}
