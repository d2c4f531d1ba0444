/**
 * SQL and rows that the readers' queries share. Each page is one statement: lists inside it are scalar
 * subqueries that give JSON, because a second round trip to D1 costs a reader more than the whole render.
 */
import { articleTag, monthsTag, siteTag, topicTag } from '../../edge/tags.ts';
import { memo } from '../../lib/memo.ts';
import { articlePath, topicPath } from '../../lib/paths.ts';
import { EDITIONS_ROWS, SETTINGS_KEPT_MAX, SIBLINGS_ROWS } from '../../limits.ts';
import { SITE_SETTINGS_KEY, type SiteSettings, siteSettings } from '../settings.ts';
import { type Reading, shown } from './shown.ts';
import type { CardView, Langs, LinkView, Months, PictureView, SiteView, TopicView } from './views.ts';

/** Column `settings` of every page's statement. */
export const settingsSql = `(select value from settings where key = '${SITE_SETTINGS_KEY}') as settings`;

/** The languages that have something published. */
export const editionsSql = `(select json_group_array(lang) from (
    select lang from editions order by lang limit ${EDITIONS_ROWS})) as editions`;

/** Months of edition ?1 with something published. */
export const monthsSql = '(select months from editions where lang = ?1) as months';

export const topicsSql = `(select json_group_array(json_object('id', t.id, 'slug', t.slug, 'names', json(t.names)))
  from article_topics x join topics t on t.id = x.topic_id where x.article_id = a.id)`;

export const pictureSql = `case when r.header_sha256 is not null and r.header_width is not null and r.header_height is not null
  then json_object('sha256', r.header_sha256, 'width', r.header_width, 'height', r.header_height, 'alt', r.header_alt, 'caption', r.header_caption) end`;

/** Names in a role, in the order written, from the index that holds them. */
export const namesSql = (role: 'author' | 'translator'): string =>
  `(select json_group_array(name) from (select c.name from credits c where c.revision_id = r.id and c.role = '${role}' order by c.n))`;

const itemColumns = `a.id, a.lang, a.month, a.slug, r.title, a.published_at, a.changed_at, r.excerpt, r.reading_minutes,
  ${pictureSql} as header, ${namesSql('translator')} as translators`;

/** Columns of a card, for `articles a` and the published `revisions r`. */
export const cardColumns = `${itemColumns}, ${topicsSql} as topics`;

/** Columns of a card where its topics are not shown. */
export const plainCardColumns = `${itemColumns}, '[]' as topics`;

export const linkColumns = 'a.id, a.lang, a.month, a.slug, r.title, a.published_at';

/** `articles a` joined with what readers see of them. */
export const publishedRevision =
  'join revisions r on r.article_id = a.id and r.number = a.published_revision';

/**
 * Times and ids of the articles listed under a topic or a person in edition ?1, newest first: one range of the
 * table's key. `key` and `cursor` are SQL of ours.
 */
export const listedSql = (kind: 'topic' | 'person', key: string, cursor = ''): string =>
  `select l.published_at, l.article_id from listings l where l.kind = '${kind}' and l.key_id = ${key} and l.lang = ?1 ${cursor}
   order by l.published_at desc, l.article_id desc`;

/** The languages of that list, hopping from one to the next. */
export const listedLangsSql = (kind: 'topic' | 'person', key: string): string =>
  `(with recursive hop(lang) as (
    select min(lang) from listings where kind = '${kind}' and key_id = ${key}
    union all select (select min(b.lang) from listings b where b.kind = '${kind}' and b.key_id = ${key} and b.lang > hop.lang)
    from hop where hop.lang is not null limit ${SIBLINGS_ROWS})
  select json_group_array(lang) from hop where lang is not null)`;

/** A table-valued SELECT as one JSON array. `columns` are the names the SELECT gives. */
export const jsonRows = (columns: readonly string[], select: string): string =>
  `(select json_group_array(json_object(${columns.map((name) => `'${name}', ${json.has(name) ? `json(${name})` : name}`).join(', ')})) from (${select}))`;

/** Columns that hold JSON already and must not become strings of it. */
const json = new Set(['header', 'translators', 'topics', 'names', 'roles']);

export const linkNames = ['id', 'lang', 'month', 'slug', 'title', 'published_at'] as const;
export const cardNames = [
  ...linkNames,
  'changed_at',
  'excerpt',
  'reading_minutes',
  'header',
  'translators',
  'topics',
] as const;

export interface LinkRow {
  id: string;
  lang: string;
  month: string;
  slug: string;
  title: string;
  published_at: number;
}

export interface PictureRow {
  sha256: string;
  width: number;
  height: number;
  alt: string | null;
  caption: string | null;
}

export interface TopicRow {
  id: string;
  slug: string;
  names: Record<string, string>;
}

/** With `header`, `translators` and `topics` parsed, as they are inside a JSON array of cards. */
export interface CardRow extends LinkRow {
  changed_at: number | null;
  excerpt: string;
  reading_minutes: number;
  header: PictureRow | null;
  translators: string[];
  topics: TopicRow[];
}

/** A card as a row of its own: its lists are still text. */
export type FlatCardRow = Omit<CardRow, 'header' | 'translators' | 'topics'> & {
  header: string | null;
  translators: string;
  topics: string;
};

export const unflatten = <Row extends FlatCardRow>(row: Row): Omit<Row, keyof FlatCardRow> & CardRow => ({
  ...row,
  header: row.header === null ? null : fromJson<PictureRow>(row.header),
  translators: fromJson<string[]>(row.translators),
  topics: fromJson<TopicRow[]>(row.topics),
});

/** The row's value under `key`, or no key at all where the column is null. */
export const some = <Key extends string, Value>(key: Key, value: Value | null): Partial<Record<Key, Value>> =>
  (value === null ? {} : { [key]: value }) as Partial<Record<Key, Value>>;

/** A column of JSON, as what the caller says: `unknown` to who says nothing, where `any` would pass for what it is not. */
export const fromJson = <Row = unknown>(text: string): NoInfer<Row> => JSON.parse(text);

/** One statement, one row: the page. */
export async function readPage<Row>(
  reading: Reading,
  sql: string,
  params: (string | number)[],
): Promise<Row> {
  const row = await reading.db
    .prepare(sql)
    .bind(...params)
    .first<Row>();
  if (!row) throw new Error('A reader statement gives one row always.');
  return row;
}

/** One statement of rows, where they could be more than one value holds. */
export async function readRows<Row>(
  reading: Reading,
  sql: string,
  params: (string | number)[],
): Promise<Row[]> {
  const { results } = await reading.db
    .prepare(sql)
    .bind(...params)
    .all<Row>();
  return results;
}

const readSettings = memo(SETTINGS_KEPT_MAX, (text: string) => siteSettings.parse(JSON.parse(text)));
const settingsOf = (text: string | null): SiteSettings => readSettings(text ?? '{}');

export function siteOf(reading: Reading, settings: string | null): SiteView {
  const read = settingsOf(settings);
  const view = {
    name: read.name,
    default_lang: read.default_lang,
    ...(read.hub === undefined ? {} : { hub: read.hub }),
    footer: read.footer,
    licence: read.licence,
    disclaimer: read.disclaimer,
  };
  return shown(reading, view, siteTag);
}

/** Editions in the order that the settings give, the others after them by tag: `editionsSql` gives them. */
export function editionsOf(reading: Reading, settings: string | null, editions: string): Langs<'site'> {
  const { langs } = settingsOf(settings);
  const live = fromJson<string[]>(editions);
  const ordered = langs.filter((lang) => live.includes(lang));
  return shown(reading, [...ordered, ...live.filter((lang) => !ordered.includes(lang))], siteTag);
}

/** What `monthsSql` gives of an edition: its `most` last months, newest first. */
export function monthsOf(reading: Reading, lang: string, months: string | null, most: number): Months {
  const all = Object.keys(fromJson<Record<string, number>>(months ?? '{}'));
  return shown(reading, all.sort().reverse().slice(0, most), monthsTag(lang));
}

/** A topic's name in a language, or the nearest to it that it has. */
export function topicOf(reading: Reading, row: TopicRow, lang: string): TopicView {
  const { names } = row;
  const [language = lang] = lang.split('-');
  const name = names[lang] ?? names[language] ?? names.en ?? Object.values(names)[0] ?? row.slug;
  return shown(reading, { slug: row.slug, name, path: topicPath(lang, row.slug) }, topicTag(row.id));
}

export const linkOf = (reading: Reading, row: LinkRow): LinkView =>
  shown(
    reading,
    {
      id: row.id,
      lang: row.lang,
      path: articlePath(row.lang, row.month, row.slug),
      title: row.title,
      published_at: row.published_at,
    },
    articleTag(row.id),
  );

/** Part of its article's row. */
export const pictureOf = (row: PictureRow): PictureView => ({
  sha256: row.sha256,
  width: row.width,
  height: row.height,
  alt: row.alt ?? '',
  ...some('caption', row.caption),
});

export const cardOf = (reading: Reading, row: CardRow): CardView => ({
  ...linkOf(reading, row),
  excerpt: row.excerpt,
  ...(row.header === null ? {} : { header: pictureOf(row.header) }),
  ...some('changed_at', row.changed_at),
  reading_minutes: row.reading_minutes,
  translators: row.translators,
  topics: row.topics.map((topic) => topicOf(reading, topic, row.lang)),
});
