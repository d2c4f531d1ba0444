/**
 * API tokens. A row holds the SHA-256 of the token, never the token. Role and rights are the token's own; its
 * member's language still binds it. The command line makes the same rows with src/auth/new-token.ts.
 */
import { SEEN_STEP_MS } from '../limits.ts';
import { auditStatement } from './audit.ts';
import type { MemberRole } from './schema/words.ts';
import type { Db } from './statement.ts';

export interface TokenMember {
  token_id: string;
  token_sha256: string;
  last_used_at: number | null;
  member_id: string;
  name: string;
  role: MemberRole;
  lang: string | null;
}

/** Who a token speaks for. Undefined for a token that is unknown, lapsed, revoked or a disabled member's. */
export async function findToken(
  db: Db,
  options: { tokenSha256: string; now: number },
): Promise<TokenMember | undefined> {
  const row = await db
    .prepare(
      `select t.id as token_id, t.token_sha256, t.last_used_at, m.id as member_id, m.name, t.role, m.lang
       from tokens t join members m on m.id = t.member_id
       where t.token_sha256 = ? and t.revoked_at is null and (t.expires_at is null or t.expires_at > ?)
         and m.disabled_at is null`,
    )
    .bind(options.tokenSha256, options.now)
    .first<TokenMember>();
  return row ?? undefined;
}

/** Notes the use of a token, at most once in SEEN_STEP_MS. */
export async function noteTokenUse(db: Db, token: TokenMember, now: number): Promise<void> {
  if (token.last_used_at !== null && now - token.last_used_at < SEEN_STEP_MS) return;
  await db.prepare('update tokens set last_used_at = ? where id = ?').bind(now, token.token_id).run();
}

export interface TokenRow {
  id: string;
  member_id: string;
  member: string;
  role: MemberRole;
  name: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
}

/**
 * Tokens in force from below `after`, newest first; those of one member where `memberId` is given. One row more than
 * `rows` tells that there is a next page.
 */
export async function listTokens(
  db: Db,
  options: { now: number; rows: number; memberId?: string; after?: string },
): Promise<TokenRow[]> {
  const { results } = await db
    .prepare(
      `select t.id, t.member_id, m.name as member, t.role, t.name, t.created_at, t.expires_at, t.last_used_at
       from tokens t join members m on m.id = t.member_id
       where t.revoked_at is null and (t.expires_at is null or t.expires_at > ?1)
         and (?2 is null or t.member_id = ?2) and (?3 is null or t.id < ?3)
       order by t.id desc limit ?4`,
    )
    .bind(options.now, options.memberId ?? null, options.after ?? null, options.rows + 1)
    .all<TokenRow>();
  return results;
}

export interface NewTokenRow {
  id: string;
  auditId: string;
  memberId: string;
  role: MemberRole;
  name: string;
  tokenSha256: string;
  now: number;
  expiresAt: number;
}

export async function makeToken(db: Db, token: NewTokenRow): Promise<void> {
  await db.batch([
    db
      .prepare(
        'insert into tokens (id, member_id, role, name, token_sha256, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .bind(token.id, token.memberId, token.role, token.name, token.tokenSha256, token.now, token.expiresAt),
    auditStatement(db, {
      id: token.auditId,
      now: token.now,
      memberId: token.memberId,
      action: 'token.make',
      subject: `token:${token.id}`,
      after: { role: token.role, name: token.name, expires_at: token.expiresAt },
    }),
  ]);
}

/** Revokes a token; only the member's own where `ownerId` is given. False when there is no such token in force. */
export async function revokeToken(
  db: Db,
  options: { id: string; auditId: string; actorId: string; now: number; ownerId?: string },
): Promise<boolean> {
  const [revoked] = await db.batch([
    db
      .prepare(
        'update tokens set revoked_at = ?1 where id = ?2 and revoked_at is null and (?3 is null or member_id = ?3) returning id',
      )
      .bind(options.now, options.id, options.ownerId ?? null),
    auditStatement(
      db,
      {
        id: options.auditId,
        now: options.now,
        memberId: options.actorId,
        action: 'token.revoke',
        subject: `token:${options.id}`,
        before: { state: 'valid' },
        after: { state: 'revoked' },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (revoked?.results.length ?? 0) > 0;
}
