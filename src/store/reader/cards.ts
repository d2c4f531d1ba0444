/**
 * What stands ready in an article's row, as its own page and every list shows it. Triggers write it (migrations 0009,
 * 0014 and 0016), so that a card needs no row but the article's: none of its revision, its credits or its topics.
 */
import type { ArticleState, CreditRole } from '../schema/words.ts';
import { fromJson, type LinkRow, linkOf, some, topicOf } from './rows.ts';
import type { Reading } from './shown.ts';
import type { ArticleView, CardView, PictureView, SourceView } from './views.ts';

/** Column `page` of a row that is or was out. */
export interface PageJson extends Omit<LinkRow, 'id'> {
  state: ArticleState;
  withdrawn_at: number | null;
  withdrawn_reason: string | null;
  story_id: string;
  published_revision: number;
  changed_at: number | null;
  excerpt: string;
  reading_minutes: number;
  header_sha256: string | null;
  header_width: number | null;
  header_height: number | null;
  header_alt: string | null;
  header_caption: string | null;
  words: number;
  byline: string | null;
  repost_name: string | null;
  repost_url: string | null;
  sources: SourceView[];
  disclaimer: string | null;
  footer_links: ArticleView['footer_links'];
  topics: TopicColumns[];
}

/** One of column `siblings`: the story's other published articles, by language. */
export type SiblingColumns = [id: string, lang: string, month: string, slug: string];

type TopicColumns = [id: string, slug: string, names: Record<string, string>];

/** One of column `credits`, which holds them in the order written. */
export interface CreditRow {
  person_id: string;
  person_slug: string;
  role: CreditRole;
  name: string;
  affiliation: string | null;
  as_written: string;
  url: string | null;
}

/** An article that readers may know of. */
export type Known = PageJson & { id: string };

/** Of column `page`, what a card shows. */
const cardFields = [
  'lang',
  'month',
  'slug',
  'title',
  'published_at',
  'changed_at',
  'excerpt',
  'reading_minutes',
  'header_sha256',
  'header_width',
  'header_height',
  'header_alt',
  'header_caption',
  'topics',
] as const;
export type CardRow = Pick<Known, 'id' | (typeof cardFields)[number]> & { translators: string[] };

/** Names in a role, in the order written. */
export const namesIn = (credits: readonly CreditRow[], role: CreditRole): string[] =>
  credits.filter((credit) => credit.role === role).map(({ name }) => name);

/** Part of its article's row. */
function pictureOf(row: CardRow): PictureView | undefined {
  const { header_sha256: sha256, header_width: width, header_height: height } = row;
  if (sha256 === null || width === null || height === null) return undefined;
  return { sha256, width, height, alt: row.header_alt ?? '', ...some('caption', row.header_caption) };
}

export function cardOf(reading: Reading, row: CardRow): CardView {
  const header = pictureOf(row);
  return {
    ...linkOf(reading, row),
    excerpt: row.excerpt,
    ...(header === undefined ? {} : { header }),
    ...some('changed_at', row.changed_at),
    reading_minutes: row.reading_minutes,
    translators: row.translators,
    topics: row.topics.map(([id, slug, names]) => topicOf(reading, { id, slug, names }, row.lang)),
  };
}

const fieldsSql = `json_extract(a.page, ${cardFields.map((name) => `'$.${name}'`).join(', ')})`;

/**
 * A SELECT of articles `a`, from `from` on, as one JSON array of cards in its order. Of a page no more comes along than
 * is shown: copying all of it takes longer than picking the fields out. Credits come whole, since D1 counts each that
 * `json_each` looks at as a row. What was picked is JSON, and is only put together.
 */
export const cardsSql = (from: string): string =>
  `(select '[' || coalesce(group_concat(card), '') || ']' from (
    select '["' || a.id || '",' || ${fieldsSql} || ',' || a.credits || ']' as card ${from}))`;

/** What `cardsSql` gave. */
export const cardRowsIn = (cards: string): CardRow[] =>
  fromJson<[id: string, fields: unknown[], credits: CreditRow[]][]>(cards).map(([id, fields, credits]) => ({
    ...(Object.fromEntries(cardFields.map((name, n) => [name, fields[n]])) as Omit<
      CardRow,
      'id' | 'translators'
    >),
    id,
    translators: namesIn(credits, 'translator'),
  }));

export const cardsIn = (reading: Reading, cards: string): CardView[] =>
  cardRowsIn(cards).map((row) => cardOf(reading, row));
