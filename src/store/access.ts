/** Members and the addresses by which Cloudflare Access knows them. */
import { auditStatement } from './audit.ts';
import { type NewSession, sessionStatement } from './sessions.ts';
import type { Db, Guard } from './statement.ts';

export interface AccessMember {
  id: string;
  name: string;
}

/** The enabled member who is linked to this address. */
export async function findAccessMember(db: Db, email: string): Promise<AccessMember | undefined> {
  const row = await db
    .prepare('select id, name from members where access_email = ? and disabled_at is null')
    .bind(email)
    .first<AccessMember>();
  return row ?? undefined;
}

/** Opens a session. False when the member is no longer linked to the address, or disabled. */
export async function enterByAccess(
  db: Db,
  entry: { memberId: string; email: string; session: NewSession; now: number; auditId: string },
): Promise<boolean> {
  const { memberId, email, session, now } = entry;
  const linked: Guard = {
    sql: 'exists (select 1 from members where id = ? and access_email = ? and disabled_at is null)',
    params: [memberId, email],
  };
  const entered: Guard = { sql: 'changes() > 0', params: [] };
  const results = await db.batch([
    sessionStatement(
      db,
      { ...session, accessEmail: email },
      { memberId: { sql: '?', params: [memberId] }, now, guard: linked },
    ),
    auditStatement(
      db,
      {
        id: entry.auditId,
        now,
        memberId,
        action: 'session.enter',
        subject: `session:${session.id}`,
        after: { by: 'access', email },
      },
      entered,
    ),
    db.prepare('select 1 from sessions where id = ?').bind(session.id),
  ]);
  return (results.at(-1)?.results.length ?? 0) > 0;
}

/**
 * Links a member to an address, or to none. Sessions that were entered by another address end: whoever changes a
 * link means that its holder has no business here. False when the address is another member's.
 */
export async function linkAccess(
  db: Db,
  before: { id: string; access_email: string | null },
  change: { email: string | null; auditId: string; actorId: string; now: number },
): Promise<boolean> {
  const [updated] = await db.batch([
    db
      .prepare(
        `update members set access_email = ?1
         where id = ?2 and not exists (select 1 from members where access_email = ?1 and id <> ?2) returning id`,
      )
      .bind(change.email, before.id),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'member.access',
        subject: `member:${before.id}`,
        before: { access_email: before.access_email },
        after: { access_email: change.email },
      },
      { sql: 'changes() > 0', params: [] },
    ),
    db
      .prepare(
        `delete from sessions where member_id = ?1 and access_email is not null and access_email is not ?2
         and exists (select 1 from audit where id = ?3)`,
      )
      .bind(before.id, change.email, change.auditId),
  ]);
  return (updated?.results.length ?? 0) > 0;
}
