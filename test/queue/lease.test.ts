import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LEASE_MS, LEASE_RENEW_MS } from '../../src/limits.ts';
import { whileLeased } from '../../src/queue/lease.ts';
import { leaseSubmission } from '../../src/store/submissions.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';

const T0 = Date.UTC(2026, 2, 14, 9, 0, 0);
const lease = { db: env.DB, id: 'submission-1', leaseId: 'mine', now: T0 };
const take = (leaseId: string, now: number) => leaseSubmission(env.DB, { id: lease.id, leaseId, now });

/** Timers are the test's; what they ask of the database takes its time. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await env.DB.prepare('select 1').run();
}

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'member-1', role: 'translator' });
  await env.DB.prepare(
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, created_at, updated_at)
     values (?, 'member-1', 'x', 'en', 'x', '[]', ?, ?)`,
  )
    .bind(lease.id, T0, T0)
    .run();
  await take('mine', T0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

it('keeps the submission from others for as long as the work takes', async () => {
  const done = Promise.withResolvers<string>();
  const work = whileLeased(lease, () => done.promise);
  await pass(LEASE_MS + LEASE_RENEW_MS);
  expect(await take('theirs', T0 + LEASE_MS + LEASE_RENEW_MS)).toBeUndefined();
  done.resolve('done');
  expect(await work).toBe('done');
  await pass(2 * LEASE_MS);
  expect(await take('theirs', T0 + 2 * LEASE_MS + 2 * LEASE_RENEW_MS)).toMatchObject({ lease_id: 'theirs' });
});

it('does not take back a lease that went to somebody else', async () => {
  const done = Promise.withResolvers<void>();
  const work = whileLeased(lease, () => done.promise);
  await take('theirs', T0 + LEASE_MS);
  await pass(LEASE_RENEW_MS);
  done.resolve();
  await work;
  expect(await env.DB.prepare('select lease_id, lease_until from submissions').first()).toEqual({
    lease_id: 'theirs',
    lease_until: T0 + 2 * LEASE_MS,
  });
});

it('ends with the work when that fails', async () => {
  await expect(whileLeased(lease, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await pass(LEASE_RENEW_MS);
  expect(vi.getTimerCount()).toBe(0);
});
