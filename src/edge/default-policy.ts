import type { Context } from 'hono';
import type { AppEnv } from '../config.ts';
import { logEvent } from '../lib/log.ts';
import { edgeHeader, putPrivate } from './policy.ts';

/**
 * The last look at every answer: what comes out without a policy of policy.ts is made `private, no-store`, since
 * Cloudflare caches what says nothing for two hours. A cookie on a response that everyone shares is a defect: it fails
 * in development and in tests; in production the cookie is taken off and the log says so.
 */
export function privateByDefault(c: Context<AppEnv>): void {
  const { headers } = c.res;
  if (!headers.has(edgeHeader)) {
    replace(c, withHeaders(c.res, putPrivate));
    return;
  }
  if (!headers.has('set-cookie')) return;
  const what = `${c.req.method} ${c.req.path} has a public cache policy and sets a cookie.`;
  logEvent('error', 'cookie.on.public.response', {
    request: c.var.requestId(),
    method: c.req.method,
    route: c.req.routePath,
  });
  if (c.var.config.edgeCache === 'workers') {
    replace(
      c,
      withHeaders(c.res, (own) => own.delete('set-cookie')),
    );
    return;
  }
  replace(c, new Response(what, { status: 500, headers: { 'cache-control': 'private, no-store' } }));
}

/** Hono carries the headers of the response before over to the next one, unless there was none. */
function replace(c: Context<AppEnv>, response: Response): void {
  if (response === c.res) return;
  c.res = undefined;
  c.res = response;
}

/** A response whose headers may have come from a fetch, and then cannot be changed in place. */
function withHeaders(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    change(copy.headers);
    return copy;
  }
}
