/** Decisions inside the newsroom that readers do not see: send back, spike, dismiss a finding. */

import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { REASON_MAX_CHARS } from '../limits.ts';
import { auditStatement } from '../store/audit.ts';
import { changeArticle, changed, dismissFindingStatement, findChangeScope } from '../store/changes.ts';
import type { ArticleState } from '../store/schema/words.ts';
import { findHeir } from '../store/stories.ts';
import { meanwhile } from './approve.ts';
import { type Actor, makeChange, type PublishDeps, type PublishRefusal } from './change.ts';
import { moveTags, placeStatements } from './place.ts';
import { SAY_WHY } from './remedies.ts';

type Decision = { articleId: string; actor: Actor; note: string };

const needsNote = (note: string): PublishRefusal | undefined =>
  note.trim() === '' || note.length > REASON_MAX_CHARS
    ? {
        reason: 'bad_input',
        field: 'note',
        told: SAY_WHY,
      }
    : undefined;

/** Back to review with a note. An approval and a planned hour are taken back with it. */
export const sendBack = (
  deps: PublishDeps,
  options: Decision,
): Promise<Result<{ state: 'in_review' }, PublishRefusal>> =>
  decide(deps, options, { name: 'send_back', to: 'in_review', from: ['in_review', 'approved', 'scheduled'] });

/**
 * Rejects an article that is not out. A new revision takes it up again. Where another translation into its language
 * waits beside it, that one is the story's from now on, with the links between the languages.
 */
export const spike = (
  deps: PublishDeps,
  options: Decision,
): Promise<Result<{ state: 'spiked' }, PublishRefusal>> =>
  decide(deps, options, { name: 'spike', to: 'spiked', from: ['in_review', 'approved', 'scheduled'] });

async function decide<To extends 'in_review' | 'spiked'>(
  deps: PublishDeps,
  options: Decision,
  decision: { name: string; to: To; from: ArticleState[] },
): Promise<Result<{ state: To }, PublishRefusal>> {
  const refused = needsNote(options.note);
  if (refused) return fail(refused);
  const scope = await findChangeScope(deps.db, options.articleId);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  if (!decision.from.includes(article.state)) {
    return fail({
      reason: 'wrong_state',
      told: tell('decided-already'),
    });
  }
  const { db, now } = deps;
  const heir =
    decision.to === 'spiked'
      ? await findHeir(db, { storyId: article.story_id, lang: article.lang })
      : undefined;
  const changeId = newId(now);
  const guard = changed(article.id, changeId);
  const to = { state: decision.to, scheduled_at: null, approved_revision: null, approved_by: null };
  const done = await makeChange(deps, {
    id: changeId,
    name: decision.name,
    // Of the two, readers see the heir alone.
    articleId: heir?.id ?? article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    tags: heir ? moveTags(heir, article.story_id, [scope.family, scope.family]) : [],
    statements: heir
      ? [
          ...placeStatements(db, { holder: article, to, heir, changeId, now }),
          auditStatement(
            db,
            {
              id: newId(now),
              now,
              memberId: options.actor.memberId,
              action: 'move_to_story',
              subject: `article:${heir.id}`,
              before: { story: heir.story_id },
              after: { story: article.story_id },
            },
            guard,
          ),
        ]
      : [changeArticle(db, { from: article, to, changeId, now })],
    guard,
    before: { state: article.state },
    after: { state: decision.to, note: options.note.trim() },
  });
  return done ? ok({ state: decision.to }) : fail(meanwhile);
}

/** Sets a finding aside with a reason. Blocking ones can only be cured by a new revision. */
export async function dismissFinding(
  deps: PublishDeps,
  options: { articleId: string; findingId: string; actor: Actor; reason: string },
): Promise<Result<{ id: string }, PublishRefusal>> {
  const reason = options.reason.trim();
  if (options.actor.memberId === null || reason === '' || reason.length > REASON_MAX_CHARS) {
    return fail({
      reason: 'bad_input',
      field: 'reason',
      told: tell('dismiss-reason', { max: REASON_MAX_CHARS }),
    });
  }
  const done = await makeChange(deps, {
    id: newId(deps.now),
    name: 'dismiss_finding',
    articleId: null,
    actor: options.actor,
    subject: `article:${options.articleId}`,
    tags: [],
    statements: [
      dismissFindingStatement(deps.db, {
        id: options.findingId,
        memberId: options.actor.memberId,
        reason,
        now: deps.now,
      }),
    ],
    guard: {
      sql: 'exists (select 1 from findings where id = ? and dismissed_at = ?)',
      params: [options.findingId, deps.now],
    },
    before: { finding: options.findingId, state: 'open' },
    after: { finding: options.findingId, state: 'dismissed', reason },
  });
  return done
    ? ok({ id: options.findingId })
    : fail({
        reason: 'wrong_state',
        told: tell('finding-gone'),
      });
}
