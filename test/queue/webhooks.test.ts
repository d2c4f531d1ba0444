/** Webhooks, from the change in the publish room to the receiver. */
import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import {
  DELIVERIES_KEPT_MS,
  DELIVERIES_PER_RUN,
  DELIVERY_LEASE_MS,
  DELIVERY_MAX_MS,
  DELIVERY_RETRY_SECONDS,
  SECRET_OVERLAP_MS,
} from '../../src/limits.ts';
import { correct } from '../../src/publish/correct.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { sendDeliveries } from '../../src/queue/send-deliveries.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { newWebhookSecret, signedHeaders } from '../../src/queue/webhook-signature.ts';
import { disableWebhook, enableWebhook, findWebhook, rotateSecret } from '../../src/store/webhooks.ts';
import { depsAt } from '../fakes/article.ts';
import { publishAllDue } from '../fakes/due.ts';
import { type Mortality, mortalDb } from '../fakes/mortal-db.ts';
import {
  accepted,
  approvedArticle,
  consumeDeps,
  deliveryRows,
  flush,
  freshNewsroom,
  network,
  publisher,
  putWebhook,
  sendDeps,
  T0,
} from './outside.ts';

const by = (id: string, now: number) => ({ id, auditId: newId(now), memberId: 'paul', now });

beforeEach(freshNewsroom);
afterEach(() => {
  vi.useRealTimers();
});

/** Published at `now`, with all that the purge had to say. */
async function publishedArticle(now = T0): Promise<string> {
  const articleId = await approvedArticle(now);
  expect(await publish(depsAt(now), { articleId, actor: publisher })).toMatchObject({ ok: true });
  return articleId;
}

describe('the signature', () => {
  it('is what the specification’s own example has', async () => {
    // From the specification's test vectors: secret, id, time and body with the signature that follows from them.
    const headers = await signedHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', now: 1_614_265_330_000 },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by the specification’s library, and only with the secret, body, id and time that were signed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: T0 });
    const secret = newWebhookSecret();
    const body = JSON.stringify({ type: 'article.published', data: { title: '河边的钟 — “quoted”' } });
    const headers = await signedHeaders({ id: newId(T0), body, now: T0 }, [secret]);
    const verifier = new Webhook(secret);
    expect(verifier.verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => verifier.verify(`${body} `, headers)).toThrow();
    expect(() => verifier.verify(body, { ...headers, 'webhook-id': newId(T0) })).toThrow();
    expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': String(T0 / 1000 + 1) })).toThrow();
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  });
});

describe('what is told', () => {
  it('says what readers see, of each change, to those who asked for it', async () => {
    const all = await putWebhook();
    const few = await putWebhook({ events: ['withdrawn'] });
    const articleId = await publishedArticle();
    await correct(depsAt(T0 + 1_000), {
      articleId,
      actor: publisher,
      note: 'It was 12.',
      kind: 'translation_error',
    });
    await withdraw(depsAt(T0 + 2_000), { articleId, actor: publisher, reason: 'A hoax' });
    vi.useFakeTimers({ toFake: ['Date'], now: T0 + 3_000 });
    const sent = await flush(T0 + 3_000);
    const of = (id: string) => sent.filter(({ url }) => url === `https://${id}.example/hook`);
    const told = of(all.id).map(({ body, headers }) => new Webhook(all.secret).verify(body, headers));
    const data = {
      id: articleId,
      lang: 'en',
      story_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      url: 'http://dragoman.test/en/2026/03/power-from-the-tides',
      title: 'Power from the tides',
      published_at: '2026-03-14T09:00:00Z',
    };
    expect(told).toEqual(
      expect.arrayContaining([
        {
          type: 'article.published',
          timestamp: '2026-03-14T09:00:00Z',
          data: { ...data, state: 'published' },
        },
        {
          type: 'article.corrected',
          timestamp: '2026-03-14T09:00:01Z',
          data: {
            ...data,
            state: 'published',
            correction: {
              id: expect.stringMatching(/^[0-9a-f-]{36}$/),
              kind: 'translation_error',
              note: 'It was 12.',
            },
          },
        },
        {
          type: 'article.withdrawn',
          timestamp: '2026-03-14T09:00:02Z',
          data: { ...data, state: 'withdrawn', reason: 'A hoax' },
        },
      ]),
    );
    expect(told).toHaveLength(3);
    expect(of(few.id).map(({ body }) => JSON.parse(body).type)).toEqual(['article.withdrawn']);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
    expect(sent.every(({ redirect }) => redirect === 'manual')).toBe(true);
    expect((await deliveryRows()).every((row) => row.done_at !== null && row.error === null)).toBe(true);
  });

  it('does not give away a revision that readers do not see', async () => {
    await putWebhook();
    const articleId = await publishedArticle();
    await env.DB.batch([
      env.DB.prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links,
           as_written, excerpt, words, reading_minutes, created_at)
         select 'secret', article_id, 2, 'secret', markdown, sha256, html, 'Not out yet', sources, footer_links,
           as_written, excerpt, words, reading_minutes, created_at from revisions where article_id = ?`,
      ).bind(articleId),
      env.DB.prepare('update articles set current_revision = 2 where id = ?').bind(articleId),
    ]);
    await correct(depsAt(T0 + 1_000), { articleId, actor: publisher, note: 'A note.', kind: 'update' });
    await withdraw(depsAt(T0 + 2_000), { articleId, actor: publisher, reason: 'A hoax' });
    const rows = await deliveryRows();
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain('Not out yet');
  });

  it('goes out for what was scheduled, and for what comes back', async () => {
    await putWebhook({ events: ['published'] });
    const articleId = await approvedArticle(T0);
    const at = T0 + 3_600_000;
    await publish(depsAt(T0), { articleId, actor: publisher, at });
    expect(await deliveryRows()).toEqual([]);
    expect(await publishAllDue(depsAt(at))).toBe(1);
    await withdraw(depsAt(at + 1_000), { articleId, actor: publisher, reason: 'A hoax' });
    await publish(depsAt(at + 2_000), { articleId, actor: publisher });
    const times = (await flush(at + 3_000)).map(({ body }) => JSON.parse(body).timestamp);
    expect(times.toSorted()).toEqual(['2026-03-14T10:00:00Z', '2026-03-14T10:00:02Z']);
  });

  it('is written once by a change that two make at a time, and never by one that is refused', async () => {
    await putWebhook();
    const articleId = await approvedArticle(T0);
    await Promise.all([
      publish(depsAt(T0), { articleId, actor: publisher }),
      publish(depsAt(T0), { articleId, actor: publisher }),
    ]);
    expect(await deliveryRows()).toHaveLength(1);
    await publish(depsAt(T0), { articleId, actor: publisher });
    await withdraw(depsAt(T0), { articleId, actor: publisher, reason: ' ' });
    expect(await deliveryRows()).toHaveLength(1);
    // Somebody changes the article between the reading and the writing: the guard of the batch says no.
    const late = depsAt(T0 + 1_000);
    const real = late.db;
    const racing = {
      prepare: (sql: string) => real.prepare(sql),
      batch: async (statements: D1PreparedStatement[]) => {
        await env.DB.prepare("update articles set change_id = 'other' where id = ?").bind(articleId).run();
        return real.batch(statements);
      },
    } as unknown as D1Database;
    const refused = await withdraw(
      { ...late, db: racing },
      { articleId, actor: publisher, reason: 'A hoax' },
    );
    expect(refused).toMatchObject({ ok: false, error: { reason: 'changed_meanwhile' } });
    expect(await deliveryRows()).toHaveLength(1);
  });

  it('is not written for a webhook that is disabled', async () => {
    const { id } = await putWebhook();
    await disableWebhook(env.DB, by(id, T0));
    await publishedArticle();
    expect(await deliveryRows()).toEqual([]);
  });
});

describe('a delivery', () => {
  it('waits for the first purge of its change, however often the queue asks', async () => {
    await putWebhook();
    const articleId = await publishedArticle();
    // As if the cache had not said success.
    await env.DB.prepare("update purges set done_at = null where phase = 'now'").run();
    expect(await flush(T0 + 1_000)).toEqual([]);
    expect((await deliveryRows())[0]).toMatchObject({ attempts: 0 });
    await env.DB.prepare("update purges set done_at = ? where phase = 'now'").bind(T0).run();
    expect((await flush(T0 + 1_000)).map(({ body }) => JSON.parse(body).data.id)).toEqual([articleId]);
  });

  it('goes out once when the message comes twice, also at the same time', async () => {
    await putWebhook();
    await publishedArticle();
    const { sent, fetcher } = network(accepted);
    await Promise.all([
      sendDeliveries(sendDeps(T0, fetcher)),
      sendDeliveries(sendDeps(T0, fetcher)),
      sendDeliveries(sendDeps(T0 + 1, fetcher)),
    ]);
    await sendDeliveries(sendDeps(T0 + DELIVERY_LEASE_MS, fetcher));
    expect(sent).toHaveLength(1);
  });

  it('arrives when its consumer is killed before or after any of its writes, with the id it had', async () => {
    const counted: Mortality = { writesLeft: 1_000, instant: 'before' };
    await putWebhook();
    await publishedArticle();
    await sendDeliveries(sendDeps(T0, network(accepted).fetcher, mortalDb(env.DB, counted)));
    const writes = 1_000 - counted.writesLeft;
    expect(writes).toBe(2);
    for (let writesLeft = 0; writesLeft < writes; writesLeft += 1) {
      for (const instant of ['before', 'after'] as const) {
        await freshNewsroom();
        await putWebhook();
        await publishedArticle();
        const { sent, fetcher } = network(accepted);
        const dying = mortalDb(env.DB, { writesLeft, instant });
        await expect(sendDeliveries(sendDeps(T0, fetcher, dying))).rejects.toThrow();
        await sendDeliveries(sendDeps(T0 + 1_000, fetcher));
        await sendDeliveries(sendDeps(T0 + DELIVERY_LEASE_MS, fetcher));
        await sendDeliveries(sendDeps(T0 + 2 * DELIVERY_LEASE_MS, fetcher));
        const where = `${instant} write ${writesLeft}`;
        expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size, where).toBe(1);
        // Only what was answered and not written down is sent again.
        expect(sent.length, where).toBe(writesLeft === 1 && instant === 'before' ? 2 : 1);
        expect((await deliveryRows())[0], where).toMatchObject({ error: null, done_at: expect.any(Number) });
      }
    }
  });

  it('is tried again at growing intervals, and given up in the end with what was answered', async () => {
    await putWebhook();
    await publishedArticle();
    let at = T0;
    const ids = new Set<string | undefined>();
    for (const seconds of DELIVERY_RETRY_SECONDS) {
      const sent = await flush(at, () => new Response('secret words', { status: 503 }));
      expect(sent).toHaveLength(1);
      expect(sent[0]?.headers['webhook-timestamp']).toBe(String(at / 1000));
      ids.add(sent[0]?.headers['webhook-id']);
      expect((await deliveryRows())[0]).toMatchObject({
        due_at: at + seconds * 1000,
        error: 'status 503',
        done_at: null,
      });
      expect(await flush(at + seconds * 1000 - 1)).toEqual([]);
      at += seconds * 1000;
    }
    await flush(at, () => new Response(null, { status: 500 }));
    expect(ids.size).toBe(1);
    expect((await deliveryRows())[0]).toMatchObject({
      attempts: DELIVERY_RETRY_SECONDS.length + 1,
      error: 'status 500',
      done_at: at,
    });
    expect(await flush(at + 7 * 86_400_000)).toEqual([]);
  });

  it('is given up when each of its tries was cut off', async () => {
    await putWebhook();
    await publishedArticle();
    await env.DB.prepare('update deliveries set attempts = ?')
      .bind(DELIVERY_RETRY_SECONDS.length + 1)
      .run();
    expect(await flush(T0)).toEqual([]);
    expect((await deliveryRows())[0]).toMatchObject({ error: 'broke_off', done_at: T0 });
  });

  it('follows no redirect, waits as long as it is told, and never asks again one who is gone', async () => {
    const { id } = await putWebhook();
    await publishedArticle();
    const moved = () => new Response(null, { status: 301, headers: { location: 'https://10.0.0.1/' } });
    expect(await flush(T0, moved)).toHaveLength(1);
    expect((await deliveryRows())[0]).toMatchObject({ error: 'status 301', done_at: null });
    await flush(T0 + 60_000, () => new Response(null, { status: 429, headers: { 'retry-after': '7200' } }));
    expect((await deliveryRows())[0]).toMatchObject({ due_at: T0 + 60_000 + 7_200_000 });
    await flush(T0 + 8_000_000, () => new Response(null, { status: 410 }));
    expect((await deliveryRows())[0]).toMatchObject({ error: 'status 410', done_at: T0 + 8_000_000 });
    expect(await findWebhook(env.DB, id)).toMatchObject({ disabled_at: T0 + 8_000_000 });
    const log = env.DB.prepare("select member_id, after_json from audit where action = 'webhook.disable'");
    expect(await log.first()).toEqual({
      member_id: null,
      after_json: '{"state":"disabled","error":"status 410"}',
    });
  });

  it('never leaves for an address that is not public, even if one got into the database', async () => {
    for (const url of ['https://127.0.0.1/x', 'http://hooks.example/', 'https://metadata.internal/'])
      await putWebhook({ url });
    await publishedArticle();
    expect(await flush(T0)).toEqual([]);
    const errors = (await deliveryRows()).map(({ error }) => error);
    expect(errors.toSorted()).toEqual(['private_address', 'private_address', 'scheme']);
  });

  it('does not wait for ever, and says so', async () => {
    await putWebhook();
    await publishedArticle();
    const limit = new AbortController();
    const asked = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(limit.signal);
    setTimeout(() => limit.abort(), 50);
    await sendDeliveries(sendDeps(T0, () => new Promise<Response>(() => undefined)));
    expect(asked).toHaveBeenCalledWith(DELIVERY_MAX_MS);
    vi.restoreAllMocks();
    expect((await deliveryRows())[0]).toMatchObject({ error: 'time_out', due_at: T0 + 60_000 });
    await sendDeliveries(
      sendDeps(T0 + 60_000, async () => {
        throw new TypeError('refused');
      }),
    );
    expect((await deliveryRows())[0]).toMatchObject({ error: 'unreachable' });
  });

  it('goes out in runs of bounded length, and the run asks for the next', async () => {
    await putWebhook({ events: ['corrected'] });
    await putWebhook({ events: ['corrected'] });
    const articleId = await publishedArticle();
    for (let n = 1; n <= 11; n++) {
      await correct(depsAt(T0 + n), { articleId, actor: publisher, note: `Note ${n}`, kind: 'update' });
    }
    const { sent, fetcher } = network(accepted);
    const deps = sendDeps(T0 + 1_000, fetcher);
    const hints: unknown[] = [];
    const queue = { send: async (hint: unknown) => void hints.push(hint) } as unknown as Queue<unknown>;
    await sendDeliveries({ ...deps, env: { ...deps.env, QUEUE: queue } });
    expect([sent.length, hints]).toEqual([DELIVERIES_PER_RUN, [{ v: 1, kind: 'delivery' }]]);
    await sendDeliveries(deps);
    expect(sent).toHaveLength(22);
  });

  it('is found by the sweep when its message was lost, and forgotten when it is old', async () => {
    await putWebhook();
    await publishedArticle();
    const hints: unknown[] = [];
    const deps = consumeDeps(T0 + 1_000);
    const queue = { send: async (hint: unknown) => void hints.push(hint) } as unknown as Queue<unknown>;
    const sweeping = { ...deps, env: { ...deps.env, QUEUE: queue } };
    await sweep(sweeping);
    expect(hints).toContainEqual({ v: 1, kind: 'delivery' });
    await flush(T0 + 2_000);
    hints.length = 0;
    await sweep({ ...sweeping, now: () => T0 + 3_000 });
    expect(hints).not.toContainEqual({ v: 1, kind: 'delivery' });
    expect(await deliveryRows()).toHaveLength(1);
    await sweep({ ...sweeping, now: () => T0 + 3_000 + DELIVERIES_KEPT_MS });
    expect(await deliveryRows()).toEqual([]);
  });
});

describe('a webhook', () => {
  it('that is disabled gets nothing of what waits, and what comes after it is enabled', async () => {
    const { id } = await putWebhook();
    const articleId = await publishedArticle();
    expect(await disableWebhook(env.DB, by(id, T0 + 1))).toBe(true);
    expect(await flush(T0 + 2)).toEqual([]);
    expect((await deliveryRows())[0]).toMatchObject({ error: 'disabled', done_at: T0 + 1 });
    expect(await enableWebhook(env.DB, by(id, T0 + 3))).toBe(true);
    expect(await flush(T0 + 4)).toEqual([]);
    await withdraw(depsAt(T0 + 5), { articleId, actor: publisher, reason: 'A hoax' });
    expect(await flush(T0 + 6)).toHaveLength(1);
  });

  it('signs with the old secret beside the new one for a day after a rotation', async () => {
    const { id, secret } = await putWebhook();
    const articleId = await publishedArticle();
    const fresh = newWebhookSecret();
    expect(await rotateSecret(env.DB, { ...by(id, T0), secret: fresh })).toBe(true);
    vi.useFakeTimers({ toFake: ['Date'], now: T0 });
    const [during] = await flush(T0);
    for (const one of [secret, fresh])
      expect(new Webhook(one).verify(during?.body ?? '', during?.headers ?? {})).toBeTruthy();
    const later = T0 + SECRET_OVERLAP_MS;
    await withdraw(depsAt(later), { articleId, actor: publisher, reason: 'A hoax' });
    vi.setSystemTime(later);
    const [after] = await flush(later);
    expect(new Webhook(fresh).verify(after?.body ?? '', after?.headers ?? {})).toBeTruthy();
    expect(() => new Webhook(secret).verify(after?.body ?? '', after?.headers ?? {})).toThrow();
  });
});
