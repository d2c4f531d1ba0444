/** Whether a new text of a published article may come out with a correction, asked before the text is written. */
import { tell } from '../i18n/told/tell.ts';
import { findChangeScope, findKeyedCorrection } from '../store/changes.ts';
import { findSettings } from '../store/settings.ts';
import { findKeyedSubmission } from '../store/submissions.ts';
import { objection } from './approve.ts';
import type { Actor, PublishDeps, PublishRefusal } from './change.ts';

/**
 * What stands against it whatever the text will be. Findings that block are the new text's own: they are dismissed on
 * it, so that it has to be there.
 */
export async function objectionToText(
  deps: PublishDeps,
  options: { articleId: string; actor: Actor; idempotencyKey?: string },
): Promise<PublishRefusal | undefined> {
  const { actor, idempotencyKey: key } = options;
  const { memberId } = actor;
  const [scope, settings, earlier, sent] = await Promise.all([
    findChangeScope(deps.db, options.articleId),
    findSettings(deps.db),
    key && memberId ? findKeyedCorrection(deps.db, { memberId, key }) : undefined,
    key && memberId ? findKeyedSubmission(deps.db, memberId, key) : undefined,
  ]);
  if (!scope) return { reason: 'not_found', told: tell('no-article') };
  if (earlier) {
    // That one came without a text.
    return sent ? undefined : { reason: 'bad_input', field: 'Idempotency-Key', told: tell('key-used') };
  }
  return objection({ ...scope, current: { ...scope.current, blocks: 0 } }, actor, settings);
}
