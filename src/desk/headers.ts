import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../config.ts';
import { hardened } from '../edge/hardened.ts';

/**
 * No inline script or style, nothing from elsewhere, no frame. `form-action` is ours alone, so that injected
 * markup could not post a form's token away. The one script never makes markup from text, so Trusted Types are
 * on with no policy to make any: a mistake there throws and does not run.
 */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The desk's headers, all of them, on every answer of the desk, errors included. */
export const deskHeaders = () =>
  createMiddleware<AppEnv>(async function headers(c, next) {
    await next();
    const { headers } = c.res;
    headers.set('Cache-Control', 'private, no-store');
    headers.set('Content-Security-Policy', policy);
    headers.set('X-Frame-Options', 'DENY');
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('X-Robots-Tag', 'noindex, nofollow');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('Permissions-Policy', hardened['permissions-policy']);
    // Not "no-referrer": browsers then send "Origin: null" with forms, and the wall against other sites needs it.
    headers.set('Referrer-Policy', 'same-origin');
  });
