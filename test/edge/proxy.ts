/**
 * The stand-in in front of any origin, for suites that bring their own, such as http-cache-tests of npm: there
 * `npm run server`, here `wrangler dev test/edge/proxy.ts --port 8001 --var ORIGIN:http://127.0.0.1:8000`, and then
 * there `npm run cli --base=http://127.0.0.1:8001`.
 */

import { createStandIn } from '../../src/edge/stand-in.ts';
import { STAND_IN_MAX_BYTES } from '../../src/limits.ts';

/** One for all requests, as the local site has. */
const cache = createStandIn({ now: Date.now, maxBytes: STAND_IN_MAX_BYTES });

export default {
  fetch(request, env, ctx) {
    const { pathname, search } = new URL(request.url);
    const toOrigin = (asked: Request): Promise<Response> =>
      fetch(new Request(new URL(pathname + search, env.ORIGIN), asked), { redirect: 'manual' });
    return cache.fetch(request, toOrigin, (promise) => ctx.waitUntil(promise));
  },
} satisfies ExportedHandler<{ ORIGIN: string }>;
