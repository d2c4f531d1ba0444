import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../config.ts';

/** True when the browser says that a page of this very origin sent the request. Silence is a no. */
export function fromHere<E extends AppEnv>(c: Context<E>): boolean {
  const origin = c.req.header('Origin');
  const site = c.req.header('Sec-Fetch-Site');
  if (origin === undefined && site === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || origin === new URL(c.req.url).origin;
}

/**
 * Cross-site request forgery, first wall: an unsafe method from another site gets `refuse`. It also keeps
 * another site from entering a visitor with a link of its own, which no session token could.
 */
export const needSameOrigin = <E extends AppEnv>(
  refuse: (c: Context<E>) => Response | Promise<Response>,
): MiddlewareHandler<E> =>
  createMiddleware<E>(async function sameOrigin(c, next) {
    if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) || fromHere(c)) return next();
    return refuse(c);
  });
