/**
 * Values from outside, parsed by schemas that also describe themselves: what a schema says about a field is
 * what `/api/v1/openapi.json` prints. Errors name the field and the remedy.
 */
import * as z from 'zod/mini';
import { parseTold } from '../i18n/told/tell.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { FieldError } from './fields.ts';

/** What a description adds to a schema's own shape: keywords of JSON Schema, and the name of a component. */
export interface Said {
  id?: string;
  description?: string;
  format?: 'uuid' | 'uri' | 'date-time';
  maxLength?: number;
  maxItems?: number;
  minimum?: number;
}
export const said = z.registry<Said>();

interface TextOptions {
  max?: number;
  format?: Said['format'];
  /** Said for what is no text, and for one that is too long. */
  error?: string;
}

/** A text without blanks around it. */
export function text(description: string, { max, format, error }: TextOptions = {}) {
  const schema = z.string(error).check(z.trim());
  const bounded = max === undefined ? schema : schema.check(z.maxLength(max, error));
  return bounded.register(said, {
    description,
    ...(max === undefined ? {} : { maxLength: max }),
    ...(format === undefined ? {} : { format }),
  });
}

/** A text that must say something. */
export const words = (description: string, max: number, error: string) =>
  z
    .string(error)
    .check(z.trim(), z.minLength(1, error), z.maxLength(max, error))
    .register(said, { description, maxLength: max });

/** 1 or more; forms and queries spell it in digits. */
export const wholeNumber = (description: string, error: string) =>
  z.pipe(
    z.transform((value: unknown) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
    ),
    z.int(error).check(z.gte(1, error)).register(said, { description, minimum: 1 }),
  );

const TIME = 'Give a time with its offset from UTC as RFC 3339, such as 2026-11-23T18:00:00Z.';
const writtenTime =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
/** Smaller numbers are seconds since 1970, or fewer; greater ones are microseconds. */
const MILLISECONDS_MIN = 1e12;
const MILLISECONDS_MAX = Date.UTC(9999, 11, 31);

function timeOf(text: string): number | undefined {
  const written = text.trim();
  const date = writtenTime.exec(written)?.[1];
  if (date === undefined) return undefined;
  // To `Date` the 30th of February is a day in March.
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  return Date.parse(written.toUpperCase());
}

/** RFC 3339, or milliseconds since 1970 of this century; becomes milliseconds. */
export const timeGiven = (description: string) =>
  z.pipe(
    z
      .union([z.string().register(said, { format: 'date-time' }), z.int()], TIME)
      .register(said, { description }),
    z.transform((value, ctx) => {
      const at =
        typeof value === 'string'
          ? timeOf(value)
          : value >= MILLISECONDS_MIN && value <= MILLISECONDS_MAX
            ? value
            : undefined;
      if (at !== undefined) return at;
      ctx.issues.push({ code: 'custom', input: value, message: TIME });
      return z.NEVER;
    }),
  );

/** Null is a field left out. At most one error a field. */
export function parseValues<S extends z.ZodMiniType>(
  schema: S,
  values: Readonly<Record<string, unknown>>,
): Result<z.output<S>, FieldError[]> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const read = schema.safeParse(given);
  if (read.success) return ok(read.data);
  const errors = new Map<string, FieldError>();
  for (const { path, message } of read.error.issues) {
    const field = String(path[0]);
    // A schema's messages are texts: one that is told in several languages comes through as its JSON.
    const told = message.startsWith('{') ? parseTold(message) : undefined;
    if (!errors.has(field)) errors.set(field, told ? { field, told } : { field, message });
  }
  return fail([...errors.values()]);
}

/** A query's: a name without a value, as a form sends it, is left out. */
export const parseQuery = <S extends z.ZodMiniType>(
  schema: S,
  query: Readonly<Record<string, string>>,
): Result<z.output<S>, FieldError[]> =>
  parseValues(schema, Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')));
