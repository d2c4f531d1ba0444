/** A team of Cloudflare Access: its keys as its certs endpoint gives them, and assertions signed with them. */
import { toBase64Url } from '../../src/auth/base64url.ts';
import type { AccessConfig } from '../../src/config.ts';

const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const part = (value: unknown): string => toBase64Url(utf8(JSON.stringify(value)));

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

export async function newKey(kid: string) {
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error('no key pair');
  const jwk = await crypto.subtle.exportKey('jwk', keys.publicKey);
  return { kid, jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' }, privateKey: keys.privateKey };
}
export type Key = Awaited<ReturnType<typeof newKey>>;

/** `header.claims.signature`, whatever they say. */
export async function signToken(key: Key, header: object, claims: unknown): Promise<string> {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = await crypto.subtle.sign(RSA, key.privateKey, utf8(signed));
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
}

export async function newTeam(now: number) {
  const key = await newKey('current');
  const access: AccessConfig = {
    issuer: `https://team-${crypto.randomUUID()}.cloudflareaccess.com`,
    aud: 'a'.repeat(64),
  };
  const certs = { keys: [key], asked: 0, status: 200 };
  const seconds = Math.floor(now / 1_000);
  const claims = {
    iss: access.issuer,
    aud: [access.aud],
    email: 'lin@example.org',
    type: 'app',
    iat: seconds - 10,
    nbf: seconds - 10,
    exp: seconds + 600,
    sub: '7335d417-61da-459d-899c-0a01c76a2f94',
    identity_nonce: 'x',
    country: 'US',
  };
  return {
    access,
    key,
    certs,
    claims,
    /** Stands in for the platform's fetch: knows the certs and nothing else. */
    fetch: async (url: string | URL | Request): Promise<Response> => {
      if (String(url) !== `${access.issuer}/cdn-cgi/access/certs`) throw new Error(`Asked for ${url}`);
      certs.asked += 1;
      return Response.json({ keys: certs.keys.map(({ jwk }) => jwk) }, { status: certs.status });
    },
    token: (change: object = {}, header: object = {}, by: Key = key): Promise<string> =>
      signToken(by, { alg: 'RS256', kid: by.kid, typ: 'JWT', ...header }, { ...claims, ...change }),
  };
}
