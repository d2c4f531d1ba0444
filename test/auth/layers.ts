/**
 * The two layers that stand before the desk: the library alone, and the door, which is the library behind our own
 * rules (answer.ts, webauthn.ts).
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { assertion, readClientData, registration } from '../../src/auth/answer.ts';
import { fromBase64Url, toBase64Url } from '../../src/auth/base64url.ts';
import { verifyAssertion, verifyRegistration } from '../../src/auth/webauthn.ts';
import { type Algorithm, attestationObject, type Ceremony, newAuthenticator } from './authenticator.ts';

const rp = { origin: 'https://desk.example', id: 'desk.example' };
const challenge = 'c'.repeat(43);
const userHandle = toBase64Url(new TextEncoder().encode('01a20914-5771-76a8-827c-ad99a840b7e6'));
export const good: Ceremony = { challenge, origin: rp.origin, rpId: rp.id, userHandle };
export const algorithms: Algorithm[] = [-7, -8, -257];

type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>;
type Created = Awaited<ReturnType<Authenticator['create']>>;
type Got = Awaited<ReturnType<Authenticator['get']>>;
export interface Kept {
  authenticator: Authenticator;
  created: Created;
  algorithm: Algorithm;
}

/** As passkey.ts goes about it; the look-up of the challenge is the comparison. */
export async function doorCreates(answer: unknown): Promise<boolean> {
  const read = registration.safeParse(answer);
  if (!read.success) return false;
  const client = readClientData(read.data.clientDataJSON);
  if (!client.ok || client.value.challenge !== challenge) return false;
  return (await verifyRegistration(read.data, { rp, challenge })).ok;
}

export async function doorGets(answer: unknown, kept: Kept, counter: number): Promise<boolean> {
  const read = assertion.safeParse(answer);
  if (!read.success || read.data.id !== kept.authenticator.id) return false;
  const client = readClientData(read.data.clientDataJSON);
  if (!client.ok || client.value.challenge !== challenge || read.data.userHandle !== userHandle) return false;
  const passkey = { public_key: kept.created.publicKey, algorithm: kept.created.algorithm, counter };
  return (await verifyAssertion(read.data, { rp, challenge, passkey })).ok;
}

const expected = { expectedChallenge: challenge, expectedOrigin: rp.origin, expectedRPID: rp.id };

/** The library says no by throwing as well as by its answer. */
const verdict = async (verified: Promise<{ verified: boolean }>): Promise<boolean> => {
  try {
    return (await verified).verified;
  } catch {
    return false;
  }
};

const around = (id: string) => ({ id, rawId: id, type: 'public-key', clientExtensionResults: {} }) as const;

const libraryCreates = (answer: Created): Promise<boolean> => {
  const { clientDataJSON, authenticatorData } = answer;
  const response = { clientDataJSON, attestationObject: attestationObject(authenticatorData) };
  return verdict(verifyRegistrationResponse({ ...expected, response: { ...around(answer.id), response } }));
};

/** With the key as the authenticator wrote it. */
const libraryGets = (answer: Got, kept: Kept, counter: number): Promise<boolean> => {
  const { clientDataJSON, authenticatorData, signature } = answer;
  const response = { ...around(answer.id), response: { clientDataJSON, authenticatorData, signature } };
  const credential = { id: kept.authenticator.id, publicKey: kept.authenticator.cose, counter };
  return verdict(verifyAuthenticationResponse({ ...expected, response, credential }));
};

export const bothCreate = async (answer: Created) => [
  await libraryCreates(answer),
  await doorCreates(answer),
];
export const bothGet = async (answer: Got, kept: Kept, counter = 0) => [
  await libraryGets(answer, kept, counter),
  await doorGets(answer, kept, counter),
];
export const taken = [true, true];
export const refusedByBoth = [false, false];
export const refusedByUs = [true, false];

export const keep = async (algorithm: Algorithm): Promise<Kept> => {
  const authenticator = await newAuthenticator(algorithm);
  return { authenticator, created: await authenticator.create(good), algorithm };
};
/** One of each algorithm. */
export const kept = await Promise.all(algorithms.map(keep));
export const keptOf = (algorithm: Algorithm): Kept => {
  const found = kept.find((each) => each.algorithm === algorithm);
  if (!found) throw new Error('no authenticator');
  return found;
};

export const bytesOf = (text: string): number[] => [...(fromBase64Url(text) ?? [])];
export const textOf = (bytes: number[]): string => toBase64Url(new Uint8Array(bytes));
export const turn = (bytes: number[], bit: number): number[] =>
  bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
/** Where the key begins in the data of a registration: after 37 bytes, AAGUID, length and credential id. */
export const KEY_AT = 37 + 16 + 2 + 20;
