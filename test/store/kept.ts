/** What triggers keep in an article's row, against the rows that it is made of. */
import { env } from 'cloudflare:workers';

const own = [
  'story_id',
  'lang',
  'state',
  'published_revision',
  'slug',
  'month',
  'published_at',
  'changed_at',
  'withdrawn_at',
  'withdrawn_reason',
];
const ofRevision = [
  'title',
  'byline',
  'repost_name',
  'repost_url',
  'header_sha256',
  'header_width',
  'header_height',
  'header_alt',
  'header_caption',
  'sources',
  'disclaimer',
  'footer_links',
  'excerpt',
  'words',
  'reading_minutes',
];
const json = new Set(['sources', 'footer_links']);

interface Row extends Record<string, unknown> {
  id: string;
  story_id: string;
  lang: string;
  state: string;
  published_at: number;
  month: string;
  slug: string;
  title: string;
  page: string | null;
  siblings: string | null;
  related: string | null;
  topics: string;
  topic_rows: string;
}

/** The last three articles of the edition before this one under its first topic; of one moment the greater id first. */
const relatedOf = (row: Row, all: readonly Row[]): unknown[] => {
  const [first] = JSON.parse(row.topics) as string[];
  return all
    .filter(
      ({ state, lang, topics, published_at }) =>
        state === 'published' &&
        lang === row.lang &&
        published_at < row.published_at &&
        (JSON.parse(topics) as unknown[]).includes(first),
    )
    .sort((one, other) => other.published_at - one.published_at || (one.id < other.id ? 1 : -1))
    .slice(0, 3)
    .map(({ id, month, slug, title, published_at }) => [id, month, slug, title, published_at]);
};

/**
 * Ids of the articles once published whose `page`, or while published whose `siblings` or `related`, is not what the
 * rows say.
 */
export async function listDrifted(): Promise<string[]> {
  const columns = [...own.map((name) => `a.${name}`), ...ofRevision.map((name) => `r.${name}`)];
  const { results } = await env.DB.prepare(
    `select a.id, a.page, a.siblings, a.related, ${columns.join(', ')},
       (select json_group_array(topic_id) from (select topic_id from article_topics where article_id = a.id order by topic_id)) as topics,
       (select json_group_array(json_array(id, slug, json(names))) from (select t.* from article_topics x
          join topics t on t.id = x.topic_id where x.article_id = a.id order by t.id)) as topic_rows
     from articles a
     join revisions r on r.article_id = a.id and r.number = a.published_revision order by a.lang`,
  ).all<Row>();
  const drifted = results.filter((row) => {
    const page = Object.fromEntries(
      [...own, ...ofRevision].map((name) => [
        name,
        json.has(name) ? JSON.parse(String(row[name])) : row[name],
      ]),
    );
    if (row.page !== JSON.stringify({ ...page, topics: JSON.parse(row.topic_rows) })) return true;
    if (row.state !== 'published') return false;
    const siblings = results
      .filter(
        ({ id, story_id, state }) => id !== row.id && story_id === row.story_id && state === 'published',
      )
      .map(({ id, lang, month, slug }) => [id, lang, month, slug]);
    return (
      row.siblings !== JSON.stringify(siblings) ||
      (row.related ?? '[]') !== JSON.stringify(relatedOf(row, results))
    );
  });
  return drifted.map(({ id }) => id);
}

/** Languages whose row in `editions` does not name the months of their published articles, with how many each has. */
export async function listDriftedEditions(): Promise<string[]> {
  const rows = async (sql: string): Promise<Map<string, Record<string, number>>> => {
    const { results } = await env.DB.prepare(sql).all<{ lang: string; months: string }>();
    return new Map(results.map(({ lang, months }) => [lang, JSON.parse(months)]));
  };
  const kept = await rows('select lang, months from editions');
  const counted = await rows(
    `select lang, json_group_object(month, articles) as months from (select lang, month, count(*) as articles from articles
       where state = 'published' group by lang, month) group by lang`,
  );
  const inOrder = (months?: Record<string, number>): string =>
    JSON.stringify(Object.entries(months ?? {}).sort());
  return [...new Set([...kept.keys(), ...counted.keys()])].filter(
    (lang) => kept.has(lang) !== counted.has(lang) || inOrder(kept.get(lang)) !== inOrder(counted.get(lang)),
  );
}
