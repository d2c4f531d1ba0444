/**
 * Read your own writes. D1 answers from replicas that may lag; a session that begins at a bookmark never sees
 * less than that bookmark did. So each answer of the desk hands its session's bookmark to the browser, and the
 * next page begins there, at the nearest replica that has come as far. Whoever decides something decides on the
 * newest rows: a request that may write begins at the primary.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { BOOKMARK_MAX_MS } from '../limits.ts';
import { keepCookie } from './cookie.ts';
import type { DeskEnv } from './screen.ts';

const COOKIE = 'dragoman-bookmark';

/** Hexadecimal groups with hyphens, as D1 makes them. Anything else is not handed to D1. */
const isBookmark = (text: string): boolean => /^[0-9a-f-]{8,200}$/i.test(text);

function sentBookmark(c: Context<DeskEnv>): string | undefined {
  const sent = getCookie(c, COOKIE);
  return sent !== undefined && isBookmark(sent) ? sent : undefined;
}

/** Sets `db`, the D1 session of this request, and afterwards the cookie with where it has come to. */
export const carryBookmark = (): MiddlewareHandler<DeskEnv> =>
  createMiddleware<DeskEnv>(async function bookmark(c, next) {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const session = c.env.DB.withSession((reads ? sentBookmark(c) : undefined) ?? 'first-primary');
    c.set('db', session);
    await next();
    const reached = session.getBookmark();
    if (reached === null || !isBookmark(reached)) return;
    keepCookie(c, COOKIE, reached, BOOKMARK_MAX_MS);
  });
