import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { receiveRevision, receiveSubmission } from '../../src/intake/receive.ts';
import { LEASE_MS } from '../../src/limits.ts';
import { consume, handle } from '../../src/queue/consume.ts';
import { takeDueOutbox } from '../../src/store/outbox.ts';
import { findSubmissionStatus } from '../../src/store/submissions.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { mortalDb } from '../fakes/mortal-db.ts';
import { quietEnv } from '../fakes/quiet-env.ts';
import { dumpRows } from '../fakes/rows.ts';
import fixture from '../fixtures/harbour.zh.md?raw';

const T0 = Date.UTC(2026, 2, 14, 9, 0, 0);
const tables = [
  'submissions',
  'outbox',
  'stories',
  'articles',
  'revisions',
  'credits',
  'people',
  'findings',
  'topics',
  'article_topics',
  'audit',
];

const deps = (now: number, db: D1Database = env.DB) => ({
  env: { ...quietEnv, DB: db },
  config: readConfig(env),
  ctx: createExecutionContext(),
  db,
  now,
});

async function submit(): Promise<string> {
  const work = deps(T0);
  const received = await receiveSubmission(work, {
    memberId: 'member-1',
    fields: { lang: 'zh-Hans', markdown: fixture, topics: ['能源', '城市'] },
  });
  await waitOnExecutionContext(work.ctx);
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  return received.value.id;
}

const run = (id: string, now: number, db?: D1Database) =>
  handle({ ...deps(now, db), now: () => now }, { v: 1, kind: 'submission', id });

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'member-1', role: 'translator' });
});

describe('a submission message', () => {
  it('makes one article of one submission, however often it is delivered', async () => {
    const id = await submit();
    await run(id, T0 + 1000);
    const once = await dumpRows(env.DB, tables);
    expect(once.articles).toHaveLength(1);
    expect(once.credits).toHaveLength(4);
    await run(id, T0 + 2000);
    await run(id, T0 + 2 * LEASE_MS);
    expect(await dumpRows(env.DB, tables)).toEqual(once);
  });

  it('leaves the rows of a clean run when two consumers have it at a time', async () => {
    const id = await submit();
    await Promise.all([run(id, T0 + 1000), run(id, T0 + 1000), run(id, T0 + 1001)]);
    const rows = await dumpRows(env.DB, tables);
    expect(rows.articles).toHaveLength(1);
    expect(rows.revisions).toHaveLength(1);
    expect(rows.audit).toHaveLength(1);
  });

  it('is sent again by the sweep when it was lost, and not before its grace', async () => {
    const id = await submit();
    expect(await takeDueOutbox(env.DB, T0 + 1000)).toEqual([]);
    const due = await takeDueOutbox(env.DB, T0 + 61_000);
    expect(due.map((row) => row.subject_id)).toEqual([id]);
    expect(await takeDueOutbox(env.DB, T0 + 61_000)).toEqual([]);
    await run(id, T0 + 62_000);
    const later = await takeDueOutbox(env.DB, T0 + 600_000);
    expect(later.map((row) => row.kind)).toEqual(['picture']);
  });

  it('is acknowledged when it cannot be read, and retried with a delay when its work throws', async () => {
    const id = await submit();
    const acked: string[] = [];
    const retried: (number | undefined)[] = [];
    const item = (body: unknown, attempts: number) => ({
      id: String(attempts),
      timestamp: new Date(T0),
      attempts,
      body,
      ack: () => acked.push(String(attempts)),
      retry: (options?: QueueRetryOptions) => retried.push(options?.delaySeconds),
    });
    const batch = {
      queue: 'dragoman-work',
      messages: [item({ v: 9, kind: 'rumour' }, 1), item({ v: 1, kind: 'submission', id }, 3)],
      ackAll: () => undefined,
      retryAll: () => undefined,
      metadata: { metrics: {} },
    } as unknown as MessageBatch<unknown>;
    const broken = mortalDb(env.DB, { writesLeft: 0, instant: 'before' });
    await consume({ ...deps(T0 + 1000, broken), now: () => T0 + 1000 }, batch);
    expect(acked).toEqual(['1']);
    expect(retried).toEqual([45]);
  });
});

describe('a new revision', () => {
  it('is refused when a newer one came first, and its text is kept', async () => {
    const id = await submit();
    await run(id, T0 + 1000);
    const status = await findSubmissionStatus(env.DB, id);
    const articleId = status?.article?.id ?? '';
    const revise = async (markdown: string) => {
      const received = await receiveRevision(deps(T0 + 5000), {
        memberId: 'member-1',
        articleId,
        markdown,
        reason: 'try',
        baseRevision: 1,
      });
      if (!received.ok) throw new Error(JSON.stringify(received.error));
      return received.value.id;
    };
    const first = await revise(`${fixture}\n第一处修改。`);
    const second = await revise(`${fixture}\n第二处修改。`);
    await run(first, T0 + 6000);
    await run(second, T0 + 7000);
    expect((await findSubmissionStatus(env.DB, first))?.article?.revision).toBe(2);
    const refused = await findSubmissionStatus(env.DB, second);
    expect(refused?.state).toBe('failed');
    expect(refused?.failure).toContain('newer revision');
    const kept = await env.DB.prepare('select markdown from submissions where id = ?')
      .bind(second)
      .first('markdown');
    expect(kept).toContain('第二处修改');
  });
});

describe('two people with one source at once', () => {
  it('keeps both, and tells the editors', async () => {
    await makeMember(env.DB, { id: 'member-2', role: 'translator' });
    const ids = await Promise.all(
      ['member-1', 'member-2'].map(async (memberId) => {
        const received = await receiveSubmission(deps(T0), {
          memberId,
          fields: {
            lang: 'zh-Hans',
            markdown: `# 译文 ${memberId}\n\n正文在此。`,
            sourceUrl: 'https://coast.example.com/one?utm_source=x',
            topics: [],
          },
        });
        if (!received.ok) throw new Error('refused');
        return received.value.id;
      }),
    );
    await Promise.allSettled(ids.map((id) => run(id, T0 + 1000)));
    for (const id of ids) await run(id, T0 + 2000 + LEASE_MS);
    const statuses = await Promise.all(ids.map((id) => findSubmissionStatus(env.DB, id)));
    expect(statuses.map((status) => status?.state)).toEqual(['ready', 'ready']);
    const told = statuses.flatMap((status) => status?.findings ?? []).map((finding) => finding.check);
    expect(told.filter((check) => check === 'source-translated-already')).toHaveLength(1);
    const keys = await env.DB.prepare('select source_key from stories order by source_key').all();
    expect(keys.results).toEqual([{ source_key: null }, { source_key: 'coast.example.com/one' }]);
  });
});
