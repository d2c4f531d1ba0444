/**
 * Who is asking, and what they may do. A session speaks for a member at the desk, a bearer token for one at the
 * API; neither door takes the other's key, so a page cannot be made to call the API with a reader's cookie.
 * Whatever is not allowed here is refused.
 */
import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../config.ts';
import { type MemberRole, memberRoles } from '../store/schema/words.ts';
import { findToken, noteTokenUse } from '../store/tokens.ts';
import { TOKEN_PREFIX } from './new-token.ts';
import { digest, isSecret, sameDigest } from './secret.ts';

export interface Actor {
  memberId: string;
  name: string;
  role: MemberRole;
  /** Binds the role to one language where set. */
  lang?: string;
  via: 'session' | 'token';
  sessionId?: string;
}

export type ActorEnv = AppEnv & { Variables: { actor: Actor } };

/**
 * True when the actor's role reaches `role` for `lang`. A member bound to a language is an admin of nothing
 * beyond it: without a `lang`, `admin` means all languages.
 */
export function may(actor: Actor, role: MemberRole, lang?: string): boolean {
  if (memberRoles.indexOf(actor.role) < memberRoles.indexOf(role)) return false;
  if (actor.lang === undefined) return true;
  return lang === undefined ? role !== 'admin' : actor.lang === lang;
}

/** RFC 6750, section 3: the error is named only when a token was given. */
function unauthorized(given: boolean): Response {
  const detail = given
    ? 'This token is unknown, expired or revoked. Make a new one at /desk/people.'
    : 'Send a token in the header "Authorization: Bearer drg_…". Make one at /desk/people.';
  return Response.json(
    { type: 'about:blank', title: 'Unauthorized', status: 401, detail },
    {
      status: 401,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'private, no-store',
        'WWW-Authenticate': `Bearer realm="dragoman"${given ? ', error="invalid_token"' : ''}`,
      },
    },
  );
}

/** The API's door: sets `actor` from a bearer token, or answers 401 as problem+json. */
export const needToken = (): MiddlewareHandler<ActorEnv> =>
  createMiddleware<ActorEnv>(async function token(c, next) {
    const header = c.req.header('Authorization');
    const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
    if (given === undefined) return unauthorized(header !== undefined);
    if (!given.startsWith(TOKEN_PREFIX) || !isSecret(given.slice(TOKEN_PREFIX.length))) {
      return unauthorized(true);
    }
    const tokenSha256 = await digest(given);
    const now = c.get('now');
    const found = await findToken(c.env.DB, { tokenSha256, now });
    if (!found || !sameDigest(found.token_sha256, tokenSha256)) return unauthorized(true);
    await noteTokenUse(c.env.DB, found, now);
    c.set('actor', {
      memberId: found.member_id,
      name: found.name,
      role: found.role,
      ...(found.lang === null ? {} : { lang: found.lang }),
      via: 'token',
    });
    return next();
  });
