/**
 * Tells those outside what changed: webhooks, signed, and the WebSub hub. A lease makes a doubled message harmless;
 * what was cut off between the answer and its row goes out once more with the same id. Failures come back at growing
 * intervals by the sweep, and are given up in the end with the reason on the row.
 */
import type { Bindings, Config } from '../config.ts';
import { newId } from '../lib/ids.ts';
import type { Result } from '../lib/result.ts';
import {
  DELIVERIES_AT_ONCE,
  DELIVERIES_PER_RUN,
  DELIVERY_MAX_MS,
  DELIVERY_RETRY_SECONDS,
  PING_MAX_ATTEMPTS,
  RETRY_AFTER_MAX_MS,
} from '../limits.ts';
import type { Fetcher } from '../pipeline/remote/fetch.ts';
import { type PostAnswer, postRemote } from '../pipeline/remote/post.ts';
import type { RemoteReason } from '../pipeline/remote/reason.ts';
import { endTry, hasReadyDeliveries, type LeasedDelivery, leaseDeliveries } from '../store/deliveries.ts';
import { findSettings } from '../store/settings.ts';
import type { Db } from '../store/statement.ts';
import { disableWebhook } from '../store/webhooks.ts';
import { sendHint } from './messages.ts';
import { signedHeaders } from './webhook-signature.ts';

export interface SendDeps {
  env: Bindings;
  config: Config;
  db: Db;
  now: number;
  /** Stands in for the platform's fetch in tests. */
  fetcher?: Fetcher;
}

/** Sends the hint when something may go out: a slow receiver must not hold up the purges or the sweep. */
export async function hintDeliveries(deps: SendDeps): Promise<void> {
  if (await hasReadyDeliveries(deps.db, deps.now)) {
    await sendHint(deps.env.QUEUE, { v: 1, kind: 'delivery' });
  }
}

/** Answers how many were tried. Throws only when a row could not be written. */
export async function sendDeliveries(deps: SendDeps): Promise<number> {
  const { db, now } = deps;
  const leaseId = newId(now);
  const rows = await leaseDeliveries(db, { leaseId, now, rows: DELIVERIES_PER_RUN });
  const isPinging = rows.some((row) => row.webhook_id === null);
  const hub = isPinging ? (await findSettings(db)).hub : undefined;
  for (let from = 0; from < rows.length; from += DELIVERIES_AT_ONCE) {
    const part = rows.slice(from, from + DELIVERIES_AT_ONCE);
    const tried = await Promise.allSettled(part.map((row) => tryOnce(deps, row, { leaseId, hub })));
    for (const one of tried) if (one.status === 'rejected') throw one.reason;
  }
  if (rows.length === DELIVERIES_PER_RUN) await hintDeliveries(deps);
  return rows.length;
}

async function tryOnce(
  deps: SendDeps,
  row: LeasedDelivery,
  run: { leaseId: string; hub: string | undefined },
): Promise<void> {
  const { db, now } = deps;
  const end = { id: row.id, leaseId: run.leaseId, now };
  const maxAttempts = row.webhook_id === null ? PING_MAX_ATTEMPTS : DELIVERY_RETRY_SECONDS.length + 1;
  // A try that was cut off counted, and could say nothing.
  if (row.attempts > maxAttempts) return endTry(db, { ...end, error: 'broke_off' });
  const to = row.webhook_id === null ? run.hub : row.url;
  // No hub any more: the feeds name none either.
  if (!to) return endTry(db, { ...end, error: 'no_hub' });
  const sent = await post(deps, row, to);
  if (sent.ok && sent.value.status >= 200 && sent.value.status < 300) return endTry(db, end);
  const error = sent.ok ? `status ${sent.value.status}` : sent.error;
  if (row.webhook_id !== null && sent.ok && sent.value.status === 410) {
    // "Gone" asks never to be told again.
    await disableWebhook(db, { id: row.webhook_id, auditId: newId(now), memberId: null, now, error });
    return;
  }
  if (row.attempts >= maxAttempts || (!sent.ok && isRefused(sent.error)))
    return endTry(db, { ...end, error });
  return endTry(db, { ...end, error, dueAt: now + delayMs(row.attempts, sent) });
}

/** Nothing was sent: the address is not one to send to, now or later. */
const isRefused = (reason: RemoteReason): boolean => reason !== 'time_out' && reason !== 'unreachable';

/** Milliseconds until the next try, growing with the number of those made; longer where the receiver asks for it. */
function delayMs(attempts: number, sent: Result<PostAnswer, RemoteReason>): number {
  const seconds = DELIVERY_RETRY_SECONDS[attempts - 1] ?? DELIVERY_RETRY_SECONDS[0];
  const asked = (sent.ok && sent.value.retryAfterMs) || 0;
  return Math.max(seconds * 1000, Math.min(asked, RETRY_AFTER_MAX_MS));
}

async function post(
  deps: SendDeps,
  row: LeasedDelivery,
  to: string,
): Promise<Result<PostAnswer, RemoteReason>> {
  const { config, now, fetcher } = deps;
  const options = {
    maxMs: DELIVERY_MAX_MS,
    localHosts: config.localPictureHosts,
    ...(fetcher ? { fetcher } : {}),
  };
  if (row.webhook_id === null) {
    return postRemote(to, {
      ...options,
      // Hubs differ in the name they read: `hub.url` as of PubSubHubbub, or `hub.topic`; one feed a request suits all.
      body: new URLSearchParams({
        'hub.mode': 'publish',
        'hub.url': row.body,
        'hub.topic': row.body,
      }).toString(),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': `Dragoman (+${config.siteUrl})`,
      },
    });
  }
  const secrets = [row.secret, row.old_secret].filter((secret) => secret !== null);
  return postRemote(to, {
    ...options,
    body: row.body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `Dragoman webhooks (+${config.siteUrl})`,
      ...(await signedHeaders({ id: row.id, body: row.body, now }, secrets)),
    },
  });
}
