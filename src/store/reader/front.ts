import { editionTag, monthTag } from '../../edge/tags.ts';
import { oldPathOf } from '../../lib/old-path.ts';
import { editionPath } from '../../lib/paths.ts';
import { FRONT_PAGE_MONTHS, FRONT_PAGE_ROWS, MONTH_PAGE_ROWS, MONTHS_MAX } from '../../limits.ts';
import { cardsIn, cardsSql } from './cards.ts';
import { awayByOldPath, oldSql } from './old-path.ts';
import {
  editionsOf,
  editionsSql,
  fromJson,
  jsonRows,
  type LinkRow,
  linkColumns,
  linkNames,
  linkOf,
  monthsOf,
  monthsSql,
  readPage,
  settingsSql,
  siteOf,
} from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type { Cursor, FrontView, MonthView } from './views.ts';

const newest = cardsSql(`from articles a
  where a.lang = ?1 and a.state = 'published' order by a.published_at desc limit ${FRONT_PAGE_ROWS}`);

const frontSql = `select ${settingsSql}, ${editionsSql}, ${monthsSql}, ${newest} as cards`;

/** A language that has nothing may be a name that another site had at its root: `/tea/`. */
const editionSql = `${frontSql}, ${oldSql('?2')}`;

/** `/` shows the edition of the default language, which only the settings know. */
const homeSql = frontSql.replaceAll(
  '?1',
  `(select coalesce((select value ->> 'default_lang' from settings where key = 'site'), ?1))`,
);

interface FrontRow {
  settings: string | null;
  editions: string;
  months: string | null;
  cards: string;
}

/** The front page of an edition. The default one exists before its first article; any other begins with one. */
export async function getFront(reading: Reading, lang: string): Promise<FrontView> {
  const row = await readPage<FrontRow & { old: string | null }>(reading, editionSql, [
    lang,
    oldPathOf(editionPath(lang)) ?? '',
  ]);
  const front = frontOf(reading, row, lang);
  if (front.cards.length > 0 || lang === front.site.default_lang) return front;
  return { ...front, away: awayByOldPath(reading, row) };
}

/** The front page of the default language. */
export async function getHome(reading: Reading): Promise<FrontView> {
  const row = await readPage<FrontRow>(reading, homeSql, ['en']);
  return frontOf(reading, row);
}

function frontOf(reading: Reading, row: FrontRow, wanted?: string): FrontView {
  const site = siteOf(reading, row.settings);
  const lang = wanted ?? site.default_lang;
  return {
    site,
    lang,
    editions: editionsOf(reading, row.settings, row.editions),
    cards: shown(reading, cardsIn(reading, row.cards), editionTag(lang)),
    months: monthsOf(reading, lang, row.months, FRONT_PAGE_MONTHS),
  };
}

const inMonth = `select ${linkColumns}, a.rowid as row from articles a
  where a.lang = ?1 and a.state = 'published' and a.published_at >= ?2 and (a.published_at, a.rowid) < (?3, ?4)
  order by a.published_at desc, a.rowid desc limit ${MONTH_PAGE_ROWS + 1}`;

const monthSql = `select ${settingsSql}, ${monthsSql}, ${jsonRows([...linkNames, 'row'], inMonth)} as links`;

/** A month (`yyyy-mm`) of an edition, newest first, in pages of MONTH_PAGE_ROWS. */
export async function getMonth(
  reading: Reading,
  options: { lang: string; month: string; before?: Cursor },
): Promise<MonthView> {
  const { lang, month, before } = options;
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const end = new Date(start).setUTCMonth(new Date(start).getUTCMonth() + 1);
  const row = await readPage<{ settings: string | null; months: string | null; links: string }>(
    reading,
    monthSql,
    [lang, start, before === undefined ? end : Math.min(before.at, end), before?.row ?? 0],
  );
  const found = fromJson<(LinkRow & { row: number })[]>(row.links);
  const page = found.slice(0, MONTH_PAGE_ROWS);
  const last = page.at(-1);
  const links = page.map((link) => linkOf(reading, link));
  return {
    site: siteOf(reading, row.settings),
    links: shown(reading, links, monthTag(lang, month)),
    months: monthsOf(reading, lang, row.months, MONTHS_MAX),
    ...(found.length > page.length && last ? { older: { at: last.published_at, row: last.row } } : {}),
  };
}
