/**
 * Submissions: what came in through the door, as sent, and how far it is. A row never loses its Markdown,
 * whatever becomes of it. Only the holder of a lease may move it on.
 */
import { inEnglish, parseTold, type Told, toldJson } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { LEASE_MS } from '../limits.ts';
import { auditStatement } from './audit.ts';
import { promiseStatement } from './outbox.ts';
import type { Severity, SubmissionState } from './schema/words.ts';
import { type Db, insertWhere, lastRows } from './statement.ts';

export interface Submission {
  id: string;
  article_id: string | null;
  base_revision: number | null;
  reason: string | null;
  member_id: string;
  idempotency_key: string | null;
  content_sha256: string;
  lang: string;
  markdown: string;
  source_url: string | null;
  source_lang: string | null;
  source_markdown: string | null;
  header_sha256: string | null;
  slug: string | null;
  /** JSON array of topic names. */
  topics: string;
  created_at: number;
}

export interface LeasedSubmission extends Submission {
  attempts: number;
  lease_id: string;
}

/** What two requests must share to be one submission: the same key, or the same content. */
export interface Received {
  id: string;
  state: SubmissionState;
  content_sha256: string;
  idempotency_key: string | null;
}

/**
 * Writes the submission and its outbox row in one batch, unless the same member sent the same key or content
 * before; then that submission is given back. `id` differs from `row.id` exactly when it was here already. A key that comes
 * with content sent before without one belongs to it from then on.
 */
export async function receiveRow(db: Db, row: Submission, outboxId: string): Promise<Received> {
  const results = await db.batch([
    insertWhere(
      db,
      'submissions',
      { ...row, updated_at: row.created_at },
      { sql: 'true', params: [] },
      'on conflict do nothing',
    ),
    promiseStatement(
      db,
      { id: outboxId, kind: 'submission', subjectId: row.id, now: row.created_at },
      { sql: 'changes() > 0', params: [] },
    ),
    db
      .prepare(
        `update submissions set idempotency_key = ?2
         where member_id = ?1 and content_sha256 = ?3 and idempotency_key is null and ?2 is not null
           and not exists (select 1 from submissions where member_id = ?1 and idempotency_key = ?2)`,
      )
      .bind(row.member_id, row.idempotency_key, row.content_sha256),
    db
      .prepare(
        `select id, state, content_sha256, idempotency_key from submissions
         where member_id = ?1 and (idempotency_key = ?2 or content_sha256 = ?3)
         order by idempotency_key = ?2 desc limit 1`,
      )
      .bind(row.member_id, row.idempotency_key, row.content_sha256),
  ]);
  const [received] = lastRows<Received>(results);
  if (!received) throw new Error('A submission that was just written cannot be read back.');
  return received;
}

/**
 * Takes the submission for LEASE_MS, or gives undefined when there is nothing to do: done already, failed for
 * good, or in another consumer's hands.
 */
export async function leaseSubmission(
  db: Db,
  options: { id: string; leaseId: string; now: number },
): Promise<LeasedSubmission | undefined> {
  const row = await db
    .prepare(
      `update submissions set state = 'processing', lease_id = ?2, lease_until = ?3 + ?4, attempts = attempts + 1, updated_at = ?3
       where id = ?1 and (state = 'queued' or (state = 'processing' and lease_until <= ?3))
       returning *`,
    )
    .bind(options.id, options.leaseId, options.now, LEASE_MS)
    .first<LeasedSubmission>();
  return row ?? undefined;
}

/** Keeps a lease until `until`, a time in milliseconds; without it nothing changes. */
export async function renewLease(
  db: Db,
  options: { id: string; leaseId: string; until: number },
): Promise<void> {
  await db
    .prepare(
      `update submissions set lease_until = ?1 where id = ?2 and lease_id = ?3 and state = 'processing' and lease_until < ?1`,
    )
    .bind(options.until, options.id, options.leaseId)
    .run();
}

/** Gives a lease back after a failure that trying again may cure. */
export async function releaseSubmission(
  db: Db,
  options: { id: string; leaseId: string; now: number },
): Promise<void> {
  await db
    .prepare(
      `update submissions set state = 'queued', lease_id = null, lease_until = null, updated_at = ?
       where id = ? and lease_id = ? and state = 'processing'`,
    )
    .bind(options.now, options.id, options.leaseId)
    .run();
}

/** Ends a submission with a reason that trying again will not change. Its outbox row is done with it. */
export async function failSubmission(
  db: Db,
  options: { id: string; told: Told; now: number; leaseId?: string },
): Promise<void> {
  const reason = inEnglish(options.told);
  await db.batch([
    db
      .prepare(
        `update submissions set state = 'failed', failure = ?1, failure_told = ?2, lease_id = null, lease_until = null, updated_at = ?3
         where id = ?4 and state in ('queued', 'processing') and (?5 is null or lease_id = ?5)`,
      )
      .bind(reason, toldJson(options.told), options.now, options.id, options.leaseId ?? null),
    db
      .prepare(
        `update outbox set done_at = ?, error = ? where subject_id = ? and kind = 'submission' and done_at is null
         and changes() > 0`,
      )
      .bind(options.now, reason, options.id),
    auditStatement(
      db,
      {
        id: newId(options.now),
        now: options.now,
        memberId: null,
        action: 'submission.fail',
        subject: `submission:${options.id}`,
        before: { state: 'processing' },
        after: { state: 'failed', reason },
      },
      {
        sql: "exists (select 1 from submissions where id = ? and state = 'failed' and updated_at = ?)",
        params: [options.id, options.now],
      },
    ),
  ]);
}

/** "Process again": a failed submission goes back to the queue with a new outbox row. False when it had not failed. */
export async function requeueSubmission(
  db: Db,
  options: { id: string; outboxId: string; now: number },
): Promise<{ requeued: 0 | 1 }> {
  const results = await db.batch([
    db
      .prepare(
        `update submissions set state = 'queued', failure = null, failure_told = null, attempts = 0, updated_at = ? where id = ? and state = 'failed'`,
      )
      .bind(options.now, options.id),
    promiseStatement(
      db,
      { id: options.outboxId, kind: 'submission', subjectId: options.id, now: options.now },
      { sql: 'changes() > 0', params: [] },
    ),
    db.prepare('select 1 from outbox where id = ?').bind(options.outboxId),
  ]);
  return { requeued: lastRows(results).length > 0 ? 1 : 0 };
}

export interface SubmissionStatus {
  id: string;
  state: SubmissionState;
  attempts: number;
  /** In English. */
  failure: string | null;
  told?: Told | undefined;
  member_id: string;
  lang: string;
  created_at: number;
  article: {
    id: string;
    lang: string;
    slug: string;
    title: string;
    state: string;
    revision: number;
  } | null;
  findings: FindingRow[];
}

export interface FindingRow {
  id: string;
  check: string;
  severity: Severity;
  /** In English. */
  message: string;
  /** The same, to be said in another language; absent in rows of older releases. */
  told?: Told | undefined;
  segment: string | null;
  dismissed_at: number | null;
  dismissed_reason: string | null;
}

/** Of `findings f`, for `findingRows`. */
export const FINDING_COLUMNS =
  'f.id, f.check_name as "check", f.severity, f.message, f.told, f.segment, f.dismissed_at, f.dismissed_reason';

export const findingRows = (results: unknown[] = []): FindingRow[] =>
  (results as (Omit<FindingRow, 'told'> & { told: string | null })[]).map((row) => ({
    ...row,
    told: parseTold(row.told),
  }));

/** A submission's state with what became of it: one round trip, at most FINDINGS_MAX findings. */
export async function findSubmissionStatus(db: Db, id: string): Promise<SubmissionStatus | undefined> {
  const [submission, article, findings] = await db.batch([
    db
      .prepare(
        'select id, state, attempts, failure, failure_told, member_id, lang, created_at from submissions where id = ?',
      )
      .bind(id),
    db
      .prepare(
        `select a.id, a.lang, a.slug, r.title, a.state, r.number as revision
         from revisions r join articles a on a.id = r.article_id where r.submission_id = ?`,
      )
      .bind(id),
    db
      .prepare(
        `select ${FINDING_COLUMNS}
         from revisions r join findings f on f.revision_id = r.id where r.submission_id = ? order by f.n`,
      )
      .bind(id),
  ]);
  const row = submission?.results[0] as
    | (Omit<SubmissionStatus, 'article' | 'findings' | 'told'> & { failure_told: string | null })
    | undefined;
  if (!row) return undefined;
  const { failure_told, ...status } = row;
  return {
    ...status,
    told: parseTold(failure_told),
    article: (article?.results[0] as SubmissionStatus['article'] | undefined) ?? null,
    findings: findingRows(findings?.results),
  };
}

/** The Markdown as sent, for a form that shows a refused text again. */
export async function findSubmission(db: Db, id: string): Promise<Submission | undefined> {
  const row = await db.prepare('select * from submissions where id = ?').bind(id).first<Submission>();
  return row ?? undefined;
}

/** What a member sent with this idempotency key. */
export async function findKeyedSubmission(
  db: Db,
  memberId: string,
  key: string,
): Promise<Pick<Submission, 'base_revision' | 'header_sha256'> | undefined> {
  const row = await db
    .prepare(
      'select base_revision, header_sha256 from submissions where member_id = ? and idempotency_key = ?',
    )
    .bind(memberId, key)
    .first<Pick<Submission, 'base_revision' | 'header_sha256'>>();
  return row ?? undefined;
}

/** Whether an article's current revision came from the submission with this idempotency key. */
export async function isCurrentSubmission(db: Db, articleId: string, key: string): Promise<boolean> {
  const row = await db
    .prepare(
      `select 1 from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision
       join submissions s on s.id = r.submission_id where a.id = ? and s.idempotency_key = ?`,
    )
    .bind(articleId, key)
    .first();
  return row !== null;
}
