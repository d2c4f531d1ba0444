import type { Context } from 'hono';
import type { Actor, ActorEnv } from '../../auth/actor.ts';
import { isId } from '../../lib/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { FieldError } from '../fields.ts';
import type { IntakeDeps } from '../receive.ts';

export type ApiContext = Context<ActorEnv>;

/** What a handler needs. The session begins at the primary, so that a client reads what it just wrote. */
export function depsOf(c: ApiContext): { actor: Actor; deps: IntakeDeps } {
  return {
    actor: c.get('actor'),
    deps: {
      env: c.env,
      config: c.get('config'),
      ctx: c.executionCtx,
      db: c.env.DB.withSession('first-primary'),
      now: c.get('now'),
    },
  };
}

export function readArticleId(c: ApiContext): string | undefined {
  const id = c.req.param('id') ?? '';
  return isId(id) ? id : undefined;
}

/** Printable ASCII, at most 200 characters; absent is fine. */
export function readIdempotencyKey(c: ApiContext): Result<string | undefined, FieldError> {
  const key = c.req.header('Idempotency-Key')?.trim();
  if (key === undefined || key === '') return ok(undefined);
  if (/^[\x20-\x7e]{1,200}$/.test(key)) return ok(key);
  return fail({
    field: 'Idempotency-Key',
    message: 'Send at most 200 printable ASCII characters, such as a UUID.',
  });
}
