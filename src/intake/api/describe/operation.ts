/** What the API's description and its MCP tools are made of: one row a call. */
import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import type { MemberRole } from '../../../store/schema/words.ts';
import { said, text } from '../../values.ts';

export interface Operation {
  /** `operationId`, and the name of the tool. */
  id: string;
  method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`. */
  path: string;
  /** The least role that may ask for it at all; what it is about may need more. */
  role: MemberRole;
  summary: string;
  /** Schemas are made when they are first asked for: most starts of the Worker are for readers. */
  query?: () => z.ZodMiniObject;
  body?: () => z.ZodMiniObject;
  /** What it takes beside its fields: an `Idempotency-Key`, or a picture in a form. */
  takes?: readonly ('key' | 'picture')[];
  /** For a person who lets a program work: `reads` changes nothing, `out` changes what readers see. */
  effect?: 'reads' | 'out';
  /** Statuses of refusals beside those that every call knows. */
  refusals?: readonly (403 | 404 | 409)[];
  status: 200 | 201 | 202 | 204;
  /** The same answer with 202 says that the work goes on. */
  mayGoOn?: true;
  answer?: () => z.ZodMiniType;
  example: {
    query?: Readonly<Record<string, string>>;
    body?: Readonly<Record<string, unknown>>;
    answer?: unknown;
  };
}

export const ID = '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f';

export const id = () => z.string().register(said, { format: 'uuid' });
export const time = () => z.string().register(said, { format: 'date-time' });
export const address = () => z.string().register(said, { format: 'uri' });
export const count = () => z.int();
export const texts = () => z.array(z.string());

/** The caches, as a change left them. */
export const purge = once(() => z.object({ tags: texts(), state: z.enum(['done', 'pending']) }));

/** `name` is what the answer calls the cursor. */
export const pageCursor = (name = 'next_cursor') => {
  const error = `Give the ${name} of the page before, unchanged.`;
  return z.optional(
    text(`${name} of the page before`, { error }).check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}$/, error)),
  );
};

/** The place in a list that a cursor names: a time in milliseconds and an id. */
export function placeOf(cursor: string | undefined): { at: number; id: string } | undefined {
  const [at, id] = cursor?.split('.') ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number(at), id };
}
