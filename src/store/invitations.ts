/**
 * One-time links. One batch uses a link up, makes its member where it names none, and opens the session, so
 * that of two people with the same link one comes in and a crash leaves the link as it was.
 */
import { INVITATION_MAX_MS } from '../limits.ts';
import { auditStatement } from './audit.ts';
import type { MemberRole } from './schema/words.ts';
import { type NewSession, sessionStatement } from './sessions.ts';
import { type Db, insertWhere } from './statement.ts';

export interface Invitation {
  id: string;
  role: MemberRole;
  lang: string | null;
  /** Who is let in again; null makes a new member. */
  member_id: string | null;
  name: string | null;
  expires_at: number;
  used_at: number | null;
}

/** The invitation behind a link, whether or not it can still be used. */
export async function findInvitation(db: Db, linkSha256: string): Promise<Invitation | undefined> {
  const row = await db
    .prepare(
      `select i.id, i.role, i.lang, i.member_id, coalesce(m.name, i.name) as name, i.expires_at, i.used_at
       from invitations i left join members m on m.id = i.member_id where i.link_sha256 = ?`,
    )
    .bind(linkSha256)
    .first<Invitation>();
  return row ?? undefined;
}

export interface Entry {
  linkSha256: string;
  /** Name of the member the link makes; not looked at when the link lets someone in again. */
  name: string;
  newMemberId: string;
  auditId: string;
  session: NewSession;
  now: number;
}

/**
 * The row for the operator's own link, which is known by its hash in the Worker's vars. Where the name is a
 * member's already, the operator enters as that member, who becomes an enabled admin: whoever sets the vars
 * may do anything. Writes nothing the second time.
 */
export const operatorStatements = (db: Db, entry: Entry, id: string): D1PreparedStatement[] => [
  db
    .prepare(
      `insert into invitations (id, link_sha256, role, member_id, name, created_at, expires_at)
       select ?1, ?2, 'admin', (select id from members where name = ?3), ?3, ?4, ?4 + ?5 where true
       on conflict (link_sha256) do nothing`,
    )
    .bind(id, entry.linkSha256, entry.name, entry.now, INVITATION_MAX_MS),
  db
    .prepare(
      `update members set role = 'admin', lang = null, disabled_at = null where name = ? and changes() > 0`,
    )
    .bind(entry.name),
];

const usable = 'link_sha256 = ? and used_at is null and expires_at > ?';

/** Uses the link up. Undefined when it is used, lapsed, unknown, or its new member's name is taken. */
export async function useInvitation(
  db: Db,
  entry: Entry,
  before: D1PreparedStatement[] = [],
): Promise<string | undefined> {
  const entered = { sql: 'exists (select 1 from sessions where id = ?)', params: [entry.session.id] };
  const results = await db.batch<{ member_id: string }>([
    ...before,
    db
      .prepare(
        `insert into members (id, name, role, lang, created_at)
         select ?, ?, role, lang, ? from invitations where ${usable} and member_id is null
         on conflict (name) do nothing`,
      )
      .bind(entry.newMemberId, entry.name, entry.now, entry.linkSha256, entry.now),
    db
      .prepare(
        `update invitations set used_at = ?2, member_id = coalesce(member_id, ?3)
         where link_sha256 = ?1 and used_at is null and expires_at > ?2
           and exists (select 1 from members m where m.id = coalesce(invitations.member_id, ?3) and m.disabled_at is null)
         returning member_id`,
      )
      .bind(entry.linkSha256, entry.now, entry.newMemberId),
    sessionStatement(db, entry.session, {
      memberId: {
        sql: '(select member_id from invitations where link_sha256 = ?)',
        params: [entry.linkSha256],
      },
      now: entry.now,
      guard: { sql: 'changes() > 0', params: [] },
    }),
    db
      .prepare(
        `insert into audit (id, at, member_id, action, subject, after_json)
         select ?1, ?2, i.member_id, 'session.enter', 'session:' || ?3, json_object('by', 'link', 'role', i.role)
         from invitations i where i.link_sha256 = ?4 and ${entered.sql.replace('?', '?3')}`,
      )
      .bind(entry.auditId, entry.now, entry.session.id, entry.linkSha256),
  ]);
  return results.at(before.length + 1)?.results[0]?.member_id;
}

export interface NewInvitation {
  id: string;
  auditId: string;
  actorId: string;
  linkSha256: string;
  role: MemberRole;
  lang: string | null;
  memberId: string | null;
  now: number;
}

export async function makeInvitation(db: Db, made: NewInvitation): Promise<void> {
  await db.batch([
    insertWhere(db, 'invitations', {
      id: made.id,
      link_sha256: made.linkSha256,
      role: made.role,
      lang: made.lang,
      member_id: made.memberId,
      created_by: made.actorId,
      created_at: made.now,
      expires_at: made.now + INVITATION_MAX_MS,
    }),
    auditStatement(db, {
      id: made.auditId,
      now: made.now,
      memberId: made.actorId,
      action: 'invitation.make',
      subject: `invitation:${made.id}`,
      after: { role: made.role, lang: made.lang, member_id: made.memberId },
    }),
  ]);
}

export interface InvitationRow {
  id: string;
  role: MemberRole;
  lang: string | null;
  name: string | null;
  created_at: number;
  expires_at: number;
}

/** Links that can still be used, newest first. */
export async function listInvitations(
  db: Db,
  options: { now: number; rows: number },
): Promise<InvitationRow[]> {
  const { results } = await db
    .prepare(
      `select i.id, i.role, i.lang, m.name, i.created_at, i.expires_at
       from invitations i left join members m on m.id = i.member_id
       where i.used_at is null and i.expires_at > ? order by i.id desc limit ?`,
    )
    .bind(options.now, options.rows)
    .all<InvitationRow>();
  return results;
}

/** Makes a link useless before it is used. */
export async function revokeInvitation(
  db: Db,
  change: { id: string; auditId: string; actorId: string; now: number },
): Promise<boolean> {
  const [updated] = await db.batch([
    db
      .prepare(
        'update invitations set expires_at = ?1 where id = ?2 and used_at is null and expires_at > ?1 returning id',
      )
      .bind(change.now, change.id),
    auditStatement(
      db,
      {
        id: change.auditId,
        now: change.now,
        memberId: change.actorId,
        action: 'invitation.revoke',
        subject: `invitation:${change.id}`,
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
  return (updated?.results.length ?? 0) > 0;
}
