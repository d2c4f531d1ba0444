/**
 * The Hono apps: the order of the middleware and the rooms mounted in it. What leaves without a cache policy
 * is private, what throws is a plain answer without a word of the inside, and spellings of one URL end at one.
 * The newsroom's rooms are an app of their own, loaded when it is first asked for (newsroom.ts): a location
 * that wakes up for a reader compiles a sixth of the code.
 */
import { type ErrorHandler, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ActorEnv } from './auth/actor.ts';
import { type AppEnv, type Bindings, readConfig } from './config.ts';
import { canonicalUrls } from './edge/canonical.ts';
import { privateByDefault } from './edge/default-policy.ts';
import { harden } from './edge/hardened.ts';
import { problem } from './intake/api/problem.ts';
import { newId } from './lib/ids.ts';
import { errorKind, errorPlaces, logEvent } from './lib/log.ts';
import { once } from './lib/once.ts';
import { images } from './reader/images.ts';
import { reader } from './reader/routes.ts';

/** What every handler finds, and what every answer passes. One middleware for all, since each costs its place in the chain. */
const everywhere: MiddlewareHandler<AppEnv> = async function everywhere(c, next) {
  const now = Date.now();
  const name = once(() => newId(now));
  c.set('requestId', name);
  c.set('now', now);
  c.set('config', readConfig(c.env));
  await next();
  harden(c);
  privateByDefault(c);
};

/** What D1 says when the same call may succeed a moment later; locally also while a command writes to the file. */
const passes = /SQLITE_BUSY|connection lost|overloaded|reset/;

const answerError: ErrorHandler<ActorEnv> = function answerError(error, c) {
  if (error instanceof HTTPException) return error.getResponse();
  // Drizzle and D1 put parameters into their messages, so only the name of an error may be logged whole.
  logEvent('error', 'request.failed', {
    request: c.var.requestId(),
    method: c.req.method,
    route: c.req.routePath,
    error: errorKind(error),
    stack: errorPlaces(error),
  });
  if (c.req.path.startsWith('/api/')) {
    return problem({
      ...(passes.test(error.message) ? { status: 503, headers: { 'Retry-After': '1' } } : { status: 500 }),
      detail: `Something broke on our side. What you sent may be repeated safely with the same Idempotency-Key. Request ${c.var.requestId()}.`,
    });
  }
  return new Response(`Something broke on our side. Please try again.\nRequest ${c.var.requestId()}\n`, {
    status: 503,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Retry-After': '10',
    },
  });
};

/** An app with what holds for every room, to mount rooms in. */
export const newApp = (): Hono<ActorEnv> =>
  new Hono<ActorEnv>().use('*', everywhere, canonicalUrls()).onError(answerError);

/** A client of the API that went astray reads JSON; `/api/v1` itself is the newsroom's. */
const noSuchApi = (): Response => problem({ status: 404, detail: 'See /api/v1/openapi.json.' });

/** The public site: what the bench compares its list of routes with. Each path is there to be read, whatever it answers. */
export const readers = newApp()
  .all('/api/*', noSuchApi)
  .route('/images', images)
  .route('/', reader)
  .notFound((c) => c.body(null, 405, { Allow: 'GET, HEAD' }));

/** Of an absolute URL, as requests have it. */
const inNewsroom = /^[a-z]+:\/\/[^/]*\/(?:desk|api\/v1)(?:[/?#]|$)/;

/** Both apps as one. */
export const app = {
  fetch: async (request: Request, env: Bindings, ctx: ExecutionContext): Promise<Response> => {
    const rooms = inNewsroom.test(request.url) ? (await import('./newsroom.ts')).newsroom : readers;
    return rooms.fetch(request, env, ctx);
  },
};
