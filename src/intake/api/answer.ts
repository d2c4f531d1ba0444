/** What a decision of the publish room is as an answer. */
import type { Context } from 'hono';
import { inEnglish } from '../../i18n/told/tell.ts';
import type { Result } from '../../lib/result.ts';
import type { PublishRefusal } from '../../publish/change.ts';
import { problem, statusOf } from './problem.ts';

export function answer<T extends object>(c: Context, done: Result<T, PublishRefusal>): Response {
  if (done.ok) return c.json(done.value);
  const { reason, told, field } = done.error;
  const detail = inEnglish(told);
  return problem({
    status: statusOf(reason),
    type: reason.replaceAll('_', '-'),
    detail,
    ...(field ? { errors: [{ field, message: detail }] } : {}),
  });
}
