import { PUBLISH_DUE_MAX_ROWS } from '../../src/limits.ts';
import type { PublishDeps } from '../../src/publish/change.ts';
import { publishDue } from '../../src/publish/due.ts';
import { takeDueArticles } from '../../src/store/publish-tries.ts';

/** What cron and the queue do of all that is due, at once; the number published. */
export async function publishAllDue(deps: PublishDeps): Promise<number> {
  let published = 0;
  for (const id of await takeDueArticles(deps.db, { now: deps.now, limit: PUBLISH_DUE_MAX_ROWS }))
    if (await publishDue(deps, id)) published += 1;
  return published;
}
