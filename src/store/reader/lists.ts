/**
 * What stands under a topic or a person's name in one edition. Their rows are in the order of their making and of
 * all editions together, so a page reads at most LIST_SCAN_ROWS of them and goes on from the last one. The page is
 * chosen before its cards are made: a sorter would make the cards of all rows and then drop most.
 */
import { editionTag, personArticlesTag, personTag, topicArticlesTag, topicTag } from '../../edge/tags.ts';
import { personPath } from '../../lib/paths.ts';
import { LIST_SCAN_ROWS, PAGE_ROWS } from '../../limits.ts';
import type { CreditRole } from '../schema/words.ts';
import {
  type CardRow,
  cardColumns,
  cardNames,
  cardOf,
  jsonRows,
  publishedRevision,
  readPage,
  settingsSql,
  siteOf,
  type TopicRow,
  topicOf,
} from './rows.ts';
import type { PersonPageView, Reading, SiteView, TopicPageView } from './views.ts';

/** Beyond any row number: the first page begins here. */
const NEWEST = Number.MAX_SAFE_INTEGER;

export interface ListPlace {
  lang: string;
  slug: string;
  /** Row to go on before. */
  before?: number;
}

/** ?1 language, ?2 slug, ?3 row to begin before. */
const topicSql = `with subject as materialized (select id, slug, names from topics where slug = ?2),
  n as materialized (select y.rowid as row, y.article_id from article_topics y
    where y.topic_id = (select id from subject) and y.rowid < ?3 order by y.rowid desc limit ${LIST_SCAN_ROWS}),
  page as materialized (select n.row, a.id from n cross join articles a on a.id = n.article_id and a.lang = ?1 and a.state = 'published'
    order by n.row desc limit ${PAGE_ROWS + 1})
select ${settingsSql}, (select json_object('id', id, 'slug', slug, 'names', json(names)) from subject) as subject,
  (select min(row) from n) as last, (select count(*) from n) as scanned,
  ${jsonRows(
    [...cardNames, 'row'],
    `select ${cardColumns}, page.row from page cross join articles a on a.id = page.id cross ${publishedRevision} order by page.row desc`,
  )} as cards`;

const personSql = `with subject as materialized (select id, slug, name from people where slug = ?2),
  n as materialized (select c.rowid as row, c.role, c.revision_id from credits c
    where c.person_id = (select id from subject) and c.rowid < ?3 order by c.rowid desc limit ${LIST_SCAN_ROWS}),
  m as materialized (select n.row, n.role, a.id, a.lang from n cross join revisions q on q.id = n.revision_id
    cross join articles a on a.id = q.article_id and a.published_revision = q.number and a.state = 'published'),
  page as materialized (select row, role, id from m where lang = ?1 order by row desc limit ${PAGE_ROWS + 1})
select ${settingsSql}, (select json_object('id', id, 'slug', slug, 'name', name) from subject) as subject,
  (select min(row) from n) as last, (select count(*) from n) as scanned,
  (select json_group_array(lang) from (select distinct lang from m where lang <> ?1 order by lang)) as langs,
  ${jsonRows(
    [...cardNames, 'row', 'role'],
    `select ${cardColumns}, page.row, page.role from page cross join articles a on a.id = page.id cross ${publishedRevision} order by page.row desc`,
  )} as cards`;

interface ListRow {
  settings: string | null;
  subject: string | null;
  last: number | null;
  scanned: number;
  cards: string;
}

/** The page's rows, and where the next page begins. */
function cut<Row extends { row: number }>(page: ListRow): { rows: Row[]; older?: number } {
  const all: Row[] = JSON.parse(page.cards);
  const rows = all.slice(0, PAGE_ROWS);
  const lastShown = all.length > rows.length ? rows.at(-1)?.row : undefined;
  const older = lastShown ?? (page.scanned === LIST_SCAN_ROWS ? page.last : null);
  return { rows, ...(older === null || older === undefined ? {} : { older }) };
}

const newestFirst = (one: { published_at: number }, other: { published_at: number }): number =>
  other.published_at - one.published_at;

/** A topic in one edition; only the site where there is no such topic. */
export async function findTopicPage(
  reading: Reading,
  place: ListPlace,
): Promise<TopicPageView | { site: SiteView; topic?: never }> {
  const params = [place.lang, place.slug, place.before ?? NEWEST];
  const page = await readPage<ListRow>(reading, topicSql, params);
  const site = siteOf(reading, page.settings);
  if (page.subject === null) {
    reading.tags.add(editionTag(place.lang));
    return { site };
  }
  const subject: TopicRow = JSON.parse(page.subject);
  reading.tags.add(topicTag(subject.id)).add(topicArticlesTag(subject.id));
  const { rows, ...older } = cut<CardRow & { row: number }>(page);
  const cards = rows.map((row) => cardOf(reading, row)).sort(newestFirst);
  return { site, topic: topicOf(subject, place.lang), cards, ...older };
}

/** A person's work in one edition; only the site where there is no such person. */
export async function findPersonPage(
  reading: Reading,
  place: ListPlace,
): Promise<PersonPageView | { site: SiteView; person?: never }> {
  const params = [place.lang, place.slug, place.before ?? NEWEST];
  const page = await readPage<ListRow & { langs: string }>(reading, personSql, params);
  const site = siteOf(reading, page.settings);
  if (page.subject === null) {
    reading.tags.add(editionTag(place.lang));
    return { site };
  }
  const subject: { id: string; slug: string; name: string } = JSON.parse(page.subject);
  reading.tags.add(personTag(subject.id)).add(personArticlesTag(subject.id));
  const { rows, ...older } = cut<CardRow & { row: number; role: CreditRole }>(page);
  const work = rows
    .map((row) => ({ role: row.role, card: cardOf(reading, row) }))
    .sort((one, other) => newestFirst(one.card, other.card));
  const path = personPath(place.lang, subject.slug);
  return {
    site,
    person: { slug: subject.slug, name: subject.name, path },
    work,
    langs: JSON.parse(page.langs),
    ...older,
  };
}
