/**
 * One URL for one page. Cloudflare's cache key is the path and query as they came, so every other spelling of a
 * page would be an entry of its own and a read of D1. Spellings of the path (double and trailing slashes, case
 * of the language, percent-encoding, NFD) end at the canonical one by one redirect; query parameters that the
 * route does not name are answered from the canonical URL's own cache entry, without a redirect.
 */
import { exports } from 'cloudflare:workers';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../config.ts';
import { canonicalPath } from '../lib/canonical-path.ts';
import { isForeign, isRoot, postNumber } from '../lib/old-path.ts';
import { edgeHeader, putPrivate } from './policy.ts';

/** Rooms that readers' rules do not hold for: private, never cached, with queries of their own. */
const notForReaders = /^\/(?:(?:desk|api|cdn-cgi)(?:\/|$)|healthz$)/;

export const isReaderPath = (path: string): boolean => !notForReaders.test(path);

/** Which of a route's parameters the page depends on, in the order of the canonical query. */
function namedParameters(path: string): readonly string[] {
  return /^\/[^/]+\/search$/.test(path) ? ['q', 'after'] : [];
}

/**
 * The parameters that the route names, each once, in one order and one spelling; '' or `?…`. The root names a post's
 * number on the site that was before (`?p=12`, `?page_id=12`): a number alone, so that nothing else splits its entry.
 */
export function canonicalQuery(path: string, query: string): string {
  if (isRoot(path)) {
    const number = query === '' ? undefined : postNumber(query);
    return number === undefined ? '' : `?p=${number}`;
  }
  const names = namedParameters(path);
  if (query === '' || names.length === 0) return '';
  const given = new URLSearchParams(query);
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = given.get(name)?.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? `?${kept}` : '';
}

/** Path and query of a URL in their one spelling. */
export function canonicalTarget(url: URL): { path: string; query: string } {
  const path = canonicalPath(url.pathname);
  return { path, query: canonicalQuery(path, url.search) };
}

/**
 * A path that is asked for in another spelling and may be one that an article had on another site (`/2021/03/name/`).
 * The reader's room leads from it to the article at once, and to the canonical spelling where it leads nowhere.
 */
const isForReader = (path: string, asked: string): boolean => path === asked || isForeign(path);

/** Request fields that choose among a page's forms. The others must not: x-forwarded-host and its like are part of the key. */
const carried = ['accept', 'if-none-match', 'if-modified-since', 'if-range', 'range', 'user-agent'];

type Hop = (request: Request) => Promise<Response>;

/** Back in through the front door, so past the cache: Cloudflare's, or the stand-in before `fetch` in src/index.ts. */
const loopback: Hop = (request) => {
  const door = (exports as { default?: unknown }).default;
  if (!isFetcher(door)) throw new Error('The Worker has no loopback to its default export.');
  return door.fetch(request);
};

const isFetcher = (value: unknown): value is { fetch: Hop } =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  'fetch' in value &&
  typeof value.fetch === 'function';

/**
 * Answers a request whose query names what the route does not, from the cache entry of its canonical URL. The
 * edge stores nothing under the longer URL; browsers keep what they would have kept. Throws when the canonical
 * URL is not a fixed point, which would come round again without end.
 */
export async function answerCanonical(
  request: Request,
  canonicalUrl: URL,
  hop: Hop = loopback,
): Promise<Response> {
  const { path, query } = canonicalTarget(canonicalUrl);
  if (!isForReader(path, canonicalUrl.pathname) || query !== canonicalUrl.search) {
    throw new Error(`Not a canonical URL: ${canonicalUrl.pathname}${canonicalUrl.search}`);
  }
  const headers = new Headers();
  for (const name of carried) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const inner = await hop(new Request(canonicalUrl, { method: request.method, headers, redirect: 'manual' }));
  const answer = new Response(inner.body, inner);
  // The inner answer's Age stays: the browser's copy is as old as the entry it came from.
  answer.headers.set(edgeHeader, 'no-store');
  return answer;
}

/** Nearly all that readers ask for, told without taking the URL apart: no query at all, and a path in its one spelling. */
function isPlainlyCanonical(url: string): boolean {
  if (/[?#]/.test(url)) return false;
  const path = url.slice(url.indexOf('/', url.indexOf('://') + 3));
  return canonicalPath(path) === path;
}

/**
 * Middleware before the reader's routes: redirects spellings of a path, answers foreign query parameters from
 * the canonical entry, lets canonical URLs through, and old addresses of other sites.
 */
export function canonicalUrls(): MiddlewareHandler<AppEnv> {
  return async function canonicalUrls(c, next) {
    const { method, url } = c.req.raw;
    if (method !== 'GET' && method !== 'HEAD') return next();
    if (isPlainlyCanonical(url)) return next();
    const asked = new URL(url);
    if (!isReaderPath(asked.pathname)) return next();
    const { path, query } = canonicalTarget(asked);
    if (!isForReader(path, asked.pathname)) return redirectTo(path + query, asked.search);
    // A bare `?` is no query to the URL parser, but a key of its own to the cache.
    if (query === asked.search && !(query === '' && url.includes('?'))) return next();
    const canonicalUrl = new URL(asked);
    canonicalUrl.search = query;
    canonicalUrl.hash = '';
    c.res = await answerCanonical(c.req.raw, canonicalUrl);
    return undefined;
  };
}

/**
 * The redirect depends on the path alone, so it may be kept for a day; but not under a query of the sender's
 * invention, which would be an entry for each.
 */
function redirectTo(location: string, search: string): Response {
  const headers = new Headers({ location });
  if (search === '') {
    headers.set(edgeHeader, 'public, max-age=86400');
    headers.set('cache-control', 'public, max-age=86400');
  } else {
    putPrivate(headers);
  }
  return new Response(null, { status: 301, headers });
}
