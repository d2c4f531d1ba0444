/**
 * Desk sessions. A row holds the SHA-256 of the cookie's secret, never the secret. Ending a session deletes its
 * row, so an ended session cannot come back. Reads go to the primary: a revoked session must not live on in a
 * replica.
 */
import { SEEN_STEP_MS, SESSION_MAX_MS, SESSION_TOTAL_MAX_MS } from '../limits.ts';
import { auditStatement } from './audit.ts';
import type { MemberRole } from './schema/words.ts';
import { always, type Db, type Guard } from './statement.ts';

export interface NewSession {
  id: string;
  tokenSha256: string;
  userAgent: string | null;
  /** Of whoever entered through Access. */
  accessEmail?: string;
}

/** The row of a session for `member_id`, an SQL expression with its parameters, for the batch that lets someone in. */
export const sessionStatement = (
  db: Db,
  session: NewSession,
  options: { memberId: Guard; now: number; guard?: Guard },
): D1PreparedStatement => {
  const guard = options.guard ?? always;
  return db
    .prepare(
      `insert into sessions (id, member_id, token_sha256, created_at, seen_at, expires_at, user_agent, access_email)
       select ?, ${options.memberId.sql}, ?, ?, ?, ?, ?, ? where ${guard.sql}`,
    )
    .bind(
      session.id,
      ...options.memberId.params,
      session.tokenSha256,
      options.now,
      options.now,
      options.now + SESSION_MAX_MS,
      session.userAgent,
      session.accessEmail ?? null,
      ...guard.params,
    );
};

export interface SessionMember {
  session_id: string;
  token_sha256: string;
  next_sha256: string | null;
  next_at: number | null;
  former_sha256: string | null;
  rotated_at: number | null;
  form_token: string | null;
  /** The session is good only behind Access, for whoever has this address there. */
  access_email: string | null;
  created_at: number;
  seen_at: number;
  member_id: string;
  name: string;
  role: MemberRole;
  lang: string | null;
}

const heldBy = '(s.token_sha256 = ?1 or s.next_sha256 = ?1 or s.former_sha256 = ?1)';

/** The live session that a secret is, is to become, or was good for, and its enabled member. */
export async function findSession(
  db: Db,
  options: { tokenSha256: string; now: number },
): Promise<SessionMember | undefined> {
  const row = await db
    .prepare(
      `select s.id as session_id, s.token_sha256, s.next_sha256, s.next_at, s.former_sha256, s.rotated_at,
         s.form_token, s.access_email, s.created_at, s.seen_at, m.id as member_id, m.name, m.role, m.lang
       from sessions s join members m on m.id = s.member_id
       where ${heldBy} and s.expires_at > ?2 and m.disabled_at is null`,
    )
    .bind(options.tokenSha256, options.now)
    .first<SessionMember>();
  return row ?? undefined;
}

/** Renews a session that was last seen a while ago. True when it did: then the cookie may be renewed as well. */
export async function renewSession(db: Db, session: SessionMember, now: number): Promise<boolean> {
  if (now - session.seen_at < SEEN_STEP_MS) return false;
  const until = Math.min(now + SESSION_MAX_MS, session.created_at + SESSION_TOTAL_MAX_MS);
  await db
    .prepare('update sessions set seen_at = ?, expires_at = ? where id = ?')
    .bind(now, until, session.session_id)
    .run();
  return true;
}

/** Ends the session that this secret's digest belongs to, if there is one. */
/** Ends a session by its secret: its holder leaves, or enters anew. */
export async function endSession(
  db: Db,
  held: { tokenSha256: string; auditId: string; now: number },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into audit (id, at, member_id, action, subject)
         select ?2, ?3, s.member_id, 'session.leave', 'session:' || s.id from sessions s where ${heldBy}`,
      )
      .bind(held.tokenSha256, held.auditId, held.now),
    db.prepare(`delete from sessions as s where ${heldBy}`).bind(held.tokenSha256),
  ]);
}

export interface SessionRow {
  id: string;
  member_id: string;
  name: string;
  created_at: number;
  seen_at: number;
  user_agent: string | null;
}

/**
 * Live sessions from below `after`, last entered first; those of one member where `memberId` is given. One row more
 * than `rows` tells that there is a next page.
 */
export async function listSessions(
  db: Db,
  options: { now: number; rows: number; memberId?: string; after?: string },
): Promise<SessionRow[]> {
  const { results } = await db
    .prepare(
      `select s.id, s.member_id, m.name, s.created_at, s.seen_at, s.user_agent
       from sessions s join members m on m.id = s.member_id
       where s.expires_at > ?1 and (?2 is null or s.member_id = ?2) and (?3 is null or s.id < ?3)
       order by s.id desc limit ?4`,
    )
    .bind(options.now, options.memberId ?? null, options.after ?? null, options.rows + 1)
    .all<SessionRow>();
  return results;
}

/** Ends a session by its id; only the member's own where `ownerId` is given. */
export async function revokeSession(
  db: Db,
  change: { id: string; auditId: string; actorId: string; now: number; ownerId?: string },
): Promise<boolean> {
  const [deleted] = await db.batch([
    db
      .prepare('delete from sessions where id = ?1 and (?2 is null or member_id = ?2) returning id')
      .bind(change.id, change.ownerId ?? null),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'session.end',
        subject: `session:${change.id}`,
        before: { state: 'open' },
        after: { state: 'ended' },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (deleted?.results.length ?? 0) > 0;
}

/** Ends all sessions of a member but the one that they are here with. */
export async function endOtherSessions(
  db: Db,
  change: { memberId: string; sessionId: string; auditId: string; now: number },
): Promise<void> {
  await db.batch([
    db
      .prepare('delete from sessions where member_id = ? and id <> ? returning id')
      .bind(change.memberId, change.sessionId),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.memberId,
        action: 'session.end_others',
        subject: `member:${change.memberId}`,
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
}

/** Deletes what has lapsed, at most `rows` at a time. */
export async function sweepSessions(db: Db, options: { now: number; rows: number }): Promise<void> {
  await db.batch([
    db
      .prepare('delete from sessions where id in (select id from sessions where expires_at <= ? limit ?)')
      .bind(options.now, options.rows),
    db.prepare('delete from challenges where expires_at <= ?').bind(options.now),
  ]);
}
