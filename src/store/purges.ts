/**
 * The purge outbox's rows. A change that readers see writes two of them in its own batch: one due at once, one
 * due when renders that began before the change, and replicas that lag behind it, have settled. All reads here
 * go to the primary: a row that a replica does not show yet would be a purge that comes late.
 */
import { everything, isTag, monthsTag, siteTag, type Tag } from '../edge/tags.ts';
import { newId } from '../lib/ids.ts';
import {
  PURGE_BUCKET_CALLS,
  PURGE_CALLS_KEPT_MS,
  PURGE_CALLS_PER_MINUTE,
  PURGE_TAGS_PER_CHANGE,
} from '../limits.ts';
import type { PurgePhase } from './schema/words.ts';
import { settleSecondsSql } from './settings.ts';
import type { Db, Guard } from './statement.ts';

export interface PurgeChange {
  articleId?: string;
  /** Why: publish, withdraw, correct, rename-person, … */
  change: string;
  /** `everything` among them stands for all. */
  tags: Iterable<Tag>;
  now: number;
  /** Of the deployment: the site's own setting goes before it. */
  settleSeconds: number;
  /** SQL that is true only when the change took place, for instance `exists (select 1 from articles where …)`. */
  guard?: Guard;
  /** Of the two rows, where something else of the batch refers to them. */
  ids?: Record<PurgePhase, string>;
  /**
   * The article enters or leaves this month of its edition. Whether it is the only one there, and so changes which
   * months and editions there are, is asked in the batch: two changes at a time would each count the other.
   */
  listed?: { lang: string; month: string };
}

/** Selects the tags of a change as a JSON array. */
function tagsSql({ articleId, listed }: PurgeChange, tags: string): Guard {
  if (!listed || !articleId) return { sql: '?', params: [tags] };
  const { lang, month } = listed;
  const alone = `not exists (select 1 from articles e where e.lang = ? and e.state = 'published' and e.id <> ?`;
  return {
    sql: `(select json_group_array(value) from (select value from json_each(?)
      union select ? where ${alone} and e.month = ?) union select ? where ${alone})))`,
    params: [tags, monthsTag(lang), lang, articleId, month, siteTag, lang, articleId],
  };
}

/**
 * The two inserts for a change, to be put after its guarded update in the same `batch()`. Each returns `id`, `tags`
 * and `due_at` when its row was written. Throws on a tag that Cloudflare would drop.
 */
export function purgeStatements(db: Db, options: PurgeChange): D1PreparedStatement[] {
  const { articleId, change, now, settleSeconds, guard, ids } = options;
  const all = new Set(options.tags);
  const bad = [...all].find((tag) => !isTag(tag));
  if (bad !== undefined) throw new Error(`Not a cache tag: ${JSON.stringify(bad)}`);
  const whole = all.has(everything) || all.size > PURGE_TAGS_PER_CHANGE;
  const tags = tagsSql(options, JSON.stringify(whole ? [everything] : [...all]));
  const insert = (phase: PurgePhase, wait: Guard): D1PreparedStatement =>
    db
      .prepare(
        `insert into purges (id, article_id, change, phase, tags, due_at, created_at)
         select ?, ?, ?, ?, ${tags.sql}, ? + 1000 * ${wait.sql}, ? where ${guard?.sql ?? 'true'} returning id, tags, due_at`,
      )
      .bind(
        ids?.[phase] ?? newId(now),
        articleId ?? null,
        change,
        phase,
        ...tags.params,
        now,
        ...wait.params,
        now,
        ...(guard?.params ?? []),
      );
  return [insert('now', { sql: '0', params: [] }), insert('settle', settleSecondsSql(settleSeconds))];
}

export interface DuePurge {
  id: string;
  phase: PurgePhase;
  tags: Tag[];
  attempts: number;
}

/** At most `limit` rows whose time has come, the oldest first, and the times of the calls that still count. */
export async function listDuePurges(
  db: D1Database,
  options: { now: number; limit: number },
): Promise<{ rows: DuePurge[]; calls: number[] }> {
  const { now, limit } = options;
  const [due, calls] = await db.batch<{
    id: string;
    phase: PurgePhase;
    tags: string;
    attempts: number;
    at: number;
  }>([
    db
      .prepare(
        'select id, phase, tags, attempts from purges where done_at is null and due_at <= ? order by due_at, id limit ?',
      )
      .bind(now, limit),
    callsQuery(db, now),
  ]);
  return {
    rows: (due?.results ?? []).map(({ tags, ...row }) => ({ ...row, tags: JSON.parse(tags) })),
    calls: (calls?.results ?? []).map(({ at }) => at),
  };
}

/** More calls than these cannot be let through in the time for which they are kept. */
const CALLS_MAX = PURGE_BUCKET_CALLS + (PURGE_CALLS_PER_MINUTE * PURGE_CALLS_KEPT_MS) / 60_000;

const callsQuery = (db: D1Database, now: number): D1PreparedStatement =>
  db
    .prepare('select at from purge_calls where at > ? order by at desc limit ?')
    .bind(now - PURGE_CALLS_KEPT_MS, CALLS_MAX);

/** Times of the purge calls that still count, the newest first. */
export async function listPurgeCalls(db: D1Database, now: number): Promise<number[]> {
  const { results } = await callsQuery(db, now).all<{ at: number }>();
  return results.map(({ at }) => at);
}

/**
 * Takes a place for one call before it is made. False when another run took one since `seen` calls were counted:
 * then count again. So two runs at once cannot spend the same token.
 */
export async function reserveCall(
  db: D1Database,
  options: { id: string; now: number; tags: number; seen: number },
): Promise<boolean> {
  const { id, now, tags, seen } = options;
  const { results } = await db
    .prepare(
      `insert into purge_calls (id, at, tags, ok)
       select ?, ?, ?, 0 where (select count(*) from purge_calls where at > ?) = ? returning id`,
    )
    .bind(id, now, tags, now - PURGE_CALLS_KEPT_MS, seen)
    .all();
  return results.length === 1;
}

export interface PurgeEnd {
  now: number;
  /** Calls that said success. */
  succeeded: readonly string[];
  /** Rows all of whose tags were carried by such calls. */
  done: readonly string[];
  failed: readonly { id: string; dueAt: number; error: string }[];
}

/** Writes down how a run ended, in one batch, and forgets calls that no longer count. */
export async function endPurges(db: D1Database, end: PurgeEnd): Promise<void> {
  const { now, succeeded, done, failed } = end;
  await db.batch([
    db
      .prepare('update purge_calls set ok = 1 where id in (select value from json_each(?))')
      .bind(JSON.stringify(succeeded)),
    db
      .prepare(
        `update purges set done_at = ?, error = null, attempts = attempts + 1
         where done_at is null and id in (select value from json_each(?))`,
      )
      .bind(now, JSON.stringify(done)),
    db
      .prepare(
        `update purges set attempts = attempts + 1, due_at = failed.value ->> 'dueAt', error = failed.value ->> 'error'
         from json_each(?) as failed where purges.id = failed.value ->> 'id' and done_at is null`,
      )
      .bind(JSON.stringify(failed)),
    db.prepare('delete from purge_calls where at <= ?').bind(now - PURGE_CALLS_KEPT_MS),
  ]);
}

/** Rows that wait or are due; counted no further than `limit`. */
export async function countOpenPurges(db: D1Database, limit: number): Promise<number> {
  const count = await db
    .prepare('select count(*) as n from (select 1 from purges where done_at is null limit ?)')
    .bind(limit)
    .first<number>('n');
  return count ?? 0;
}

export interface PurgeView {
  id: string;
  change: string;
  phase: PurgePhase;
  /** `waiting` for its time, `due`, `failing` until the next try, `done`. */
  state: 'due' | 'waiting' | 'done' | 'failing';
  tags: Tag[];
  attempts: number;
  due_at: number;
  done_at?: number;
  /** From the change to the end of its purge, or to `now` while that is open. */
  delay_ms: number;
  error?: string;
}

interface PurgeRow {
  id: string;
  change: string;
  phase: PurgePhase;
  tags: string;
  due_at: number;
  attempts: number;
  error: string | null;
  created_at: number;
  done_at: number | null;
}

function stateOf(row: PurgeRow, now: number): PurgeView['state'] {
  if (row.done_at !== null) return 'done';
  if (row.error !== null) return 'failing';
  return row.due_at > now ? 'waiting' : 'due';
}

const viewOf = (row: PurgeRow, now: number): PurgeView => ({
  id: row.id,
  change: row.change,
  phase: row.phase,
  state: stateOf(row, now),
  tags: JSON.parse(row.tags),
  attempts: row.attempts,
  due_at: row.due_at,
  delay_ms: (row.done_at ?? now) - row.created_at,
  ...(row.done_at === null ? {} : { done_at: row.done_at }),
  ...(row.error === null ? {} : { error: row.error }),
});

const columns = 'id, change, phase, tags, due_at, attempts, error, created_at, done_at';

/** The purges of all changes, the newest first, as they were written. `before` is the last page's last id. */
export async function listAllPurges(
  db: Db,
  options: { now: number; limit: number; before?: string | undefined },
): Promise<{ purges: (PurgeView & { article_id: string | null })[]; next?: string }> {
  const { now, limit, before } = options;
  const { results } = await db
    .prepare(
      `select ${columns}, article_id from purges
       where ?1 is null or rowid < (select rowid from purges where id = ?1) order by rowid desc limit ?2`,
    )
    .bind(before ?? null, limit + 1)
    .all<PurgeRow & { article_id: string | null }>();
  const purges = results.slice(0, limit).map((row) => ({ ...viewOf(row, now), article_id: row.article_id }));
  const last = results.length > limit ? purges.at(-1) : undefined;
  return { purges, ...(last ? { next: last.id } : {}) };
}

/**
 * The purges of an article, the newest first; `cursor` is the last page's own. An unreadable cursor starts from
 * the top.
 */
export async function listPurges(
  db: D1Database | D1DatabaseSession,
  articleId: string,
  options: { now: number; limit: number; cursor?: string | undefined },
): Promise<{ purges: PurgeView[]; cursor?: string }> {
  const { now, limit } = options;
  const [, at, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(options.cursor ?? '') ?? [];
  const { results } = await db
    .prepare(
      `select ${columns} from purges
       where article_id = ?1 and (created_at, rowid) < (?2, coalesce((select rowid from purges where id = ?3), 0))
       order by created_at desc, rowid desc limit ?4`,
    )
    .bind(articleId, Number(at ?? Number.MAX_SAFE_INTEGER), id ?? '', limit + 1)
    .all<PurgeRow>();
  const page = results.slice(0, limit);
  const last = results.length > limit ? page.at(-1) : undefined;
  return {
    purges: page.map((row) => viewOf(row, now)),
    ...(last ? { cursor: `${last.created_at}.${last.id}` } : {}),
  };
}

/** The first purge of one change of an article, as its answer reported it. */
export async function findPurge(
  db: Db,
  options: { articleId: string; change: string; createdAt: number },
): Promise<{ tags: Tag[]; state: 'done' | 'pending' } | undefined> {
  const row = await db
    .prepare(
      `select tags, done_at from purges
       where article_id = ? and created_at = ? and change = ? and phase = 'now' limit 1`,
    )
    .bind(options.articleId, options.createdAt, options.change)
    .first<{ tags: string; done_at: number | null }>();
  return row ? { tags: JSON.parse(row.tags), state: row.done_at === null ? 'pending' : 'done' } : undefined;
}
