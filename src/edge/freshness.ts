/**
 * Whether a response may be stored and how long it may be used: RFC 9111, sections 3 and 4, with what
 * Cloudflare documents for Workers Cache (workers/cache/configuration) where the RFC leaves a choice.
 */
import { CACHE_TAG_HEADER_MAX_BYTES, CACHE_TAGS_MAX } from '../limits.ts';
import { type Directives, deltaSeconds, parseCacheControl } from './cache-control.ts';
import { edgeHeader, tagHeader } from './policy.ts';
import { isTag } from './tags.ts';

export interface Terms {
  freshMs: number;
  /** Counted from the end of freshness. */
  staleWhileRevalidateMs: number;
  /** Counted from the end of freshness; Infinity when the response did not say. */
  staleIfErrorMs: number;
  /** How old the response was when it arrived. */
  initialAgeMs: number;
  /** `private="set-cookie"` or `no-cache="set-cookie"`: stored without its cookies. */
  withoutCookies: boolean;
  /** Lower-case names of the request fields that the response depends on. */
  vary: string[];
  /** Lower case. */
  tags: ReadonlySet<string>;
}

export type Verdict = { store: false; status: 'BYPASS' | 'DYNAMIC' } | { store: true; terms: Terms };

/** Seconds that Cloudflare keeps a response which says nothing about itself, by status. */
const defaultSeconds: Readonly<Record<number, number>> = {
  200: 7_200,
  203: 7_200,
  204: 7_200,
  300: 1_200,
  301: 1_200,
  404: 180,
  405: 60,
  410: 180,
  414: 60,
  501: 60,
};
/** Statuses that may be kept without being told so, once the response speaks of caching at all (RFC 9110, section 15.1). */
const cacheableByDefault = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);
const neverStored = (status: number): boolean =>
  status < 200 || status === 206 || status === 304 || (status >= 520 && status <= 526);

/** The most specific field wins and the others are not read; an empty one is as if it were not there (RFC 9213, section 2.1). */
function directivesOf(headers: Headers): { control: Directives; targeted: boolean } | undefined {
  for (const name of [edgeHeader, 'cdn-cache-control', 'cache-control']) {
    const field = headers.get(name);
    if (field === null) continue;
    const control = parseCacheControl(field);
    if (control.size > 0) return { control, targeted: name !== 'cache-control' };
  }
  return undefined;
}

function freshSeconds(control: Directives, expires: number | undefined): number | undefined {
  const said = control.get('s-maxage') ?? control.get('max-age');
  return said === undefined ? expires : deltaSeconds(said);
}

/** Seconds from Date (or `now`) to Expires; a date that cannot be read is in the past (RFC 9111, section 5.3). */
function expiresSeconds(headers: Headers, now: number): number | undefined {
  const expires = headers.get('expires');
  if (expires === null) return undefined;
  const from = Date.parse(headers.get('date') ?? '');
  const until = Date.parse(expires);
  return Number.isNaN(until) ? 0 : Math.max(0, (until - (Number.isNaN(from) ? now : from)) / 1000);
}

/** RFC 9111, section 4.2.3, without the delay of the network, since there is none. */
function initialAge(headers: Headers, now: number): number {
  const date = Date.parse(headers.get('date') ?? '');
  const apparent = Number.isNaN(date) ? 0 : Math.max(0, now - date);
  const age = headers.get('age')?.split(',')[0]?.trim() ?? '';
  return Math.max(apparent, /^\d+$/.test(age) ? deltaSeconds(age) * 1000 : 0);
}

/** What Cloudflare keeps of a Cache-Tag field: it drops the rest without a word. */
export function tagsOf(headers: Headers): Set<string> {
  const field = (headers.get(tagHeader) ?? '').slice(0, CACHE_TAG_HEADER_MAX_BYTES);
  const tags = field.split(',').map((tag) => tag.trim().toLowerCase());
  return new Set(tags.filter(isTag).slice(0, CACHE_TAGS_MAX));
}

const mentionsCookies = (argument: string | undefined): boolean =>
  argument?.split(',').some((name) => name.trim().toLowerCase() === 'set-cookie') ?? false;

/** Judges the answer to `request` that arrived at `now`. */
export function judge(request: Request, response: Response, now: number): Verdict {
  const { headers, status } = response;
  const bypass = { store: false, status: 'BYPASS' } as const;
  if (neverStored(status)) return { store: false, status: 'DYNAMIC' };
  const said = directivesOf(headers);
  const control: Directives = said?.control ?? new Map();
  const has = (name: string): boolean => control.has(name);

  if (has('no-store') || control.get('private') === '') return bypass;
  // RFC 9111, section 5.2.2.3: only with a status whose rules this cache knows.
  if (has('must-understand') && !cacheableByDefault.has(status)) return bypass;
  const withoutCookies = mentionsCookies(control.get('private')) || mentionsCookies(control.get('no-cache'));
  if (headers.has('set-cookie') && !withoutCookies) return bypass;
  const varies = (headers.get('vary') ?? '').split(',').map((name) => name.trim().toLowerCase());
  if (varies.includes('*')) return bypass;
  // RFC 9111, section 3.5.
  const forAll = has('public') || has('must-revalidate') || has('s-maxage');
  if (request.headers.has('authorization') && !forAll) return bypass;

  const expires = said?.targeted ? undefined : expiresSeconds(headers, now);
  const explicit = freshSeconds(control, expires);
  const silent = said === undefined && expires === undefined;
  if (silent && defaultSeconds[status] === undefined) return { store: false, status: 'DYNAMIC' };
  if (explicit === undefined && !silent && !has('public') && !cacheableByDefault.has(status)) {
    return { store: false, status: 'DYNAMIC' };
  }
  const fresh = silent ? (defaultSeconds[status] ?? 0) : (explicit ?? 0);
  // A field list after no-cache restricts those fields only; the response itself stays usable.
  const alwaysAsk = control.get('no-cache') === '';
  const neverStale = has('s-maxage') || has('must-revalidate') || has('proxy-revalidate');
  const ifError = control.get('stale-if-error');
  return {
    store: true,
    terms: {
      freshMs: alwaysAsk ? 0 : fresh * 1000,
      staleWhileRevalidateMs: neverStale
        ? 0
        : deltaSeconds(control.get('stale-while-revalidate') ?? '0') * 1000,
      staleIfErrorMs:
        neverStale || alwaysAsk
          ? 0
          : ifError === undefined
            ? Number.POSITIVE_INFINITY
            : deltaSeconds(ifError) * 1000,
      initialAgeMs: initialAge(headers, now),
      withoutCookies,
      vary: varies.filter((name) => name !== ''),
      tags: tagsOf(headers),
    },
  };
}
