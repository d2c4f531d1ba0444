/**
 * Reads an ES256 signature as authenticators write it (Web Authentication Level 3, section 6.5.5: the DER of
 * Ecdsa-Sig-Value, RFC 3279, section 2.2.3) for WebCrypto, which wants both numbers side by side. In the deployed
 * Worker this stands where @simplewebauthn/server would read it by a whole library of ASN.1 (src/cli/unread.ts), and
 * is stricter than that: what is not the one DER of two numbers is refused.
 */

/** COSE's number of P-256, the only curve of a passkey that the desk takes (answer.ts). */
const P256 = 1;
const NUMBER_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

const refuse = (what: string): never => {
  throw new Error(`The signature is no DER of two numbers: ${what}.`);
};

/** The INTEGER at `at`, a number above zero without needless bytes, and where it ends. */
function readNumber(der: Uint8Array, at: number): { number: Uint8Array; end: number } {
  const [tag, length = 0] = der.subarray(at, at + 2);
  const end = at + 2 + length;
  // From 0x80 on a length is written otherwise, which nothing as short as this needs.
  if (tag !== INTEGER || length > NUMBER_BYTES + 1 || end > der.length) refuse('an integer');
  const content = der.subarray(at + 2, end);
  const [first = 0, second = 0] = content;
  if (first >= 0x80) refuse('the sign');
  // A zero stands first only where the next bit would be taken for a sign.
  if (first === 0 && second < 0x80) refuse('a leading zero');
  const number = first === 0 ? content.subarray(1) : content;
  if (number.length > NUMBER_BYTES) refuse('the size');
  return { number, end };
}

/** Named and called as the library's own. `signature` as the authenticator gave it; 64 bytes, or it throws. */
export function unwrapEC2Signature(signature: Uint8Array, curve: number): Uint8Array<ArrayBuffer> {
  if (curve !== P256)
    throw new Error(`Keys on COSE's curve ${curve} are not taken, only on P-256 (${P256}).`);
  if (signature[0] !== SEQUENCE || signature[1] !== signature.length - 2) refuse('the sequence');
  const r = readNumber(signature, 2);
  const s = readNumber(signature, r.end);
  if (s.end !== signature.length) refuse('the end');
  const raw = new Uint8Array(2 * NUMBER_BYTES);
  raw.set(r.number, NUMBER_BYTES - r.number.length);
  raw.set(s.number, raw.length - s.number.length);
  return raw;
}
