/**
 * The Hono app: the order of the middleware and the rooms mounted in it. What leaves without a cache policy
 * is private, what throws is a plain answer without a word of the inside, and spellings of one URL end at one.
 */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ActorEnv } from './auth/actor.ts';
import { readConfig } from './config.ts';
import { desk } from './desk/routes.tsx';
import { canonicalUrls } from './edge/canonical.ts';
import { privateByDefault } from './edge/default-policy.ts';
import { problem } from './intake/api/problem.ts';
import { api } from './intake/api/routes.ts';
import { newId } from './lib/ids.ts';
import { images } from './reader/images.ts';
import { reader } from './reader/routes.ts';

export const app = new Hono<ActorEnv>();

app.use('*', async function context(c, next) {
  const now = Date.now();
  c.set('config', readConfig(c.env));
  c.set('now', now);
  c.set('requestId', newId(now));
  await next();
});

app.use('*', privateByDefault());

/** For what is no page: data, redirects, errors. Pages bring a policy of their own. */
const hardened = {
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};

app.use('*', async function harden(c, next) {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(hardened)) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('Cross-Origin-Resource-Policy')) {
    // Feed readers and link previews show our pictures in pages of their own; nothing else is for embedding.
    const isPicture = c.req.path.startsWith('/images/');
    headers.set('Cross-Origin-Resource-Policy', isPicture ? 'cross-origin' : 'same-origin');
  }
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Request-Id', c.get('requestId'));
  if (c.get('config').siteUrl.startsWith('https:')) {
    headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  }
});

app.use('*', canonicalUrls());

app.route('/api/v1', api);
app.route('/desk', desk);
app.route('/images', images);
app.route('/', reader);

app.onError(function answerError(error, c) {
  if (error instanceof HTTPException) return error.getResponse();
  // Drizzle and D1 put parameters into their messages, so only the name of an error may be logged whole.
  console.error(
    JSON.stringify({
      event: 'request.failed',
      request: c.get('requestId'),
      method: c.req.method,
      route: c.req.routePath,
      error: error.name,
      stack: error.stack?.split('\n').slice(1, 6),
    }),
  );
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
});
