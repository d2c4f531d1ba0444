/**
 * What is told to somebody outside, and how it went. Rows are written in the batch of the change by its own guard,
 * and go out only when the purge that they wait for is done: whoever is told comes to look.
 */

import { newId } from '../lib/ids.ts';
import { DELIVERIES_KEPT_MS, DELIVERY_LEASE_MS, SWEEP_MAX_ROWS, WEBHOOKS_MAX } from '../limits.ts';
import { auditStatement } from './audit.ts';
import type { DeliveryEvent, WebhookEvent } from './schema/words.ts';
import { SITE_SETTINGS_KEY } from './settings.ts';
import type { Db, Guard } from './statement.ts';
import type { ByAdmin } from './webhooks.ts';

/** One delivery for each webhook in force that asks for the event. Returns their ids. */
export const eventStatement = (
  db: Db,
  row: { event: WebhookEvent; body: string; purgeId: string; now: number },
  guard: Guard,
): D1PreparedStatement => {
  const ids = Array.from({ length: WEBHOOKS_MAX }, () => newId(row.now));
  return db
    .prepare(
      `insert into deliveries (id, webhook_id, event, body, purge_id, due_at, created_at)
       select json_extract(?1, '$[' || (row_number() over (order by w.id) - 1) || ']'), w.id, ?2, ?3, ?4, ?5, ?5
       from webhooks w where w.disabled_at is null and exists (select 1 from json_each(w.events) where value = ?2)
         and ${guard.sql} limit ${WEBHOOKS_MAX} returning id`,
    )
    .bind(JSON.stringify(ids), row.event, row.body, row.purgeId, row.now, ...guard.params);
};

/**
 * A ping for each feed, where the settings name a hub, due with the purge that it waits for. One that has not gone out yet waits for the newer purge
 * instead of going twice; one that is on its way loses its lease, so that it goes once more.
 */
export const pingStatement = (
  db: Db,
  row: { feeds: readonly string[]; purgeId: string; now: number },
  guard: Guard,
): D1PreparedStatement =>
  db
    .prepare(
      `insert into deliveries (id, event, body, purge_id, due_at, created_at)
       select feed.value ->> 0, 'ping', feed.value ->> 1, p.id, p.due_at, ?3 from purges p, json_each(?1) feed
       where p.id = ?2 and exists (select 1 from settings where key = ?4 and value ->> 'hub' is not null) and ${guard.sql}
       on conflict (body) where webhook_id is null and done_at is null do update set
         purge_id = excluded.purge_id, due_at = excluded.due_at, created_at = excluded.created_at, attempts = 0,
         error = null, lease_id = null
       returning id`,
    )
    .bind(
      JSON.stringify(row.feeds.map((feed) => [newId(row.now), feed])),
      row.purgeId,
      row.now,
      SITE_SETTINGS_KEY,
      ...guard.params,
    );

/** May go out at `?1`: due, its purge done, its webhook in force. */
const ready = `d.done_at is null and d.due_at <= ?1
  and not exists (select 1 from purges p where p.id = d.purge_id and p.done_at is null)
  and (d.webhook_id is null or exists (select 1 from webhooks w where w.id = d.webhook_id and w.disabled_at is null))`;

export async function hasReadyDeliveries(db: Db, now: number): Promise<boolean> {
  const row = await db
    .prepare(`select exists (select 1 from deliveries d where ${ready}) as some`)
    .bind(now)
    .first<{ some: 0 | 1 }>();
  return row?.some === 1;
}

export interface LeasedDelivery {
  id: string;
  webhook_id: string | null;
  event: DeliveryEvent;
  body: string;
  /** This try counted. */
  attempts: number;
  /** Of its webhook; null of a ping. */
  url: string | null;
  secret: string | null;
  old_secret: string | null;
}

/** Leases what may go out, the longest due first, so that two consumers at once do not send it both. */
export async function leaseDeliveries(
  db: Db,
  options: { leaseId: string; now: number; rows: number },
): Promise<LeasedDelivery[]> {
  const of = (column: string) => `(select ${column} from webhooks w where w.id = deliveries.webhook_id)`;
  const { results } = await db
    .prepare(
      `update deliveries set lease_id = ?2, due_at = ?1 + ${DELIVERY_LEASE_MS}, attempts = attempts + 1
       where id in (select d.id from deliveries d where ${ready} order by d.due_at, d.id limit ?3)
       returning id, webhook_id, event, body, attempts, ${of('w.url')} as url, ${of('w.secret')} as secret,
         ${of('case when w.old_until > ?1 then w.old_secret end')} as old_secret`,
    )
    .bind(options.now, options.leaseId, options.rows)
    .all<LeasedDelivery>();
  return results;
}

/** How a try ended: delivered without an error, due again at `dueAt`, or given up without a `dueAt`. */
export async function endTry(
  db: Db,
  end: { id: string; leaseId: string; now: number; error?: string; dueAt?: number },
): Promise<void> {
  const { dueAt } = end;
  await db
    .prepare(
      `update deliveries set lease_id = null, error = ?3, due_at = coalesce(?4, due_at), done_at = ?5
       where id = ?1 and lease_id = ?2`,
    )
    .bind(end.id, end.leaseId, end.error ?? null, dueAt ?? null, dueAt === undefined ? end.now : null)
    .run();
}

/** Forgets what ended long ago, a part each time. */
export async function pruneDeliveries(db: Db, now: number): Promise<void> {
  await db
    .prepare('delete from deliveries where id in (select id from deliveries where done_at < ? limit ?)')
    .bind(now - DELIVERIES_KEPT_MS, SWEEP_MAX_ROWS)
    .run();
}

export interface DeliveryView {
  id: string;
  event: DeliveryEvent;
  /** The article's title, or the feed's URL; empty for a test. */
  about: string;
  article_id?: string;
  state: 'waiting' | 'retrying' | 'delivered' | 'given_up';
  attempts: number;
  error?: string;
  created_at: number;
  /** When it is tried next, unless it has ended. */
  due_at?: number;
  done_at?: number;
}

interface DeliveryRow {
  id: string;
  event: DeliveryEvent;
  about: string | null;
  article_id: string | null;
  attempts: number;
  due_at: number;
  error: string | null;
  created_at: number;
  done_at: number | null;
}

export function deliveryState(row: Pick<DeliveryRow, 'done_at' | 'error'>): DeliveryView['state'] {
  if (row.done_at === null) return row.error === null ? 'waiting' : 'retrying';
  return row.error === null ? 'delivered' : 'given_up';
}

/** Deliveries of a webhook, or the pings where it is null; newest first. `before` is the last page's last id. */
export async function listDeliveries(
  db: Db,
  options: { webhookId: string | null; rows: number; before?: string | undefined },
): Promise<{ deliveries: DeliveryView[]; before?: string }> {
  const { results } = await db
    .prepare(
      `select id, event, attempts, due_at, error, created_at, done_at,
         case event when 'ping' then body else body ->> '$.data.title' end as about,
         case event when 'ping' then null else body ->> '$.data.id' end as article_id
       from deliveries
       where webhook_id is ?1 and id < ?2 order by id desc limit ?3`,
    )
    .bind(options.webhookId, options.before ?? '~', options.rows + 1)
    .all<DeliveryRow>();
  const page = results.slice(0, options.rows);
  const last = results.length > options.rows ? page.at(-1) : undefined;
  return {
    deliveries: page.map((row) => ({
      id: row.id,
      event: row.event,
      about: row.about ?? '',
      ...(row.article_id === null ? {} : { article_id: row.article_id }),
      state: deliveryState(row),
      attempts: row.attempts,
      created_at: row.created_at,
      ...(row.error === null ? {} : { error: row.error }),
      ...(row.done_at === null ? { due_at: row.due_at } : { done_at: row.done_at }),
    })),
    ...(last ? { before: last.id } : {}),
  };
}

/** A delivery by hand, to see that it arrives. False when there is no such webhook in force. */
export async function writeTest(
  db: Db,
  options: ByAdmin & { deliveryId: string; body: string },
): Promise<boolean> {
  const [written] = await db.batch([
    db
      .prepare(
        `insert into deliveries (id, webhook_id, event, body, due_at, created_at)
         select ?1, id, 'test', ?2, ?3, ?3 from webhooks where id = ?4 and disabled_at is null returning id`,
      )
      .bind(options.deliveryId, options.body, options.now, options.id),
    audit(db, options, 'webhook.test'),
  ]);
  return (written?.results.length ?? 0) > 0;
}

/** Sends once more what ended or waits for its next try. False when it is on its way, or its webhook not in force. */
export async function sendAgain(db: Db, options: ByAdmin & { deliveryId: string }): Promise<boolean> {
  const [again] = await db.batch([
    db
      .prepare(
        `update deliveries set done_at = null, error = null, attempts = 0, due_at = ?1, lease_id = null
         where id = ?2 and webhook_id = ?3 and (lease_id is null or due_at <= ?1)
           and exists (select 1 from webhooks where id = ?3 and disabled_at is null) returning id`,
      )
      .bind(options.now, options.deliveryId, options.id),
    audit(db, options, 'webhook.again', { delivery: options.deliveryId }),
  ]);
  return (again?.results.length ?? 0) > 0;
}

const audit = (db: Db, by: ByAdmin, action: string, after?: Record<string, string>): D1PreparedStatement =>
  auditStatement(
    db,
    {
      id: by.auditId,
      now: by.now,
      memberId: by.memberId,
      action,
      subject: `webhook:${by.id}`,
      ...(after ? { after } : {}),
    },
    { sql: 'changes() > 0', params: [] },
  );
