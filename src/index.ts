/**
 * The Worker. `fetch`, `queue` and `scheduled` share the default export, because a purge reaches the caches of
 * the entrypoint that calls it.
 */
import { app } from './app.ts';
import { type Bindings, readConfig } from './config.ts';
import { serveThroughCache } from './edge/cache.ts';
import { consume } from './queue/consume.ts';
import { sweep } from './queue/sweep.ts';

export default {
  fetch: (request, env, ctx) =>
    serveThroughCache(
      request,
      readConfig(env),
      (promise) => ctx.waitUntil(promise),
      async (inner) => app.fetch(inner, env, ctx),
    ),
  queue: (batch, env, ctx) => consume({ env, config: readConfig(env), ctx, now: Date.now }, batch),
  scheduled: async (_, env, ctx) => {
    await sweep({ env, config: readConfig(env), ctx, now: Date.now });
  },
} satisfies ExportedHandler<Bindings>;
