import { derivedId } from '../lib/ids.ts';
import type { ArticleRow } from '../store/articles.ts';
import { changeArticle, changed, findChangeScope } from '../store/changes.ts';
import { type Actor, makeChange, type PublishDeps } from './change.ts';
import { publish } from './publish.ts';

const system: Actor = { memberId: null, role: 'admin' };

/**
 * Hands the standing of revision `base` on to the one after it, which has the same text and the pictures that
 * had been missing: approved stays approved, and what is out is published again. Nothing happens when the
 * base was neither, or when the newest revision is another. What was killed between its two changes goes on with
 * the second: the article still names the first as its last.
 */
export async function approveArrival(
  deps: PublishDeps,
  options: { articleId: string; base: number },
): Promise<void> {
  const scope = await findChangeScope(deps.db, options.articleId);
  if (!scope || scope.article.current_revision !== options.base + 1) return;
  const { article } = scope;
  const changeId = await derivedId(article.id, `picture_arrived/${options.base}`);
  if (article.approved_revision === options.base) await approveNext(deps, article, changeId);
  else if (article.change_id !== changeId) return;
  if (article.published_revision === options.base && article.state === 'published') {
    await publish(deps, { articleId: article.id, actor: system });
  }
}

async function approveNext(deps: PublishDeps, article: ArticleRow, changeId: string): Promise<void> {
  const state = article.state === 'in_review' ? 'approved' : article.state;
  await makeChange(deps, {
    id: changeId,
    name: 'picture_arrived',
    articleId: article.id,
    actor: system,
    subject: `article:${article.id}`,
    tags: [],
    statements: [
      changeArticle(deps.db, {
        from: article,
        to: { state, approved_revision: article.current_revision, approved_by: article.approved_by },
        changeId,
        now: deps.now,
      }),
    ],
    guard: changed(article.id, changeId),
    after: { revision: article.current_revision },
  });
}
