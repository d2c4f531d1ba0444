import { editionTag, personArticlesTag, personTag, topicArticlesTag, topicTag } from '../../edge/tags.ts';
import { FEED_HTML_MAX_BYTES, FEED_ROWS, LIST_SCAN_ROWS } from '../../limits.ts';
import {
  cardColumns,
  cardOf,
  type FlatCardRow,
  publishedRevision,
  settingsSql,
  siteOf,
  topicOf,
  unflatten,
} from './rows.ts';
import type { EntryView, FeedView, Reading, SiteView } from './views.ts';

const entryColumns = `${cardColumns}, case when octet_length(r.html) <= ${FEED_HTML_MAX_BYTES} then r.html end as html, r.sources,
  (select json_group_array(c.name) from credits c where c.revision_id = r.id and c.role = 'author') as authors`;

/** One row an entry, since twenty texts in one JSON value could pass D1's 2 MB; and one without where there is none. */
const feedSql = (subject: string, entries: string): string =>
  `select site.settings, site.subject, entry.* from (select ${settingsSql}, ${subject} as subject) site left join (${entries}) entry on true`;

const newest = `order by a.published_at desc limit ${FEED_ROWS}`;

/** The entries with these ids: chosen first, so that no text is read that is not shown. */
const entriesOf = (ids: string): string =>
  `select ${entryColumns} from (${ids}) chosen cross join articles a on a.id = chosen.id cross ${publishedRevision} order by a.published_at desc`;

const editionSql = feedSql(
  'null',
  `select ${entryColumns} from articles a ${publishedRevision} where a.lang = ?1 and a.state = 'published' ${newest}`,
);

const topicSql = feedSql(
  `(select json_object('id', id, 'slug', slug, 'names', json(names)) from topics where slug = ?2)`,
  entriesOf(`select a.id from (select y.article_id as id from article_topics y
     where y.topic_id = (select id from topics where slug = ?2) order by y.rowid desc limit ${LIST_SCAN_ROWS}) n
   cross join articles a on a.id = n.id and a.lang = ?1 and a.state = 'published' ${newest}`),
);

const personSql = feedSql(
  `(select json_object('id', id, 'slug', slug, 'name', name) from people where slug = ?2)`,
  entriesOf(`select a.id from (select distinct q.article_id as id, q.number from (select c.revision_id from credits c
     where c.person_id = (select id from people where slug = ?2) order by c.rowid desc limit ${LIST_SCAN_ROWS}) n
     cross join revisions q on q.id = n.revision_id) worked
   cross join articles a on a.id = worked.id and a.published_revision = worked.number and a.lang = ?1 and a.state = 'published' ${newest}`),
);

interface EntryRow extends FlatCardRow {
  settings: string | null;
  subject: string | null;
  html: string | null;
  sources: string;
  authors: string;
}
type FeedRow = EntryRow | { id: null; settings: string | null; subject: string | null };

async function readFeed(reading: Reading, sql: string, params: string[]) {
  const { results } = await reading.db
    .prepare(sql)
    .bind(...params)
    .all<FeedRow>();
  const entries = results.flatMap((row) => (row.id === null ? [] : [entryOf(reading, row)]));
  const site = siteOf(reading, results[0]?.settings ?? null);
  return { site, subject: results[0]?.subject ?? null, entries };
}

function entryOf(reading: Reading, row: EntryRow): EntryView {
  return {
    ...cardOf(reading, unflatten(row)),
    ...(row.html === null ? {} : { html: row.html }),
    sources: JSON.parse(row.sources),
    authors: JSON.parse(row.authors),
  };
}

/** The newest FEED_ROWS articles of an edition, with their text. */
export async function getEditionFeed(reading: Reading, lang: string): Promise<FeedView> {
  const { site, entries } = await readFeed(reading, editionSql, [lang]);
  reading.tags.add(editionTag(lang));
  return { site, entries };
}

type Missing = { site: SiteView; entries?: never };

/** The same of a topic; only the site where there is no such topic. */
export async function findTopicFeed(
  reading: Reading,
  place: { lang: string; slug: string },
): Promise<FeedView | Missing> {
  const { site, subject, entries } = await readFeed(reading, topicSql, [place.lang, place.slug]);
  if (subject === null) {
    reading.tags.add(editionTag(place.lang));
    return { site };
  }
  const topic: { id: string; slug: string; names: Record<string, string> } = JSON.parse(subject);
  reading.tags.add(topicTag(topic.id)).add(topicArticlesTag(topic.id));
  return { site, about: topicOf(topic, place.lang).name, entries };
}

/** The same of a person, whatever they did. */
export async function findPersonFeed(
  reading: Reading,
  place: { lang: string; slug: string },
): Promise<FeedView | Missing> {
  const { site, subject, entries } = await readFeed(reading, personSql, [place.lang, place.slug]);
  if (subject === null) {
    reading.tags.add(editionTag(place.lang));
    return { site };
  }
  const person: { id: string; name: string } = JSON.parse(subject);
  reading.tags.add(personTag(person.id)).add(personArticlesTag(person.id));
  return { site, about: person.name, entries };
}
