import { sha256 } from '../lib/hash.ts';
import { toBase64Url } from './base64url.ts';

/** 256 random bits as 43 base64url characters: for session cookies, API tokens and one-time links. */
export function newSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** True for text that `newSecret` could have made. Anything else is not worth a digest or a query. */
export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/**
 * Compares two digests in a time that says nothing about how much of a guess was right. Both are 64 hex digits; a
 * different length is no secret. Every comparison of secrets is made here.
 */
export function sameDigest(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  return x.byteLength === y.byteLength && crypto.subtle.timingSafeEqual(x, y);
}

/** The digest under which a secret is stored and looked up. */
export const digest = (secret: string): Promise<string> => sha256(secret);
