/**
 * Webhooks: who is told of what readers can see. A secret is handed out when it is made and leaves the store after
 * that only to sign. Every change is in the audit log, without the secret.
 */
import { SECRET_OVERLAP_MS, WEBHOOKS_MAX } from '../limits.ts';
import { auditStatement } from './audit.ts';
import { type DeliveryView, deliveryState } from './deliveries.ts';
import type { WebhookEvent } from './schema/words.ts';
import { type Db, type Guard, insertWhere, lastRows, type Value } from './statement.ts';

/** Who changes the webhook `id`; the member is null where the queue does. */
export interface ByAdmin {
  id: string;
  auditId: string;
  memberId: string | null;
  now: number;
}

export interface Webhook {
  id: string;
  url: string;
  events: WebhookEvent[];
  created_at: number;
  disabled_at: number | null;
}

type WebhookRow = Omit<Webhook, 'events'> & { events: string };

const webhookOf = ({ events, ...row }: WebhookRow): Webhook => ({ ...row, events: JSON.parse(events) });

const columns = 'id, url, events, created_at, disabled_at';

export interface ListedWebhook extends Webhook {
  /** The newest of what is sent to it. */
  last?: Pick<DeliveryView, 'state' | 'created_at'>;
}

/** All of them: at most WEBHOOKS_MAX, the oldest first. */
export async function listWebhooks(db: Db): Promise<ListedWebhook[]> {
  const { results } = await db
    .prepare(
      `select w.id, w.url, w.events, w.created_at, w.disabled_at,
         d.created_at as sent_at, d.done_at, d.error
       from webhooks w left join deliveries d on d.id = (select max(id) from deliveries where webhook_id = w.id)
       order by w.id limit ${WEBHOOKS_MAX}`,
    )
    .all<WebhookRow & { sent_at: number | null; done_at: number | null; error: string | null }>();
  return results.map(({ sent_at, done_at, error, ...row }) => ({
    ...webhookOf(row),
    ...(sent_at === null ? {} : { last: { state: deliveryState({ done_at, error }), created_at: sent_at } }),
  }));
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  const row = await db.prepare(`select ${columns} from webhooks where id = ?`).bind(id).first<WebhookRow>();
  return row ? webhookOf(row) : undefined;
}

const done: Guard = { sql: 'changes() > 0', params: [] };

const audit = (
  db: Db,
  by: ByAdmin,
  action: string,
  values: { before?: Record<string, Value>; after?: Record<string, Value> } = {},
): D1PreparedStatement =>
  auditStatement(
    db,
    { id: by.auditId, now: by.now, memberId: by.memberId, action, subject: `webhook:${by.id}`, ...values },
    done,
  );

/** `taken`: the address has a webhook already, as when a form is sent twice. */
export async function addWebhook(
  db: Db,
  options: ByAdmin & { url: string; secret: string; events: readonly WebhookEvent[] },
): Promise<'added' | 'taken' | 'full'> {
  const { id, url, secret, now } = options;
  const events = JSON.stringify(options.events);
  const results = await db.batch<{ taken: 0 | 1; added: 0 | 1 }>([
    insertWhere(
      db,
      'webhooks',
      { id, url, secret, events, created_at: now },
      {
        sql: `(select count(*) from webhooks) < ${WEBHOOKS_MAX} and not exists (select 1 from webhooks where url = ?)`,
        params: [url],
      },
    ),
    audit(db, options, 'webhook.add', { after: { url, events } }),
    db
      .prepare(
        `select exists (select 1 from webhooks where id = ?1) as added,
           exists (select 1 from webhooks where url = ?2 and id <> ?1) as taken`,
      )
      .bind(id, url),
  ]);
  const [seen] = lastRows<{ taken: 0 | 1; added: 0 | 1 }>(results);
  if (seen?.added) return 'added';
  return seen?.taken ? 'taken' : 'full';
}

/** What waits for it is given up; it can be sent again when the webhook is in force once more. */
export async function disableWebhook(db: Db, by: ByAdmin & { error?: string }): Promise<boolean> {
  const [disabled] = await db.batch([
    db
      .prepare('update webhooks set disabled_at = ? where id = ? and disabled_at is null returning id')
      .bind(by.now, by.id),
    audit(db, by, 'webhook.disable', {
      before: { state: 'enabled' },
      after: { state: 'disabled', ...(by.error === undefined ? {} : { error: by.error }) },
    }),
    db
      .prepare(
        `update deliveries set done_at = ?1, error = ?3, lease_id = null
         where webhook_id = ?2 and done_at is null
           and exists (select 1 from webhooks where id = ?2 and disabled_at = ?1)`,
      )
      .bind(by.now, by.id, by.error ?? 'disabled'),
  ]);
  return (disabled?.results.length ?? 0) > 0;
}

export async function enableWebhook(db: Db, by: ByAdmin): Promise<boolean> {
  const [enabled] = await db.batch([
    db
      .prepare('update webhooks set disabled_at = null where id = ? and disabled_at is not null returning id')
      .bind(by.id),
    audit(db, by, 'webhook.enable', { before: { state: 'disabled' }, after: { state: 'enabled' } }),
  ]);
  return (enabled?.results.length ?? 0) > 0;
}

/** A new secret. The one before it goes on signing for a day, so that no delivery fails while it is changed over. */
export async function rotateSecret(db: Db, by: ByAdmin & { secret: string }): Promise<boolean> {
  const [rotated] = await db.batch([
    db
      .prepare(
        'update webhooks set old_secret = secret, old_until = ?1, secret = ?2 where id = ?3 returning id',
      )
      .bind(by.now + SECRET_OVERLAP_MS, by.secret, by.id),
    audit(db, by, 'webhook.rotate'),
  ]);
  return (rotated?.results.length ?? 0) > 0;
}

/** With its deliveries. */
export async function deleteWebhook(db: Db, by: ByAdmin): Promise<boolean> {
  const webhook = await findWebhook(db, by.id);
  if (!webhook) return false;
  const [, deleted] = await db.batch([
    db.prepare('delete from deliveries where webhook_id = ?').bind(by.id),
    db.prepare('delete from webhooks where id = ? returning id').bind(by.id),
    audit(db, by, 'webhook.delete', { before: { url: webhook.url } }),
  ]);
  return (deleted?.results.length ?? 0) > 0;
}
