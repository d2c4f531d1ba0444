/** The one place that knows which cache stands before the readers: Cloudflare's, or the local stand-in. */
import { cache } from 'cloudflare:workers';
import type { Config } from '../config.ts';
import { isReaderPath } from './canonical.ts';
import { localCache } from './local.ts';
import type { Next, Purge, Purged, WaitUntil } from './stand-in.ts';

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
  return localCache.fetch(request, handler, waitUntil);
}

/**
 * Purges at the edge, everywhere. Cloudflare refuses by resolving with `success: false` (rate limit, too many
 * tags); the caller must look. The purge reaches the entrypoint that calls it: the default export's.
 */
export async function purgeEdge(config: Config, what: Purge): Promise<Purged> {
  if (config.edgeCache === 'stand-in') return localCache.purge(what);
  const options = 'everything' in what ? { purgeEverything: true } : { tags: [...what.tags] };
  const { success, errors } = await cache.purge(options);
  if (success) return { success };
  return { success, error: errors.map(({ code, message }) => `${code} ${message}`).join('; ') || 'refused' };
}
