import { oldPathsTag } from '../edge/tags.ts';
import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { findArticle } from '../store/articles.ts';
import { broughtPaths, findOwnOldPaths, insertOldPaths } from '../store/old-paths.ts';
import { always } from '../store/statement.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';

export interface OldPathsLed {
  /** Those that lead here now; the others lead to another article, or are too many. */
  old_paths: string[];
  purge: PurgeReport;
}

/**
 * Addresses that the article had on another site lead to it from now on, whatever its state: readers find it there once
 * it is published. The same again changes nothing.
 */
export async function leadOldPaths(
  deps: PublishDeps,
  options: { articleId: string; paths: readonly string[]; actor: Actor },
): Promise<Result<OldPathsLed, PublishRefusal>> {
  const { db, now } = deps;
  const { articleId, paths, actor } = options;
  if (actor.role !== 'admin') return fail({ reason: 'not_allowed', told: tell('old-paths-admin') });
  if (!(await findArticle(db, articleId))) return fail({ reason: 'not_found', told: tell('no-article') });
  const changeId = newId(now);
  const guard = broughtPaths(articleId, changeId);
  const done = await makeChange(deps, {
    id: changeId,
    name: 'old_paths',
    // No list and no index shows them, so none is made anew.
    articleId: null,
    actor,
    subject: `article:${articleId}`,
    tags: [oldPathsTag],
    statements: [insertOldPaths(db, { articleId, paths, changeId, now }, always)],
    guard,
    after: { paths: paths.join(' ') },
  });
  const old_paths = await findOwnOldPaths(db, { articleId, wanted: paths });
  return ok({ old_paths, purge: done ?? nothingToPurge });
}
