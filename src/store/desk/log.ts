/**
 * The audit log as the desk shows it. Ids of one millisecond stand in any order among themselves, so what happened first
 * is told by the row's number, which the indexes hold too.
 */
import { parseTold, type Told } from '../../i18n/told/tell.ts';
import type { Db } from '../statement.ts';

export interface LogEntry {
  id: string;
  at: number;
  /** Null where cron or the command line acted. */
  member: string | null;
  action: string;
  subject: string;
  before_json: string | null;
  after_json: string | null;
}

const columns = 'l.id, l.at, m.name as member, l.action, l.subject, l.before_json, l.after_json';

export interface LogPlace {
  at: number;
  id: string;
}

export function parseLogPlace(text: string | undefined): LogPlace | undefined {
  const found = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? '');
  return found?.[1] && found[2] ? { at: Number(found[1]), id: found[2] } : undefined;
}

export const logPlace = (entry: LogPlace): string => `${entry.at}.${entry.id}`;

/** Newest first, from below `after`; at most `rows` and one more, which says that there is a next page. */
export async function listLog(db: Db, options: { rows: number; after?: LogPlace }): Promise<LogEntry[]> {
  const { results } = await db
    .prepare(
      `select ${columns} from audit l left join members m on m.id = l.member_id
       where ?1 is null or (l.at, l.rowid) < (?1, (select rowid from audit where id = ?2))
       order by l.at desc, l.rowid desc limit ?3`,
    )
    .bind(options.after?.at ?? null, options.after?.id ?? null, options.rows + 1)
    .all<LogEntry>();
  return results;
}

/** What happened to one thing, newest first. */
export async function listSubjectLog(
  db: Db,
  options: { subject: string; rows: number },
): Promise<LogEntry[]> {
  const { results } = await db
    .prepare(
      `select ${columns} from audit l left join members m on m.id = l.member_id
       where l.subject = ? order by l.at desc, l.rowid desc limit ?`,
    )
    .bind(options.subject, options.rows)
    .all<LogEntry>();
  return results;
}

/** The last time that something was decided about a thing, from a moment on. */
export async function findDecision(
  db: Db,
  options: { subject: string; action: string; since: number },
): Promise<LogEntry | undefined> {
  const row = await db
    .prepare(
      `select ${columns} from audit l left join members m on m.id = l.member_id
       where l.subject = ? and l.at >= ? and l.action = ? order by l.at desc, l.rowid desc limit 1`,
    )
    .bind(options.subject, options.since, options.action)
    .first<LogEntry>();
  return row ?? undefined;
}

/** Enough to know the place again; the log has as much where a comment is resolved. */
const QUOTE_CHARS = 80;

export interface SubjectName {
  subject: string;
  /** Null for what has no name, or no row any more. */
  name: string | null;
  lang: string | null;
  /** The name in other languages, where it is a message. */
  told?: Told | undefined;
  /** Where it stands in a list of names that begins anywhere. */
  slug: string | null;
}

/**
 * What the log's subjects are called now: a title, a person, a topic in the language `lang`. Sessions and entry links go
 * by their member, findings by their message, comments by what they are on. Ids are unique across tables, so each is
 * looked for in all of them, by primary key.
 */
export async function nameSubjects(
  db: Db,
  options: { subjects: string[]; lang: string },
): Promise<Map<string, SubjectName>> {
  const { results } = await db
    .prepare(
      `with s as (select value as subject, substr(value, instr(value, ':') + 1) as id from json_each(?1))
       select s.subject, coalesce(r.title, st.source_title, st.source_url, m.name, p.name,
         t.names ->> ?2, t.slug, w.url, k.name, f.message, substr(c.quote, 1, ${QUOTE_CHARS}), y.name) as name,
         coalesce(a.lang, st.source_lang) as lang, coalesce(p.slug, t.slug) as slug, f.told
       from s
       left join articles a on a.id = s.id
       left join revisions r on r.article_id = a.id and r.number = a.current_revision
       left join stories st on st.id = s.id
       left join sessions e on e.id = s.id
       left join invitations i on i.id = s.id
       left join members m on m.id = coalesce(e.member_id, i.member_id, s.id)
       left join people p on p.id = s.id
       left join topics t on t.id = s.id
       left join webhooks w on w.id = s.id
       left join tokens k on k.id = s.id
       left join findings f on f.id = s.id
       left join comments c on c.id = s.id
       left join passkeys y on y.id = s.id`,
    )
    .bind(JSON.stringify([...new Set(options.subjects)]), options.lang)
    .all<Omit<SubjectName, 'told'> & { told: string | null }>();
  return new Map(results.map((row) => [row.subject, { ...row, told: parseTold(row.told) }]));
}
