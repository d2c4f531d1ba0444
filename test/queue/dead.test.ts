/** What comes out of the dead-letter queue: the desk learns of it, and "process again" makes it whole. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { receiveSubmission } from '../../src/intake/receive.ts';
import { newId } from '../../src/lib/ids.ts';
import { consume } from '../../src/queue/consume.ts';
import { takeDueOutbox } from '../../src/store/outbox.ts';
import { findSubmissionStatus, requeueSubmission } from '../../src/store/submissions.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { quietEnv } from '../fakes/quiet-env.ts';

const T0 = Date.UTC(2026, 2, 14, 9);
const HOUR_MS = 3_600_000;

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'member-1', role: 'translator' });
});

async function submit(): Promise<string> {
  const ctx = createExecutionContext();
  const received = await receiveSubmission(
    { env: quietEnv, config: readConfig(env), ctx, db: env.DB, now: T0 },
    { memberId: 'member-1', fields: { lang: 'en', markdown: '# The bell\n\nIt rings.', topics: [] } },
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
