/** Reads a request's body as fields: JSON, multipart or a plain form, within its size limit. */

import { fail, ok, type Result } from '../lib/result.ts';
import { DOOR_MAX_BYTES, JSON_MAX_BYTES } from '../limits.ts';
import type { FieldError } from './fields.ts';

/** Unparsed: texts and lists by name, files by name. */
export interface RawFields {
  values: Record<string, unknown>;
  files: Record<string, Uint8Array<ArrayBuffer>>;
}

export type BodyRefusal = { status: 400 | 413 | 415; errors: FieldError[] };

const refuse = (status: BodyRefusal['status'], message: string): { ok: false; error: BodyRefusal } =>
  fail({ status, errors: [{ field: 'body', message }] });

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

export async function readBody(request: Request): Promise<Result<RawFields, BodyRefusal>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded';
  if (!isForm && type !== 'application/json') {
    return refuse(415, 'Send application/json or multipart/form-data.');
  }
  const maxBytes = isForm ? DOOR_MAX_BYTES : JSON_MAX_BYTES;
  const bytes = await readBytes(request, maxBytes);
  if (!bytes) return refuse(413, `The request is too large; at most ${Math.floor(maxBytes / 1_048_576)} MB.`);
  return isForm ? readForm(bytes, request.headers.get('content-type') ?? type) : readJson(bytes);
}

async function readForm(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<Result<RawFields, BodyRefusal>> {
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    return refuse(400, 'The form could not be read. Send it again as multipart/form-data with a boundary.');
  }
  const raw: RawFields = { values: {}, files: {} };
  for (const [key, value] of form) {
    const name = key.replace(/\[\]$/, '');
    if (typeof value !== 'string') {
      if (value.size > 0) raw.files[name] = new Uint8Array(await value.arrayBuffer());
      continue;
    }
    const before = raw.values[name];
    if (before === undefined) raw.values[name] = key.endsWith('[]') ? [value] : value;
    else raw.values[name] = [...(Array.isArray(before) ? before : [before]), value];
  }
  return ok(raw);
}

function readJson(bytes: Uint8Array): Result<RawFields, BodyRefusal> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return refuse(400, 'The JSON is not in UTF-8.');
  }
  let value: unknown;
  try {
    value = text.trim() === '' ? {} : JSON.parse(text);
  } catch (error) {
    return refuse(
      400,
      `The JSON cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(400, 'Send a JSON object.');
  }
  return ok({ values: value as Record<string, unknown>, files: {} });
}
