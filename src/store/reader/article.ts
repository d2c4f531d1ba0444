/**
 * The article page, in one statement. It reads, by D1's count, a row each for settings, path, article and revision.
 * D1 prepares a statement and makes each column and each list of its answer anew each time, which costs more than its
 * rows do: hence all that is kept ready in the article's row (migrations 0009 and 0014 to 0016), lists of arrays in
 * place of objects, and few words of SQL.
 */
import {
  articleTag,
  editionTag,
  monthTag,
  oldPathsTag,
  personTag,
  storyTag,
  topicPastTag,
} from '../../edge/tags.ts';
import { oldPathOfArticle } from '../../lib/old-path.ts';
import { articlePath, personPath } from '../../lib/paths.ts';
import { SITE_SETTINGS_KEY } from '../settings.ts';
import { type CreditRow, cardOf, type Known, namesIn, type PageJson, type SiblingColumns } from './cards.ts';
import { fromJson, linkOf, readPage, siteOf, some } from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type {
  ArticleMarkdown,
  ArticlePage,
  ArticleView,
  Away,
  CorrectionView,
  CreditView,
  Gone,
  Moved,
  SiblingView,
  Unknown,
} from './views.ts';

export interface Place {
  lang: string;
  /** `yyyy-mm` */
  month: string;
  slug: string;
}

/**
 * The article that has or had a path: ?1 language, ?2 month, ?3 slug. `slugs` has every path that one ever had, so the
 * same row leads to the page, the 410 and the way to where it went. Only where it has none, ?4 is looked for: the path as
 * another site may have had it, so that it can take no article's place.
 *
 * A statement is planned each time it runs (measured in the local D1), and planning joins costs more than reading what
 * they join: hence subqueries, and a beginning at the one row that is sure to stand (migration 0018).
 */
const standing = `from settings s left join articles a on a.id = coalesce(
    (select article_id from slugs where lang = ?1 and month = ?2 and slug = ?3),
    (select article_id from old_paths where path = ?4))
  where s.key = '${SITE_SETTINGS_KEY}'`;

/** A column of the published revision. */
const published = (column: 'html' | 'markdown'): string =>
  `(select ${column} from revisions where article_id = a.id and number = a.published_revision) as ${column}`;

/** Of `standing`. */
export const standingParams = ({ lang, month, slug }: Place): string[] => [
  lang,
  month,
  slug,
  oldPathOfArticle(articlePath(lang, month, slug)) ?? '',
];

/** Parameters as `standing` has them. */
export const articleSql = `select s.value as settings, a.id, a.page, a.credits, a.corrections, a.siblings, a.related, ${published('html')}
  ${standing}`;

const markdownSql = `select s.value as settings, a.id, a.page, ${published('markdown')} ${standing}`;

/** What all statements of `standing` give. */
interface StandingRow {
  settings: string;
  /** Null where no article ever stood. */
  id: string | null;
  /** Null of an article that was never out. */
  page: string | null;
}

/** A row of `articleSql`; where an article stands all is there, and all but the HTML and the id is JSON. */
interface ArticleRow extends StandingRow {
  credits: string;
  corrections: string | null;
  siblings: string;
  html: string;
  related: string | null;
}

type RelatedColumns = [id: string, month: string, slug: string, title: string, published_at: number];

/** An article that readers may know of. */
function knownIn({ id, page }: StandingRow): Known | undefined {
  if (id === null || page === null) return undefined;
  const known = { id, ...fromJson<PageJson>(page) };
  return known.state === 'published' || known.state === 'withdrawn' ? known : undefined;
}

/**
 * What stands at an article's path: the article, the way to where it went, the notice of its withdrawal, or
 * nothing; then the tags are those that a publication at this path purges.
 */
export async function findArticlePage(reading: Reading, place: Place): Promise<ArticlePage> {
  const row = await readPage<ArticleRow>(reading, articleSql, standingParams(place));
  const known = knownIn(row);
  if (!known) return unknown(reading, place, row);
  const away = awayFrom(reading, place, known, row.settings);
  if (away) return away;
  return { kind: 'article', site: siteOf(reading, row.settings), article: articleOf(reading, row, known) };
}

/** Its tags are those of all that may come to stand here. */
function unknown(reading: Reading, place: Place, { settings, id }: StandingRow): Unknown {
  const view = { kind: 'unknown', site: siteOf(reading, settings) } as const;
  return shown(reading, view, [
    monthTag(place.lang, place.month),
    editionTag(place.lang),
    id === null ? oldPathsTag : articleTag(id),
  ]);
}

/** The article is not at this place, or is withdrawn; undefined when it is there to be read. */
function awayFrom(
  reading: Reading,
  place: Place,
  row: Known,
  settings: string | null,
): Moved | Gone | undefined {
  if (row.month !== place.month || row.slug !== place.slug) {
    const view = { kind: 'moved', path: articlePath(row.lang, row.month, row.slug) } as const;
    return shown(reading, view, [articleTag(row.id), monthTag(place.lang, place.month)]);
  }
  if (row.state !== 'withdrawn') return undefined;
  const { lang, title, withdrawn_reason, withdrawn_at, published_at } = row;
  const site = siteOf(reading, settings);
  const at = withdrawn_at ?? published_at;
  const view = { kind: 'gone', site, lang, title, ...some('reason', withdrawn_reason), at } as const;
  return shown(reading, view, articleTag(row.id));
}

const creditOf = (reading: Reading, credit: CreditRow, lang: string): CreditView =>
  shown(
    reading,
    {
      role: credit.role,
      name: credit.name,
      path: personPath(lang, credit.person_slug),
      ...some('affiliation', credit.affiliation),
      as_written: credit.as_written,
      ...some('url', credit.url),
    },
    personTag(credit.person_id),
  );

const siblingOf = (reading: Reading, [id, lang, month, slug]: SiblingColumns): SiblingView =>
  shown(reading, { lang, path: articlePath(lang, month, slug) }, articleTag(id));

function articleOf(reading: Reading, row: ArticleRow, page: Known): ArticleView {
  const { lang, topics, repost_name, repost_url } = page;
  const credits = fromJson<CreditRow[]>(row.credits);
  const siblings = fromJson<SiblingColumns[]>(row.siblings).map((one) => siblingOf(reading, one));
  const related = fromJson<RelatedColumns[]>(row.related ?? '[]').map(
    ([id, month, slug, title, published_at]) =>
      linkOf(reading, { id, lang, month, slug, title, published_at }),
  );
  return {
    ...cardOf(reading, { ...page, translators: namesIn(credits, 'translator') }),
    story_id: page.story_id,
    month: page.month,
    revision: page.published_revision,
    html: row.html,
    words: page.words,
    ...some('byline', page.byline),
    ...(repost_url === null ? {} : { repost: { name: repost_name ?? repost_url, url: repost_url } }),
    sources: page.sources,
    credits: credits.map((credit) => creditOf(reading, credit, lang)),
    ...some('disclaimer', page.disclaimer),
    footer_links: page.footer_links,
    siblings: shown(reading, siblings, storyTag(page.story_id)),
    corrections: row.corrections === null ? [] : fromJson<CorrectionView[]>(row.corrections),
    related: shown(
      reading,
      related,
      topics.map(([id]) => topicPastTag(id)),
    ),
  };
}

/** The published Markdown of the article at a path, or what stands there in its place. */
export async function findArticleMarkdown(reading: Reading, place: Place): Promise<ArticleMarkdown | Away> {
  const row = await readPage<StandingRow & { markdown: string }>(reading, markdownSql, standingParams(place));
  const known = knownIn(row);
  if (!known) return unknown(reading, place, row);
  const { markdown, settings } = row;
  return (
    awayFrom(reading, place, known, settings) ??
    shown(reading, { kind: 'markdown', markdown }, articleTag(known.id))
  );
}
