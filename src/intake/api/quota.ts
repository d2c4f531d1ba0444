/**
 * How often a token may ask, and what is said of it: RateLimit header fields of draft-ietf-httpapi-ratelimit-
 * headers-11. The policy is known and goes out with every answer. What is left of it is not: the platform's
 * counter says yes or no, so `RateLimit` goes out only when nothing is left.
 */
import { createMiddleware } from 'hono/factory';
import type { ActorEnv } from '../../auth/actor.ts';
import { API_CALLS_MAX, API_CALLS_SECONDS } from '../../limits.ts';
import { problem } from './problem.ts';

const POLICY = `"token";q=${API_CALLS_MAX};w=${API_CALLS_SECONDS}`;

/** Often enough for an import, and not often enough to fill a database. */
export const limitRate = () =>
  createMiddleware<ActorEnv>(async function quota(c, next) {
    const { success } = await c.env.DOOR_LIMIT.limit({ key: `api:${c.get('actor').memberId}` });
    if (!success) {
      return problem({
        status: 429,
        detail: 'Too many requests with this token. Wait a minute, then go on.',
        headers: {
          'Retry-After': String(API_CALLS_SECONDS),
          'RateLimit-Policy': POLICY,
          RateLimit: `"token";r=0;t=${API_CALLS_SECONDS}`,
        },
      });
    }
    await next();
    c.res.headers.set('RateLimit-Policy', POLICY);
  });
