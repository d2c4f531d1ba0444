/** What a client of the stand-in gets: from a stored response, or handed on from the Worker. */
import { clientHolds, notModified } from './conditional.ts';
import { edgeHeader, tagHeader } from './policy.ts';
import { parseRange, rangeApplies } from './range.ts';
import type { Entry } from './stored.ts';

export type CacheStatus =
  | 'HIT'
  | 'MISS'
  | 'EXPIRED'
  | 'REVALIDATED'
  | 'UPDATING'
  | 'STALE'
  | 'BYPASS'
  | 'DYNAMIC';

const preconditions = [
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'if-range',
  'range',
];

/**
 * The request that fills the cache: a GET for the whole, so that the answer can be stored whatever the client
 * holds or wants of it. With a stale entry it asks whether that still stands.
 */
export function withoutPreconditions(request: Request, stale: Entry | undefined): Request {
  const plain = request.method === 'GET' && preconditions.every((name) => !request.headers.has(name));
  if (plain && stale === undefined) return request;
  const headers = new Headers(request.headers);
  for (const name of preconditions) headers.delete(name);
  const etag = stale?.headers.get('etag');
  const modified = stale?.headers.get('last-modified');
  if (etag) headers.set('if-none-match', etag);
  if (modified) headers.set('if-modified-since', modified);
  return new Request(request, { method: 'GET', headers });
}

const bodyless = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** Answers from a stored response: 304, a range, a HEAD, or the whole. Never copies the body. */
export function answer(request: Request, entry: Entry, cacheStatus: CacheStatus, ageMs: number): Response {
  const headers = new Headers(entry.headers);
  headers.set('cf-cache-status', cacheStatus);
  // What comes from the Worker has an age only if it brought one.
  const fromWorker = cacheStatus === 'MISS' || cacheStatus === 'EXPIRED';
  if (!fromWorker || ageMs >= 1000) headers.set('age', String(Math.floor(ageMs / 1000)));
  const { status, body } = entry;
  if (status === 200) {
    if (clientHolds(request.headers, entry.headers)) return notModified(headers);
    const range = request.method === 'GET' ? request.headers.get('range') : null;
    if (range !== null && rangeApplies(request.headers, entry.headers)) {
      return cut(body, headers, range);
    }
  }
  if (request.method === 'HEAD') {
    if (!headers.has('content-length')) headers.set('content-length', String(body.byteLength));
    return new Response(null, { status, headers });
  }
  return new Response(bodyless(status) ? null : body, { status, headers });
}

function cut(body: Uint8Array<ArrayBuffer>, headers: Headers, field: string): Response {
  const size = body.byteLength;
  const range = parseRange(field, size);
  headers.set('accept-ranges', 'bytes');
  if (range === 'whole') return new Response(body, { status: 200, headers });
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    headers.delete('content-length');
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${range.from}-${range.to}/${size}`);
  headers.set('content-length', String(range.to - range.from + 1));
  return new Response(body.subarray(range.from, range.to + 1), { status: 206, headers });
}

/** Hands on what was not stored, without the fields that only Cloudflare reads. */
export function passOn(request: Request, response: Response, cacheStatus: CacheStatus): Response {
  if (response.webSocket) return response;
  const headers = new Headers(response.headers);
  headers.delete(edgeHeader);
  headers.delete(tagHeader);
  // An answer for a canonical URL (canonical.ts) came through this cache already: its status tells more.
  if (!headers.has('cf-cache-status')) headers.set('cf-cache-status', cacheStatus);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && response.status === 200 && clientHolds(request.headers, headers)) return notModified(headers);
  const noBody = request.method === 'HEAD' || bodyless(response.status);
  return new Response(noBody ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}
