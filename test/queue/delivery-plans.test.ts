/** What each minute and each change asks of the deliveries stays cheap, however many were sent before. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import {
  hasReadyDeliveries,
  leaseDeliveries,
  listDeliveries,
  pruneDeliveries,
} from '../../src/store/deliveries.ts';
import { listWebhooks } from '../../src/store/webhooks.ts';
import { freshNewsroom, putWebhook, T0 } from './outside.ts';

const MANY = 3_000;
let webhook: string;

/** D1 with a count of the rows that its statements read. */
function counted() {
  const read = { rows: 0 };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        const all = async () => {
          const result = await target.all();
          read.rows += result.meta.rows_read;
          return result;
        };
        if (name === 'first') return async () => (await all()).results[0] ?? null;
        return all;
      },
    });
  const db = new Proxy(env.DB, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string) => wrap(target.prepare(sql))
        : Reflect.get(target, name).bind(target),
  });
  return { db, read };
}

beforeAll(async () => {
  await freshNewsroom();
  webhook = (await putWebhook()).id;
  const ids = `select value as n, printf('00000000-0000-7000-8000-%012d', value) as id from json_each('${JSON.stringify(Array.from({ length: MANY }, (_, at) => at + 1))}')`;
  await env.DB.batch([
    env.DB.prepare(
      `insert into deliveries (id, webhook_id, event, body, due_at, created_at, done_at)
       select id, ?1, 'published', '{"data":{"title":"T"}}', 0, 0, ?2 + n from (${ids})`,
    ).bind(webhook, T0),
    // Pings of a burst of changes, which wait for their second purge.
    env.DB.prepare(
      `insert into deliveries (id, event, body, due_at, created_at)
       select 'ping-' || id, 'ping', 'https://news.example/' || n, ?1 + 60000, 0 from (${ids}) limit 500`,
    ).bind(T0),
    env.DB.prepare(
      "insert into deliveries (id, webhook_id, event, body, due_at, created_at) values (?, ?, 'test', '{}', ?, 0)",
    ).bind(newId(T0), webhook, T0),
  ]);
});

it('finds and leases what is due by its index', async () => {
  const asking = counted();
  expect(await hasReadyDeliveries(asking.db, T0)).toBe(true);
  expect(asking.read.rows).toBeLessThan(10);
  const leasing = counted();
  expect(await leaseDeliveries(leasing.db, { leaseId: 'x', now: T0, rows: 20 })).toHaveLength(1);
  expect(leasing.read.rows).toBeLessThan(20);
});

it('prunes and lists without reading the rest', async () => {
  const pruning = counted();
  await pruneDeliveries(pruning.db, T0);
  expect(pruning.read.rows).toBeLessThan(10);
  const listing = counted();
  const page = await listDeliveries(listing.db, { webhookId: webhook, rows: 20 });
  expect(page.deliveries).toHaveLength(20);
  const next = await listDeliveries(listing.db, { webhookId: webhook, rows: 20, before: page.before });
  expect(next.deliveries[0]?.id.localeCompare(page.deliveries.at(-1)?.id ?? '')).toBe(-1);
  expect((await listDeliveries(listing.db, { webhookId: null, rows: 10 })).deliveries).toHaveLength(10);
  expect(await listWebhooks(listing.db)).toMatchObject([{ id: webhook, last: { state: 'waiting' } }]);
  expect(listing.read.rows).toBeLessThan(120);
});
