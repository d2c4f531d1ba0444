/**
 * The writing side of the full-text index, in the database of its own. Two may bring the same entry up to date at
 * once, and the one who read earlier may write later: so each state that is written comes with its version, and an
 * older one changes nothing.
 */
import { searchText } from '../lib/bigrams.ts';
import { articlePath } from '../lib/paths.ts';
import { plainText } from '../lib/plain-text.ts';
import { SITE_SETTINGS_KEY } from './settings.ts';
import type { Db } from './statement.ts';

/** The site's settings as the index keeps them beside its entries: their JSON, and when they were written. */
export interface IndexedSite {
  settings: string;
  /** 0 before the first. */
  version: number;
}

const siteSql = `select coalesce(max(value), '{}') as settings, coalesce(max(updated_at), 0) as version
  from settings where key = '${SITE_SETTINGS_KEY}'`;

export async function getIndexedSite(db: Db): Promise<IndexedSite> {
  const row = await db.prepare(siteSql).first<IndexedSite>();
  if (!row) throw new Error('An aggregate gives one row always.');
  return row;
}

const siteStatement = (search: Db, site: IndexedSite): D1PreparedStatement =>
  search
    .prepare(
      `insert into site (id, settings, version) values (1, ?, ?) on conflict (id) do update
         set settings = excluded.settings, version = excluded.version where excluded.version > site.version`,
    )
    .bind(site.settings, site.version);

export async function writeSite(search: Db, site: IndexedSite): Promise<void> {
  await siteStatement(search, site).run();
}

export interface IndexEntry {
  lang: string;
  revision: number;
  path: string;
  title: string;
  text: string;
  published_at: number;
  /** Split into terms, as the query will be. */
  words: { title: string; body: string };
}

/** What the index should hold of an article, read at one moment. */
export interface Indexed {
  article_id: string;
  /** Greater with each change that readers could see; 0 before the first that was counted. */
  version: number;
  /** Missing when readers do not see the article. */
  entry?: IndexEntry;
  /** A site whose settings were never changed comes into the index with its articles. */
  site: IndexedSite;
}

interface IndexedRow {
  version: number;
  lang: string;
  month: string;
  slug: string;
  revision: number | null;
  title: string;
  html: string;
  published_at: number;
  /** Those credited, with spaces between. */
  names: string;
  settings: string;
  site_version: number;
}

/** Undefined: there is no such article. */
export async function findIndexed(db: Db, articleId: string): Promise<Indexed | undefined> {
  const row = await db
    .prepare(
      `select coalesce(a.version, 0) as version, a.lang, a.month, a.slug, r.number as revision, r.title, r.html, a.published_at,
         coalesce((select group_concat(c.name, ' ') from credits c where c.revision_id = r.id), '') as names,
         s.settings, s.version as site_version
       from articles a cross join (${siteSql}) s
       left join revisions r on r.article_id = a.id and r.number = a.published_revision and a.state = 'published'
       where a.id = ?`,
    )
    .bind(articleId)
    .first<IndexedRow>();
  if (!row) return undefined;
  const found = {
    article_id: articleId,
    version: row.version,
    site: { settings: row.settings, version: row.site_version },
  };
  if (row.revision === null) return found;
  const text = plainText(row.html);
  const entry = {
    lang: row.lang,
    revision: row.revision,
    path: articlePath(row.lang, row.month, row.slug),
    title: row.title,
    text,
    published_at: row.published_at,
    words: { title: searchText(row.title), body: searchText(`${text} ${row.names}`) },
  };
  return { ...found, entry };
}

/** True in the rest of the batch exactly when no newer state of article ?1 than ?2 was written. */
const isNewest = '(select version from versions where article_id = ?1) = ?2';

/**
 * Makes an article's entry what it should be, in one batch: the row, and its words under the row's number, or
 * neither of them.
 */
export async function writeIndexed(search: Db, { article_id, version, entry, site }: Indexed): Promise<void> {
  const state = [article_id, version] as const;
  await search.batch([
    search
      .prepare(
        `insert into versions (article_id, version) values (?, ?) on conflict (article_id) do update
           set version = excluded.version where excluded.version > versions.version`,
      )
      .bind(...state),
    search
      .prepare(
        `delete from words where rowid = (select rowid from entries where article_id = ?1) and ${isNewest}`,
      )
      .bind(...state),
    ...(entry
      ? entryStatements(search, state, entry)
      : [search.prepare(`delete from entries where article_id = ?1 and ${isNewest}`).bind(...state)]),
    siteStatement(search, site),
  ]);
}

const entryStatements = (
  search: Db,
  state: readonly [articleId: string, version: number],
  entry: IndexEntry,
): D1PreparedStatement[] => [
  search
    .prepare(
      `insert into entries (article_id, lang, revision, path, title, text, published_at)
       select ?1, ?3, ?4, ?5, ?6, ?7, ?8 where ${isNewest}
       on conflict (article_id) do update set lang = excluded.lang, revision = excluded.revision, path = excluded.path,
         title = excluded.title, text = excluded.text, published_at = excluded.published_at`,
    )
    .bind(...state, entry.lang, entry.revision, entry.path, entry.title, entry.text, entry.published_at),
  search
    .prepare(
      `insert into words (rowid, lang, title, body)
       select rowid, ?3, ?4, ?5 from entries where article_id = ?1 and ${isNewest}`,
    )
    .bind(...state, entry.lang, entry.words.title, entry.words.body),
];
