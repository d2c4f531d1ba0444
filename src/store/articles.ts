/**
 * Articles as the newsroom sees them: any state, any revision. What readers see is in `reader/`.
 */
import { PAGE_ROWS } from '../limits.ts';
import { oldPathsOfArticle } from './old-paths.ts';
import type { ArticleState, CreditRole } from './schema/words.ts';
import type { Db } from './statement.ts';
import { FINDING_COLUMNS, type FindingRow, findingRows } from './submissions.ts';

export interface ArticleRow {
  id: string;
  story_id: string;
  lang: string;
  state: ArticleState;
  current_revision: number;
  approved_revision: number | null;
  published_revision: number | null;
  slug: string;
  month: string | null;
  created_by: string | null;
  approved_by: string | null;
  scheduled_at: number | null;
  published_at: number | null;
  changed_at: number | null;
  withdrawn_at: number | null;
  withdrawn_reason: string | null;
  change_id: string | null;
  created_at: number;
  updated_at: number;
}

/** A revision's content, as columns: what readers see and what editors edit. */
export interface RevisionContent {
  markdown: string;
  sha256: string;
  html: string;
  title: string;
  byline: string | null;
  repost_name: string | null;
  repost_url: string | null;
  header_sha256: string | null;
  header_width: number | null;
  header_height: number | null;
  header_alt: string | null;
  header_caption: string | null;
  header_url: string | null;
  /** JSON arrays. */
  sources: string;
  footer_links: string;
  as_written: string;
  disclaimer: string | null;
  excerpt: string;
  words: number;
  reading_minutes: number;
  /** Fingerprint of the body's text. */
  simhash: string;
}

export interface RevisionRow extends Omit<RevisionContent, 'simhash'> {
  id: string;
  article_id: string;
  number: number;
  submission_id: string;
  created_by: string | null;
  reason: string | null;
  created_at: number;
}

export interface CreditRow {
  role: CreditRole;
  name: string;
  affiliation: string | null;
  as_written: string;
  url: string | null;
  person_id: string;
  person_slug: string;
}

export interface RevisionSummary {
  id: string;
  number: number;
  sha256: string;
  title: string;
  reason: string | null;
  created_at: number;
  created_by: string | null;
  author: string | null;
}

export interface ArticleDetail {
  article: ArticleRow;
  revision: RevisionRow;
  source: {
    source_url: string | null;
    source_title: string | null;
    source_publisher: string | null;
    source_lang: string | null;
    twin_of: string | null;
    /** Since when the source differs from what was translated. */
    changed_at: number | null;
  };
  credits: CreditRow[];
  findings: FindingRow[];
  topics: { slug: string; names: string }[];
  /** Newest first, at most PAGE_ROWS each. */
  revisions: RevisionSummary[];
  corrections: { id: string; kind: string; note: string; created_at: number }[];
  /** Slugs that lead to it by 301, oldest first, at most PAGE_ROWS. */
  old_slugs: string[];
  /** Addresses on another site that lead to it, at most PAGE_ROWS. */
  old_paths: string[];
  /** Where the older ones go on, when there are any. */
  next: OlderFrom;
}

/** The last row of a page of an article's revisions, by its number, and of its corrections. */
export interface OlderFrom {
  revision?: number | undefined;
  correction?: { at: number; id: string } | undefined;
}

export async function findArticle(db: Db, id: string): Promise<ArticleRow | undefined> {
  const row = await db.prepare('select * from articles where id = ?').bind(id).first<ArticleRow>();
  return row ?? undefined;
}

/**
 * One article whole, at one revision (the current one unless named), in one round trip; its revisions and corrections
 * from the newest on, or those older than `older`.
 */
export async function findArticleDetail(
  db: Db,
  id: string,
  revision?: number,
  older: OlderFrom = {},
): Promise<ArticleDetail | undefined> {
  const number = `coalesce(?2, (select current_revision from articles where id = ?1))`;
  const of = (sql: string) => db.prepare(sql).bind(id, revision ?? null);
  const [article, rows, source, credits, findings, topics, revisions, corrections, slugs, paths] =
    await db.batch([
      db.prepare('select * from articles where id = ?').bind(id),
      of(`select * from revisions where article_id = ?1 and number = ${number}`),
      db
        .prepare(
          `select s.source_url, s.source_title, s.source_publisher, s.source_lang, s.twin_of,
           (select w.changed_at from watches w where w.story_id = coalesce(s.twin_of, s.id)) as changed_at
         from articles a join stories s on s.id = a.story_id where a.id = ?`,
        )
        .bind(id),
      of(
        `select c.role, c.name, c.affiliation, c.as_written, c.url, c.person_id, p.slug as person_slug
       from revisions r join credits c on c.revision_id = r.id join people p on p.id = c.person_id
       where r.article_id = ?1 and r.number = ${number} order by c.n`,
      ),
      of(
        `select ${FINDING_COLUMNS}
       from revisions r join findings f on f.revision_id = r.id where r.article_id = ?1 and r.number = ${number} order by f.n`,
      ),
      db
        .prepare(
          `select t.slug, t.names from article_topics at join topics t on t.id = at.topic_id where at.article_id = ? order by t.slug`,
        )
        .bind(id),
      db
        .prepare(
          `select r.id, r.number, r.sha256, r.title, r.reason, r.created_at, r.created_by, m.name as author
         from revisions r left join members m on m.id = r.created_by
         where r.article_id = ? and r.number < ? order by r.number desc limit ?`,
        )
        .bind(id, older.revision ?? Number.MAX_SAFE_INTEGER, PAGE_ROWS + 1),
      db
        .prepare(
          `select id, kind, note, created_at from corrections
         where article_id = ? and (created_at, id) < (?, ?) order by created_at desc, id desc limit ?`,
        )
        .bind(id, older.correction?.at ?? Number.MAX_SAFE_INTEGER, older.correction?.id ?? '', PAGE_ROWS + 1),
      db
        .prepare(
          `select s.slug from articles a join slugs s on s.article_id = a.id and (s.month <> a.month or s.slug <> a.slug)
         where a.id = ? order by s.created_at, s.rowid limit ?`,
        )
        .bind(id, PAGE_ROWS),
      oldPathsOfArticle(db, id),
    ]);
  const found = article?.results[0] as ArticleRow | undefined;
  const content = rows?.results[0] as RevisionRow | undefined;
  if (!found || !content) return undefined;
  const numbered = pageOf((revisions?.results ?? []) as RevisionSummary[]);
  const noted = pageOf((corrections?.results ?? []) as ArticleDetail['corrections']);
  return {
    article: found,
    revision: content,
    source: source?.results[0] as ArticleDetail['source'],
    credits: (credits?.results ?? []) as CreditRow[],
    findings: findingRows(findings?.results),
    topics: (topics?.results ?? []) as ArticleDetail['topics'],
    revisions: numbered.rows,
    corrections: noted.rows,
    next: {
      revision: numbered.last?.number,
      correction: noted.last && { at: noted.last.created_at, id: noted.last.id },
    },
    old_slugs: ((slugs?.results ?? []) as { slug: string }[]).map(({ slug }) => slug),
    old_paths: ((paths?.results ?? []) as { path: string }[]).map(({ path }) => path),
  };
}

/** The first PAGE_ROWS of the rows; the last of them only when there are more. */
function pageOf<Row>(found: Row[]): { rows: Row[]; last: Row | undefined } {
  const rows = found.slice(0, PAGE_ROWS);
  return { rows, last: found.length > rows.length ? rows.at(-1) : undefined };
}

export interface ArticleSummary {
  id: string;
  story_id: string;
  lang: string;
  state: ArticleState;
  slug: string;
  month: string | null;
  title: string;
  current_revision: number;
  published_at: number | null;
  scheduled_at: number | null;
  updated_at: number;
}

/**
 * Articles, most recently changed first. `after` is the last row's place of the page before; the list is
 * PAGE_ROWS + 1 long at most, and the extra row says that there is more.
 */
export async function listArticles(
  db: Db,
  options: { lang?: string; state?: ArticleState; after?: { updatedAt: number; id: string } },
): Promise<ArticleSummary[]> {
  const where: string[] = ['true'];
  const params: (string | number)[] = [];
  if (options.lang !== undefined) {
    where.push('a.lang = ?');
    params.push(options.lang);
  }
  if (options.state !== undefined) {
    where.push('a.state = ?');
    params.push(options.state);
  }
  if (options.after) {
    where.push('(a.updated_at, a.id) < (?, ?)');
    params.push(options.after.updatedAt, options.after.id);
  }
  const { results } = await db
    .prepare(
      `select a.id, a.story_id, a.lang, a.state, a.slug, a.month, r.title, a.current_revision, a.published_at, a.scheduled_at, a.updated_at
       from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision
       where ${where.join(' and ')} order by a.updated_at desc, a.id desc limit ?`,
    )
    .bind(...params, PAGE_ROWS + 1)
    .all<ArticleSummary>();
  return results;
}

/** The revision that a submission became. */
export async function findRevisionOf(db: Db, submissionId: string): Promise<RevisionRow | undefined> {
  const row = await db
    .prepare('select * from revisions where submission_id = ?')
    .bind(submissionId)
    .first<RevisionRow>();
  return row ?? undefined;
}
