/** Passkeys: what the browser is asked, and what comes of its answer. */
import type { Context } from 'hono';
import type { AppEnv, Config } from '../config.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { CHALLENGE_MAX_MS } from '../limits.ts';
import {
  addPasskey,
  enterByPasskey,
  findPasskey,
  giveChallenge,
  listPasskeys,
  takeChallenge,
} from '../store/passkeys.ts';
import { assertion, readClientData, registration } from './answer.ts';
import { toBase64Url } from './base64url.ts';
import { parseName } from './name.ts';
import { digest, newSecret } from './secret.ts';
import { csrfOf, letIn, newSession, type SessionEnv } from './session.ts';
import type { RelyingParty } from './webauthn.ts';

const relyingParty = (config: Config): RelyingParty => ({
  origin: config.siteUrl,
  id: new URL(config.siteUrl).hostname,
});

const userHandle = (memberId: string): string => toBase64Url(new TextEncoder().encode(memberId));

async function newChallenge<E extends AppEnv>(c: Context<E>, memberId: string | null): Promise<string> {
  const challenge = newSecret();
  await giveChallenge(c.env.DB, { sha256: await digest(challenge), memberId, now: c.get('now') });
  return challenge;
}

/** `PublicKeyCredentialRequestOptionsJSON` for whoever wants to enter; their browser knows which passkeys fit. */
export async function entryOptions<E extends AppEnv>(c: Context<E>) {
  return {
    challenge: await newChallenge(c, null),
    rpId: relyingParty(c.get('config')).id,
    userVerification: 'required',
    timeout: CHALLENGE_MAX_MS,
  };
}

/** `PublicKeyCredentialCreationOptionsJSON` for a new passkey of the member who is here. */
export async function offerOptions<E extends SessionEnv>(c: Context<E>) {
  const { memberId, name } = c.get('actor');
  const known = await listPasskeys(c.env.DB, memberId);
  return {
    challenge: await newChallenge(c, memberId),
    rp: { id: relyingParty(c.get('config')).id, name: 'Dragoman' },
    user: { id: userHandle(memberId), name, displayName: name },
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
    excludeCredentials: known.map(({ id }) => ({ type: 'public-key', id })),
    timeout: CHALLENGE_MAX_MS,
  };
}

/** Lets the holder of a passkey in. The cookie is on the response when this succeeds. */
export async function enterWithPasskey<E extends AppEnv>(
  c: Context<E>,
  body: unknown,
): Promise<Result<{ csrf: string }, string>> {
  const answer = assertion.safeParse(body);
  if (!answer.success) return fail('shape');
  const now = c.get('now');
  const client = readClientData(answer.data.clientDataJSON);
  if (!client.ok) return client;
  const { challenge } = client.value;
  const sha256 = await digest(challenge);
  if (!(await takeChallenge(c.env.DB, { sha256, memberId: null, now }))) return fail('challenge');
  const passkey = await findPasskey(c.env.DB, answer.data.id);
  if (!passkey) return fail('unknown');
  if (answer.data.userHandle !== userHandle(passkey.member_id)) return fail('unknown');
  const rp = relyingParty(c.get('config'));
  const { verifyAssertion } = await import('./webauthn.ts');
  const verified = await verifyAssertion(answer.data, { rp, challenge, passkey });
  if (!verified.ok) return verified;
  const { secret, session } = await newSession(c);
  const { counter } = verified.value;
  if (!(await enterByPasskey(c.env.DB, { passkey, counter, session, now, auditId: newId(now) }))) {
    return fail('unknown');
  }
  await letIn(c, secret);
  return ok({ csrf: await csrfOf(secret) });
}

/** Adds a passkey to the member who is here. */
export async function keepPasskey<E extends SessionEnv>(
  c: Context<E>,
  body: unknown,
): Promise<Result<true, string>> {
  const answer = registration.safeParse(body);
  if (!answer.success) return fail('shape');
  const { data } = answer;
  const { memberId } = c.get('actor');
  const now = c.get('now');
  const client = readClientData(data.clientDataJSON);
  if (!client.ok) return client;
  const { challenge } = client.value;
  const sha256 = await digest(challenge);
  if (!(await takeChallenge(c.env.DB, { sha256, memberId, now }))) return fail('challenge');
  const rp = relyingParty(c.get('config'));
  const { verifyRegistration } = await import('./webauthn.ts');
  const verified = await verifyRegistration(data, { rp, challenge });
  if (!verified.ok) return verified;
  const added = await addPasskey(c.env.DB, {
    id: data.id,
    member_id: memberId,
    public_key: data.publicKey,
    algorithm: data.algorithm,
    counter: verified.value.counter,
    transports: data.transports,
    name: parseName(deviceOf(c.req.header('User-Agent') ?? '')) ?? 'Passkey',
    now,
    auditId: newId(now),
  });
  return added ? ok(true) : fail('too_many');
}

/** A rough name by which a person knows their passkeys apart. */
export function deviceOf(userAgent: string): string {
  const pick = (table: [string, string][]) => table.find(([mark]) => userAgent.includes(mark))?.[1];
  // More special marks first: every Edge also says Chrome, every Chrome also says Safari.
  const browser = pick([
    ['Edg/', 'Edge'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ]);
  const system = pick([
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'Mac'],
    ['Linux', 'Linux'],
  ]);
  return [browser, system].filter((part) => part !== undefined).join(', ');
}
