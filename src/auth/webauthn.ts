/**
 * Verifies what a browser's WebAuthn API answered: Web Authentication Level 3, sections 7.1 and 7.2, for the one
 * shape the desk asks for: discoverable passkeys, user verification required, attestation "none". Without
 * attestation there is no certificate to read, and the browser hands the public key over as
 * SubjectPublicKeyInfo, so WebCrypto does all the cryptography and no CBOR or ASN.1 library is needed.
 * Not a library: @simplewebauthn/server 14 is 87 kB gzip here; @passwordless-id/webauthn 2.4 (13 kB) refuses 7 good ES256
 * signatures in 1,000 and has no EdDSA; @oslojs/webauthn 1.0 only parses. webauthn.node.test.ts holds this to the first.
 */
import * as z from 'zod/mini';
import { hex, sha256 } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';

export interface RelyingParty {
  /** `https://host[:port]`, as the browser writes it into the client data. */
  origin: string;
  /** The origin's host name. */
  id: string;
}

const base64Url = (maxChars: number) => z.string().check(z.maxLength(maxChars), z.regex(/^[A-Za-z0-9_-]+$/));

/** Section 4: a credential id has at most 1,023 bytes. */
const credentialId = base64Url(1_364);

export const registration = z.object({
  id: credentialId,
  clientDataJSON: base64Url(4_096),
  authenticatorData: base64Url(4_096),
  publicKey: base64Url(2_048),
  algorithm: z.union([z.literal(-7), z.literal(-8), z.literal(-257)]),
  transports: z.array(z.string().check(z.maxLength(20))).check(z.maxLength(8)),
});
export type Registration = z.infer<typeof registration>;

export const assertion = z.object({
  id: credentialId,
  clientDataJSON: base64Url(4_096),
  authenticatorData: base64Url(4_096),
  signature: base64Url(2_048),
  /** Section 7.2, step 6: with a discoverable passkey it says whose it is. */
  userHandle: base64Url(128),
});
export type Assertion = z.infer<typeof assertion>;

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.optional(z.boolean()),
  topOrigin: z.optional(z.unknown()),
});

/** Why an answer is refused; for the log, not for the person. */
export type Flaw =
  | 'client_data'
  | 'origin'
  | 'authenticator_data'
  | 'relying_party'
  | 'unverified'
  | 'key'
  | 'signature'
  | 'counter';

type Bytes = Uint8Array<ArrayBuffer>;

/** The challenge of an answer, to be looked up. Undefined when the client data are not for this ceremony. */
export function readClientData(
  encoded: string,
  expected: { type: 'webauthn.create' | 'webauthn.get'; origin: string },
): Result<{ challenge: string; bytes: Bytes }, Flaw> {
  const bytes = fromBase64Url(encoded);
  if (!bytes) return fail('client_data');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('client_data');
  }
  const read = clientData.safeParse(json);
  if (!read.success || read.data.type !== expected.type) return fail('client_data');
  const { origin, crossOrigin, topOrigin } = read.data;
  // The desk is never framed: an answer from within another site's page was not meant for us.
  if (origin !== expected.origin || crossOrigin === true || topOrigin !== undefined) return fail('origin');
  return ok({ challenge: read.data.challenge, bytes });
}

interface AuthenticatorData {
  bytes: Bytes;
  counter: number;
  /** Base64url; only where a credential is attested. */
  credentialId?: string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED = 0x40;
const EXTENDED = 0x80;

/** Section 6.1: hash of the RP id (32), flags (1), counter (4), then AAGUID (16), length (2), credential id, key. */
async function readAuthenticatorData(
  encoded: string,
  rp: RelyingParty,
): Promise<Result<AuthenticatorData, Flaw>> {
  const bytes = fromBase64Url(encoded);
  if (!bytes || bytes.length < 37) return fail('authenticator_data');
  if (hex(bytes.slice(0, 32)) !== (await sha256(rp.id))) return fail('relying_party');
  const view = new DataView(bytes.buffer);
  const flags = view.getUint8(32);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if (!has(USER_PRESENT) || !has(USER_VERIFIED)) return fail('unverified');
  if (has(BACKED_UP) && !has(BACKUP_ELIGIBLE)) return fail('authenticator_data');
  const counter = view.getUint32(33);
  if (!has(ATTESTED)) {
    return bytes.length > 37 && !has(EXTENDED) ? fail('authenticator_data') : ok({ bytes, counter });
  }
  if (bytes.length < 55) return fail('authenticator_data');
  const length = view.getUint16(53);
  if (bytes.length < 55 + length) return fail('authenticator_data');
  return ok({ bytes, counter, credentialId: toBase64Url(bytes.slice(55, 55 + length)) });
}

const keyParameters = (algorithm: number) => {
  switch (algorithm) {
    case -7:
      return { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    case -8:
      return { name: 'Ed25519' };
    default:
      return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  }
};

/** RFC 8410, section 4: what stands before the 32 bytes of an Ed25519 key. workerd does not look: it imports a P-256 key as one. */
const ED25519_HEAD = '302a300506032b6570032100';

const importKey = async (spki: string, algorithm: number): Promise<CryptoKey | undefined> => {
  const bytes = fromBase64Url(spki);
  if (!bytes) return undefined;
  if (algorithm === -8 && (bytes.length !== 44 || !hex(bytes).startsWith(ED25519_HEAD))) return undefined;
  try {
    return await crypto.subtle.importKey('spki', bytes, keyParameters(algorithm), false, ['verify']);
  } catch {
    // WebCrypto throws for a key that is malformed or of another kind; trying again will not change it.
    return undefined;
  }
};

/**
 * A new passkey's answer, its challenge taken already. The caller is signed in: nothing vouches for the key but
 * the session that offers it, which is all that attestation "none" ever gives.
 */
export async function verifyRegistration(
  answer: Registration,
  rp: RelyingParty,
): Promise<Result<{ counter: number }, Flaw>> {
  const data = await readAuthenticatorData(answer.authenticatorData, rp);
  if (!data.ok) return data;
  // Compared as text: bits after the last byte would make one credential known by several ids.
  if (data.value.credentialId !== answer.id) return fail('authenticator_data');
  if (!(await importKey(answer.publicKey, answer.algorithm))) return fail('key');
  return ok({ counter: data.value.counter });
}

/** An entry's answer, its challenge taken already. Gives the counter to store. */
export async function verifyAssertion(
  answer: Assertion,
  options: {
    rp: RelyingParty;
    clientData: Bytes;
    passkey: { public_key: string; algorithm: number; counter: number };
  },
): Promise<Result<{ counter: number }, Flaw>> {
  const data = await readAuthenticatorData(answer.authenticatorData, options.rp);
  if (!data.ok) return data;
  const { passkey } = options;
  const key = await importKey(passkey.public_key, passkey.algorithm);
  if (!key) return fail('key');
  const sent = fromBase64Url(answer.signature);
  const signature = sent && passkey.algorithm === -7 ? rawSignature(sent) : sent;
  if (!signature) return fail('signature');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', options.clientData));
  const signed = new Uint8Array([...data.value.bytes, ...hash]);
  if (!(await crypto.subtle.verify(keyParameters(passkey.algorithm), key, signature, signed))) {
    return fail('signature');
  }
  // Section 7.2, step 22: a counter that does not grow speaks of a cloned key. Both 0: it keeps none.
  const { counter } = data.value;
  if ((counter !== 0 || passkey.counter !== 0) && counter <= passkey.counter) return fail('counter');
  return ok({ counter });
}

/** ECDSA signatures come as DER (section 6.5.5); WebCrypto wants r and s, 32 bytes each. */
export function rawSignature(der: Bytes): Bytes | undefined {
  if (der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1];
    if (der[at] !== 0x02 || length === undefined || length === 0) return undefined;
    let part = der.slice(at + 2, at + 2 + length);
    if (part.length !== length) return undefined;
    // DER integers are signed: a leading zero keeps a high bit positive, and small numbers are short.
    if (part[0] === 0) part = part.slice(1);
    if (part.length > 32) return undefined;
    raw.set(part, end - part.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}
