/**
 * Remarks on segments. A thread is all remarks of an article with one quote: the segment's text as it was when
 * the first was made, by which it is found again. A thread is open while one of its remarks is.
 */
import { newId } from '../../lib/ids.ts';
import { COMMENTS_MAX } from '../../limits.ts';
import { auditStatement } from '../audit.ts';
import { type Db, insertWhere, lastRows } from '../statement.ts';

export interface CommentRow {
  id: string;
  revision: number;
  quote: string;
  note: string;
  member: string;
  created_at: number;
  resolved_at: number | null;
  resolver: string | null;
}

/** For a batch: an article's remarks, oldest first, at most COMMENTS_MAX. */
export const commentsStatement = (db: Db, articleId: string): D1PreparedStatement =>
  db
    .prepare(
      `select c.id, c.revision, c.quote, c.note, m.name as member, c.created_at, c.resolved_at, r.name as resolver
       from comments c join members m on m.id = c.member_id left join members r on r.id = c.resolved_by
       where c.article_id = ? order by c.created_at, c.rowid limit ?`,
    )
    .bind(articleId, COMMENTS_MAX);

/** Keeps a remark; `full` when the article has COMMENTS_MAX already. */
export async function addComment(
  db: Db,
  row: { articleId: string; revision: number; quote: string; note: string; memberId: string; now: number },
): Promise<'added' | 'full'> {
  const id = newId(row.now);
  const results = await db.batch([
    insertWhere(
      db,
      'comments',
      {
        id,
        article_id: row.articleId,
        revision: row.revision,
        quote: row.quote,
        note: row.note,
        member_id: row.memberId,
        created_at: row.now,
      },
      {
        sql: '(select count(*) from comments where article_id = ?) < ?',
        params: [row.articleId, COMMENTS_MAX],
      },
    ),
    auditStatement(
      db,
      {
        id: newId(row.now),
        now: row.now,
        memberId: row.memberId,
        action: 'comment',
        subject: `article:${row.articleId}`,
        after: { comment: id, note: row.note },
      },
      { sql: 'exists (select 1 from comments where id = ?)', params: [id] },
    ),
    db.prepare('select 1 from comments where id = ?').bind(id),
  ]);
  return lastRows(results).length > 0 ? 'added' : 'full';
}

/** The thread that a remark of this article stands in. */
export async function findThreadQuote(
  db: Db,
  comment: { id: string; articleId: string },
): Promise<string | undefined> {
  const row = await db
    .prepare('select quote from comments where id = ? and article_id = ?')
    .bind(comment.id, comment.articleId)
    .first<{ quote: string }>();
  return row?.quote;
}

/** Ends a thread, or opens it again. */
export async function turnThread(
  db: Db,
  thread: { articleId: string; quote: string; to: 'resolved' | 'open'; memberId: string; now: number },
): Promise<void> {
  const { articleId, quote, to, memberId, now } = thread;
  const where = `article_id = ? and quote = ? and resolved_at is ${to === 'resolved' ? '' : 'not '}null`;
  await db.batch([
    db
      .prepare(`update comments set resolved_at = ?, resolved_by = ? where ${where}`)
      .bind(to === 'resolved' ? now : null, to === 'resolved' ? memberId : null, articleId, quote),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId,
        action: to === 'resolved' ? 'comment.resolve' : 'comment.reopen',
        subject: `article:${articleId}`,
        before: { state: to === 'resolved' ? 'open' : 'resolved' },
        after: { state: to, quote: quote.slice(0, 80) },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
}
