import { fail, ok, type Result } from '../../lib/result.ts';
import { checkEndpoint } from './address.ts';
import type { Fetcher } from './fetch.ts';
import type { RemoteReason } from './reason.ts';

export interface PostOptions {
  body: string;
  headers: Record<string, string>;
  maxMs: number;
  /** host:port pairs that are let through as they are; empty but in local development. */
  localHosts: readonly string[];
  /** Stands in for the platform's fetch in tests. */
  fetcher?: Fetcher;
}

export interface PostAnswer {
  status: number;
  /** The Retry-After header, where it is a number of seconds. */
  retryAfterMs?: number;
}

/**
 * Posts to a public address. Never throws. A redirect is an answer and is not followed: what was signed for one
 * address is not for another, and the next could be a private one. Of the answer nothing is read but its head.
 */
export async function postRemote(
  url: string,
  options: PostOptions,
): Promise<Result<PostAnswer, RemoteReason>> {
  const { body, headers, localHosts } = options;
  const address = checkEndpoint(url, localHosts);
  if (!address.ok) return address;
  const post: Fetcher = options.fetcher ?? ((to, init) => fetch(to, init));
  const signal = AbortSignal.timeout(options.maxMs);
  const late = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined)),
  );
  try {
    const sent = post(address.value.href, { method: 'POST', body, headers, redirect: 'manual', signal });
    const response = await Promise.race([sent, late]);
    if (!response) {
      sent.then(discard, () => {});
      return fail('time_out');
    }
    discard(response);
    const seconds = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
    return ok({
      status: response.status,
      ...(seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 }),
    });
  } catch {
    // Name resolution, refused connections, bad certificates, connections cut half-way.
    return fail(signal.aborted ? 'time_out' : 'unreachable');
  }
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
