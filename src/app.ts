/**
 * The Hono apps: the order of the middleware and the rooms mounted in it. What leaves without a cache policy
 * is private, what throws is a plain answer without a word of the inside, and spellings of one URL end at one.
 * The newsroom's rooms are an app of their own, loaded when it is first asked for (newsroom.ts): a location
 * that wakes up for a reader compiles a sixth of the code.
 */
import { type Context, type ErrorHandler, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ActorEnv } from './auth/actor.ts';
import { type AppEnv, type Bindings, readConfig } from './config.ts';
import { canonicalUrls } from './edge/canonical.ts';
import { privateByDefault } from './edge/default-policy.ts';
import { edgeHeader } from './edge/policy.ts';
import { problem } from './intake/api/problem.ts';
import { newId } from './lib/ids.ts';
import { errorKind, errorPlaces, logEvent } from './lib/log.ts';
import { images } from './reader/images.ts';
import { reader } from './reader/routes.ts';

/** For what is no page: data, redirects, errors. Pages bring a policy of their own. */
const hardened = {
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};

function harden(c: Context<AppEnv>): void {
  const { headers } = c.res;
  for (const [name, value] of Object.entries(hardened)) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('Cross-Origin-Resource-Policy')) {
    // Feed readers and link previews show our pictures in pages of their own; nothing else is for embedding.
    const isPicture = c.req.path.startsWith('/images/');
    headers.set('Cross-Origin-Resource-Policy', isPicture ? 'cross-origin' : 'same-origin');
  }
  headers.set('X-Content-Type-Options', 'nosniff');
  // What everyone gets from the cache would name the request of whoever came first.
  if (!headers.has(edgeHeader)) headers.set('X-Request-Id', c.get('requestId'));
  if (c.get('config').siteUrl.startsWith('https:')) {
    headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  }
}

/** What every handler finds, and what every answer passes. One middleware for all, since each costs its place in the chain. */
const everywhere: MiddlewareHandler<AppEnv> = async function everywhere(c, next) {
  const now = Date.now();
  c.set('config', readConfig(c.env));
  c.set('now', now);
  c.set('requestId', newId(now));
  await next();
  harden(c);
  privateByDefault(c);
};

const answerError: ErrorHandler<ActorEnv> = function answerError(error, c) {
  if (error instanceof HTTPException) return error.getResponse();
  // Drizzle and D1 put parameters into their messages, so only the name of an error may be logged whole.
  logEvent('error', 'request.failed', {
    request: c.get('requestId'),
    method: c.req.method,
    route: c.req.routePath,
    error: errorKind(error),
    stack: errorPlaces(error),
  });
  if (c.req.path.startsWith('/api/')) {
    return problem({
      status: 500,
      detail: `Something broke on our side. What you sent may be repeated safely with the same Idempotency-Key. Request ${c.get('requestId')}.`,
    });
  }
  return new Response(`Something broke on our side. Please try again.\nRequest ${c.get('requestId')}\n`, {
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

/** The public site: what the bench compares its list of routes with. */
export const readers = newApp().route('/images', images).route('/', reader);

/** Of an absolute URL, as requests have it. */
const inNewsroom = /^[a-z]+:\/\/[^/]*\/(?:desk|api\/v1)(?:[/?#]|$)/;

/** Both apps as one. */
export const app = {
  fetch: async (request: Request, env: Bindings, ctx: ExecutionContext): Promise<Response> => {
    const rooms = inNewsroom.test(request.url) ? (await import('./newsroom.ts')).newsroom : readers;
    return rooms.fetch(request, env, ctx);
  },
};
