/**
 * A public key as authenticators write it (COSE_Key: RFC 9053, section 7, and RFC 8230, section 4), which the library
 * takes, of what browsers hand over and the table keeps (SubjectPublicKeyInfo). WebCrypto reads the one, the library's
 * CBOR writes the other.
 */
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { fromBase64Url } from './base64url.ts';

const keyParameters = (algorithm: number) => {
  switch (algorithm) {
    case -7:
      return { name: 'ECDSA', namedCurve: 'P-256' };
    case -8:
      return { name: 'Ed25519' };
    default:
      return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  }
};

async function readKey(spki: Uint8Array<ArrayBuffer>, algorithm: number): Promise<JsonWebKey | undefined> {
  try {
    const key = await crypto.subtle.importKey('spki', spki, keyParameters(algorithm), true, ['verify']);
    const jwk = await crypto.subtle.exportKey('jwk', key);
    return jwk instanceof ArrayBuffer ? undefined : jwk;
  } catch {
    // WebCrypto throws for a key that is malformed or of another kind; trying again will not change it.
    return undefined;
  }
}

const encode = (...entries: [label: number, value: number | Uint8Array][]) =>
  isoCBOR.encode(new Map(entries));
const bytesOf = (part: string | undefined) => fromBase64Url(part ?? '') ?? new Uint8Array();

/**
 * Undefined for what WebCrypto takes for no key of the algorithm. (workerd takes a P-256 key for an Ed25519 one, and
 * gives another back: a registration compares.) The labels stand in the order of canonical CBOR.
 */
export async function toCose(spki: string, algorithm: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = fromBase64Url(spki);
  const jwk = bytes && (await readKey(bytes, algorithm));
  if (!jwk) return undefined;
  switch (algorithm) {
    case -7:
      return encode([1, 2], [3, -7], [-1, 1], [-2, bytesOf(jwk.x)], [-3, bytesOf(jwk.y)]);
    case -8:
      return encode([1, 1], [3, -8], [-1, 6], [-2, bytesOf(jwk.x)]);
    default:
      return encode([1, 3], [3, -257], [-1, bytesOf(jwk.n)], [-2, bytesOf(jwk.e)]);
  }
}
