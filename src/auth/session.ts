/**
 * The desk's session: a cookie with 256 random bits, known to the database by its SHA-256. Every entry makes a
 * new secret and ends the session that the browser held before, so a planted cookie is worth nothing.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { AppEnv, Config } from '../config.ts';
import { sha256 } from '../lib/hash.ts';
import { newId } from '../lib/ids.ts';
import { SESSION_MAX_MS } from '../limits.ts';
import { endSession, findSession, type NewSession, renewSession } from '../store/sessions.ts';
import type { ActorEnv } from './actor.ts';
import { digest, isSecret, newSecret, sameDigest } from './secret.ts';

export type SessionEnv = ActorEnv & {
  Variables: {
    /** The token that every form of this session carries. */
    csrf: string;
  };
};

const secure = (config: Config): boolean => config.siteUrl.startsWith('https:');

/** `__Host-` keeps a sibling host from setting the cookie; browsers refuse that prefix on plain-http localhost. */
const cookieName = (config: Config): string => (secure(config) ? '__Host-dragoman' : 'dragoman');

const cookieOptions = (config: Config) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: secure(config) }) as const;

export function giveCookie<E extends AppEnv>(c: Context<E>, secret: string): void {
  const config = c.get('config');
  setCookie(c, cookieName(config), secret, {
    ...cookieOptions(config),
    maxAge: SESSION_MAX_MS / 1_000,
  });
}

/** The secret that the browser sent, if it has the shape of one. */
function sentSecret<E extends AppEnv>(c: Context<E>): string | undefined {
  const sent = getCookie(c, cookieName(c.get('config')));
  return sent !== undefined && isSecret(sent) ? sent : undefined;
}

/** Derived from the session's secret: nothing to store, and nobody without the cookie can know it. */
export const csrfOf = (secret: string): Promise<string> => sha256(`${secret}/form`);

/** A session to be written with the entry, and its secret for the cookie. */
export async function newSession<E extends AppEnv>(
  c: Context<E>,
): Promise<{ secret: string; session: NewSession }> {
  const secret = newSecret();
  const session = {
    id: newId(c.get('now')),
    tokenSha256: await digest(secret),
    userAgent: c.req.header('User-Agent')?.slice(0, 200) ?? null,
  };
  return { secret, session };
}

/** Ends the session that the browser holds, if any: on leaving, and when another takes its place. */
export async function endHeld<E extends AppEnv>(c: Context<E>): Promise<void> {
  const sent = sentSecret(c);
  if (sent !== undefined) await endSession(c.env.DB, await digest(sent));
}

export async function leave<E extends AppEnv>(c: Context<E>): Promise<void> {
  await endHeld(c);
  const config = c.get('config');
  deleteCookie(c, cookieName(config), cookieOptions(config));
}

/** The desk's door: sets `actor` and `csrf`, or answers with what `refuse` makes of the request. */
export const needSession = <E extends SessionEnv>(
  refuse: (c: Context<E>) => Response | Promise<Response>,
): MiddlewareHandler<E> =>
  createMiddleware<E>(async function session(c, next) {
    const secret = sentSecret(c);
    if (secret === undefined) return refuse(c);
    const tokenSha256 = await digest(secret);
    const now = c.get('now');
    const found = await findSession(c.env.DB, { tokenSha256, now });
    if (!found || !sameDigest(found.token_sha256, tokenSha256)) return refuse(c);
    if (await renewSession(c.env.DB, found, now)) giveCookie(c, secret);
    c.set('actor', {
      memberId: found.member_id,
      name: found.name,
      role: found.role,
      ...(found.lang === null ? {} : { lang: found.lang }),
      via: 'session',
      sessionId: found.session_id,
    });
    c.set('csrf', await csrfOf(secret));
    return next();
  });
