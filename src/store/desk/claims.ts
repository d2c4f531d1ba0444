/** Claims: who is translating a source into which language. One row a source and language; time ends it. */
import { CLAIMS_ROWS } from '../../limits.ts';
import { auditStatement } from '../audit.ts';
import { type Db, type Guard, lastRows } from '../statement.ts';

export interface Claim {
  id: string;
  source_key: string;
  source_url: string;
  lang: string;
  member_id: string;
  member: string;
  created_at: number;
  expires_at: number;
}

const columns = `c.id, c.source_key, c.source_url, c.lang, c.member_id, m.name as member, c.created_at, c.expires_at`;
/** Lapsed claims that nobody overwrote, removed with each new one. */
const SWEPT_ROWS = 20;

/**
 * Takes the language of a source, or renews one's own claim on it. A lapsed claim is overwritten; one that
 * holds is not: the claim given back is whoever's holds now, so it is ours exactly when `member_id` is.
 */
export async function takeClaim(
  db: Db,
  claim: {
    id: string;
    auditId: string;
    sourceKey: string;
    sourceUrl: string;
    lang: string;
    memberId: string;
    now: number;
    expiresAt: number;
  },
): Promise<Claim> {
  const { id, sourceKey, sourceUrl, lang, memberId, now } = claim;
  const taken: Guard = { sql: 'exists (select 1 from claims where id = ?)', params: [id] };
  const results = await db.batch([
    db
      .prepare(
        `insert into claims (id, source_key, source_url, lang, member_id, created_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         on conflict (source_key, lang) do update set id = excluded.id, source_url = excluded.source_url,
           member_id = excluded.member_id, created_at = excluded.created_at, expires_at = excluded.expires_at
         where claims.expires_at <= ?6 or claims.member_id = ?5`,
      )
      .bind(id, sourceKey, sourceUrl, lang, memberId, now, claim.expiresAt),
    auditStatement(
      db,
      {
        id: claim.auditId,
        now,
        memberId,
        action: 'claim.take',
        subject: `claim:${id}`,
        after: { source_url: sourceUrl, lang, expires_at: claim.expiresAt },
      },
      taken,
    ),
    db
      .prepare(
        `delete from claims where id in
           (select id from claims where expires_at <= ?1 and id <> ?2 order by expires_at limit ${SWEPT_ROWS})`,
      )
      .bind(now, id),
    db
      .prepare(
        `select ${columns} from claims c join members m on m.id = c.member_id where c.source_key = ? and c.lang = ?`,
      )
      .bind(sourceKey, lang),
  ]);
  const [held] = lastRows<Claim>(results);
  if (!held) throw new Error('A claim that was just written cannot be read back.');
  return held;
}

export async function findClaim(db: Db, id: string): Promise<Claim | undefined> {
  const row = await db
    .prepare(`select ${columns} from claims c join members m on m.id = c.member_id where c.id = ?`)
    .bind(id)
    .first<Claim>();
  return row ?? undefined;
}

/** Gives a language of a source back. False: it was not there any more. */
export async function releaseClaim(
  db: Db,
  options: { claim: Claim; auditId: string; memberId: string; now: number },
): Promise<boolean> {
  const { claim } = options;
  const results = await db.batch([
    auditStatement(
      db,
      {
        id: options.auditId,
        now: options.now,
        memberId: options.memberId,
        action: 'claim.release',
        subject: `claim:${claim.id}`,
        before: { source_url: claim.source_url, lang: claim.lang, member: claim.member },
      },
      { sql: 'exists (select 1 from claims where id = ?)', params: [claim.id] },
    ),
    db.prepare('delete from claims where id = ? returning id').bind(claim.id),
  ]);
  return lastRows(results).length > 0;
}

/** For the batch in which what was claimed becomes an article. A claim holds until then: a text may yet fail. */
export function endClaimStatements(
  db: Db,
  claim: {
    auditId: string;
    articleId: string;
    sourceKey: string;
    lang: string;
    memberId: string;
    now: number;
  },
  guard: Guard,
): D1PreparedStatement[] {
  const { sourceKey, lang, memberId, now } = claim;
  const own = 'source_key = ? and lang = ? and member_id = ?';
  const params = [sourceKey, lang, memberId];
  return [
    auditStatement(
      db,
      {
        id: claim.auditId,
        now,
        memberId,
        action: 'claim.end',
        subject: `article:${claim.articleId}`,
        before: { source_key: sourceKey, lang },
      },
      {
        sql: `${guard.sql} and exists (select 1 from claims where ${own})`,
        params: [...guard.params, ...params],
      },
    ),
    db.prepare(`delete from claims where ${own} and ${guard.sql}`).bind(...params, ...guard.params),
  ];
}

/** Claims that hold on one source, by language. */
export async function listClaimsOfSource(db: Db, sourceKey: string, now: number): Promise<Claim[]> {
  const { results } = await db
    .prepare(
      `select ${columns} from claims c join members m on m.id = c.member_id
       where c.source_key = ? and c.expires_at > ? order by c.lang limit ${CLAIMS_ROWS}`,
    )
    .bind(sourceKey, now)
    .all<Claim>();
  return results;
}

/** Claims that hold, those that lapse first before the others. `after` is the last one's place of the page before. */
export async function listClaims(
  db: Db,
  options: { now: number; rows: number; lang?: string; after?: { at: number; id: string } },
): Promise<Claim[]> {
  const { now, rows, lang, after } = options;
  const { results } = await db
    .prepare(
      `select ${columns} from
         (select * from claims where expires_at > ?1 and (expires_at, id) > (?2, ?3) and (?4 is null or lang = ?4)
          order by expires_at, id limit ?5) c
       join members m on m.id = c.member_id order by c.expires_at, c.id`,
    )
    .bind(now, after?.at ?? 0, after?.id ?? '', lang ?? null, rows)
    .all<Claim>();
  return results;
}
