/** What is derived from published articles, so that readers and checks read few rows. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { articles } from './articles.ts';
import { oneOf } from './columns.ts';

/**
 * The fingerprint of each published article, once for each of its four bands (lib/simhash.ts): near texts are found
 * without reading the others. Derived from the published revisions, in the batch of each change.
 */
export const fingerprints = sqliteTable(
  'fingerprints',
  {
    lang: text('lang').notNull(),
    /** Place and digits: `2:9af0`. */
    band: text('band').notNull(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    /** The whole fingerprint, so that one row is all that a comparison costs. */
    simhash: text('simhash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.lang, t.band, t.article_id] }),
    index('fingerprints_article').on(t.article_id),
  ],
);

/**
 * Which published articles stand under a topic or a person, by language and date: what their pages and feeds
 * read. Derived from the published revisions, in the batch of each change.
 */
export const listings = sqliteTable(
  'listings',
  {
    /** `topic` or `person`. */
    kind: text('kind').notNull(),
    key_id: text('key_id').notNull(),
    lang: text('lang').notNull(),
    published_at: integer('published_at').notNull(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    /** What a link to it needs, so that one row is all it costs. */
    month: text('month').notNull(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    /** JSON: what a person did for the article; null for a topic. */
    roles: text('roles'),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.key_id, t.lang, t.published_at, t.article_id] }),
    index('listings_article').on(t.article_id),
    oneOf('listings_kind_known', t.kind, ['topic', 'person']),
  ],
);

/**
 * How many articles each month of an edition has published; months without one have no row. Kept by triggers on
 * `articles`, so that no write can forget it: counting them for the sitemaps would read the whole archive.
 */
export const months = sqliteTable(
  'months',
  {
    lang: text('lang').notNull(),
    /** `yyyy-mm` */
    month: text('month').notNull(),
    articles: integer('articles').notNull(),
  },
  (t) => [primaryKey({ columns: [t.lang, t.month] })],
);

/**
 * Each edition that has something published, with how many articles each of its months has: one row is all that a page
 * reads of them, however many years there are. Kept by triggers on `months`.
 */
export const editions = sqliteTable('editions', {
  lang: text('lang').primaryKey(),
  /** JSON: `{ "yyyy-mm": 12 }`, in no order. */
  months: text('months').notNull(),
});
