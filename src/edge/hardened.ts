/** What every answer tells a browser not to do, whichever room it comes from. */
import type { Context } from 'hono';
import type { AppEnv } from '../config.ts';
import { edgeHeader } from './policy.ts';

/** For what is no page: data, redirects, errors. Pages bring a policy of their own. */
export const hardened = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-content-type-options': 'nosniff',
} as const;

/** Says it wherever an answer does not say something else already. */
export function harden(c: Context<AppEnv>): void {
  const { headers } = c.res;
  for (const [name, value] of Object.entries(hardened)) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('cross-origin-resource-policy')) {
    // Feed readers and link previews show our pictures in pages of their own; nothing else is for embedding.
    const isPicture = c.req.path.startsWith('/images/');
    headers.set('cross-origin-resource-policy', isPicture ? 'cross-origin' : 'same-origin');
  }
  // What everyone gets from the cache would name the request of whoever came first.
  if (!headers.has(edgeHeader)) headers.set('x-request-id', c.var.requestId());
  if (c.get('config').siteUrl.startsWith('https:')) {
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  }
}
