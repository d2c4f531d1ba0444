import type { Context } from 'hono';
import type * as z from 'zod/mini';
import type { Actor, ActorEnv } from '../../auth/actor.ts';
import { tell } from '../../i18n/told/tell.ts';
import { isId } from '../../lib/ids.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { IDEMPOTENCY_KEY_MAX_CHARS } from '../../limits.ts';
import { type RawFields, readBody } from '../body.ts';
import type { FieldError } from '../fields.ts';
import type { IntakeDeps } from '../receive.ts';
import { parseValues } from '../values.ts';
import { fieldProblem } from './field-problem.ts';

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

/** A body's fields by their schema, or the answer that says what is wrong with them. */
export async function readValues<S extends z.ZodMiniType>(
  c: ApiContext,
  schema: S,
): Promise<{ values: z.output<S>; raw: RawFields } | Response> {
  const body = await readBody(c.req.raw);
  if (!body.ok) return fieldProblem(body.error.errors, body.error.status);
  const values = parseValues(schema, body.value.values);
  return values.ok ? { values: values.value, raw: body.value } : fieldProblem(values.error);
}

export function readArticleId(c: ApiContext): string | undefined {
  const id = c.req.param('id') ?? '';
  return isId(id) ? id : undefined;
}

/**
 * Printable ASCII; absent is fine. draft-ietf-httpapi-idempotency-key-header-07 writes a Structured Fields string,
 * in quotes; without them it is the same key.
 */
export function readIdempotencyKey(c: ApiContext): Result<string | undefined, FieldError> {
  const key = c.req
    .header('Idempotency-Key')
    ?.trim()
    .replace(/^"(.*)"$/, '$1');
  if (key === undefined || key === '') return ok(undefined);
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= IDEMPOTENCY_KEY_MAX_CHARS) return ok(key);
  return fail({ field: 'Idempotency-Key', told: tell('key-bad', { max: IDEMPOTENCY_KEY_MAX_CHARS }) });
}
