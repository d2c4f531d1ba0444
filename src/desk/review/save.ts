/** A change of a text as a new revision, made while its editor waits. */
import type { Context } from 'hono';
import { receiveRevision } from '../../intake/receive.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { processNow } from '../../queue/process-now.ts';
import { findSubmissionStatus } from '../../store/submissions.ts';
import { type DeskEnv, depsOf, deskScreen } from '../screen.ts';

/** `newer`: somebody's revision came first; `refused`: the text itself cannot be taken. */
export interface SaveRefusal {
  reason: 'newer' | 'refused';
  detail: string;
}

/**
 * Saves the whole Markdown on top of revision `base`. `later` means that the queue will finish it: the
 * submission's page says how far it is.
 */
export async function saveRevision(
  c: Context<DeskEnv>,
  change: { articleId: string; markdown: string; reason: string; base: number },
): Promise<Result<{ submission: string; state: 'ready' | 'later' }, SaveRefusal>> {
  const { articleId, markdown, reason, base } = change;
  const deps = depsOf(c);
  const received = await receiveRevision(deps, {
    memberId: c.get('actor').memberId,
    articleId,
    markdown,
    reason,
    baseRevision: base,
  });
  const { say } = deskScreen(c);
  if (!received.ok) return fail({ reason: 'refused', detail: say(received.error[0]?.told) });
  const submission = received.value.id;
  await processNow(deps, submission);
  const status = await findSubmissionStatus(deps.db, submission);
  if (status?.state === 'failed') {
    const reason = status.told?.id === 'newer-revision' ? 'newer' : 'refused';
    return fail({ reason, detail: say(status.told, status.failure ?? '') });
  }
  return ok({ submission, state: status?.state === 'ready' ? 'ready' : 'later' });
}
