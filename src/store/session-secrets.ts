/**
 * Secrets of a session that follow each other. A new one is handed out while the old one stays good, and takes its
 * place when the browser shows it: an answer that got lost locks nobody out. From then on the old one is a sign
 * that two hold the session.
 */
import { auditStatement } from './audit.ts';
import type { SessionMember } from './sessions.ts';
import type { Db } from './statement.ts';

/** Promises a secret to a session. False when another request did so in the same moment. */
export async function promiseSecret(
  db: Db,
  session: SessionMember,
  promised: { sha256: string; formToken: string; now: number },
): Promise<boolean> {
  const row = await db
    .prepare(
      `update sessions set next_sha256 = ?1, next_at = ?2, form_token = coalesce(form_token, ?3)
       where id = ?4 and token_sha256 = ?5 and next_at is ?6 returning 1 as done`,
    )
    .bind(
      promised.sha256,
      promised.now,
      promised.formToken,
      session.session_id,
      session.token_sha256,
      session.next_at,
    )
    .first();
  return row !== null;
}

/** The browser has the promised secret: it is the session's now. Changes nothing the second time. */
export async function keepSecret(db: Db, session: SessionMember, now: number): Promise<void> {
  await db
    .prepare(
      `update sessions set former_sha256 = token_sha256, token_sha256 = next_sha256, next_sha256 = null,
         next_at = null, rotated_at = ?1
       where id = ?2 and next_sha256 = ?3`,
    )
    .bind(now, session.session_id, session.next_sha256)
    .run();
}

/** Two hold this session: it ends for both, and the log says so. */
export async function endStolen(
  db: Db,
  session: SessionMember,
  change: { auditId: string; now: number },
): Promise<void> {
  await db.batch([
    db.prepare('delete from sessions where id = ? returning id').bind(session.session_id),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: session.member_id,
        action: 'session.stolen',
        subject: `session:${session.session_id}`,
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
}
