import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { type ChangeScope, changeArticle, changed, findChangeScope } from '../store/changes.ts';
import { findSettings } from '../store/settings.ts';
import { type Actor, makeChange, type PublishDeps, type PublishRefusal } from './change.ts';

export interface Approved {
  state: string;
  revision: number;
}

/** What stands against an approval of the current revision by this person, if anything. */
export function objection(
  scope: ChangeScope,
  actor: Actor,
  settings: { four_eyes: boolean },
): PublishRefusal | undefined {
  // An admin may change the setting itself, so holding an admin to it would only be a detour.
  if (actor.role === 'admin') return undefined;
  if (settings.four_eyes && actor.memberId !== null && actor.memberId === scope.article.created_by) {
    return {
      reason: 'own_work',
      told: tell('own-work'),
    };
  }
  if (scope.current.blocks > 0) {
    return {
      reason: 'blocked',
      told: tell('blocked', { n: scope.current.blocks }),
    };
  }
  return undefined;
}

/** Why what somebody decides on the revision that they read, where they say which, does not hold for a newer one. */
export const newerThanRead = (
  { current_revision: current }: ChangeScope['article'],
  read: number | undefined,
): PublishRefusal | undefined =>
  read === undefined || read === current
    ? undefined
    : { reason: 'changed_meanwhile', told: tell('revision-newer', { current, read }) };

/** Approves the current revision. Not visible to readers: the published revision stays as it is. */
export async function approve(
  deps: PublishDeps,
  options: { articleId: string; actor: Actor; revision?: number },
): Promise<Result<Approved, PublishRefusal>> {
  const [scope, settings] = await Promise.all([
    findChangeScope(deps.db, options.articleId),
    findSettings(deps.db),
  ]);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  const unread = newerThanRead(article, options.revision);
  if (unread) return fail(unread);
  if (article.approved_revision === article.current_revision && article.state !== 'spiked') {
    return ok({ state: article.state, revision: article.current_revision });
  }
  if (article.state === 'spiked') {
    return fail({
      reason: 'wrong_state',
      told: tell('spiked'),
    });
  }
  const against = objection(scope, options.actor, settings);
  if (against) return fail(against);

  const state = article.state === 'in_review' ? 'approved' : article.state;
  const changeId = newId(deps.now);
  const done = await makeChange(deps, {
    id: changeId,
    name: 'approve',
    articleId: article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    tags: [],
    statements: [
      changeArticle(deps.db, {
        from: article,
        to: { state, approved_revision: article.current_revision, approved_by: options.actor.memberId },
        changeId,
        now: deps.now,
      }),
    ],
    guard: changed(article.id, changeId),
    before: { state: article.state, approved_revision: article.approved_revision },
    after: { state, approved_revision: article.current_revision },
  });
  return done ? ok({ state, revision: article.current_revision }) : fail(meanwhile);
}

export const meanwhile: PublishRefusal = {
  reason: 'changed_meanwhile',
  told: tell('meanwhile'),
};
