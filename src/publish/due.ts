import { errorKind, errorPlaces, logEvent } from '../lib/log.ts';
import type { PublishDeps } from './change.ts';
import { publishScheduled } from './publish.ts';

/**
 * Publishes one article that was scheduled, if its hour has come; says whether it did. The article's own guarded
 * change makes it happen once, also when two try at a time or one of them was killed. What throws or is refused waits
 * for the next sweep that takes it (store/publish-tries.ts), so nothing here throws.
 */
export async function publishDue(deps: PublishDeps, articleId: string): Promise<boolean> {
  try {
    const done = await publishScheduled(deps, articleId);
    if (done?.ok === false)
      logEvent('warn', 'publish.due.refused', { id: articleId, reason: done.error.reason });
    return done?.ok === true;
  } catch (error) {
    const stack = error instanceof Error ? errorPlaces(error) : [];
    logEvent('error', 'publish.due.failed', { id: articleId, error: errorKind(error), stack });
    return false;
  }
}
