/** The writing side of the full-text index, in the database of its own. */
import type { Db } from './statement.ts';

export interface Searchable {
  lang: string;
  month: string;
  slug: string;
  revision: number;
  title: string;
  html: string;
  /** Those credited, with spaces between. */
  names: string;
  published_at: number;
}

/** What the index should hold of an article: undefined when readers do not see it. */
export async function findSearchable(db: Db, articleId: string): Promise<Searchable | undefined> {
  const row = await db
    .prepare(
      `select a.lang, a.month, a.slug, r.number as revision, r.title, r.html, a.published_at,
         coalesce((select group_concat(c.name, ' ') from credits c where c.revision_id = r.id), '') as names
       from articles a join revisions r on r.article_id = a.id and r.number = a.published_revision
       where a.id = ? and a.state = 'published'`,
    )
    .bind(articleId)
    .first<Searchable>();
  return row ?? undefined;
}

export interface IndexEntry {
  article_id: string;
  lang: string;
  revision: number;
  path: string;
  title: string;
  text: string;
  published_at: number;
  /** Split into terms, as the query will be. */
  words: { title: string; body: string };
}

/** Replaces an article's entry in one batch: the row, and its words under the row's number. */
export async function writeEntry(search: Db, entry: IndexEntry): Promise<void> {
  await search.batch([
    search
      .prepare('delete from words where rowid = (select rowid from entries where article_id = ?)')
      .bind(entry.article_id),
    search
      .prepare(
        `insert into entries (article_id, lang, revision, path, title, text, published_at) values (?, ?, ?, ?, ?, ?, ?)
         on conflict (article_id) do update set lang = excluded.lang, revision = excluded.revision, path = excluded.path,
           title = excluded.title, text = excluded.text, published_at = excluded.published_at`,
      )
      .bind(
        entry.article_id,
        entry.lang,
        entry.revision,
        entry.path,
        entry.title,
        entry.text,
        entry.published_at,
      ),
    search
      .prepare(
        'insert into words (rowid, lang, title, body) select rowid, ?, ?, ? from entries where article_id = ?',
      )
      .bind(entry.lang, entry.words.title, entry.words.body, entry.article_id),
  ]);
}

export async function removeEntry(search: Db, articleId: string): Promise<void> {
  await search.batch([
    search
      .prepare('delete from words where rowid = (select rowid from entries where article_id = ?)')
      .bind(articleId),
    search.prepare('delete from entries where article_id = ?').bind(articleId),
  ]);
}
