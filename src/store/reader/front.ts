import { editionTag, leadTag, monthTag } from '../../edge/tags.ts';
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
import type { CardView, Cursor, FrontView, MonthView } from './views.ts';

const newest = cardsSql(`from articles a
  where a.lang = ?1 and a.state = 'published' order by a.published_at desc limit ${FRONT_PAGE_ROWS}`);

const frontSql = `select ${settingsSql}, ${editionsSql}, ${monthsSql}, (select article_id from leads where lang = ?1) as lead,
  ${newest} as cards`;

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
  /** Id of the article that was chosen, whether it is among the cards or not. */
  lead: string | null;
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
  const cards = leadFirst(cardsIn(reading, row.cards), row.lead);
  return {
    site,
    lang,
    editions: editionsOf(reading, row.settings, row.editions),
    // Among fewer than two there is nothing to choose.
    cards: shown(reading, cards, cards.length > 1 ? [editionTag(lang), leadTag(lang)] : [editionTag(lang)]),
    months: monthsOf(reading, lang, row.months, FRONT_PAGE_MONTHS),
  };
}

/** A lead that was withdrawn, or is older than the page goes, leads no more. */
function leadFirst(cards: CardView[], id: string | null): CardView[] {
  const lead = cards.find((card) => card.id === id);
  return lead ? [lead, ...cards.filter((card) => card !== lead)] : cards;
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
