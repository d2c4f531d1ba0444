import { createStandIn } from '../../src/edge/stand-in.ts';
import { STAND_IN_MAX_BYTES } from '../../src/limits.ts';

/** One for all requests, as the local site has. */
const cache = createStandIn({ now: Date.now, maxBytes: STAND_IN_MAX_BYTES });

/** The stand-in in front of any origin (proxy.ts). */
export default {
  fetch(request, env, ctx) {
    const { pathname, search } = new URL(request.url);
    const toOrigin = (asked: Request): Promise<Response> =>
      fetch(new Request(new URL(pathname + search, env.ORIGIN), asked), { redirect: 'manual' });
    return cache.fetch(request, toOrigin, (promise) => ctx.waitUntil(promise));
  },
} satisfies ExportedHandler<{ ORIGIN: string }>;
