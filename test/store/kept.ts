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
  page: string | null;
  siblings: string | null;
}

/** Ids of the articles once published whose `page`, or while published whose `siblings`, is not what the rows say. */
export async function listDrifted(): Promise<string[]> {
  const columns = [...own.map((name) => `a.${name}`), ...ofRevision.map((name) => `r.${name}`)];
  const { results } = await env.DB.prepare(
    `select a.id, a.page, a.siblings, ${columns.join(', ')} from articles a
     join revisions r on r.article_id = a.id and r.number = a.published_revision order by a.lang`,
  ).all<Row>();
  const drifted = results.filter((row) => {
    const page = Object.fromEntries(
      [...own, ...ofRevision].map((name) => [
        name,
        json.has(name) ? JSON.parse(String(row[name])) : row[name],
      ]),
    );
    if (row.page !== JSON.stringify(page)) return true;
    if (row.state !== 'published') return false;
    const siblings = results
      .filter(
        ({ id, story_id, state }) => id !== row.id && story_id === row.story_id && state === 'published',
      )
      .map(({ id, lang, month, slug }) => [id, lang, month, slug]);
    return row.siblings !== JSON.stringify(siblings);
  });
  return drifted.map(({ id }) => id);
}
