/**
 * What a browser's WebAuthn API answered, as the desk's script sends it: its shape, and the challenge to be looked up.
 * An answer that fails here does not cost the library that verifies it (webauthn.ts).
 */
import * as z from 'zod/mini';
import { fail, ok, type Result } from '../lib/result.ts';
import { fromBase64Url } from './base64url.ts';

/** RFC 4648, section 5, one byte or more, without padding, which the library reads as well. */
const base64Url = (maxChars: number) =>
  z.string().check(z.maxLength(maxChars), z.regex(/^(?:[\w-]{4})*[\w-]{2,4}$/));

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
  challenge: z.string(),
  // The desk is never framed: an answer from within another site's page was not meant for us. The library looks at
  // neither in a registration, and lets a browser that names no top origin in.
  crossOrigin: z.optional(z.literal(false)),
  topOrigin: z.optional(z.literal(undefined)),
});

/** The challenge of an answer. What kind of ceremony it is for, and on which site, the library looks at. */
export function readClientData(encoded: string): Result<{ challenge: string }, 'client_data'> {
  const bytes = fromBase64Url(encoded);
  if (!bytes) return fail('client_data');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('client_data');
  }
  const read = clientData.safeParse(json);
  return read.success ? ok({ challenge: read.data.challenge }) : fail('client_data');
}
