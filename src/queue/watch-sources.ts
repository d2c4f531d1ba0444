/**
 * Looks again at sources that are due, each minute a few, at growing intervals. A look that is cut off comes
 * back by itself; a host that does not answer is asked again later, and given up in the end.
 */
import type { Bindings, Config } from '../config.ts';
import { sha256 } from '../lib/hash.ts';
import { newId } from '../lib/ids.ts';
import { SWEEP_MAX_WATCHES, WATCH_HOURS, WATCH_MAX_FAILURES, WATCH_MAX_LOOKS } from '../limits.ts';
import type { Fetcher } from '../pipeline/remote/fetch.ts';
import { fetchSource } from '../pipeline/source/fetch.ts';
import { type DueWatch, recordFailedLook, recordLook, takeDueWatches } from '../store/desk/watches.ts';
import type { Db } from '../store/statement.ts';

export interface WatchDeps {
  env: Bindings;
  config: Config;
  db: Db;
  now: number;
  /** Stands in for the platform's fetch in tests. */
  fetcher?: Fetcher;
}

const HOUR_MS = 3_600_000;
/** Milliseconds until the look after the n-th, from 0. */
const intervalMs = (n: number): number => (WATCH_HOURS[Math.min(n, WATCH_HOURS.length - 1)] ?? 720) * HOUR_MS;

/** Answers how many were looked at. */
export async function watchSources(deps: WatchDeps): Promise<number> {
  const due = await takeDueWatches(deps.db, { now: deps.now, rows: SWEEP_MAX_WATCHES });
  for (const watch of due) await look(deps, watch);
  return due.length;
}

async function look(deps: WatchDeps, watch: DueWatch): Promise<void> {
  const { db, now, config } = deps;
  const storyId = watch.story_id;
  const found = watch.source_url
    ? await fetchSource(watch.source_url, {
        localHosts: config.localPictureHosts,
        siteUrl: config.siteUrl,
        ...(deps.fetcher ? { fetcher: deps.fetcher } : {}),
      })
    : ({ ok: false, error: { reason: 'not_a_url', again: 'never' } } as const);
  if (!found.ok) {
    const isOver = found.error.again === 'never' || watch.failures + 1 >= WATCH_MAX_FAILURES;
    const dueAt = isOver ? null : now + intervalMs(watch.failures);
    await recordFailedLook(db, { storyId, error: found.error.reason, now, dueAt });
    return;
  }
  await recordLook(db, {
    storyId,
    snapshotId: newId(now),
    auditId: newId(now),
    memberId: null,
    sha256: await sha256(found.value),
    markdown: found.value,
    now,
    dueAt: watch.looks + 1 >= WATCH_MAX_LOOKS ? null : now + intervalMs(watch.looks),
  });
}
