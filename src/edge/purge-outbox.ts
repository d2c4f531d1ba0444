/**
 * Works off the purge outbox: what changed must leave the edge, however often a purge fails. A row is done only
 * when every one of its tags was carried by a call that said success. Runs in the request right after a change,
 * from the queue for settle purges, and from cron for what a crash left; two runs at once do no harm, since a
 * doubled purge removes nothing twice and each call takes its token first.
 */
import { newId } from '../lib/ids.ts';
import {
  PURGE_BUCKET_CALLS,
  PURGE_CALLS_KEPT_MS,
  PURGE_CALLS_PER_MINUTE,
  PURGE_RETRY_SECONDS,
  PURGE_ROWS_PER_RUN,
  PURGE_SPARED_CALLS,
  PURGE_TAGS_PER_CALL,
} from '../limits.ts';
import { type DuePurge, endPurges, listDuePurges, listPurgeCalls, reserveCall } from '../store/purges.ts';
import type { Purge, Purged } from './stand-in.ts';
import { bucketTag, everything, type Tag } from './tags.ts';

export interface PurgeRun {
  /** Tags that are gone from the edge now, in the spelling of the rows. */
  purged: Tag[];
  /** True when one purge of everything did it. */
  everything: boolean;
  /** Ids of rows. */
  done: string[];
  failed: string[];
  /** Rows that are due but had no token; the next run takes them. */
  left: number;
}

/**
 * Tokens in the bucket at `now`, after calls at these times. The bucket is taken as empty where memory begins,
 * so the answer is never too high; a minute without calls fills five, whatever came before.
 */
export function tokensAt(calls: readonly number[], now: number): number {
  let level = 0;
  let last = now - PURGE_CALLS_KEPT_MS;
  const refill = (until: number): void => {
    const gained = (Math.max(0, until - last) * PURGE_CALLS_PER_MINUTE) / 60_000;
    level = Math.min(PURGE_BUCKET_CALLS, level + gained);
    last = Math.max(last, until);
  };
  for (const at of [...calls].sort((a, b) => a - b)) {
    refill(at);
    level = Math.max(0, level - 1);
  }
  refill(now);
  return Math.floor(level);
}

interface Call {
  what: Purge;
  size: number;
}

/** Tags into calls, each tag with its bucket, no tag twice, none split from its bucket. */
function callsFor(tags: ReadonlySet<Tag>): Call[] {
  const calls: Call[] = [];
  const close = (sent: Set<Tag>): void => {
    if (sent.size > 0) calls.push({ what: { tags: [...sent] }, size: sent.size });
  };
  let open = new Set<Tag>();
  for (const tag of tags) {
    if (open.size + 2 > PURGE_TAGS_PER_CALL) {
      close(open);
      open = new Set();
    }
    open.add(tag).add(bucketTag(tag));
  }
  close(open);
  return calls;
}

const wholeEdge: Call = { what: { everything: true }, size: 0 };

/** As few calls as carry all rows: everything at once when a row wants it or the tokens do not reach. */
function plan(rows: readonly DuePurge[], tokens: number): Call[] {
  const tags = new Set(rows.flatMap((row) => row.tags));
  if (tags.has(everything)) return [wholeEdge];
  const calls = callsFor(tags);
  return calls.length > tokens ? [wholeEdge] : calls;
}

/**
 * Second purges alone do not take the last tokens: most of them remove nothing, and the editor who publishes next waits
 * for a first one. They go along with that one, or when the bucket has filled a little.
 */
const canWait = (rows: readonly DuePurge[], tokens: number): boolean =>
  tokens <= PURGE_SPARED_CALLS && rows.every(({ phase }) => phase === 'settle');

/** Tries to take a place for a call; undefined when the bucket is empty or others keep taking it first. */
async function takeToken(
  db: D1Database,
  options: { now: number; tags: number; calls: number[] },
): Promise<string | undefined> {
  const { now, tags } = options;
  let { calls } = options;
  for (let turn = 0; turn < 4; turn++) {
    if (tokensAt(calls, now) < 1) return undefined;
    const id = newId(now);
    if (await reserveCall(db, { id, now, tags, seen: calls.length })) return id;
    calls = await listPurgeCalls(db, now);
  }
  return undefined;
}

async function attempt(purge: (what: Purge) => Promise<Purged>, what: Purge): Promise<Purged> {
  try {
    return await purge(what);
  } catch (error) {
    return { success: false, error: String(error) };
  }
}

const retryAt = (now: number, attempts: number): number =>
  now + 1000 * (PURGE_RETRY_SECONDS[attempts] ?? PURGE_RETRY_SECONDS[PURGE_RETRY_SECONDS.length - 1] ?? 300);

/**
 * Purges what is due at `now` (milliseconds), within the platform's limits. Never throws because a purge failed:
 * the rows carry the error and their next time. `purge` is `purgeEdge` with the config, or a test's own.
 */
export async function runPurges(options: {
  db: D1Database;
  now: number;
  purge: (what: Purge) => Promise<Purged>;
}): Promise<PurgeRun> {
  const { db, now, purge } = options;
  const { rows, calls: earlier } = await listDuePurges(db, { now, limit: PURGE_ROWS_PER_RUN });
  const run: PurgeRun = { purged: [], everything: false, done: [], failed: [], left: rows.length };
  const tokens = tokensAt(earlier, now);
  if (rows.length === 0 || canWait(rows, tokens)) return run;

  const sent = new Set<Tag>();
  const succeeded: string[] = [];
  let error: string | undefined;
  let calls = earlier;
  for (const call of plan(rows, tokens)) {
    const id = await takeToken(db, { now, tags: call.size, calls });
    if (id === undefined) break;
    calls = [...calls, now];
    const result = await attempt(purge, call.what);
    if (!result.success) {
      error = result.error.slice(0, 500);
      break;
    }
    succeeded.push(id);
    if ('everything' in call.what) run.everything = true;
    else for (const tag of call.what.tags) sent.add(tag);
  }

  const done = rows.filter((row) => run.everything || row.tags.every((tag) => sent.has(tag)));
  const finished = new Set(done);
  const open = rows.filter((row) => !finished.has(row));
  const failed = error === undefined ? [] : open;
  if (done.length === 0 && failed.length === 0) return run;
  const why = error ?? '';
  await endPurges(db, {
    now,
    succeeded,
    done: done.map(({ id }) => id),
    failed: failed.map(({ id, attempts }) => ({ id, dueAt: retryAt(now, attempts), error: why })),
  });
  return {
    purged: [...new Set(done.flatMap((row) => row.tags))],
    everything: run.everything,
    done: done.map(({ id }) => id),
    failed: failed.map(({ id }) => id),
    left: open.length - failed.length,
  };
}
