import { articleTag, editionTag, monthTag, siteTag, storyTag } from '../../edge/tags.ts';
import { articlePath } from '../../lib/paths.ts';
import { NEWS_SITEMAP_ROWS, SITEMAP_PARTS, SITEMAP_ROWS } from '../../limits.ts';
import { publishedRevision, settingsSql, siteOf } from './rows.ts';
import type { Reading, SiteView } from './views.ts';

export interface MonthPlace {
  lang: string;
  /** `yyyy-mm` */
  month: string;
}

/** A month and how many maps of SITEMAP_ROWS articles it fills. */
export interface MappedMonth extends MonthPlace {
  parts: number;
}

export interface MappedArticle {
  id: string;
  lang: string;
  path: string;
  title: string;
  published_at: number;
  changed_at: number;
  header_sha256?: string;
  /** All languages of the story that are published, this one included. */
  languages: { lang: string; path: string }[];
}

/**
 * Edition by edition and month by month, hopping on `articles_edition`: two rows read a month. Only where the site
 * has more articles than one map holds are those of each month counted.
 */
const placesSql = `with recursive langs(lang) as (
    select min(lang) from articles
    union all select (select min(b.lang) from articles b where b.lang > langs.lang) from langs where langs.lang is not null limit 200),
  hop(lang, at) as (
    select lang, (select max(published_at) from articles c where c.lang = langs.lang and c.state = 'published') from langs where lang is not null
    union all select hop.lang, (select max(b.published_at) from articles b where b.lang = hop.lang and b.state = 'published'
      and b.published_at < unixepoch(hop.at / 1000, 'unixepoch', 'start of month') * 1000) from hop where hop.at is not null limit ${SITEMAP_ROWS})
  select lang, strftime('%Y-%m', at / 1000, 'unixepoch') as month,
    case when (select max(rowid) from articles) > ${SITEMAP_ROWS} then (select count(*) from (select 1 from articles d
      where d.lang = hop.lang and d.state = 'published' and d.published_at <= hop.at
        and d.published_at >= unixepoch(hop.at / 1000, 'unixepoch', 'start of month') * 1000 limit ${SITEMAP_ROWS * SITEMAP_PARTS})) end as articles
  from hop where at is not null order by lang, month`;

/** Every month of every edition that has articles. */
export async function listMonths(reading: Reading): Promise<MappedMonth[]> {
  const { results } = await reading.db.prepare(placesSql).all<MonthPlace & { articles: number | null }>();
  reading.tags.add(siteTag);
  for (const { lang } of results) reading.tags.add(editionTag(lang));
  return results.map(({ lang, month, articles }) => ({
    lang,
    month,
    parts: Math.max(1, Math.ceil((articles ?? 0) / SITEMAP_ROWS)),
  }));
}

/** `+` keeps a condition from choosing the index: without statistics SQLite may take the one on states. */
const languages = `(select json_group_array(json_object('lang', b.lang, 'month', b.month, 'slug', b.slug)) from articles b
  where b.story_id = a.story_id and +b.state = 'published') as languages`;

const mapped = `a.id, a.story_id, a.lang, a.month, a.slug, r.title, a.published_at, coalesce(a.changed_at, a.published_at) as changed_at, r.header_sha256, ${languages}`;

interface MappedRow {
  id: string;
  story_id: string;
  lang: string;
  month: string;
  slug: string;
  title: string;
  published_at: number;
  changed_at: number;
  header_sha256: string | null;
  languages: string;
}

function mappedOf(reading: Reading, row: MappedRow): MappedArticle {
  reading.tags.add(articleTag(row.id));
  // Its other languages stand beside it, and come, go and move with the story.
  reading.tags.add(storyTag(row.story_id));
  const all: { lang: string; month: string; slug: string }[] = JSON.parse(row.languages);
  return {
    id: row.id,
    lang: row.lang,
    path: articlePath(row.lang, row.month, row.slug),
    title: row.title,
    published_at: row.published_at,
    changed_at: row.changed_at,
    ...(row.header_sha256 === null ? {} : { header_sha256: row.header_sha256 }),
    languages: all.map((one) => ({ lang: one.lang, path: articlePath(one.lang, one.month, one.slug) })),
  };
}

/** The articles of one month of one edition, the oldest first, in parts of SITEMAP_ROWS counted from 1. */
export async function listMonthMap(
  reading: Reading,
  place: MonthPlace & { part: number },
): Promise<{ site: SiteView; articles: MappedArticle[] }> {
  const start = Date.parse(`${place.month}-01T00:00:00Z`);
  const end = new Date(start).setUTCMonth(new Date(start).getUTCMonth() + 1);
  const { results } = await reading.db
    .prepare(
      `select site.settings, entry.* from (select ${settingsSql}) site left join (select ${mapped} from articles a ${publishedRevision}
       where a.lang = ?1 and a.state = 'published' and a.published_at >= ?2 and a.published_at < ?3
       order by a.published_at, a.rowid limit ${SITEMAP_ROWS} offset ?4) entry on true`,
    )
    .bind(place.lang, start, end, (place.part - 1) * SITEMAP_ROWS)
    .all<(MappedRow | { id: null }) & { settings: string | null }>();
  reading.tags.add(monthTag(place.lang, place.month));
  const articles = results.flatMap((row) => (row.id === null ? [] : [mappedOf(reading, row)]));
  return { site: siteOf(reading, results[0]?.settings ?? null), articles };
}

/** What was published since `since` in any edition, newest first, at most NEWS_SITEMAP_ROWS. */
export async function listNews(
  reading: Reading,
  since: number,
): Promise<{ site: SiteView; articles: MappedArticle[] }> {
  const { results } = await reading.db
    .prepare(
      `with recursive langs(lang) as (
         select min(lang) from articles
         union all select (select min(b.lang) from articles b where b.lang > langs.lang) from langs where langs.lang is not null limit 200)
       select site.settings, l.lang as edition, entry.* from (select ${settingsSql}) site join langs l on l.lang is not null
       left join (select ${mapped} from langs k cross join articles a on a.lang = k.lang and a.state = 'published' and a.published_at >= ?1
         cross ${publishedRevision} order by a.published_at desc limit ${NEWS_SITEMAP_ROWS}) entry on entry.lang = l.lang
       order by entry.published_at desc`,
    )
    .bind(since)
    .all<(MappedRow | { id: null }) & { settings: string | null; edition: string }>();
  for (const { edition } of results) reading.tags.add(editionTag(edition));
  const articles = results.flatMap((row) => (row.id === null ? [] : [mappedOf(reading, row)]));
  return { site: siteOf(reading, results[0]?.settings ?? null), articles };
}
