/**
 * The cron sweep, each minute: what a lost message, a crash or a full queue left behind is found in the rows
 * and set going again. It does no work itself but the cheap and overdue: due publications and purges.
 */

import { SWEEP_MAX_PICTURES } from '../limits.ts';
import { completeVariants } from '../pipeline/pictures/keep.ts';
import { publishDue } from '../publish/due.ts';
import { pruneDeliveries } from '../store/deliveries.ts';
import { type OutboxRow, takeDueOutbox } from '../store/outbox.ts';
import { listPendingPictures } from '../store/pictures.ts';
import { SITE_SETTINGS_KEY } from '../store/settings.ts';
import type { ConsumeDeps } from './consume.ts';
import { type Message, sendHint } from './messages.ts';
import { runDuePurges } from './run-purges.ts';
import { hintDeliveries } from './send-deliveries.ts';
import { watchSources } from './watch-sources.ts';

export async function sweep(deps: ConsumeDeps): Promise<{ sent: number; published: number }> {
  const { env, config, ctx } = deps;
  const now = deps.now();
  const db = env.DB.withSession('first-primary');
  const published = await publishDue({ env, config, ctx, db, now });
  await completePictures(deps, now);
  await runDuePurges({ env, config, db, now });
  await hintDeliveries({ env, config, db, now });
  await pruneDeliveries(db, now);
  const due = await takeDueOutbox(db, now);
  for (const row of due) await sendHint(env.QUEUE, hintOf(row));
  // Last: a slow host must not hold up what the newsroom waits for.
  await watchSources({ env, config, db, now });
  return { sent: due.length, published };
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
