/**
 * Pictures for readers: `/images/{sha256}/{480,960,1600}.{webp,jpeg}`, `/images/{sha256}/og.jpeg`, and the picture
 * of link previews without one, `/images/og.png`. Mounted at `/images`. Promises: only files below R2's
 * `images/` can be reached, so no original with its metadata; the type is one of ours and never guessed; a complete
 * picture is immutable, one whose variants are pending is cached for minutes; what a link preview gets is 1200 × 630
 * even then. One R2 read, two while variants are pending, no D1.
 */
import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { edgeHeader } from '../edge/policy.ts';
import { pendingKey, pictureTypes, variantKey } from '../store/picture-files.ts';
import { ogFallback } from './og-fallback.ts';

const FOREVER = 'public, max-age=31536000, immutable';
/** Until the queue has made the variants; then the same URL gives the smaller file. */
const WHILE_PENDING = 'public, max-age=300';
const WHILE_UNKNOWN = 'public, max-age=60';

const safety = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'",
  'content-disposition': 'inline',
};

/** The edge keeps what browsers keep. Without a word to the edge, src/edge/default-policy.ts makes it private. */
const keep = (cacheControl: string) => ({ 'cache-control': cacheControl, [edgeHeader]: cacheControl });

const types = new Set<string>(Object.values(pictureTypes));

export const images = new Hono<AppEnv>();

const withoutPicture = (c: Context<AppEnv>, cacheControl: string): Response =>
  c.body(ogFallback(), 200, { ...safety, 'content-type': 'image/png', ...keep(cacheControl) });

images.get('/og.png', (c) => withoutPicture(c, 'public, max-age=86400'));

images.get('/:sha256/:name', async (c) => {
  const { sha256, name } = c.req.param();
  // Checked here and not in the route's pattern: a router anchors an alternation at one end only.
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^(?:(?:480|960|1600)\.(?:webp|jpeg)|og\.jpeg)$/.test(name)) {
    return unknown(c);
  }
  const complete = await serve(c, variantKey(sha256, name), FOREVER);
  if (complete) return complete;
  if (name === 'og.jpeg') {
    // A pending picture is not cropped yet, and the page has said how large its preview is.
    const pending = await c.env.PICTURES.head(pendingKey(sha256));
    return pending ? withoutPicture(c, WHILE_PENDING) : unknown(c);
  }
  return (await serve(c, pendingKey(sha256), WHILE_PENDING)) ?? unknown(c);
});

images.all('*', (c) => unknown(c));

const unknown = (c: Context<AppEnv>): Response =>
  c.text('There is no such picture.\n', 404, { ...safety, ...keep(WHILE_UNKNOWN) });

/** One object of R2 with its conditions and range; undefined when there is none. */
async function serve(c: Context<AppEnv>, key: string, cacheControl: string): Promise<Response | undefined> {
  const bucket = c.env.PICTURES;
  if (c.req.method === 'HEAD') {
    const head = await bucket.head(key);
    return head ? answer(head, null, 200, cacheControl) : undefined;
  }
  // If-Range asks for the whole when the file changed, which it does once, when pending variants are made.
  const range = c.req.header('if-range') === undefined ? readRange(c.req.header('range')) : undefined;
  const onlyIf = c.req.raw.headers;
  let found: R2Object | R2ObjectBody | null;
  try {
    found = await bucket.get(key, range ? { onlyIf, range } : { onlyIf });
  } catch (error) {
    // R2 throws for a range beyond the end (10039); RFC 9110, section 14.2, lets a server ignore the header.
    if (!range) throw error;
    found = await bucket.get(key, { onlyIf });
    if (found && 'body' in found) return answer(found, found.body, 200, cacheControl);
  }
  if (!found) return undefined;
  if (!('body' in found)) {
    const matched = c.req.header('if-none-match') ?? c.req.header('if-modified-since');
    return answer(found, null, matched === undefined ? 412 : 304, cacheControl);
  }
  return answer(found, found.body, range ? 206 : 200, cacheControl, range);
}

/** One range of bytes; several, and what is no range, are ignored. */
function readRange(header: string | undefined): R2Range | undefined {
  const match = /^bytes=(\d{0,9})-(\d{0,9})$/.exec(header ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' || Number(last) === 0 ? undefined : { suffix: Number(last) };
  if (last === '') return { offset: Number(first) };
  const length = Number(last) - Number(first) + 1;
  return length > 0 ? { offset: Number(first), length } : undefined;
}

function answer(
  object: R2Object,
  body: ReadableStream | null,
  status: 200 | 206 | 304 | 412,
  cacheControl: string,
  range?: R2Range,
): Response {
  const stored = object.httpMetadata?.contentType ?? '';
  const headers = new Headers({
    ...safety,
    'content-type': types.has(stored) ? stored : 'application/octet-stream',
    // A 412 answers one client's condition; kept for all, it would stand in the picture's place.
    ...(status === 412 ? { 'cache-control': 'private, no-store' } : keep(cacheControl)),
    etag: object.httpEtag,
    'last-modified': object.uploaded.toUTCString(),
    'accept-ranges': 'bytes',
  });
  if (status === 206 && range) {
    const [from, length] = extent(range, object.size);
    headers.set('content-range', `bytes ${from}-${from + length - 1}/${object.size}`);
    headers.set('content-length', String(length));
  } else if (status === 200) headers.set('content-length', String(object.size));
  return new Response(body, { status, headers });
}

/** Where a range begins and how long it is in a file of `size` bytes. */
function extent(range: R2Range, size: number): [from: number, length: number] {
  if ('suffix' in range) {
    const length = Math.min(range.suffix, size);
    return [size - length, length];
  }
  const from = range.offset ?? 0;
  return [from, Math.min(range.length ?? size, size - from)];
}
