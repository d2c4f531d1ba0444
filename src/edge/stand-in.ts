/**
 * The local stand-in for Cloudflare's Workers Cache, which does not exist outside production. It keeps the same
 * promises (RFC 9111 as workers/cache/* documents it): an answer is a HIT while fresh, UPDATING while it may be
 * stale, STALE when the Worker fails; a purge removes by tag; concurrent misses run the Worker once.
 * It keeps the platform's weakness too: a fill that began before a purge stores after it. Settle purges exist
 * because of that, and tests must be able to see it. Left out: Cache Deception Armor, `cf.cacheKey`, and the
 * method-override and forwarded-host fields of the key, none of which this Worker uses.
 */
import type { Clock } from '../lib/clock.ts';
import { errorKind, logEvent } from '../lib/log.ts';
import { COLLAPSE_WAIT_MAX_MS, PURGE_TAGS_PER_CALL, STAND_IN_OBJECT_MAX_SHARE } from '../limits.ts';
import { answer, type CacheStatus, passOn, withoutPreconditions } from './answer.ts';
import { judge, type Terms, tagsOf } from './freshness.ts';
import { createStored, type Entry, makeEntry, matches, updatedHeaders } from './stored.ts';
import type { Tag } from './tags.ts';

export type Next = (request: Request) => Promise<Response>;
export type WaitUntil = (promise: Promise<unknown>) => void;
export type Purge = { tags: readonly Tag[] } | { everything: true };
export type Purged = { success: true } | { success: false; error: string };
export type StandIn = ReturnType<typeof createStandIn>;

/** How a fill ended, for those who waited for it: an entry to share, or nothing that may be shared. */
type Shared = { entry: Entry; status: CacheStatus } | undefined;
type Filled = { shared: Shared; own?: Response };

/** A cache of its own. `now` in milliseconds; `maxBytes` bounds everything stored. */
export function createStandIn(options: { now: Clock; maxBytes: number }) {
  const { now, maxBytes } = options;
  const stored = createStored(maxBytes);
  /** Fills under way, by key: Cloudflare's cache lock. */
  const filling = new Map<string, Promise<Filled>>();

  const ageMs = (entry: Entry): number => entry.terms.initialAgeMs + now() - entry.storedAt;
  const staleMs = (entry: Entry): number => ageMs(entry) - entry.terms.freshMs;

  async function fetch(request: Request, next: Next, waitUntil: WaitUntil): Promise<Response> {
    const key = keyOf(request.url);
    if ((request.method !== 'GET' && request.method !== 'HEAD') || request.headers.has('upgrade')) {
      return around(key, request, next);
    }
    const entry = stored.find(key, request);
    if (entry !== undefined) {
      const stale = staleMs(entry);
      if (stale < 0) return answer(request, entry, 'HIT', ageMs(entry));
      if (stale < entry.terms.staleWhileRevalidateMs) {
        if (!filling.has(key)) waitUntil(lead(key, request, entry, next).catch(noteFailedRefresh));
        return answer(request, entry, 'UPDATING', ageMs(entry));
      }
    }
    const ahead = filling.get(key);
    if (ahead !== undefined) {
      const shared = await waitFor(ahead);
      if (shared !== undefined && matches(shared.entry, request)) {
        return answer(request, shared.entry, shared.status, ageMs(shared.entry));
      }
      return finish(request, await fill(key, request, entry, next));
    }
    const leading = lead(key, request, entry, next);
    // The fill outlives the client that asked for it: others may be waiting.
    waitUntil(leading.catch(() => undefined));
    return finish(request, await leading);
  }

  /** Methods that are never cached. A change made through one invalidates what is stored (RFC 9111, section 4.4). */
  async function around(key: string, request: Request, next: Next): Promise<Response> {
    const response = await next(request);
    const unsafe = !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method);
    if (unsafe && response.status >= 200 && response.status < 400) {
      for (const each of [key, ...namedKeys(request.url, response.headers)]) stored.remove(each);
    }
    return passOn(request, response, 'BYPASS');
  }

  /** A fill that others wait for. */
  function lead(key: string, request: Request, stale: Entry | undefined, next: Next): Promise<Filled> {
    const filled = fill(key, request, stale, next).finally(() => filling.delete(key));
    filling.set(key, filled);
    return filled;
  }

  async function fill(key: string, request: Request, stale: Entry | undefined, next: Next): Promise<Filled> {
    // Asked when the Worker has failed, not before it ran: a purge may have come in between.
    const usable = (): Entry | undefined =>
      stale && stale.status < 500 && stored.holds(stale) && staleMs(stale) < stale.terms.staleIfErrorMs
        ? stale
        : undefined;
    try {
      const response = await next(withoutPreconditions(request, stale));
      const instead = response.status >= 500 ? usable() : undefined;
      if (instead) return { shared: { entry: instead, status: 'STALE' } };
      if (response.status === 304 && stale)
        return { shared: { entry: freshen(stale, request, response), status: 'REVALIDATED' } };
      return await keep(key, request, response, stale);
    } catch (error) {
      const instead = usable();
      if (instead) return { shared: { entry: instead, status: 'STALE' } };
      throw error;
    }
  }

  /** Stores a whole response, or hands on one that may not be stored. */
  async function keep(
    key: string,
    request: Request,
    response: Response,
    stale: Entry | undefined,
  ): Promise<Filled> {
    const verdict = judge(request, response, now());
    const tooLarge =
      Number(response.headers.get('content-length') ?? 0) > maxBytes * STAND_IN_OBJECT_MAX_SHARE;
    if (!verdict.store || tooLarge) {
      // What the page became may not be stored; then what it was may not be shown either.
      if (stale && response.status < 500) stored.remove(key);
      return { shared: undefined, own: passOn(request, response, verdict.store ? 'MISS' : verdict.status) };
    }
    const body = await response.arrayBuffer();
    const entry = makeEntry(key, request, response, { body, terms: verdict.terms, now: now() });
    if (entry.bytes <= maxBytes * STAND_IN_OBJECT_MAX_SHARE) stored.put(entry);
    return { shared: { entry, status: stale ? 'EXPIRED' : 'MISS' } };
  }

  /** RFC 9111, section 4.3.4: the stored body with the 304's fields. A purge in between is not undone. */
  function freshen(stale: Entry, request: Request, response: Response): Entry {
    const headers = updatedHeaders(stale.headers, response.headers);
    const whole = new Response(null, { status: stale.status, headers });
    const verdict = judge(request, whole, now());
    const kept: Terms = verdict.store ? verdict.terms : { ...stale.terms, freshMs: 0 };
    const tags = response.headers.has('cache-tag') ? tagsOf(response.headers) : stale.terms.tags;
    const body = stale.body.buffer;
    const entry = makeEntry(stale.key, request, whole, { body, terms: { ...kept, tags }, now: now() });
    if (verdict.store && stored.holds(stale)) stored.put(entry);
    return entry;
  }

  function finish(request: Request, { shared, own }: Filled): Response {
    if (own) return own;
    if (!shared) throw new Error('A fill ended without an answer.');
    return answer(request, shared.entry, shared.status, ageMs(shared.entry));
  }

  /** As `cache.purge` of cloudflare:workers: resolves, and says in the result that it was refused. */
  async function purge(what: Purge): Promise<Purged> {
    if ('everything' in what) {
      stored.clear();
    } else {
      if (what.tags.length > PURGE_TAGS_PER_CALL) {
        return { success: false, error: `More than ${PURGE_TAGS_PER_CALL} tags in one call.` };
      }
      stored.removeTagged(new Set(what.tags.map((tag) => tag.toLowerCase())));
    }
    return { success: true };
  }

  return { fetch, purge, size: stored.size, held: stored.held };
}

/** Path and query, as they came: the key has no host. */
function keyOf(url: string): string {
  const path = url.indexOf('/', url.indexOf('://') + 3);
  const fragment = url.indexOf('#', path);
  return fragment === -1 ? url.slice(path) : url.slice(path, fragment);
}

/** Keys of what a change says it changed too: `Location` and `Content-Location`, of the same origin only (section 4.4). */
function namedKeys(url: string, headers: Headers): string[] {
  const here = new URL(url);
  const named = [headers.get('location'), headers.get('content-location')];
  return named.flatMap((name) => {
    const there = name === null ? null : URL.parse(name, here);
    return there?.origin === here.origin ? [keyOf(there.href)] : [];
  });
}

/** What the fill ahead can share: a status of HIT, since the Worker did not run for the one who waited. */
async function waitFor(ahead: Promise<Filled>): Promise<Shared> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), COLLAPSE_WAIT_MAX_MS);
  });
  try {
    const filled = await Promise.race([ahead, patience]);
    if (!filled?.shared) return undefined;
    const { entry, status } = filled.shared;
    return { entry, status: status === 'STALE' ? 'STALE' : 'HIT' };
  } catch {
    return undefined; // Its error is its own; the one who waited runs the Worker himself.
  } finally {
    clearTimeout(timer);
  }
}

function noteFailedRefresh(error: unknown): void {
  logEvent('error', 'stand-in.refresh.failed', { error: errorKind(error) });
}
