import { editionTag, personArticlesTag, topicArticlesTag } from '../../edge/tags.ts';
import { FEED_HTML_MAX_BYTES, FEED_ROWS } from '../../limits.ts';
import { type PersonRow, personOf } from './lists.ts';
import {
  cardColumns,
  cardOf,
  type FlatCardRow,
  fromJson,
  listedSql,
  namesSql,
  publishedRevision,
  readRows,
  settingsSql,
  siteOf,
  type TopicRow,
  topicOf,
  unflatten,
} from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type { CorrectionView, EntryView, FeedView, Missing, SourceView } from './views.ts';

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
  const rows = await readRows<FeedRow>(reading, sql, params);
  const entries = rows.flatMap((row) => (row.id === null ? [] : [entryOf(reading, row)]));
  const site = siteOf(reading, rows[0]?.settings ?? null);
  return { site, subject: rows[0]?.subject ?? null, entries };
}

const entryOf = (reading: Reading, row: EntryRow): EntryView => ({
  ...cardOf(reading, unflatten(row)),
  ...(row.html === null ? {} : { html: row.html }),
  sources: fromJson<SourceView[]>(row.sources),
  corrections: row.corrections === null ? [] : fromJson<CorrectionView[]>(row.corrections),
  authors: fromJson<string[]>(row.authors),
});

/** The newest FEED_ROWS articles of an edition, with their text. */
export async function getEditionFeed(reading: Reading, lang: string): Promise<FeedView> {
  const { site, entries } = await readFeed(reading, editionSql, [lang]);
  return { site, entries: shown(reading, entries, editionTag(lang)) };
}

type NoFeed = Missing & { entries?: never };

/** The same of a topic; only the site where there is no such topic. */
export async function findTopicFeed(
  reading: Reading,
  place: { lang: string; slug: string },
): Promise<FeedView | NoFeed> {
  const { lang, slug } = place;
  const { site, subject, entries } = await readFeed(reading, topicSql, [lang, slug]);
  if (subject === null) return shown(reading, { site }, editionTag(lang));
  const topic = fromJson<TopicRow>(subject);
  const about = topicOf(reading, topic, lang);
  return { site, about, entries: shown(reading, entries, topicArticlesTag(topic.id)) };
}

/** The same of a person, whatever they did. */
export async function findPersonFeed(
  reading: Reading,
  place: { lang: string; slug: string },
): Promise<FeedView | NoFeed> {
  const { lang, slug } = place;
  const { site, subject, entries } = await readFeed(reading, personSql, [lang, slug]);
  if (subject === null) return shown(reading, { site }, editionTag(lang));
  const person = fromJson<PersonRow>(subject);
  const about = personOf(reading, person, lang);
  return { site, about, entries: shown(reading, entries, personArticlesTag(person.id)) };
}
