/**
 * The Worker. `fetch`, `queue` and `scheduled` share the default export, because a purge reaches the caches of
 * the entrypoint that calls it. What no reader needs is imported where it is used, so that it is loaded then.
 */
import { app } from './app.ts';
import { type Bindings, readConfig } from './config.ts';
import { serveThroughCache } from './edge/cache.ts';

export default {
  fetch: (request, env, ctx) =>
    serveThroughCache(
      request,
      readConfig(env),
      (promise) => ctx.waitUntil(promise),
      (inner) => app.fetch(inner, env, ctx),
    ),
  queue: async (batch, env, ctx) => {
    const { consume } = await import('./queue/consume.ts');
    await consume({ env, config: readConfig(env), ctx, now: Date.now }, batch);
  },
  scheduled: async (_, env, ctx) => {
    const { sweep } = await import('./queue/sweep.ts');
    await sweep({ env, config: readConfig(env), ctx, now: Date.now });
  },
} satisfies ExportedHandler<Bindings>;
