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
  /** A picture whose variants are being made: purged when they are there, but the quota may last for weeks. */
  pending: { edge: edge(HOUR, 0, DAY), browser: askEachTime },
  /** Our own picture: a new version of the program may bring another. */
  drawn: { edge: edge(DAY, 0, YEAR), browser: `public, max-age=${DAY}` },
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
}

/** An answer before its policy. The body is whole and not a Response: one would only be taken apart again. */
export interface Whole {
  status: 200 | 301 | 404 | 410;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/** The fields of a policy, for an answer whose body is not text. */
export function policyFields({ policy, tags }: Choice): Record<string, string> {
  const field = cacheTagField(tags);
  return {
    [edgeHeader]: policies[policy].edge,
    'cache-control': policies[policy].browser,
    ...(field === '' ? {} : { [tagHeader]: field }),
  };
}

const encoder = new TextEncoder();

/**
 * Puts a policy on an answer: edge and browser directives, tags, and on a 200 a strong ETag. Answers 304 when the
 * client already holds it.
 */
export async function putPolicy(request: Request, whole: Whole, choice: Choice): Promise<Response> {
  const headers: Record<string, string> = { ...whole.headers, ...policyFields(choice) };
  const { status, body } = whole;
  if (status !== 200 || body === null) return new Response(body, { status, headers });
  const bytes = encoder.encode(body);
  // Half a SHA-256 is a validator that nobody will see repeat, in half the bytes.
  headers.etag = `"${(await sha256(bytes)).slice(0, 32)}"`;
  const response = new Response(bytes, { status, headers });
  return clientHolds(request.headers, response.headers) ? notModified(response.headers) : response;
}
