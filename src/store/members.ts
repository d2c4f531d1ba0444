/**
 * Those who may enter. Disabling someone ends their sessions and tokens in the same batch; a lower role takes
 * the tokens above it along. At least one enabled admin of all languages always remains.
 */
import { auditStatement } from './audit.ts';
import { type MemberRole, memberRoles } from './schema/words.ts';
import type { Db, Guard } from './statement.ts';

export interface Member {
  id: string;
  name: string;
  role: MemberRole;
  lang: string | null;
  created_at: number;
  disabled_at: number | null;
  access_email: string | null;
}

const columns = 'id, name, role, lang, created_at, disabled_at, access_email';

export async function findMember(db: Db, id: string): Promise<Member | undefined> {
  const row = await db.prepare(`select ${columns} from members where id = ?`).bind(id).first<Member>();
  return row ?? undefined;
}

/** Members in the order of their names, after `after`; one row more than `rows` tells that there is a next page. */
export async function listMembers(db: Db, options: { rows: number; after?: string }): Promise<Member[]> {
  const { results } = await db
    .prepare(`select ${columns} from members where name > ? order by name limit ?`)
    .bind(options.after ?? '', options.rows + 1)
    .all<Member>();
  return results;
}

const changed: Guard = { sql: 'changes() > 0', params: [] };

/** True while somebody else would still be an admin of all languages if member `?2` were none. */
const anotherAdmin = `exists (select 1 from members where role = 'admin' and lang is null and disabled_at is null and id <> ?2)`;
const isAdmin = `(role = 'admin' and lang is null and disabled_at is null)`;

interface Change {
  id: string;
  auditId: string;
  actorId: string;
  now: number;
}

/** Sets role and language. False when there is no such member or nobody else would be admin. */
export async function setMemberRole(
  db: Db,
  before: Member,
  change: Change & { role: MemberRole; lang: string | null },
): Promise<boolean> {
  const staysAdmin = change.role === 'admin' && change.lang === null ? 1 : 0;
  const allowed = memberRoles.slice(0, memberRoles.indexOf(change.role) + 1);
  const [updated] = await db.batch([
    db
      .prepare(
        `update members set role = ?1, lang = ?3
         where id = ?2 and (?4 = 1 or not ${isAdmin} or ${anotherAdmin}) returning id`,
      )
      .bind(change.role, change.id, change.lang, staysAdmin),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'member.role',
        subject: `member:${change.id}`,
        before: { role: before.role, lang: before.lang },
        after: { role: change.role, lang: change.lang },
      },
      changed,
    ),
    db
      .prepare(
        `update tokens set revoked_at = ? where member_id = ? and revoked_at is null
         and role not in (${allowed.map(() => '?').join(', ')}) and exists (select 1 from audit where id = ?)`,
      )
      .bind(change.now, change.id, ...allowed, change.auditId),
  ]);
  return (updated?.results.length ?? 0) > 0;
}

/** Shuts a member out at once. False when there is no such enabled member or nobody else would be admin. */
export async function disableMember(db: Db, change: Change): Promise<boolean> {
  const done = 'exists (select 1 from audit where id = ?)';
  const [updated] = await db.batch([
    db
      .prepare(
        `update members set disabled_at = ?1
         where id = ?2 and disabled_at is null and (not ${isAdmin} or ${anotherAdmin}) returning id`,
      )
      .bind(change.now, change.id),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'member.disable',
        subject: `member:${change.id}`,
        before: { state: 'enabled' },
        after: { state: 'disabled' },
      },
      changed,
    ),
    db.prepare(`delete from sessions where member_id = ? and ${done}`).bind(change.id, change.auditId),
    db
      .prepare(`update tokens set revoked_at = ? where member_id = ? and revoked_at is null and ${done}`)
      .bind(change.now, change.id, change.auditId),
    db
      .prepare(
        `update invitations set expires_at = ?1 where member_id = ?2 and used_at is null and expires_at > ?1
         and exists (select 1 from audit where id = ?3)`,
      )
      .bind(change.now, change.id, change.auditId),
  ]);
  return (updated?.results.length ?? 0) > 0;
}

/** Lets a disabled member in again; their sessions and tokens stay ended. */
export async function enableMember(db: Db, change: Change): Promise<boolean> {
  const [updated] = await db.batch([
    db
      .prepare('update members set disabled_at = null where id = ? and disabled_at is not null returning id')
      .bind(change.id),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'member.enable',
        subject: `member:${change.id}`,
        before: { state: 'disabled' },
        after: { state: 'enabled' },
      },
      changed,
    ),
  ]);
  return (updated?.results.length ?? 0) > 0;
}
