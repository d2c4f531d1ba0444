/**
 * The cron sweep, each minute: what a lost message, a crash or a full queue left behind is found in the rows
 * and set going again, and so is what was scheduled for this minute. It does no work itself but the cheap and overdue:
 * a publication asks the database some twenty things, of fifty an invocation on the free plan, so each has its own.
 */

import { PUBLISH_DUE_MAX_ROWS, SWEEP_MAX_PICTURES } from '../limits.ts';
import { completeVariants } from '../pipeline/pictures/keep.ts';
import { pruneDeliveries } from '../store/deliveries.ts';
import { type OutboxRow, takeDueOutbox } from '../store/outbox.ts';
import { listPendingPictures } from '../store/pictures.ts';
import { takeDueArticles } from '../store/publish-tries.ts';
import { SITE_SETTINGS_KEY } from '../store/settings.ts';
import type { ConsumeDeps } from './consume.ts';
import { type Message, sendHint } from './messages.ts';
import { runDuePurges } from './run-purges.ts';
import { hintDeliveries } from './send-deliveries.ts';
import { watchSources } from './watch-sources.ts';

/** Gives how many articles are due, and how many promised works were set going. */
export async function sweep(deps: ConsumeDeps): Promise<{ due: number; sent: number }> {
  const { env, config } = deps;
  const now = deps.now();
  const db = env.DB.withSession('first-primary');
  const articles = await takeDueArticles(db, { now, limit: PUBLISH_DUE_MAX_ROWS });
  for (const id of articles) await sendHint(env.QUEUE, { v: 1, kind: 'publish', id });
  await completePictures(deps, now);
  await runDuePurges({ env, config, db, now });
  await hintDeliveries({ env, config, db, now });
  await pruneDeliveries(db, now);
  const promised = await takeDueOutbox(db, now);
  for (const row of promised) await sendHint(env.QUEUE, hintOf(row));
  // Last: a slow host must not hold up what the newsroom waits for.
  await watchSources({ env, config, db, now });
  return { due: articles.length, sent: promised.length };
}

const hintOf = ({ kind, subject_id }: OutboxRow): Message =>
  kind === 'index' && subject_id === SITE_SETTINGS_KEY
    ? { v: 1, kind: 'site' }
    : { v: 1, kind, id: subject_id };

/** Widths that the Images binding could not make when the picture came in. One refusal ends the attempt: it is the quota. */
async function completePictures({ env, config }: ConsumeDeps, now: number): Promise<void> {
  const { settleSeconds } = config;
  for (const digest of await listPendingPictures(env.DB, SWEEP_MAX_PICTURES)) {
    try {
      await completeVariants(env, digest, { now, settleSeconds });
    } catch {
      return;
    }
  }
}
