/** Passkeys and the challenges they answer. A challenge is good for one answer: taking it deletes it. */
import { CHALLENGE_MAX_MS, PASSKEYS_MAX_PER_MEMBER } from '../limits.ts';
import { auditStatement } from './audit.ts';
import { type NewSession, sessionStatement } from './sessions.ts';
import { type Db, insertWhere } from './statement.ts';

/** Stores a challenge, and clears away those that nobody answered. `memberId` is null for entry. */
export async function giveChallenge(
  db: Db,
  challenge: { sha256: string; memberId: string | null; now: number },
): Promise<void> {
  await db.batch([
    db.prepare('delete from challenges where expires_at <= ?').bind(challenge.now),
    insertWhere(db, 'challenges', {
      challenge_sha256: challenge.sha256,
      member_id: challenge.memberId,
      expires_at: challenge.now + CHALLENGE_MAX_MS,
    }),
  ]);
}

/** True once for a challenge that was given to this member (null: for entry) and has not lapsed. */
export async function takeChallenge(
  db: Db,
  challenge: { sha256: string; memberId: string | null; now: number },
): Promise<boolean> {
  const row = await db
    .prepare(
      'delete from challenges where challenge_sha256 = ? and member_id is ? and expires_at > ? returning 1 as taken',
    )
    .bind(challenge.sha256, challenge.memberId, challenge.now)
    .first();
  return row !== null;
}

export interface Passkey {
  id: string;
  member_id: string;
  public_key: string;
  algorithm: number;
  counter: number;
}

export async function findPasskey(db: Db, id: string): Promise<Passkey | undefined> {
  const row = await db
    .prepare('select id, member_id, public_key, algorithm, counter from passkeys where id = ?')
    .bind(id)
    .first<Passkey>();
  return row ?? undefined;
}

export interface PasskeyRow {
  id: string;
  name: string;
  /** JSON array, as the browser gave it. */
  transports: string;
  created_at: number;
  last_used_at: number | null;
}

/** A member's passkeys, newest first; there are at most PASSKEYS_MAX_PER_MEMBER. */
export async function listPasskeys(db: Db, memberId: string): Promise<PasskeyRow[]> {
  const { results } = await db
    .prepare(
      'select id, name, transports, created_at, last_used_at from passkeys where member_id = ? order by created_at desc limit ?',
    )
    .bind(memberId, PASSKEYS_MAX_PER_MEMBER)
    .all<PasskeyRow>();
  return results;
}

/** False when the credential is known already or the member has as many as allowed. */
export async function addPasskey(
  db: Db,
  key: Passkey & { transports: string[]; name: string; now: number; auditId: string },
): Promise<boolean> {
  const [added] = await db.batch([
    insertWhere(
      db,
      'passkeys',
      {
        id: key.id,
        member_id: key.member_id,
        public_key: key.public_key,
        algorithm: key.algorithm,
        counter: key.counter,
        transports: JSON.stringify(key.transports),
        name: key.name,
        created_at: key.now,
      },
      {
        sql: '(select count(*) from passkeys where member_id = ?) < ?',
        params: [key.member_id, PASSKEYS_MAX_PER_MEMBER],
      },
      'on conflict do nothing returning id',
    ),
    auditStatement(
      db,
      {
        id: key.auditId,
        now: key.now,
        memberId: key.member_id,
        action: 'passkey.add',
        subject: `member:${key.member_id}`,
        after: { passkey: key.id, name: key.name },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (added?.results.length ?? 0) > 0;
}

/**
 * Opens a session by a passkey whose answer was verified. False when the counter has moved on since (the
 * same answer twice at once) or the member is disabled.
 */
export async function enterByPasskey(
  db: Db,
  entry: { passkey: Passkey; counter: number; session: NewSession; now: number; auditId: string },
): Promise<boolean> {
  const { passkey, session, now } = entry;
  const [moved] = await db.batch([
    db
      .prepare(
        `update passkeys set counter = ?1, last_used_at = ?2 where id = ?3 and counter = ?4
         and exists (select 1 from members where id = passkeys.member_id and disabled_at is null) returning id`,
      )
      .bind(entry.counter, now, passkey.id, passkey.counter),
    sessionStatement(db, session, {
      memberId: { sql: '?', params: [passkey.member_id] },
      now,
      guard: { sql: 'changes() > 0', params: [] },
    }),
    auditStatement(
      db,
      {
        id: entry.auditId,
        now,
        memberId: passkey.member_id,
        action: 'session.enter',
        subject: `session:${session.id}`,
        after: { by: 'passkey', passkey: passkey.id },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (moved?.results.length ?? 0) > 0;
}

/** Removes a member's own passkey. */
export async function removePasskey(
  db: Db,
  change: { id: string; memberId: string; now: number; auditId: string },
): Promise<boolean> {
  const [removed] = await db.batch([
    db
      .prepare('delete from passkeys where id = ? and member_id = ? returning id')
      .bind(change.id, change.memberId),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.memberId,
        action: 'passkey.remove',
        subject: `member:${change.memberId}`,
        before: { passkey: change.id },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (removed?.results.length ?? 0) > 0;
}

/** For a lost device: removes a member's passkeys and ends their sessions, but for the one that asks for it. */
export async function removeKeys(
  db: Db,
  change: { id: string; sessionId: string; auditId: string; actorId: string; now: number },
): Promise<void> {
  await db.batch([
    auditStatement(db, {
      id: change.auditId,
      now: change.now,
      memberId: change.actorId,
      action: 'member.remove_keys',
      subject: `member:${change.id}`,
    }),
    db.prepare('delete from passkeys where member_id = ?').bind(change.id),
    db.prepare('delete from sessions where member_id = ? and id <> ?').bind(change.id, change.sessionId),
  ]);
}
