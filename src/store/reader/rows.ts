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
import type { Langs, LinkView, Months, SiteView, TopicView } from './views.ts';

/** Column `settings` of every page's statement. */
export const settingsSql = `(select value from settings where key = '${SITE_SETTINGS_KEY}') as settings`;

/** The languages that have something published. */
export const editionsSql = `(select json_group_array(lang) from (
    select lang from editions order by lang limit ${EDITIONS_ROWS})) as editions`;

/** Months of edition ?1 with something published. */
export const monthsSql = '(select months from editions where lang = ?1) as months';

/** Columns of a link, of `articles a`. The title is the published revision's. */
export const linkColumns = "a.id, a.lang, a.month, a.slug, a.page ->> '$.title' as title, a.published_at";

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
const json = new Set(['roles']);

export const linkNames = ['id', 'lang', 'month', 'slug', 'title', 'published_at'] as const;

export interface LinkRow {
  id: string;
  lang: string;
  month: string;
  slug: string;
  title: string;
  published_at: number;
}

export interface TopicRow {
  id: string;
  slug: string;
  names: Record<string, string>;
}

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
