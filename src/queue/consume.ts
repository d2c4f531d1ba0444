/**
 * The consumer. A message lost, doubled, reordered or killed half-way loses nothing and doubles nothing: the
 * rows say what there is to do, and every step is safe to run twice. Each message is acknowledged or retried
 * on its own, after its work is stored; a retry is overridden when the batch throws, so nothing here throws.
 */

import type { Bindings, Config, Waiting } from '../config.ts';
import { tell } from '../i18n/told/tell.ts';
import { errorKind, logEvent } from '../lib/log.ts';
import { DEAD_PICTURE_MS, LEASE_MS, RETRY_SECONDS } from '../limits.ts';
import { publishDue } from '../publish/due.ts';
import { putOffOutbox } from '../store/outbox.ts';
import { SITE_SETTINGS_KEY } from '../store/settings.ts';
import { failSubmission } from '../store/submissions.ts';
import { isDeadQueue, type Message, message } from './messages.ts';
import { processSubmission } from './process-submission.ts';
import { retryPictures } from './retry-pictures.ts';
import { runDuePurges } from './run-purges.ts';
import { hintDeliveries, sendDeliveries } from './send-deliveries.ts';
import { updateIndex, updateSite } from './update-index.ts';

export interface ConsumeDeps {
  env: Bindings;
  config: Config;
  ctx: Waiting;
  now: () => number;
}

export async function consume(deps: ConsumeDeps, batch: MessageBatch<unknown>): Promise<void> {
  for (const item of batch.messages) {
    const parsed = message.safeParse(item.body);
    if (!parsed.success) {
      // No try will make it readable, and the rows will be swept up anyway.
      logEvent('error', 'queue.message.unreadable', { queue: batch.queue, id: item.id });
      item.ack();
      continue;
    }
    try {
      if (isDeadQueue(batch.queue)) await bury(deps, parsed.data);
      else await handle(deps, parsed.data);
      item.ack();
    } catch (error) {
      logEvent('warn', 'queue.message.retry', {
        kind: parsed.data.kind,
        ...('id' in parsed.data ? { id: parsed.data.id } : {}),
        attempts: item.attempts,
        error: errorKind(error),
      });
      item.retry({ delaySeconds: delayOf(item.attempts) });
    }
  }
}

/** Seconds before the next try, growing, for the number of tries made. */
export const delayOf = (attempts: number): number =>
  RETRY_SECONDS[Math.min(Math.max(attempts, 1), RETRY_SECONDS.length) - 1] ?? 3_600;

/** Does what one message is about. Throws when trying again may help. */
export async function handle(deps: ConsumeDeps, hint: Message): Promise<void> {
  const { env, config, ctx } = deps;
  const work = { env, config, db: env.DB, now: deps.now() };
  switch (hint.kind) {
    case 'submission':
      await processSubmission(work, hint.id);
      return;
    case 'picture':
      await retryPictures({ ...work, ctx }, hint.id);
      return;
    case 'index':
      await updateIndex(work, hint.id);
      return;
    case 'site':
      await updateSite(work);
      return;
    case 'publish':
      await publishDue({ ...work, ctx, db: env.DB.withSession('first-primary') }, hint.id);
      return;
    case 'purge':
      await runDuePurges(work);
      await hintDeliveries(work);
      return;
    case 'delivery':
      await sendDeliveries(work);
      return;
  }
}

/** After the last try: the row says that it failed and why, and the desk offers "process again". */
async function bury(deps: ConsumeDeps, hint: Message): Promise<void> {
  const now = deps.now();
  switch (hint.kind) {
    case 'submission':
      await failSubmission(deps.env.DB, { id: hint.id, told: tell('failed-often'), now });
      return;
    case 'picture':
      // Nothing but time mends what failed so often: a day, or "process again" at the desk.
      await putOffOutbox(deps.env.DB, {
        kind: 'picture',
        subjectId: hint.id,
        dueAt: now + DEAD_PICTURE_MS,
        error: 'Bringing in the pictures failed again and again.',
      });
      return;
    case 'index':
    case 'site':
      // The site works without it; the sweep comes back to it.
      await putOffOutbox(deps.env.DB, {
        kind: 'index',
        subjectId: hint.kind === 'site' ? SITE_SETTINGS_KEY : hint.id,
        dueAt: now + LEASE_MS,
        error: 'The search index could not be reached.',
      });
      return;
    case 'publish':
    case 'purge':
    case 'delivery':
      // All have rows of their own, and cron comes back to them each minute.
      return;
  }
}
