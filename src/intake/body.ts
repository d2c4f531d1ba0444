/** Reads a request's body as fields: JSON, multipart or a plain form, within its size limit. */

import { type Told, tell } from '../i18n/told/tell.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { DOOR_MAX_BYTES, JSON_MAX_BYTES } from '../limits.ts';
import type { FieldError } from './fields.ts';

/** Unparsed: texts and lists by name, files by name. */
export interface RawFields {
  values: Record<string, unknown>;
  files: Record<string, Uint8Array<ArrayBuffer>>;
}

export type BodyRefusal = { status: 400 | 413 | 415; errors: FieldError[] };

const refuse = (status: BodyRefusal['status'], told: Told): { ok: false; error: BodyRefusal } =>
  fail({ status, errors: [{ field: 'body', told }] });

/** Counts bytes as they come: Content-Length is a claim, and a chunked body has none. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** A list's name as forms write it: `topics[]`, `topics[0]`. */
const listName = /\[\d*\]$/;

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const tooLarge = (maxBytes: number) =>
  refuse(413, tell('body-too-large', { max: Math.floor(maxBytes / 1_048_576) }));

/** Nothing on the way unpacks what a client packed. */
const isPacked = (request: Request): boolean =>
  !/^(?:identity)?$/i.test(request.headers.get('content-encoding')?.trim() ?? '');

export async function readBody(request: Request): Promise<Result<RawFields, BodyRefusal>> {
  if (isPacked(request)) return refuse(415, tell('body-packed'));
  const type = mediaType(request);
  const isForm = type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded';
  if (!isForm && type !== 'application/json') {
    return refuse(415, tell('body-type'));
  }
  if (isForm) {
    const bytes = await readBytes(request, DOOR_MAX_BYTES);
    return bytes ? readForm(bytes, request.headers.get('content-type') ?? type) : tooLarge(DOOR_MAX_BYTES);
  }
  const json = await readJson(request);
  if (!json.ok) return json;
  const given = asObject(json.value);
  if (!given) return refuse(400, tell('body-no-object'));
  const named = Object.entries(given).map(([key, value]) => [key.replace(listName, ''), value]);
  return ok({ values: Object.fromEntries(named), files: {} });
}

/** An object as a JSON parser or a form made it, by its own keys. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

async function readForm(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Result<RawFields, BodyRefusal>> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    return refuse(400, tell('body-no-form'));
  }
  // A field may be called as something that every object has: no object is asked before all fields are there.
  const texts = new Map<string, string[]>();
  const lists = new Set<string>();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [key, value] of form) {
    const name = key.replace(listName, '');
    if (typeof value !== 'string') {
      // A form sends a file without a name for a field in which none was chosen.
      if (value.size > 0 || value.name !== '') files.set(name, new Uint8Array(await value.arrayBuffer()));
      continue;
    }
    if (name !== key) lists.add(name);
    const before = texts.get(name);
    if (before) before.push(value);
    else texts.set(name, [value]);
  }
  const values = [...texts].map(([name, all]) => [name, all.length > 1 || lists.has(name) ? all : all[0]]);
  return ok({ values: Object.fromEntries(values), files: Object.fromEntries(files) });
}

/** Escapes are the one way in for half a surrogate pair, and each would come back from the database as three characters. */
const halfPair = /\\ud[89a-f]/i;
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

/** Any JSON value; nothing at all counts as an empty object. */
export async function readJson(request: Request): Promise<Result<unknown, BodyRefusal>> {
  if (isPacked(request)) return refuse(415, tell('body-packed'));
  if (mediaType(request) !== 'application/json') return refuse(415, tell('body-json-only'));
  const bytes = await readBytes(request, JSON_MAX_BYTES);
  if (!bytes) return tooLarge(JSON_MAX_BYTES);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return refuse(400, tell('body-not-utf8'));
  }
  try {
    return ok(
      text.trim() === '' ? {} : halfPair.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text),
    );
  } catch (error) {
    return refuse(400, tell('body-no-json', { why: error instanceof Error ? error.message : '' }));
  }
}
