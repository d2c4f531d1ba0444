import { editionTag, personArticlesTag, topicArticlesTag } from '../../edge/tags.ts';
import { FEED_HTML_MAX_BYTES, FEED_ROWS } from '../../limits.ts';
import { type CreditRow, cardOf, namesIn, type PageJson } from './cards.ts';
import { type PersonRow, personOf } from './lists.ts';
import { fromJson, listedSql, readRows, settingsSql, siteOf, type TopicRow, topicOf } from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type { CorrectionView, EntryView, FeedView, Missing } from './views.ts';

const entryColumns = `a.id, a.page, a.credits, a.corrections,
  (select case when octet_length(html) <= ${FEED_HTML_MAX_BYTES} then html end from revisions
    where article_id = a.id and number = a.published_revision) as html`;

/** One row an entry, since twenty texts in one JSON value could pass D1's 2 MB; and one without where there is none. */
const feedSql = (subject: string, entries: string): string =>
  `select site.settings, site.subject, entry.* from (select ${settingsSql}, ${subject} as subject) site left join (${entries}) entry on true`;

const editionSql = feedSql(
  'null',
  `select ${entryColumns} from articles a where a.lang = ?1 and a.state = 'published' order by a.published_at desc limit ${FEED_ROWS}`,
);

const listSql = (kind: 'topic' | 'person', subject: string, id: string): string =>
  feedSql(
    subject,
    `select ${entryColumns} from (${listedSql(kind, id)} limit ${FEED_ROWS}) listed cross join articles a on a.id = listed.article_id
     order by a.published_at desc`,
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

interface EntryRow {
  id: string;
  page: string;
  credits: string;
  settings: string | null;
  subject: string | null;
  html: string | null;
  corrections: string | null;
}
type FeedRow = EntryRow | { id: null; settings: string | null; subject: string | null };

async function readFeed(reading: Reading, sql: string, params: string[]) {
  const rows = await readRows<FeedRow>(reading, sql, params);
  const entries = rows.flatMap((row) => (row.id === null ? [] : [entryOf(reading, row)]));
  const site = siteOf(reading, rows[0]?.settings ?? null);
  return { site, subject: rows[0]?.subject ?? null, entries };
}

function entryOf(reading: Reading, row: EntryRow): EntryView {
  const page = fromJson<PageJson>(row.page);
  const credits = fromJson<CreditRow[]>(row.credits);
  return {
    ...cardOf(reading, { id: row.id, ...page, translators: namesIn(credits, 'translator') }),
    ...(row.html === null ? {} : { html: row.html }),
    sources: page.sources,
    corrections: row.corrections === null ? [] : fromJson<CorrectionView[]>(row.corrections),
    authors: namesIn(credits, 'author'),
  };
}

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
