/**
 * How long whom may keep what. A reader's response names one of these policies and the tags of what it shows;
 * one function writes the headers. The edge keeps pages long, because a purge takes them away; browsers ask
 * again each time, because nothing can purge them. What names no policy is never stored (default-policy.ts).
 *
 * `s-maxage`, `must-revalidate` and `proxy-revalidate` stand nowhere: they switch off stale-while-revalidate and
 * stale-if-error at Cloudflare (workers/cache/configuration).
 */
import { sha256 } from '../lib/hash.ts';
import { CACHE_TAG_HEADER_MAX_BYTES, CACHE_TAGS_MAX } from '../limits.ts';
import { clientHolds, notModified } from './conditional.ts';
import { bucketTag, isTag, type Tag } from './tags.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const edge = (fresh: number, staleWhileRevalidate: number, staleIfError: number): string =>
  `public, max-age=${fresh}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;

/**
 * `no-cache`, not `max-age=0` alone: a browser may keep the page but must ask before each use, and its ETag
 * makes that a 304. Unlike `no-store` it keeps the back-forward cache.
 */
const askEachTime = 'public, no-cache';

export const policies = {
  /** An article, its Markdown form. With D1 gone, what was ever cached is served for a year. */
  page: { edge: edge(DAY, DAY, YEAR), browser: askEachTime },
  /** Front pages, months, topics, people. */
  listing: { edge: edge(DAY, DAY, YEAR), browser: askEachTime },
  feed: { edge: edge(DAY, DAY, YEAR), browser: askEachTime },
  /** The news sitemap forgets after two days without any change to purge it, so an hour, not a day. */
  sitemap: { edge: edge(HOUR, HOUR, YEAR), browser: askEachTime },
  /** Paths that do not exist are without number: brief, so that they do not push pages out. */
  notFound: { edge: edge(MINUTE, 0, DAY), browser: askEachTime },
  gone: { edge: edge(DAY, DAY, YEAR), browser: askEachTime },
  /** A slug can change back, so a browser must not remember a 301 without asking. */
  redirect: { edge: edge(DAY, DAY, YEAR), browser: askEachTime },
  /** Pictures: the path is the hash of the bytes. */
  immutable: { edge: edge(YEAR, 0, YEAR), browser: `public, max-age=${YEAR}, immutable` },
  /** Search words are without number, and a new article should be found soon. */
  search: { edge: edge(MINUTE, 0, HOUR), browser: askEachTime },
} as const;
export type Policy = keyof typeof policies;

export const edgeHeader = 'cloudflare-cdn-cache-control';
export const tagHeader = 'cache-tag';

/** Never stored by anyone: the desk, the API, sign-in, errors. */
export function putPrivate(headers: Headers): void {
  headers.set('cache-control', 'private, no-store');
  headers.delete(edgeHeader);
  headers.delete('cdn-cache-control');
  headers.delete(tagHeader);
}

/**
 * The Cache-Tag field for these tags. Too many of them for Cloudflare's limits are folded into buckets.
 * Throws on a tag that Cloudflare would drop: a page without its tag could never be purged.
 */
export function cacheTagField(tags: Iterable<Tag>): string {
  const all = [...new Set(tags)];
  const bad = all.find((tag) => !isTag(tag));
  if (bad !== undefined) throw new Error(`Not a cache tag: ${JSON.stringify(bad)}`);
  const field = all.join(',');
  if (all.length <= CACHE_TAGS_MAX && field.length <= CACHE_TAG_HEADER_MAX_BYTES) return field;
  return [...new Set(all.map(bucketTag))].join(',');
}

export interface Choice {
  policy: Policy;
  /** What the response shows; a policy without tags is for what never changes. */
  tags: Iterable<Tag>;
  /** A strong entity tag without its quotes, when something better than the body's own digest is at hand. */
  validator?: string;
}

/**
 * Puts a policy on a response: edge and browser directives, tags, and on a 200 a strong ETag. Answers 304 when
 * the client already holds it. Without `validator` a 200's body is read whole to digest it.
 */
export async function putPolicy(request: Request, response: Response, choice: Choice): Promise<Response> {
  const headers = new Headers(response.headers);
  const { edge: edgeValue, browser } = policies[choice.policy];
  headers.set(edgeHeader, edgeValue);
  headers.set('cache-control', browser);
  headers.delete('cdn-cache-control');
  const field = cacheTagField(choice.tags);
  if (field !== '') headers.set(tagHeader, field);
  const { status } = response;
  if (status !== 200) return new Response(response.body, { status, headers });
  const body = choice.validator === undefined ? await response.arrayBuffer() : response.body;
  // Half a SHA-256 is a validator that nobody will see repeat, in half the bytes.
  const digest = body instanceof ArrayBuffer ? (await sha256(body)).slice(0, 32) : choice.validator;
  headers.set('etag', `"${digest}"`);
  if (clientHolds(request.headers, headers)) {
    if (body instanceof ReadableStream) await body.cancel();
    return notModified(headers);
  }
  return new Response(body, { status, headers });
}
