/** Work that is under way, late or failed: for the desk's work screen. */
import type { OutboxKind, PurgePhase, SubmissionState } from '../schema/words.ts';
import type { Db } from '../statement.ts';

export interface WorkSubmission {
  id: string;
  state: SubmissionState;
  lang: string;
  member: string;
  attempts: number;
  failure: string | null;
  created_at: number;
  updated_at: number;
}

export interface WorkPromise {
  id: string;
  kind: OutboxKind;
  subject_id: string;
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

export interface Work {
  failed: WorkSubmission[];
  waiting: WorkSubmission[];
  promises: WorkPromise[];
  purges: WorkPurge[];
}

/** At most `rows` of each kind, in one round trip: the newest failures, and the oldest of what waits. */
export async function listWork(db: Db, rows: number): Promise<Work> {
  const submissions = (where: string, order: string) =>
    db
      .prepare(
        `select s.id, s.state, s.lang, m.name as member, s.attempts, s.failure, s.created_at, s.updated_at
         from submissions s join members m on m.id = s.member_id where ${where} order by s.updated_at ${order} limit ?`,
      )
      .bind(rows);
  const [failed, queued, processing, promises, purges] = await db.batch([
    submissions("s.state = 'failed'", 'desc'),
    submissions("s.state = 'queued'", 'asc'),
    submissions("s.state = 'processing'", 'asc'),
    db
      .prepare(
        `select id, kind, subject_id, due_at, attempts, error, created_at from outbox
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
  return {
    failed: (failed?.results ?? []) as WorkSubmission[],
    waiting: [
      ...((processing?.results ?? []) as WorkSubmission[]),
      ...((queued?.results ?? []) as WorkSubmission[]),
    ],
    promises: (promises?.results ?? []) as WorkPromise[],
    purges: (purges?.results ?? []) as WorkPurge[],
  };
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
