import { errorKind, errorPlaces, logEvent } from '../lib/log.ts';
import { PUBLISH_DUE_MAX_ROWS } from '../limits.ts';
import { takeDueArticles } from '../store/publish-tries.ts';
import type { PublishDeps } from './change.ts';
import { publish } from './publish.ts';

/**
 * Publishes what was scheduled and whose hour has come. Each article's own guarded change makes it happen
 * once, also when two crons run at a time or one of them was killed. Where one throws or is refused, the others still
 * go out in their minute, and it is tried again in the next, then less and less often. Gives the number published.
 */
export async function publishDue(deps: PublishDeps): Promise<number> {
  const due = await takeDueArticles(deps.db, { now: deps.now, limit: PUBLISH_DUE_MAX_ROWS });
  let count = 0;
  for (const id of due) if (await publishOne(deps, id)) count += 1;
  return count;
}

async function publishOne(deps: PublishDeps, id: string): Promise<boolean> {
  try {
    const done = await publish(deps, { articleId: id, actor: { memberId: null, role: 'admin' } });
    if (!done.ok) logEvent('warn', 'publish.due.refused', { id, reason: done.error.reason });
    return done.ok;
  } catch (error) {
    const stack = error instanceof Error ? errorPlaces(error) : [];
    logEvent('error', 'publish.due.failed', { id, error: errorKind(error), stack });
    return false;
  }
}
