/**
 * The writes that readers can see. Only the publish room calls these, always in one batch with the purge rows
 * of the tags that the change touches.
 */
import type { ArticleRow } from './articles.ts';
import { isFree } from './paths.ts';
import type { CorrectionKind } from './schema/words.ts';
import { always, type Db, type Guard, insertWhere, type Value } from './statement.ts';

/** What an article depends on and what depends on it, at the moment of a change. One round trip. */
export interface ChangeScope {
  article: ArticleRow;
  /** The story that the article's one is a twin of, or its own. */
  family: string;
  /** Of the revision that readers see, and of the current one. */
  published: { people: string[]; slugs: string[]; title: string | null };
  current: {
    people: string[];
    slugs: string[];
    title: string;
    created_by: string | null;
    blocks: number;
  };
  topics: string[];
  /** In the order of `topics`. */
  topic_slugs: string[];
}

export async function findChangeScope(db: Db, articleId: string): Promise<ChangeScope | undefined> {
  const named = 'json_group_array(json_array(id, slug))';
  const row = await db
    .prepare(
      `select a.*, o.title as published_title, (select coalesce(twin_of, id) from stories where id = a.story_id) as family,
         (select ${named} from people where id in (select person_id from credits where revision_id = o.id)) as published_people,
         (select ${named} from people where id in (select person_id from credits where revision_id = n.id)) as current_people,
         (select ${named} from topics where id in (select topic_id from article_topics where article_id = a.id)) as article_topics,
         n.title as current_title, n.created_by as current_by,
         (select count(*) from findings f where f.revision_id = n.id and f.severity = 'block' and f.dismissed_at is null) as blocks
       from articles a join revisions n on n.article_id = a.id and n.number = a.current_revision
       left join revisions o on o.article_id = a.id and o.number = a.published_revision where a.id = ?1`,
    )
    .bind(articleId)
    .first<
      ArticleRow & {
        published_title: string | null;
        family: string;
        published_people: string;
        current_people: string;
        article_topics: string;
        current_title: string;
        current_by: string | null;
        blocks: number;
      }
    >();
  if (!row) return undefined;
  const split = (json: string) => {
    const pairs: [id: string, slug: string][] = JSON.parse(json);
    return { ids: pairs.map(([id]) => id), slugs: pairs.map(([, slug]) => slug) };
  };
  const {
    published_title,
    family,
    published_people,
    current_people,
    article_topics,
    current_title,
    current_by,
    blocks,
    ...article
  } = row;
  const before = split(published_people);
  const after = split(current_people);
  const topics = split(article_topics);
  return {
    article,
    family,
    published: { people: before.ids, slugs: before.slugs, title: published_title },
    current: {
      people: after.ids,
      slugs: after.slugs,
      title: current_title,
      created_by: current_by,
      blocks,
    },
    topics: topics.ids,
    topic_slugs: topics.slugs,
  };
}

/** True in the rest of the batch exactly when the guarded update of `changeArticle` took place. */
export const changed = (articleId: string, changeId: string): Guard => ({
  sql: 'exists (select 1 from articles where id = ? and change_id = ?)',
  params: [articleId, changeId],
});

/** True while the article is as it was read. */
export const unchanged = (from: ArticleRow): Guard => ({
  sql: `exists (select 1 from articles where ${asRead})`,
  params: readOf(from),
});

const asRead =
  'id = ? and state = ? and current_revision = ? and change_id is ? and published_revision is ? and story_id = ?';
const readOf = (from: ArticleRow): Value[] => [
  from.id,
  from.state,
  from.current_revision,
  from.change_id,
  from.published_revision,
  from.story_id,
];

export type ArticleChange = Partial<
  Pick<
    ArticleRow,
    | 'story_id'
    | 'state'
    | 'slug'
    | 'month'
    | 'approved_revision'
    | 'approved_by'
    | 'published_revision'
    | 'published_at'
    | 'changed_at'
    | 'scheduled_at'
    | 'withdrawn_at'
    | 'withdrawn_reason'
  >
>;

/**
 * Compare-and-set: applies only while the article is still as it was read, and while no other article has the path
 * that it is given. Its columns are keys of our own
 * type, never a visitor's words. The version grows whatever the clock says, and goes with the clock, so that it is
 * greater than what was before a database was put back to an earlier moment.
 */
export function changeArticle(
  db: Db,
  options: {
    from: ArticleRow;
    to: ArticleChange;
    changeId: string;
    now: number;
    /** What else must be so: in a batch that does not begin with this change. */
    only?: Guard;
  },
): D1PreparedStatement {
  const { from, to, changeId, now, only = always } = options;
  const month = to.month ?? from.month;
  const free =
    to.slug === undefined || month === null
      ? always
      : isFree({ lang: from.lang, month, slug: to.slug, articleId: from.id });
  const columns: Record<string, Value> = { ...to, change_id: changeId, updated_at: now };
  const set = Object.keys(columns)
    .map((column) => `${column} = ?`)
    .join(', ');
  return db
    .prepare(
      `update articles set ${set}, version = max(?, coalesce(version, 0) + 1) where ${asRead}
       and ${only.sql} and ${free.sql} returning id`,
    )
    .bind(...Object.values(columns), now, ...readOf(from), ...only.params, ...free.params);
}

export const insertCorrection = (
  db: Db,
  row: {
    id: string;
    articleId: string;
    kind: CorrectionKind;
    note: string;
    memberId: string | null;
    idempotencyKey?: string | undefined;
    now: number;
  },
  guard: Guard,
): D1PreparedStatement =>
  insertWhere(
    db,
    'corrections',
    {
      id: row.id,
      article_id: row.articleId,
      kind: row.kind,
      note: row.note,
      created_by: row.memberId,
      created_at: row.now,
      idempotency_key: row.idempotencyKey ?? null,
    },
    guard,
  );

export interface KeyedCorrection {
  id: string;
  article_id: string;
  kind: CorrectionKind;
  note: string;
  created_at: number;
}

/** What a member published with this idempotency key. */
export async function findKeyedCorrection(
  db: Db,
  options: { memberId: string; key: string },
): Promise<KeyedCorrection | undefined> {
  const row = await db
    .prepare(
      `select id, article_id, kind, note, created_at from corrections
       where created_by = ? and idempotency_key = ?`,
    )
    .bind(options.memberId, options.key)
    .first<KeyedCorrection>();
  return row ?? undefined;
}

export interface PersonRow {
  id: string;
  name: string;
  slug: string;
}

export async function findPersonRow(db: Db, id: string): Promise<PersonRow | undefined> {
  const row = await db.prepare('select id, name, slug from people where id = ?').bind(id).first<PersonRow>();
  return row ?? undefined;
}

export const renamePersonStatement = (db: Db, id: string, name: string): D1PreparedStatement =>
  db.prepare('update people set name = ? where id = ? returning id').bind(name, id);

export async function findTopicRow(
  db: Db,
  id: string,
): Promise<{ id: string; slug: string; names: string } | undefined> {
  const row = await db
    .prepare('select id, slug, names from topics where id = ?')
    .bind(id)
    .first<{ id: string; slug: string; names: string }>();
  return row ?? undefined;
}

export const renameTopicStatement = (db: Db, id: string, names: string): D1PreparedStatement =>
  db.prepare('update topics set names = ? where id = ? returning id').bind(names, id);

/** Dismisses a finding with a reason; blocking ones stay. Not visible to readers. */
export const dismissFindingStatement = (
  db: Db,
  row: { id: string; memberId: string; reason: string; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      `update findings set dismissed_at = ?, dismissed_by = ?, dismissed_reason = ?
       where id = ? and severity <> 'block' and dismissed_at is null returning id`,
    )
    .bind(row.now, row.memberId, row.reason, row.id);

/** Of article ?1: its rows of `listings` as its published revision wants them; none unless it is out. */
const listed = `with shown as (
    select a.id, a.lang, a.published_at, a.month, a.slug, r.title, r.id as revision_id from articles a
    join revisions r on r.article_id = a.id and r.number = a.published_revision where a.id = ?1 and a.state = 'published'),
  listed as (
    select 'topic' as kind, t.topic_id as key_id, s.lang, s.published_at, s.id, s.month, s.slug, s.title, null as roles
      from shown s join article_topics t on t.article_id = s.id
    union all
    select 'person', person_id, lang, published_at, id, month, slug, title, json_group_array(distinct role)
      from (select s.*, c.person_id, c.role from shown s join credits c on c.revision_id = s.revision_id order by c.n)
      group by person_id)`;

/**
 * Brings an article's entries under its topics and people up to date with its published revision. Needs no
 * guard: made from the rows as they are, it writes nothing where nothing changed.
 */
export const listingStatements = (db: Db, articleId: string): D1PreparedStatement[] => [
  db
    .prepare(
      `${listed} delete from listings where article_id = ?1
       and (kind, key_id, lang, published_at) not in (select kind, key_id, lang, published_at from listed)`,
    )
    .bind(articleId),
  db
    .prepare(
      `${listed} insert into listings (kind, key_id, lang, published_at, article_id, month, slug, title, roles)
       select * from listed where true
       on conflict do update set month = excluded.month, slug = excluded.slug, title = excluded.title, roles = excluded.roles
       where (month, slug, title, roles) is not (excluded.month, excluded.slug, excluded.title, excluded.roles)`,
    )
    .bind(articleId),
];
