/**
 * The article page, in one statement. It reads, by D1's count, a row each for settings, article and revision; one a
 * credit, a language and a correction; two a topic; three a related article; and one more where one of these ranges
 * ends. Nothing grows with the archive.
 */
import { articleTag, editionTag, monthTag, personTag, storyTag, topicPastTag } from '../../edge/tags.ts';
import { articlePath, personPath } from '../../lib/paths.ts';
import { CORRECTIONS_ROWS, RELATED_ROWS, SIBLINGS_ROWS } from '../../limits.ts';
import type { CreditRole } from '../schema/words.ts';
import {
  type CardRow,
  cardOf,
  jsonRows,
  type LinkRow,
  linkColumns,
  linkNames,
  linkOf,
  pictureSql,
  readPage,
  settingsSql,
  siteOf,
  some,
  topicsSql,
} from './rows.ts';
import type { ArticlePage, ArticleView, Reading, SiteView } from './views.ts';

export interface Place {
  lang: string;
  /** `yyyy-mm` */
  month: string;
  slug: string;
}

/** ?1 language, ?2 month, ?3 slug: the article that stands there now, or none. */
const standing = `(select 1) left join articles a on a.lang = ?1 and a.month = ?2 and a.slug = ?3 and a.state in ('published', 'withdrawn')
  left join revisions r on r.article_id = a.id and r.number = a.published_revision`;

/** Where the article went whose path this once was. */
const moved = `case when a.id is null then (select json_object('id', b.id, 'lang', b.lang, 'month', b.month, 'slug', b.slug)
  from slugs s join articles b on b.id = s.article_id
  where s.lang = ?1 and s.month = ?2 and s.slug = ?3 and b.state in ('published', 'withdrawn')) end as moved`;

const credits = jsonRows(
  ['person_id', 'person_slug', 'role', 'name', 'affiliation', 'as_written', 'url'],
  // A Worker of an older release, still at work while a newer one is deployed, writes no slug.
  `select c.person_id, coalesce(c.person_slug, (select p.slug from people p where p.id = c.person_id)) as person_slug,
     c.role, c.name, c.affiliation, c.as_written, c.url
   from credits c where c.revision_id = r.id order by c.n`,
);

/** `+` keeps a condition from choosing the index: without statistics SQLite may take the one on states. */
const siblings = jsonRows(
  ['id', 'lang', 'month', 'slug'],
  `select b.id, b.lang, b.month, b.slug from articles b
   where b.story_id = a.story_id and b.id <> a.id and +b.state = 'published' order by b.lang limit ${SIBLINGS_ROWS}`,
);

const corrections = jsonRows(
  ['kind', 'note', 'at'],
  `select kind, note, created_at as at from corrections where article_id = a.id order by created_at desc limit ${CORRECTIONS_ROWS}`,
);

/**
 * Earlier articles of the edition under the article's first topic. Only earlier ones: a new article must not
 * change the pages of all the others of its topic.
 */
const related = jsonRows(
  linkNames,
  `select l.article_id as id, l.lang, l.month, l.slug, l.published_at, l.title from listings l
   where l.kind = 'topic' and l.key_id = (select min(z.topic_id) from article_topics z where z.article_id = a.id)
     and l.lang = a.lang and l.published_at < a.published_at
   order by l.published_at desc limit ${RELATED_ROWS}`,
);

/** What only a published article shows is not read for a withdrawn one. */
const shown = (sql: string): string => `case when a.state = 'published' then ${sql} end`;

/** ?1 language, ?2 month, ?3 slug. */
export const articleSql = `select ${settingsSql}, ${moved}, a.state, a.withdrawn_at, a.withdrawn_reason, a.story_id, a.published_revision,
  ${linkColumns}, a.changed_at, r.excerpt, r.reading_minutes, ${pictureSql} as header, ${shown(topicsSql)} as topics,
  r.html, r.words, r.byline, r.repost_name, r.repost_url, r.sources, r.disclaimer, r.footer_links,
  ${shown(credits)} as credits, ${shown(siblings)} as siblings, ${shown(corrections)} as corrections, ${shown(related)} as related
  from ${standing}`;

/** A row of `articleSql` where an article stands; JSON columns are text. */
interface ArticleRow extends LinkRow {
  settings: string | null;
  moved: string | null;
  state: 'published' | 'withdrawn';
  withdrawn_at: number | null;
  withdrawn_reason: string | null;
  story_id: string;
  published_revision: number;
  changed_at: number | null;
  excerpt: string;
  reading_minutes: number;
  header: string | null;
  topics: string;
  html: string;
  words: number;
  byline: string | null;
  repost_name: string | null;
  repost_url: string | null;
  sources: string;
  disclaimer: string | null;
  footer_links: string;
  credits: string;
  siblings: string;
  corrections: string;
  related: string;
}

type PlaceRow = ArticleRow | { id: null; settings: string | null; moved: string | null };

interface CreditRow {
  person_id: string;
  person_slug: string;
  role: CreditRole;
  name: string;
  affiliation: string | null;
  as_written: string;
  url: string | null;
}

/**
 * What stands at an article's path: the article, the way to where it went, the notice of its withdrawal, or
 * nothing; then the tags are those that a publication at this path purges.
 */
export async function findArticlePage(reading: Reading, place: Place): Promise<ArticlePage> {
  const row = await readPage<PlaceRow>(reading, articleSql, [place.lang, place.month, place.slug]);
  if (row.id === null) {
    reading.tags.add(monthTag(place.lang, place.month));
    if (row.moved !== null) {
      const to: Place & { id: string } = JSON.parse(row.moved);
      reading.tags.add(articleTag(to.id));
      return { kind: 'moved', path: articlePath(to.lang, to.month, to.slug) };
    }
    reading.tags.add(editionTag(place.lang));
    return { kind: 'unknown', site: siteOf(reading, row.settings) };
  }
  const site = siteOf(reading, row.settings);
  reading.tags.add(articleTag(row.id));
  if (row.state === 'withdrawn') {
    const { title, withdrawn_reason, withdrawn_at, published_at } = row;
    return {
      kind: 'gone',
      site,
      title,
      ...some('reason', withdrawn_reason),
      at: withdrawn_at ?? published_at,
    };
  }
  return { kind: 'article', site, article: articleOf(reading, row) };
}

function articleOf(reading: Reading, row: ArticleRow): ArticleView {
  reading.tags.add(storyTag(row.story_id));
  const credits: CreditRow[] = JSON.parse(row.credits);
  const card: CardRow = {
    ...row,
    header: row.header === null ? null : JSON.parse(row.header),
    translators: credits.filter((credit) => credit.role === 'translator').map((credit) => credit.name),
    topics: JSON.parse(row.topics),
  };
  for (const credit of credits) reading.tags.add(personTag(credit.person_id));
  const siblings: Omit<LinkRow, 'title' | 'published_at'>[] = JSON.parse(row.siblings);
  for (const sibling of siblings) reading.tags.add(articleTag(sibling.id));
  const related: LinkRow[] = JSON.parse(row.related);
  const topics: { id: string }[] = JSON.parse(row.topics);
  for (const topic of topics) reading.tags.add(topicPastTag(topic.id));
  const { repost_name, repost_url } = row;
  return {
    ...cardOf(reading, card),
    story_id: row.story_id,
    month: row.month,
    revision: row.published_revision,
    html: row.html,
    words: row.words,
    ...some('byline', row.byline),
    ...(repost_url === null ? {} : { repost: { name: repost_name ?? repost_url, url: repost_url } }),
    sources: JSON.parse(row.sources),
    credits: credits.map((credit) => ({
      role: credit.role,
      name: credit.name,
      path: personPath(row.lang, credit.person_slug),
      ...some('affiliation', credit.affiliation),
      as_written: credit.as_written,
      ...some('url', credit.url),
    })),
    ...some('disclaimer', row.disclaimer),
    footer_links: JSON.parse(row.footer_links),
    siblings: siblings.map((sibling) => ({
      lang: sibling.lang,
      path: articlePath(sibling.lang, sibling.month, sibling.slug),
    })),
    corrections: JSON.parse(row.corrections),
    related: related.map((link) => linkOf(reading, link)),
  };
}

/** The published Markdown of the article at a path; only the site where no published article stands. */
export async function findArticleMarkdown(
  reading: Reading,
  place: Place,
): Promise<{ markdown: string } | { site: SiteView; markdown?: never }> {
  const row = await readPage<{ settings: string | null; id: string | null; markdown: string }>(
    reading,
    `select ${settingsSql}, a.id, r.markdown from ${standing} where a.state is null or a.state = 'published'
     union all select ${settingsSql}, null, null limit 1`,
    [place.lang, place.month, place.slug],
  );
  if (row.id === null) {
    reading.tags.add(monthTag(place.lang, place.month));
    reading.tags.add(editionTag(place.lang));
    return { site: siteOf(reading, row.settings) };
  }
  reading.tags.add(articleTag(row.id));
  return { markdown: row.markdown };
}
