/**
 * The desk's session: a cookie with 256 random bits, known to the database by its SHA-256. Every entry makes a
 * new secret and ends the session that the browser held before, so a planted cookie is worth nothing. A session
 * that goes on gets a new secret every day; whoever then comes with the old one ends it for both.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { AppEnv, Config } from '../config.ts';
import { sha256 } from '../lib/hash.ts';
import { newId } from '../lib/ids.ts';
import { SESSION_MAX_MS, SESSION_SECRET_GRACE_MS, SESSION_SECRET_MAX_MS, SWEEP_MAX_ROWS } from '../limits.ts';
import { endStolen, keepSecret, promiseSecret } from '../store/session-secrets.ts';
import {
  endSession,
  findSession,
  type NewSession,
  renewSession,
  type SessionMember,
  sweepSessions,
} from '../store/sessions.ts';
import type { AccessEnv } from './access.ts';
import type { ActorEnv } from './actor.ts';
import { digest, isSecret, newSecret, sameDigest } from './secret.ts';

export type SessionEnv = ActorEnv &
  AccessEnv & {
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

function giveCookie<E extends AppEnv>(c: Context<E>, secret: string): void {
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

/** Derived from the session's first secret, and stored when that goes: nobody without the cookie can know it. */
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
async function endHeld<E extends AppEnv>(c: Context<E>): Promise<void> {
  const sent = sentSecret(c);
  if (sent === undefined) return;
  const now = c.get('now');
  await endSession(c.env.DB, { tokenSha256: await digest(sent), auditId: newId(now), now });
}

/** The last step of every entry: the new session's cookie instead of what the browser held. */
export async function letIn<E extends AppEnv>(c: Context<E>, secret: string): Promise<void> {
  await endHeld(c);
  giveCookie(c, secret);
  await sweepSessions(c.env.DB, { now: c.get('now'), rows: SWEEP_MAX_ROWS });
}

export async function leave<E extends AppEnv>(c: Context<E>): Promise<void> {
  await endHeld(c);
  const config = c.get('config');
  deleteCookie(c, cookieName(config), cookieOptions(config));
}

/** A day later another secret follows: promised now, and the session's as soon as the browser sends it. */
async function nextSecret<E extends AppEnv>(
  c: Context<E>,
  held: SessionMember,
  secret: string,
): Promise<string | undefined> {
  const now = c.get('now');
  if (now - (held.rotated_at ?? held.created_at) < SESSION_SECRET_MAX_MS) return undefined;
  if (held.next_at !== null && now - held.next_at < SESSION_SECRET_GRACE_MS) return undefined;
  const next = newSecret();
  const promised = { sha256: await digest(next), formToken: await csrfOf(secret), now };
  return (await promiseSecret(c.env.DB, held, promised)) ? next : undefined;
}

/** The session behind a secret, renewed. Undefined when there is none, or no longer. */
async function openSession<E extends AccessEnv>(
  c: Context<E>,
  secret: string,
): Promise<SessionMember | undefined> {
  const sha256 = await digest(secret);
  const db = c.env.DB;
  const now = c.get('now');
  const found = await findSession(db, { tokenSha256: sha256, now });
  if (!found) return undefined;
  // Access's next visitor at this computer is not the one who entered.
  const { access_email: email } = found;
  if (email !== null && email !== (await c.get('accessEmail')?.())) return undefined;
  const is = (known: string | null): boolean => known !== null && sameDigest(known, sha256);
  if (is(found.former_sha256)) {
    if (now - (found.rotated_at ?? 0) <= SESSION_SECRET_GRACE_MS) return found;
    await endStolen(db, found, { auditId: newId(now), now });
    return undefined;
  }
  const isNext = is(found.next_sha256);
  if (!isNext && !is(found.token_sha256)) return undefined;
  if (isNext) await keepSecret(db, found, now);
  const next = isNext ? undefined : await nextSecret(c, found, secret);
  const renewed = await renewSession(db, found, now);
  if (next !== undefined) giveCookie(c, next);
  // A promised secret may be on its way to the browser: the old one must not be set after it.
  else if (renewed && (isNext || found.next_at === null)) giveCookie(c, secret);
  return found;
}

/** The desk's door: sets `actor` and `csrf`, or answers with what `refuse` makes of the request. */
export const needSession = <E extends SessionEnv>(
  refuse: (c: Context<E>) => Response | Promise<Response>,
): MiddlewareHandler<E> =>
  createMiddleware<E>(async function session(c, next) {
    const secret = sentSecret(c);
    const found = secret === undefined ? undefined : await openSession(c, secret);
    if (secret === undefined || !found) return refuse(c);
    c.set('actor', {
      memberId: found.member_id,
      name: found.name,
      role: found.role,
      ...(found.lang === null ? {} : { lang: found.lang }),
      via: 'session',
      sessionId: found.session_id,
    });
    c.set('csrf', found.form_token ?? (await csrfOf(secret)));
    return next();
  });
