/**
 * Pictures for readers: `/images/{sha256}/{480,960,1600}.{webp,jpeg}`, `/images/{sha256}/og.jpeg`, and the picture
 * of link previews without one, `/images/og.png`. Mounted at `/images`. Promises: only files below R2's
 * `images/` can be reached, so no original with its metadata; the type is one of ours and never guessed; a complete
 * picture is immutable, what stands in for one whose variants are pending carries the picture's tag, and that there is
 * none is kept by nobody; what a link preview gets is 1200 × 630 even then. One R2 read, two while variants are
 * pending, no D1.
 */
import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { policyFields } from '../edge/policy.ts';
import { pictureTag } from '../edge/tags.ts';
import { pendingKey, pictureTypes, variantKey } from '../store/picture-files.ts';

/** The answer's cache fields. */
type Kept = Record<string, string>;

const forEver: Kept = policyFields({ policy: 'immutable', tags: [] });
/** Until the queue has made the variants, which purges it: then the same URL gives the smaller file. */
const whilePending = (sha256: string): Kept =>
  policyFields({ policy: 'pending', tags: [pictureTag(sha256)] });
/** No picture can ever stand there. */
const nowhere: Kept = policyFields({ policy: 'notFound', tags: [] });
/** One may come. There are more such names than a cache could spare anybody, so nothing has to be purged of them. */
const notYet: Kept = { 'cache-control': 'private, no-store' };

const safety = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'",
  'content-disposition': 'inline',
};

const types = new Set<string>(Object.values(pictureTypes));

export const images = new Hono<AppEnv>();

/** The drawing is a file that a location loads when one is asked for. */
async function withoutPicture(c: Context<AppEnv>, kept: Kept): Promise<Response> {
  const { ogFallback } = await import('./og-fallback.ts');
  return c.body(ogFallback(), 200, { ...safety, 'content-type': 'image/png', ...kept });
}

images.get('/og.png', (c) => withoutPicture(c, policyFields({ policy: 'drawn', tags: [] })));

images.get('/:sha256/:name', async (c) => {
  const { sha256, name } = c.req.param();
  // Checked here and not in the route's pattern: a router anchors an alternation at one end only.
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^(?:(?:480|960|1600)\.(?:webp|jpeg)|og\.jpeg)$/.test(name)) {
    return none(c, nowhere);
  }
  const complete = await serve(c, variantKey(sha256, name), forEver);
  if (complete) return complete;
  if (name === 'og.jpeg') {
    // A pending picture is not cropped yet, and the page has said how large its preview is.
    const pending = await c.env.PICTURES.head(pendingKey(sha256));
    return pending ? withoutPicture(c, whilePending(sha256)) : none(c, notYet);
  }
  return (await serve(c, pendingKey(sha256), whilePending(sha256))) ?? none(c, notYet);
});

images.all('*', (c) => none(c, nowhere));

const none = (c: Context<AppEnv>, kept: Kept): Response =>
  c.text('There is no such picture.\n', 404, { ...safety, ...kept });

/** One object of R2 with its conditions and range; undefined when there is none. */
async function serve(c: Context<AppEnv>, key: string, kept: Kept): Promise<Response | undefined> {
  const bucket = c.env.PICTURES;
  if (c.req.method === 'HEAD') {
    const head = await bucket.head(key);
    return head ? answer(head, null, 200, kept) : undefined;
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
    if (found && 'body' in found) return answer(found, found.body, 200, kept);
  }
  if (!found) return undefined;
  if (!('body' in found)) {
    const matched = c.req.header('if-none-match') ?? c.req.header('if-modified-since');
    return answer(found, null, matched === undefined ? 412 : 304, kept);
  }
  return answer(found, found.body, range ? 206 : 200, kept, range);
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
  kept: Kept,
  range?: R2Range,
): Response {
  const stored = object.httpMetadata?.contentType ?? '';
  const headers = new Headers({
    ...safety,
    'content-type': types.has(stored) ? stored : 'application/octet-stream',
    // A 412 answers one client's condition; kept for all, it would stand in the picture's place.
    ...(status === 412 ? notYet : kept),
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
