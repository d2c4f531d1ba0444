/** Drafts: what a member has typed and not sent, one row a form; the oldest make room for new ones. */
import { DRAFTS_MAX_PER_MEMBER } from '../../limits.ts';
import type { Db } from '../statement.ts';

export interface Draft {
  /** Field to text, as typed. */
  fields: Record<string, string>;
  updated_at: number;
}

export async function saveDraft(
  db: Db,
  draft: { id: string; memberId: string; form: string; fields: Record<string, string>; now: number },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into drafts (id, member_id, form, fields, updated_at) values (?, ?, ?, ?, ?)
         on conflict (member_id, form) do update set fields = excluded.fields, updated_at = excluded.updated_at`,
      )
      .bind(draft.id, draft.memberId, draft.form, JSON.stringify(draft.fields), draft.now),
    db
      .prepare(
        `delete from drafts where member_id = ?1 and id not in
           (select id from drafts where member_id = ?1 order by updated_at desc limit ${DRAFTS_MAX_PER_MEMBER})`,
      )
      .bind(draft.memberId),
  ]);
}

export interface DraftLine {
  form: string;
  /** How its text begins. */
  head: string;
  source_url: string | null;
  updated_at: number;
}

/** A member's drafts without their texts, the newest first. */
export async function listDrafts(db: Db, memberId: string): Promise<DraftLine[]> {
  const { results } = await db
    .prepare(
      `select form, substr(coalesce(fields ->> 'markdown', ''), 1, 200) as head, fields ->> 'source_url' as source_url, updated_at
       from drafts where member_id = ? order by updated_at desc limit ${DRAFTS_MAX_PER_MEMBER}`,
    )
    .bind(memberId)
    .all<DraftLine>();
  return results;
}

export async function findDraft(
  db: Db,
  options: { memberId: string; form: string },
): Promise<Draft | undefined> {
  const row = await db
    .prepare('select fields, updated_at from drafts where member_id = ? and form = ?')
    .bind(options.memberId, options.form)
    .first<{ fields: string; updated_at: number }>();
  // Written by `saveDraft` alone.
  return row ? { fields: JSON.parse(row.fields) as Draft['fields'], updated_at: row.updated_at } : undefined;
}

export async function deleteDraft(db: Db, options: { memberId: string; form: string }): Promise<void> {
  await db
    .prepare('delete from drafts where member_id = ? and form = ?')
    .bind(options.memberId, options.form)
    .run();
}
