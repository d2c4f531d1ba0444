/**
 * Verifies what a browser's WebAuthn API answered: Web Authentication Level 3, sections 7.1 and 7.2, by
 * @simplewebauthn/server. Only what the library does not look at, and the desk's own rules, are here and in answer.ts.
 * Imported where an answer is verified and nowhere else: the library weighs more than all that a reader needs.
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { fail, ok, type Result } from '../lib/result.ts';
import type { Assertion, Registration } from './answer.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { toCose } from './cose.ts';

export interface RelyingParty {
  /** `https://host[:port]`, as the browser writes it into the client data. */
  origin: string;
  /** The origin's host name. */
  id: string;
}

/** What an answer, its challenge taken already, is held to. */
interface Expected {
  rp: RelyingParty;
  challenge: string;
}

/** Why an answer is refused; for the log, not for the person. */
export type Flaw = 'refused' | 'signature' | 'id' | 'key';

const common = ({ rp, challenge }: Expected) => ({
  expectedChallenge: challenge,
  expectedOrigin: rp.origin,
  expectedRPID: rp.id,
  requireUserVerification: true,
});

/** What stands around every answer. */
const credential = (id: string) =>
  ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const;

/** The library says no by throwing; its words hold what the answer said, so the log gets none of them. */
async function attempt<T>(verifying: Promise<T>): Promise<T | undefined> {
  try {
    return await verifying;
  } catch {
    return undefined;
  }
}

/**
 * The attestation object that a browser makes when asked for no attestation, which is what the desk asks for. Made
 * here, so that no statement is ever read: nobody trusts one, and the library would fetch the revocation lists that
 * its certificates name.
 */
const unattested = (authenticatorData: string): string =>
  toBase64Url(
    isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', fromBase64Url(authenticatorData) ?? new Uint8Array()],
      ]),
    ),
  );

/**
 * A new passkey's answer. The caller is signed in: nothing vouches for the key but the session that offers it, which
 * is all that attestation "none" ever gives.
 */
export async function verifyRegistration(
  answer: Registration,
  expected: Expected,
): Promise<Result<{ counter: number }, Flaw>> {
  const { id, clientDataJSON, authenticatorData, publicKey, algorithm } = answer;
  const verified = await attempt(
    verifyRegistrationResponse({
      ...common(expected),
      supportedAlgorithmIDs: [algorithm],
      response: {
        ...credential(id),
        response: { clientDataJSON, attestationObject: unattested(authenticatorData) },
      },
    }),
  );
  if (!verified?.verified) return fail('refused');
  const attested = verified.registrationInfo.credential;
  // The library takes any id for the credential's, and bits after the last byte would give one credential several.
  if (attested.id !== id) return fail('id');
  // Nor does it look whether a signature could be verified by the key. What is kept is the key that was attested.
  const cose = await toCose(publicKey, algorithm);
  if (!cose || toBase64Url(cose) !== toBase64Url(attested.publicKey)) return fail('key');
  return ok({ counter: attested.counter });
}

/** An entry's answer. Gives the counter to store. */
export async function verifyAssertion(
  answer: Assertion,
  expected: Expected & { passkey: { public_key: string; algorithm: number; counter: number } },
): Promise<Result<{ counter: number }, Flaw>> {
  const { id, ...response } = answer;
  const { public_key, algorithm, counter } = expected.passkey;
  const publicKey = await toCose(public_key, algorithm);
  if (!publicKey) return fail('key');
  const verified = await attempt(
    verifyAuthenticationResponse({
      ...common(expected),
      response: { ...credential(id), response },
      credential: { id, publicKey, counter },
    }),
  );
  if (!verified) return fail('refused');
  return verified.verified ? ok({ counter: verified.authenticationInfo.newCounter }) : fail('signature');
}
