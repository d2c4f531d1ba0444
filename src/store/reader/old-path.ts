/** Where an address of another site leads, asked within the statement of the page that is not there. */
import { articleTag, oldPathsTag } from '../../edge/tags.ts';
import { articlePath } from '../../lib/paths.ts';
import { fromJson, readPage, settingsSql, siteOf, some } from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type { Away } from './views.ts';

/**
 * Column `old`: null, or the article that had this path as JSON; of one that readers may not know of, its id alone.
 * A row each for the path, the article and its revision, and none where nobody had it. `param` is SQL of ours.
 */
export const oldSql = (param: string): string =>
  `(select json_object('id', o.article_id, 'state', a.state, 'lang', a.lang, 'month', a.month, 'slug', a.slug,
      'title', r.title, 'reason', a.withdrawn_reason, 'at', coalesce(a.withdrawn_at, a.published_at))
    from old_paths o left join articles a on a.id = o.article_id and a.state in ('published', 'withdrawn')
    left join revisions r on r.article_id = a.id and r.number = a.published_revision where o.path = ${param}) as old`;

interface OldArticle {
  id: string;
  state: 'published' | 'withdrawn' | null;
  lang: string;
  month: string;
  slug: string;
  title: string;
  reason: string | null;
  at: number;
}

/** The columns of a page that is not there. */
interface AwayRow {
  settings: string | null;
  old: string | null;
}

/**
 * What a page that is not there answers in its place. Its tags: of the article, whatever its state, and where nothing
 * leads anywhere, of all that may come to.
 */
export function awayByOldPath(reading: Reading, { settings, old }: AwayRow): Away {
  const article = old === null ? undefined : fromJson<OldArticle>(old);
  if (!article?.state) {
    const tag = article ? articleTag(article.id) : oldPathsTag;
    return shown(reading, { kind: 'unknown', site: siteOf(reading, settings) }, tag);
  }
  const { id, lang, month, slug, title, reason, at } = article;
  if (article.state === 'published') {
    return shown(reading, { kind: 'moved', path: articlePath(lang, month, slug) }, articleTag(id));
  }
  const site = siteOf(reading, settings);
  const view = { kind: 'gone', site, lang, title, ...some('reason', reason), at } as const;
  return shown(reading, view, articleTag(id));
}

/** What a path answers that no page has. `path` is one of `lib/old-path.ts`; undefined where none can be. */
export async function findAway(reading: Reading, path: string | undefined): Promise<Away> {
  const sql = `select ${settingsSql}, ${oldSql('?1')}`;
  return awayByOldPath(reading, await readPage<AwayRow>(reading, sql, [path ?? '']));
}
