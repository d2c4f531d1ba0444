/** The one place that knows which cache stands before the readers: Cloudflare's, or the local stand-in. */
import { cache } from 'cloudflare:workers';
import type { Config } from '../config.ts';
import { isReaderPath } from './canonical.ts';
import type { Next, Purge, Purged, StandIn, WaitUntil } from './stand-in.ts';

/** A file of its own, which no deployed Worker loads. */
const standIn = async (): Promise<StandIn> => (await import('./local.ts')).localCache;

/**
 * Runs `handler` behind the cache. In production Cloudflare has looked into its own before the Worker ran, so
 * there is nothing to do; locally GET and HEAD of reader paths go through the stand-in.
 */
export function serveThroughCache(
  request: Request,
  config: Config,
  waitUntil: WaitUntil,
  handler: Next,
): Promise<Response> {
  const cached = request.method === 'GET' || request.method === 'HEAD';
  if (config.edgeCache === 'workers' || !cached || !isReaderPath(new URL(request.url).pathname)) {
    return handler(request);
  }
  return standIn().then((local) => local.fetch(request, handler, waitUntil));
}

/**
 * Purges at the edge, everywhere. Cloudflare refuses by resolving with `success: false` (rate limit, too many
 * tags); the caller must look. The purge reaches the entrypoint that calls it: the default export's.
 */
export async function purgeEdge(config: Config, what: Purge): Promise<Purged> {
  if (config.edgeCache === 'stand-in') return (await standIn()).purge(what);
  const options = 'everything' in what ? { purgeEverything: true } : { tags: [...what.tags] };
  const { success, errors } = await cache.purge(options);
  if (success) return { success };
  return { success, error: errors.map(({ code, message }) => `${code} ${message}`).join('; ') || 'refused' };
}
