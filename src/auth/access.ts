/**
 * Cloudflare Access, where the vars name it: a wall before the whole desk, and a way in for members whose address
 * an admin wrote down. It says who somebody is and never what they may do. Where the platform hands the verified
 * identity to the Worker (`ctx.access`), that is taken; else the signed assertion in the request's header is
 * verified (cloudflare-one: authorization-cookie/validating-json). Hono's reader of tokens, without its
 * writer, checks form, algorithm and signature for 2.1 kB of the Worker (jose: 6.4); times, issuer and audience are
 * checked here, by the request's own clock.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { decode, verify } from 'hono/utils/jwt/jwt';
import * as z from 'zod/mini';
import type { AccessConfig, AppEnv } from '../config.ts';
import { logEvent } from '../lib/log.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { ACCESS_ASSERTION_MAX_CHARS, ACCESS_CLOCK_MAX_MS } from '../limits.ts';
import { findKey } from './access-keys.ts';
import { parseEmail } from './email.ts';

/** Asks for the address only when it is needed: the platform may have to look it up. */
export type AccessEmail = () => Promise<string | undefined>;

export type AccessEnv = AppEnv & {
  Variables: {
    /** Of whoever came through Access; undefined for a service token. Not set where no Access is configured. */
    accessEmail?: AccessEmail;
  };
};

const header = z.object({ alg: z.literal('RS256'), kid: z.string().check(z.maxLength(200)) });

const claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  /** Seconds. */
  exp: z.number(),
  nbf: z.optional(z.number()),
  /** `org` is the token of the whole team, which no application may take. */
  type: z.optional(z.literal('app')),
  email: z.optional(z.string()),
});

type Flaw = 'missing' | 'shape' | 'issuer' | 'audience' | 'time' | 'key' | 'signature';

function readToken(token: string): { header: unknown; payload: unknown } | undefined {
  try {
    return decode(token);
  } catch {
    return undefined;
  }
}

/** What the assertion says of the visitor, once all of it is true. Throws when Access's keys cannot be had. */
export async function verifyAssertionToken(
  token: string,
  options: { access: AccessConfig; now: number },
): Promise<Result<{ email: string | undefined }, Flaw>> {
  const { access, now } = options;
  if (token.length > ACCESS_ASSERTION_MAX_CHARS) return fail('shape');
  const parts = readToken(token);
  const head = header.safeParse(parts?.header);
  const body = claims.safeParse(parts?.payload);
  if (!head.success || !body.success) return fail('shape');
  const { iss, aud, exp, nbf, email } = body.data;
  if (iss !== access.issuer) return fail('issuer');
  if (![aud].flat().includes(access.aud)) return fail('audience');
  if (exp * 1_000 <= now || (nbf ?? 0) * 1_000 > now + ACCESS_CLOCK_MAX_MS) return fail('time');
  const key = await findKey(access, { kid: head.data.kid, now });
  if (!key) return fail('key');
  try {
    await verify(token, key, { alg: 'RS256', exp: false, nbf: false, iat: false });
  } catch {
    // Every error of it is about the token, and its messages repeat the token: none is worth a log line.
    return fail('signature');
  }
  return ok({ email: parseEmail(email) });
}

/** What the runtime says of the request, unforgeable; undefined where Access did not invoke this Worker itself. */
const platformAccess = <E extends AccessEnv>(c: Context<E>): CloudflareAccessContext | undefined =>
  // Hono's type of the context is older than this part of the runtime's.
  (c.executionCtx as ExecutionContext).access;

async function passAccess<E extends AccessEnv>(
  c: Context<E>,
  access: AccessConfig,
): Promise<Result<AccessEmail, Flaw>> {
  const platform = platformAccess(c);
  if (platform?.aud === access.aud) {
    return ok(async () => parseEmail((await platform.getIdentity())?.email));
  }
  const token = c.req.header('Cf-Access-Jwt-Assertion');
  if (token === undefined) return fail(platform ? 'audience' : 'missing');
  const verified = await verifyAssertionToken(token, { access, now: c.get('now') });
  if (!verified.ok) return verified;
  const { email } = verified.value;
  return ok(async () => email);
}

/** The wall: lets through who came through Access, or answers with what `refuse` makes of the request. */
export const needAccess = <E extends AccessEnv>(
  refuse: (c: Context<E>) => Response | Promise<Response>,
): MiddlewareHandler<E> =>
  createMiddleware<E>(async function access(c, next) {
    const configured = c.get('config').access;
    if (!configured) return next();
    const passed = await passAccess(c, configured);
    if (passed.ok) {
      c.set('accessEmail', passed.value);
      return next();
    }
    logEvent('warn', 'access.refused', { request: c.var.requestId(), reason: passed.error });
    return refuse(c);
  });
