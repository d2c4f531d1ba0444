import { fail, ok, type Result } from '../../lib/result.ts';
import { PICTURE_FETCH_MAX_HOPS, PICTURE_FETCH_MAX_MS } from '../../limits.ts';
import { joined } from '../pictures/bytes.ts';
import { checkAddress } from './address.ts';
import type { RemoteReason } from './reason.ts';

export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

export interface RemoteOptions {
  /** The Accept header. */
  accept: string;
  userAgent: string;
  /** Counted on what arrives, after any decompression. */
  maxBytes: number;
  /** host:port pairs that are let through as they are; empty but in local development. */
  localHosts: readonly string[];
  /** Stands in for the platform's fetch in tests. */
  fetcher?: Fetcher;
  /** Ends the fetch earlier than its own time limit does. */
  signal?: AbortSignal;
  maxMs?: number;
}

export interface Fetched {
  bytes: Uint8Array<ArrayBuffer>;
  finalUrl: string;
  /** As the host claims. */
  contentType: string;
}

/** An outcome that ends the fetch, thrown inside this file only. */
class Stop extends Error {
  readonly reason: RemoteReason;
  constructor(reason: RemoteReason) {
    super(reason);
    this.reason = reason;
  }
}

const stop = (reason: RemoteReason): Stop => new Stop(reason);

/**
 * Fetches what stands at a public address. Never throws: every failure is a reason, since neither a picture nor a
 * source that cannot be had may fail what it belongs to. Every hop passes `checkAddress`. Time and size limits hold
 * for the whole answer, body included, whatever the host does; nothing is sent but Accept and User-Agent.
 */
export async function fetchRemote(
  url: string,
  options: RemoteOptions,
): Promise<Result<Fetched, RemoteReason>> {
  const limit = AbortSignal.timeout(options.maxMs ?? PICTURE_FETCH_MAX_MS);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  const abandoned = new Promise<never>((_, reject) => {
    const abandon = () => reject(stop(limit.aborted ? 'time_out' : 'out_of_time'));
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
  });
  // The race below may be over before the signal fires.
  abandoned.catch(() => {});
  try {
    return ok(await follow(url, options, signal, abandoned));
  } catch (error) {
    if (error instanceof Stop) return fail(error.reason);
    if (signal.aborted) return fail(limit.aborted ? 'time_out' : 'out_of_time');
    // Name resolution, refused connections, bad certificates, connections cut half-way.
    return fail('unreachable');
  }
}

async function follow(
  first: string,
  options: RemoteOptions,
  signal: AbortSignal,
  abandoned: Promise<never>,
): Promise<Fetched> {
  const get: Fetcher = options.fetcher ?? ((url, init) => fetch(url, init));
  const headers = { accept: options.accept, 'user-agent': options.userAgent };
  let written = first;
  let base: string | undefined;
  for (let hop = 0; hop <= PICTURE_FETCH_MAX_HOPS; hop++) {
    const address = checkAddress(written, options.localHosts, base);
    if (!address.ok) throw new Stop(address.error);
    const { href } = address.value;
    const response = await Promise.race([get(href, { headers, redirect: 'manual', signal }), abandoned]);
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      discard(response);
      written = location;
      base = href;
      continue;
    }
    const reason = refusedStatus(response.status);
    if (reason) {
      discard(response);
      throw stop(reason);
    }
    const bytes = await readBody(response, options.maxBytes, abandoned);
    return { bytes, finalUrl: href, contentType: response.headers.get('content-type') ?? '' };
  }
  throw stop('too_many_hops');
}

function refusedStatus(status: number): RemoteReason | undefined {
  if (status === 200) return undefined;
  if (status === 404 || status === 410) return 'not_found';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'busy';
  if (status === 401 || status === 402 || status === 403 || status === 451) return 'not_allowed';
  return 'bad_answer';
}

/** Counts what arrives, because Content-Length is the host's claim and may be absent. */
async function readBody(
  response: Response,
  maxBytes: number,
  abandoned: Promise<never>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) throw stop('empty');
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), abandoned]);
      if (done) break;
      length += value.length;
      if (length > maxBytes) throw stop('too_large');
      parts.push(value);
    }
  } catch (error) {
    // Not awaited: a host that never ends its answer need not end its cancellation either.
    reader.cancel().catch(() => {});
    throw error;
  }
  return joined(parts);
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
