/**
 * The outbox: work promised in the batch that caused it. A queue message is only a hint that a row is due;
 * the row is the truth, and the cron sweep sends the hint again until the row is done.
 */
import { OUTBOX_GRACE_MS, SWEEP_MAX_ROWS } from '../limits.ts';
import type { OutboxKind } from './schema/words.ts';
import { always, type Db, type Guard, insertWhere } from './statement.ts';

export interface OutboxRow {
  id: string;
  kind: OutboxKind;
  subject_id: string;
  attempts: number;
}

/** A promise of work, for the batch that causes it. `dueAt` is when the sweep may first ask for it again. */
export const promiseStatement = (
  db: Db,
  row: { id: string; kind: OutboxKind; subjectId: string; now: number; dueAt?: number },
  guard: Guard = always,
): D1PreparedStatement =>
  insertWhere(
    db,
    'outbox',
    {
      id: row.id,
      kind: row.kind,
      subject_id: row.subjectId,
      due_at: row.dueAt ?? row.now + OUTBOX_GRACE_MS,
      created_at: row.now,
    },
    guard,
    'on conflict do nothing',
  );

/** Marks all open work of one kind on one subject as done, for the batch that stores its outcome. */
export const keptStatement = (
  db: Db,
  row: { kind: OutboxKind; subjectId: string; now: number },
  guard: Guard = always,
): D1PreparedStatement =>
  db
    .prepare(
      `update outbox set done_at = ?, error = null where subject_id = ? and kind = ? and done_at is null and ${guard.sql}`,
    )
    .bind(row.now, row.subjectId, row.kind, ...guard.params);

/**
 * Takes what is due and moves it on by the grace period, so that two sweeps at once send each hint once.
 * At most SWEEP_MAX_ROWS rows.
 */
export async function takeDueOutbox(db: Db, now: number): Promise<OutboxRow[]> {
  const { results } = await db
    .prepare(
      `update outbox set due_at = ?1 + ?2, attempts = attempts + 1
       where id in (select id from outbox where done_at is null and due_at <= ?1 order by due_at limit ?3)
       returning id, kind, subject_id, attempts`,
    )
    .bind(now, OUTBOX_GRACE_MS, SWEEP_MAX_ROWS)
    .all<OutboxRow>();
  return results;
}

/** Puts off work that failed: due again at `dueAt`, with the reason for the desk to show. */
export async function putOffOutbox(
  db: Db,
  row: { kind: OutboxKind; subjectId: string; dueAt: number; error: string },
): Promise<void> {
  await db
    .prepare('update outbox set due_at = ?, error = ? where subject_id = ? and kind = ? and done_at is null')
    .bind(row.dueAt, row.error, row.subjectId, row.kind)
    .run();
}

/** Marks open work as done outside a batch of its own. */
export async function keepOutbox(
  db: Db,
  row: { kind: OutboxKind; subjectId: string; now: number },
): Promise<void> {
  await keptStatement(db, row).run();
}

/** Ids of the open rows of one kind on one subject, at most SWEEP_MAX_ROWS. */
export async function listOpenOutbox(
  db: Db,
  row: { kind: OutboxKind; subjectId: string },
): Promise<string[]> {
  const { results } = await db
    .prepare('select id from outbox where subject_id = ? and kind = ? and done_at is null limit ?')
    .bind(row.subjectId, row.kind, SWEEP_MAX_ROWS)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export async function closeOutbox(db: Db, ids: readonly string[], now: number): Promise<void> {
  await db
    .prepare('update outbox set done_at = ?, error = null where id in (select value from json_each(?))')
    .bind(now, JSON.stringify(ids))
    .run();
}
