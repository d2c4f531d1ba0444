/**
 * Our verification beside a kept library's (@simplewebauthn/server, too heavy for the Worker), on the same answers:
 * what ours lets in the library lets in too, and what ours refuses the library refuses, but for the one thing where
 * ours is the stricter.
 */
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/auth/base64url.ts';
import {
  assertion,
  readClientData,
  registration,
  verifyAssertion,
  verifyRegistration,
} from '../../src/auth/webauthn.ts';
import { type Algorithm, attestationObject, type Ceremony, newAuthenticator } from './authenticator.ts';

const rp = { origin: 'https://desk.example', id: 'desk.example' };
const challenge = 'c'.repeat(43);
const userHandle = toBase64Url(new TextEncoder().encode('01a20914-5771-76a8-827c-ad99a840b7e6'));
const good: Ceremony = { challenge, origin: rp.origin, rpId: rp.id, userHandle };
const algorithms: Algorithm[] = [-7, -8, -257];

type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>;
type Created = Awaited<ReturnType<Authenticator['create']>>;
type Got = Awaited<ReturnType<Authenticator['get']>>;
interface Kept {
  authenticator: Authenticator;
  created: Created;
  algorithm: Algorithm;
}

async function oursCreates(answer: unknown): Promise<boolean> {
  const read = registration.safeParse(answer);
  if (!read.success) return false;
  const client = readClientData(read.data.clientDataJSON, { type: 'webauthn.create', origin: rp.origin });
  if (!client.ok || client.value.challenge !== challenge) return false;
  return (await verifyRegistration(read.data, rp)).ok;
}

async function oursGets(answer: unknown, kept: Kept, counter: number): Promise<boolean> {
  const read = assertion.safeParse(answer);
  if (!read.success || read.data.id !== kept.authenticator.id) return false;
  const client = readClientData(read.data.clientDataJSON, { type: 'webauthn.get', origin: rp.origin });
  if (!client.ok || client.value.challenge !== challenge || read.data.userHandle !== userHandle) return false;
  const passkey = { public_key: kept.created.publicKey, algorithm: kept.created.algorithm, counter };
  return (await verifyAssertion(read.data, { rp, clientData: client.value.bytes, passkey })).ok;
}

const expected = {
  expectedChallenge: challenge,
  expectedOrigin: rp.origin,
  expectedRPID: rp.id,
  requireUserVerification: true,
};

/** The library says no by throwing as well as by its answer. */
const verdict = async (verified: Promise<{ verified: boolean }>): Promise<boolean> => {
  try {
    return (await verified).verified;
  } catch {
    return false;
  }
};

const theirsCreates = (answer: Created): Promise<boolean> => {
  const response: RegistrationResponseJSON = {
    id: answer.id,
    rawId: answer.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: answer.clientDataJSON,
      attestationObject: attestationObject(answer.authenticatorData),
    },
  };
  const asked = verifyRegistrationResponse({ ...expected, response, supportedAlgorithmIDs: algorithms });
  return verdict(asked);
};

const theirsGets = (answer: Got, kept: Kept, counter: number): Promise<boolean> => {
  const { clientDataJSON, authenticatorData, signature } = answer;
  const response: AuthenticationResponseJSON = {
    id: answer.id,
    rawId: answer.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature },
  };
  const credential = { id: kept.authenticator.id, publicKey: kept.authenticator.cose, counter };
  return verdict(verifyAuthenticationResponse({ ...expected, response, credential }));
};

const keep = async (algorithm: Algorithm): Promise<Kept> => {
  const authenticator = await newAuthenticator(algorithm);
  return { authenticator, created: await authenticator.create(good), algorithm };
};
let kept: Kept[];
beforeAll(async () => {
  kept = await Promise.all(algorithms.map(keep));
});

/** What is wrong with a ceremony, whatever it is for. */
const wrong: [string, Partial<Ceremony>][] = [
  ['another origin', { origin: 'https://evil.example' }],
  ['the origin on another port', { origin: 'https://desk.example:8443' }],
  ['the origin without TLS', { origin: 'http://desk.example' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['a parent domain as relying party', { rpId: 'example' }],
  ['another challenge', { challenge: 'd'.repeat(43) }],
  ['no challenge', { challenge: '' }],
  ['another ceremony', { type: 'payment.get' }],
];
/** The library looks at these when somebody enters, and not at a registration; ours does both times. */
const framed: [string, Partial<Ceremony>][] = [
  ['a frame within another site', { client: { crossOrigin: true, topOrigin: 'https://evil.example' } }],
  ['a top origin without a frame', { client: { topOrigin: 'https://evil.example' } }],
];
/** Flags of both ceremonies; registrations have the bit of an attested credential (0x40) besides. */
const wrongFlags: [string, number][] = [
  ['nobody there', 0x04],
  ['nobody verified', 0x01],
  ['neither', 0x00],
  ['a backup of what cannot be backed up', 0x15],
];

describe.each(algorithms)('algorithm %i', (algorithm) => {
  const one = (): Kept => {
    const found = kept.find((each) => each.algorithm === algorithm);
    if (!found) throw new Error('no authenticator');
    return found;
  };

  it('lets the same good answers in', async () => {
    const { authenticator, created } = one();
    expect([await oursCreates(created), await theirsCreates(created)]).toEqual([true, true]);
    for (const [counter, before] of [
      [0, 0],
      [1, 0],
      [7, 6],
      [0xffffffff, 0xfffffffe],
    ] as const) {
      const got = await authenticator.get({ ...good, counter });
      const both = [await oursGets(got, one(), before), await theirsGets(got, one(), before)];
      expect([counter, before, ...both]).toEqual([counter, before, true, true]);
    }
    const synced = await authenticator.get({ ...good, flags: 0x1d });
    expect([await oursGets(synced, one(), 0), await theirsGets(synced, one(), 0)]).toEqual([true, true]);
  });

  it.each(wrong)('refuses %s, as the library does', async (_, change) => {
    const { authenticator } = one();
    const created = await authenticator.create({ ...good, ...change });
    expect([await oursCreates(created), await theirsCreates(created)]).toEqual([false, false]);
    const got = await authenticator.get({ ...good, ...change });
    expect([await oursGets(got, one(), 0), await theirsGets(got, one(), 0)]).toEqual([false, false]);
  });

  it.each(framed)('refuses %s, as the library does', async (_, change) => {
    const { authenticator } = one();
    expect(await oursCreates(await authenticator.create({ ...good, ...change }))).toBe(false);
    const got = await authenticator.get({ ...good, ...change });
    expect([await oursGets(got, one(), 0), await theirsGets(got, one(), 0)]).toEqual([false, false]);
  });

  it('refuses bytes after the authenticator data, as the library does', async () => {
    const got = await one().authenticator.get({ ...good, tail: [0] });
    expect([await oursGets(got, one(), 0), await theirsGets(got, one(), 0)]).toEqual([false, false]);
  });

  it.each(wrongFlags)('refuses %s, as the library does', async (_, flags) => {
    const { authenticator } = one();
    const created = await authenticator.create({ ...good, flags: flags | 0x40 });
    expect([await oursCreates(created), await theirsCreates(created)]).toEqual([false, false]);
    const got = await authenticator.get({ ...good, flags });
    expect([await oursGets(got, one(), 0), await theirsGets(got, one(), 0)]).toEqual([false, false]);
  });

  it.each([
    [5, 5],
    [4, 5],
    [0, 5],
  ])('refuses a counter of %i after %i, as the library does', async (counter, before) => {
    const got = await one().authenticator.get({ ...good, counter });
    expect([await oursGets(got, one(), before), await theirsGets(got, one(), before)]).toEqual([
      false,
      false,
    ]);
  });

  it('refuses an answer by any other authenticator, as the library does', async () => {
    for (const other of kept.filter((each) => each.algorithm !== algorithm).concat(await keep(algorithm))) {
      const got = { ...(await other.authenticator.get(good)), id: one().authenticator.id };
      expect([await oursGets(got, one(), 0), await theirsGets(got, one(), 0)]).toEqual([false, false]);
    }
  });

  it('refuses every answer with one bit turned or some bytes gone', async () => {
    const fields = ['clientDataJSON', 'authenticatorData', 'signature'] as const;
    const got = await one().authenticator.get({ ...good, counter: 9 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), fc.boolean(), async (field, n, cut) => {
        const bytes = [...(fromBase64Url(got[field]) ?? [])];
        const at = n % (bytes.length * 8);
        const turned = bytes.map((byte, i) => (i === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
        const changed = new Uint8Array(cut ? bytes.slice(0, at >> 3) : turned);
        const answer = { ...got, [field]: toBase64Url(changed) };
        expect(await oursGets(answer, one(), 8)).toBe(false);
        // The library's reader of DER is lenient about the bytes around the two numbers.
        if (field !== 'signature' || algorithm !== -7) expect(await theirsGets(answer, one(), 8)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

it('reads as many good ES256 signatures as the library: all of them', async () => {
  // Every 128th has a number shorter than 32 bytes, which is where readers of DER go wrong.
  const [first] = kept;
  if (!first) throw new Error('no authenticator');
  for (let n = 1; n <= 600; n++) {
    const got = await first.authenticator.get({ ...good, counter: n });
    const both = [await oursGets(got, first, n - 1), await theirsGets(got, first, n - 1)];
    expect([got.signature, ...both]).toEqual([got.signature, true, true]);
  }
});

it('is the stricter about frames: a browser that names no top origin is refused as well', async () => {
  const [first] = kept;
  if (!first) throw new Error('no authenticator');
  const got = await first.authenticator.get({ ...good, client: { crossOrigin: true } });
  expect([await oursGets(got, first, 0), await theirsGets(got, first, 0)]).toEqual([false, true]);
});

it('knows a credential by one id only', async () => {
  const [first] = kept;
  if (!first) throw new Error('no authenticator');
  const { id } = first.created;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = id.slice(0, -1) + alphabet[(alphabet.indexOf(id.at(-1) ?? '') & ~3) | 1];
  expect(fromBase64Url(other)).toEqual(fromBase64Url(id));
  expect(await oursCreates({ ...first.created, id: other })).toBe(false);
});

it.each([-35, -37, -65535, -9, 0])('refuses a key of algorithm %i', async (algorithm) => {
  const [first] = kept;
  expect(await oursCreates({ ...first?.created, algorithm })).toBe(false);
});

it('refuses a key that is not of the algorithm it says', async () => {
  for (const { created } of kept) {
    for (const algorithm of algorithms.filter((each) => each !== created.algorithm)) {
      expect(await oursCreates({ ...created, algorithm })).toBe(false);
    }
  }
});
