import { editionTag, personArticlesTag, personTag, topicArticlesTag, topicTag } from '../../edge/tags.ts';
import { FEED_HTML_MAX_BYTES, FEED_ROWS } from '../../limits.ts';
import {
  cardColumns,
  cardOf,
  type FlatCardRow,
  listedSql,
  namesSql,
  publishedRevision,
  settingsSql,
  siteOf,
  topicOf,
  unflatten,
} from './rows.ts';
import type { EntryView, FeedView, Reading, SiteView } from './views.ts';

const entryColumns = `${cardColumns}, case when octet_length(r.html) <= ${FEED_HTML_MAX_BYTES} then r.html end as html, r.sources,
  a.corrections, ${namesSql('author')} as authors`;

/** One row an entry, since twenty texts in one JSON value could pass D1's 2 MB; and one without where there is none. */
const feedSql = (subject: string, entries: string): string =>
  `select site.settings, site.subject, entry.* from (select ${settingsSql}, ${subject} as subject) site left join (${entries}) entry on true`;

const editionSql = feedSql(
  'null',
  `select ${entryColumns} from articles a ${publishedRevision} where a.lang = ?1 and a.state = 'published' order by a.published_at desc limit ${FEED_ROWS}`,
);

const listSql = (kind: 'topic' | 'person', subject: string, id: string): string =>
  feedSql(
    subject,
    `select ${entryColumns} from (${listedSql(kind, id)} limit ${FEED_ROWS}) listed cross join articles a on a.id = listed.article_id
     cross ${publishedRevision} order by a.published_at desc`,
  );

const topicSql = listSql(
  'topic',
  `(select json_object('id', id, 'slug', slug, 'names', json(names)) from topics where slug = ?2)`,
  '(select id from topics where slug = ?2)',
);

const personSql = listSql(
  'person',
  `(select json_object('id', id, 'slug', slug, 'name', name) from people where slug = ?2)`,
  '(select id from people where slug = ?2)',
);

interface EntryRow extends FlatCardRow {
  settings: string | null;
  subject: string | null;
  html: string | null;
  sources: string;
  corrections: string | null;
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
    corrections: row.corrections === null ? [] : JSON.parse(row.corrections),
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
