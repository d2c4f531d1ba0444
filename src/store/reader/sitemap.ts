import { articleTag, editionTag, monthTag, siteTag, storyTag } from '../../edge/tags.ts';
import { articlePath } from '../../lib/paths.ts';
import { EDITIONS_ROWS, NEWS_SITEMAP_ROWS, SITEMAP_PARTS, SITEMAP_ROWS } from '../../limits.ts';
import type { SiblingColumns } from './cards.ts';
import { fromJson, readRows, settingsSql, siteOf } from './rows.ts';
import { type Reading, type Shown, shown } from './shown.ts';
import type { SiteView } from './views.ts';

export interface MonthPlace {
  lang: string;
  /** `yyyy-mm` */
  month: string;
}

/** A month and how many maps of SITEMAP_ROWS articles it fills. */
export type MappedMonth = Shown<MonthPlace & { parts: number }, 'edition'>;

/** An article; its other languages stand beside it, and come, go and move with the story. */
export type MappedArticle = Shown<
  {
    id: string;
    lang: string;
    path: string;
    title: string;
    published_at: number;
    changed_at: number;
    header_sha256?: string;
    /** All languages of the story that are published, this one included. */
    languages: { lang: string; path: string }[];
  },
  'article' | 'story'
>;

/** Every month of every edition that has articles. */
export async function listMonths(reading: Reading): Promise<Shown<MappedMonth[], 'site'>> {
  const rows = await readRows<{ lang: string; months: string }>(
    reading,
    `select lang, months from editions order by lang limit ${EDITIONS_ROWS}`,
    [],
  );
  const months = rows.flatMap(({ lang, months: counts }) =>
    Object.entries(fromJson<Record<string, number>>(counts))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([month, articles]) => {
        const parts = Math.min(SITEMAP_PARTS, Math.ceil(articles / SITEMAP_ROWS));
        return shown(reading, { lang, month, parts }, editionTag(lang));
      }),
  );
  return shown(reading, months, siteTag);
}

/** All of it stands in the article's row. */
const mapped = `a.id, a.story_id, a.lang, a.month, a.slug, a.page ->> '$.title' as title, a.published_at,
  coalesce(a.changed_at, a.published_at) as changed_at, a.page ->> '$.header_sha256' as header_sha256, a.siblings`;

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
  /** JSON, of SiblingColumns. */
  siblings: string;
}

function mappedOf(reading: Reading, row: MappedRow): MappedArticle {
  const own = { lang: row.lang, path: articlePath(row.lang, row.month, row.slug) };
  const others = fromJson<SiblingColumns[]>(row.siblings).map(([, lang, month, slug]) => ({
    lang,
    path: articlePath(lang, month, slug),
  }));
  const view = {
    id: row.id,
    ...own,
    title: row.title,
    published_at: row.published_at,
    changed_at: row.changed_at,
    ...(row.header_sha256 === null ? {} : { header_sha256: row.header_sha256 }),
    languages: [own, ...others],
  };
  return shown(reading, view, [articleTag(row.id), storyTag(row.story_id)]);
}

type MaybeMapped = (MappedRow | { id: null }) & { settings: string | null };

const mappedIn = (reading: Reading, rows: readonly MaybeMapped[]): MappedArticle[] =>
  rows.flatMap((row) => (row.id === null ? [] : [mappedOf(reading, row)]));

/** The articles of one month of one edition, the oldest first, in parts of SITEMAP_ROWS counted from 1. */
export async function listMonthMap(
  reading: Reading,
  place: MonthPlace & { part: number },
): Promise<{ site: SiteView; articles: Shown<MappedArticle[], 'month'> }> {
  const start = Date.parse(`${place.month}-01T00:00:00Z`);
  const end = new Date(start).setUTCMonth(new Date(start).getUTCMonth() + 1);
  const rows = await readRows<MaybeMapped>(
    reading,
    `select site.settings, entry.* from (select ${settingsSql}) site left join (select ${mapped} from articles a
     where a.lang = ?1 and a.state = 'published' and a.published_at >= ?2 and a.published_at < ?3
     order by a.published_at, a.rowid limit ${SITEMAP_ROWS} offset ?4) entry on true`,
    [place.lang, start, end, (place.part - 1) * SITEMAP_ROWS],
  );
  const articles = shown(reading, mappedIn(reading, rows), monthTag(place.lang, place.month));
  return { site: siteOf(reading, rows[0]?.settings ?? null), articles };
}

/** What was published since `since` in any edition, newest first, at most NEWS_SITEMAP_ROWS. */
export async function listNews(
  reading: Reading,
  since: number,
): Promise<{ site: SiteView; articles: Shown<MappedArticle[], 'edition'> }> {
  const rows = await readRows<MaybeMapped & { edition: string }>(
    reading,
    `with langs as (select lang from editions order by lang limit ${EDITIONS_ROWS})
     select site.settings, l.lang as edition, entry.* from (select ${settingsSql}) site join langs l
     left join (select ${mapped} from langs k cross join articles a on a.lang = k.lang and a.state = 'published' and a.published_at >= ?1
       order by a.published_at desc limit ${NEWS_SITEMAP_ROWS}) entry on entry.lang = l.lang
     order by entry.published_at desc`,
    [since],
  );
  // Also those that have no news now; a first edition is the site's to tell.
  const editions = [...new Set(rows.map(({ edition }) => edition))].map(editionTag);
  const articles = shown(reading, mappedIn(reading, rows), editions);
  return { site: siteOf(reading, rows[0]?.settings ?? null), articles };
}
