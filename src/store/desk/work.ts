/** Work that is under way, late or failed: for the desk's work screen. */
import { parseTold, type Told } from '../../i18n/told/tell.ts';
import { HEALTH_COUNT_MAX, OUTBOX_GRACE_MS } from '../../limits.ts';
import type { OutboxKind, PurgePhase, SubmissionState } from '../schema/words.ts';
import { SITE_SETTINGS_KEY } from '../settings.ts';
import type { Db } from '../statement.ts';

export interface WorkSubmission {
  id: string;
  state: SubmissionState;
  lang: string;
  /** How its text begins. */
  head: string;
  member: string;
  attempts: number;
  /** In English. */
  failure: string | null;
  told?: Told | undefined;
  created_at: number;
  updated_at: number;
}

export interface WorkPromise {
  id: string;
  kind: OutboxKind;
  subject_id: string;
  /** How the submission's text begins. */
  head: string | null;
  /** Of the submission or article; null when there is none any more. */
  lang: string | null;
  due_at: number;
  attempts: number;
  error: string | null;
  created_at: number;
}

export interface WorkPurge {
  id: string;
  article_id: string | null;
  change: string;
  phase: PurgePhase;
  tags: number;
  due_at: number;
  attempts: number;
  error: string | null;
}

/** Each counted no further than HEALTH_COUNT_MAX. Late is what was due before the last sweep. */
export interface WorkCounts {
  failed: number;
  waiting: number;
  promises: number;
  late_promises: number;
  purges: number;
  late_purges: number;
  /** When the oldest open promise or purge was due, in milliseconds. */
  oldest_due_at: number | null;
}

export interface Work {
  counts: WorkCounts;
  failed: WorkSubmission[];
  waiting: WorkSubmission[];
  promises: WorkPromise[];
  purges: WorkPurge[];
}

const counted = (table: string, where: string): string =>
  `(select count(*) from (select 1 from ${table} where ${where} limit ${HEALTH_COUNT_MAX}))`;

const countsQuery = (db: Db, now: number): D1PreparedStatement =>
  db
    .prepare(
      `select ${counted('submissions', "state = 'failed'")} as failed,
         ${counted('submissions', "state in ('queued', 'processing')")} as waiting,
         ${counted('outbox', 'done_at is null')} as promises,
         ${counted('outbox', 'done_at is null and due_at < ?1')} as late_promises,
         ${counted('purges', 'done_at is null')} as purges,
         ${counted('purges', 'done_at is null and due_at < ?1')} as late_purges,
         (select min(due_at) from (
            select * from (select due_at from outbox where done_at is null order by due_at limit 1)
            union all select * from (select due_at from purges where done_at is null order by due_at limit 1)
          )) as oldest_due_at`,
    )
    .bind(now - OUTBOX_GRACE_MS);

const submissionRows = (results: unknown[] = []): WorkSubmission[] =>
  (results as (WorkSubmission & { failure_told: string | null })[]).map(({ failure_told, ...row }) => ({
    ...row,
    told: parseTold(failure_told),
  }));

/** Enough for a first line. */
const HEAD_CHARS = 200;

const SUBJECT_LANG = `case kind when 'index' then (select lang from articles where id = subject_id)
  else (select lang from submissions where id = subject_id) end`;

/** At most `rows` of each kind, in one round trip: the newest failures, and the oldest of what waits. */
export async function listWork(db: Db, options: { rows: number; now: number }): Promise<Work> {
  const { rows, now } = options;
  const submissions = (where: string, order: string) =>
    db
      .prepare(
        `select s.id, s.state, s.lang, substr(s.markdown, 1, ${HEAD_CHARS}) as head, m.name as member, s.attempts, s.failure, s.failure_told, s.created_at, s.updated_at
         from submissions s join members m on m.id = s.member_id where ${where} order by s.updated_at ${order} limit ?`,
      )
      .bind(rows);
  const [counts, failed, queued, processing, promises, purges] = await db.batch([
    countsQuery(db, now),
    submissions("s.state = 'failed'", 'desc'),
    submissions("s.state = 'queued'", 'asc'),
    submissions("s.state = 'processing'", 'asc'),
    db
      .prepare(
        `select id, kind, subject_id, (select substr(markdown, 1, ${HEAD_CHARS}) from submissions where id = subject_id) as head, ${SUBJECT_LANG} as lang, due_at, attempts, error, created_at from outbox
         where done_at is null order by due_at limit ?`,
      )
      .bind(rows),
    db
      .prepare(
        `select id, article_id, change, phase, json_array_length(tags) as tags, due_at, attempts, error from purges
         where done_at is null order by due_at limit ?`,
      )
      .bind(rows),
  ]);
  const [count] = (counts?.results ?? []) as WorkCounts[];
  if (!count) throw new Error('A statement of counts gives one row always.');
  return {
    counts: count,
    failed: submissionRows(failed?.results),
    waiting: [...submissionRows(processing?.results), ...submissionRows(queued?.results)],
    promises: (promises?.results ?? []) as WorkPromise[],
    purges: (purges?.results ?? []) as WorkPurge[],
  };
}

/**
 * "Process again" for many: each that had failed goes back to the queue, due at once, so that the next sweep sends
 * it. Gives how many did.
 */
export async function requeueFailed(
  db: Db,
  options: {
    again: readonly { id: string; outboxId: string; auditId: string }[];
    memberId: string;
    now: number;
  },
): Promise<number> {
  const again = JSON.stringify(options.again);
  const failed = `from json_each(?1) again join submissions s on s.id = again.value ->> 'id' where s.state = 'failed'`;
  const [, , done] = await db.batch([
    db
      .prepare(
        `insert into outbox (id, kind, subject_id, due_at, created_at)
         select again.value ->> 'outboxId', 'submission', s.id, ?2, ?2 ${failed}`,
      )
      .bind(again, options.now),
    db
      .prepare(
        `insert into audit (id, at, member_id, action, subject)
         select again.value ->> 'auditId', ?2, ?3, 'submission.again', 'submission:' || s.id ${failed}`,
      )
      .bind(again, options.now, options.memberId),
    db
      .prepare(
        `update submissions set state = 'queued', failure = null, failure_told = null, attempts = 0, updated_at = ?2
         where state = 'failed' and id in (select value ->> 'id' from json_each(?1)) returning id`,
      )
      .bind(again, options.now),
  ]);
  return done?.results.length ?? 0;
}

/** An open promise that was put off, by its id. */
export async function findPutOff(db: Db, id: string): Promise<{ lang: string | null } | undefined> {
  const row = await db
    .prepare(
      `select ${SUBJECT_LANG} as lang from outbox where id = ? and done_at is null and error is not null`,
    )
    .bind(id)
    .first<{ lang: string | null }>();
  return row ?? undefined;
}

/** "Process again" for promised work that was put off: due at once, so that the next sweep sends it. */
export async function hastenPromise(
  db: Db,
  options: { id: string; auditId: string; memberId: string | null; now: number },
): Promise<void> {
  const { id, auditId, memberId, now } = options;
  const putOff = 'from outbox where id = ?1 and done_at is null and error is not null';
  await db.batch([
    db
      .prepare(
        `insert into audit (id, at, member_id, action, subject)
         select ?2, ?3, ?4, 'work.again', case when kind <> 'index' then 'submission:' || subject_id
           when subject_id = ?5 then subject_id else 'article:' || subject_id end ${putOff}`,
      )
      .bind(id, auditId, now, memberId, SITE_SETTINGS_KEY),
    db.prepare(`update outbox set due_at = ?2, error = null where id in (select id ${putOff})`).bind(id, now),
  ]);
}

/** The language that a member sent in last: what the form offers first. */
export async function findLastLang(db: Db, memberId: string): Promise<string | undefined> {
  const row = await db
    .prepare('select lang from submissions where member_id = ? order by id desc limit 1')
    .bind(memberId)
    .first<{ lang: string }>();
  return row?.lang;
}

/** A submission's text as sent, to be shown where it was refused. */
export async function findMarkdown(db: Db, submissionId: string): Promise<string | undefined> {
  const row = await db
    .prepare('select markdown from submissions where id = ?')
    .bind(submissionId)
    .first<{ markdown: string }>();
  return row?.markdown;
}
