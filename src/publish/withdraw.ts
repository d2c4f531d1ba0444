import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { articlePath } from '../lib/paths.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { REASON_MAX_CHARS } from '../limits.ts';
import { changeArticle, changed, findChangeScope } from '../store/changes.ts';
import { meanwhile } from './approve.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';
import { newsOf } from './news.ts';
import { SAY_WHY_WITHDRAWN } from './remedies.ts';
import { membershipTags } from './scope.ts';

export interface Withdrawn {
  url: string;
  state: 'withdrawn';
  purge: PurgeReport;
}

/** Takes a published article back: its URL answers 410 with the reason. Withdrawing twice changes nothing. */
export async function withdraw(
  deps: PublishDeps,
  options: { articleId: string; actor: Actor; reason: string },
): Promise<Result<Withdrawn, PublishRefusal>> {
  const reason = options.reason.trim();
  if (reason === '' || reason.length > REASON_MAX_CHARS) {
    return fail({
      reason: 'bad_input',
      field: 'reason',
      told: SAY_WHY_WITHDRAWN,
    });
  }
  const scope = await findChangeScope(deps.db, options.articleId);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  const month = article.month ?? '';
  const url = deps.config.siteUrl + articlePath(article.lang, month, article.slug);
  if (article.state === 'withdrawn') return ok({ url, state: 'withdrawn', purge: nothingToPurge });
  if (article.state !== 'published') {
    return fail({
      reason: 'wrong_state',
      told: tell('withdraw-published'),
    });
  }
  const changeId = newId(deps.now);
  const done = await makeChange(deps, {
    id: changeId,
    name: 'withdraw',
    articleId: article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    tags: membershipTags(scope, { month, revision: 'published' }),
    listed: { lang: article.lang, month },
    statements: [
      changeArticle(deps.db, {
        from: article,
        to: { state: 'withdrawn', withdrawn_at: deps.now, withdrawn_reason: reason },
        changeId,
        now: deps.now,
      }),
    ],
    guard: changed(article.id, changeId),
    before: { state: article.state },
    after: { state: 'withdrawn', reason },
    news: newsOf(deps, scope, {
      event: 'withdrawn',
      month,
      slug: article.slug,
      title: scope.published.title ?? '',
      state: 'withdrawn',
      publishedAt: article.published_at,
      reason,
    }),
  });
  return done ? ok({ url, state: 'withdrawn', purge: done }) : fail(meanwhile);
}
