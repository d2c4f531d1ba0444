import { logEvent } from '../lib/log.ts';
import { SWEEP_MAX_ROWS } from '../limits.ts';
import { listDueArticles } from '../store/changes.ts';
import type { PublishDeps } from './change.ts';
import { publish } from './publish.ts';

/**
 * Publishes what was scheduled and whose hour has come. Each article's own guarded change makes it happen
 * once, also when two crons run at a time or one of them was killed. Gives the number published.
 */
export async function publishDue(deps: PublishDeps): Promise<number> {
  const due = await listDueArticles(deps.db, deps.now, SWEEP_MAX_ROWS);
  let count = 0;
  for (const articleId of due) {
    const done = await publish(deps, { articleId, actor: { memberId: null, role: 'admin' } });
    if (done.ok) count += 1;
    else logEvent('warn', 'publish.due.refused', { id: articleId, reason: done.error.reason });
  }
  return count;
}
