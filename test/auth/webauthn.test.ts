/**
 * In the runtime that it stands in: what the library refuses, the door refuses; and what neither may let in, bit by
 * bit. Where only our own rules refuse: webauthn-own.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ceremony } from './authenticator.ts';
import {
  algorithms,
  bothCreate,
  bothGet,
  bytesOf,
  doorCreates,
  doorGets,
  good,
  KEY_AT,
  type Kept,
  keep,
  kept,
  keptOf,
  refusedByBoth,
  refusedByUs,
  taken,
  textOf,
  turn,
} from './layers.ts';

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
  ['bytes after the authenticator data', { tail: [0] }],
];
/** Flags of both ceremonies; registrations have the bit of an attested credential (0x40) besides. */
const wrongFlags: [string, number][] = [
  ['nobody there', 0x04],
  ['nobody verified', 0x01],
  ['neither', 0x00],
  ['a backup of what cannot be backed up', 0x15],
  ['extensions that are not there', 0x85],
];

describe.each(algorithms)('algorithm %i', (algorithm) => {
  const one = (): Kept => keptOf(algorithm);

  it('lets good answers in', async () => {
    const { authenticator, created } = one();
    expect(await bothCreate(created)).toEqual(taken);
    for (const [counter, before] of [
      [0, 0],
      [1, 0],
      [7, 6],
      [0xffffffff, 0xfffffffe],
    ] as const) {
      const got = await authenticator.get({ ...good, counter });
      expect([counter, before, ...(await bothGet(got, one(), before))]).toEqual([counter, before, ...taken]);
    }
    const synced = await authenticator.get({ ...good, flags: 0x1d });
    expect(await bothGet(synced, one())).toEqual(taken);
    // {"credProtect": 2}, as security keys add it.
    const tail = [0xa1, 0x6b, ...new TextEncoder().encode('credProtect'), 2];
    expect(await bothCreate(await authenticator.create({ ...good, flags: 0xc5, tail }))).toEqual(taken);
    expect(await bothGet(await authenticator.get({ ...good, flags: 0x85, tail }), one())).toEqual(taken);
  });

  it.each(wrong)('refuses %s', async (_, change) => {
    const { authenticator } = one();
    expect(await bothCreate(await authenticator.create({ ...good, ...change }))).toEqual(refusedByBoth);
    expect(await bothGet(await authenticator.get({ ...good, ...change }), one())).toEqual(refusedByBoth);
  });

  it('refuses an answer of the other ceremony', async () => {
    const { authenticator } = one();
    const created = await authenticator.create({ ...good, type: 'webauthn.get' });
    expect(await bothCreate(created)).toEqual(refusedByBoth);
    const got = await authenticator.get({ ...good, type: 'webauthn.create' });
    expect(await bothGet(got, one())).toEqual(refusedByBoth);
  });

  it.each(wrongFlags)('refuses %s', async (_, flags) => {
    const { authenticator } = one();
    const created = await authenticator.create({ ...good, flags: flags | 0x40 });
    expect(await bothCreate(created)).toEqual(refusedByBoth);
    expect(await bothGet(await authenticator.get({ ...good, flags }), one())).toEqual(refusedByBoth);
  });

  it.each([
    [5, 5],
    [4, 5],
    [0, 5],
  ])('refuses a counter of %i after %i', async (counter, before) => {
    const got = await one().authenticator.get({ ...good, counter });
    expect(await bothGet(got, one(), before)).toEqual(refusedByBoth);
  });

  it('refuses an answer by any other authenticator', async () => {
    for (const other of kept.filter((each) => each.algorithm !== algorithm).concat(await keep(algorithm))) {
      const got = { ...(await other.authenticator.get(good)), id: one().authenticator.id };
      expect(await bothGet(got, one())).toEqual(refusedByBoth);
    }
  });

  it('refuses every entry with one bit turned or some bytes gone', async () => {
    const fields = ['clientDataJSON', 'authenticatorData', 'signature'] as const;
    const got = await one().authenticator.get({ ...good, counter: 9 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), fc.boolean(), async (field, n, cut) => {
        const bytes = bytesOf(got[field]);
        const bit = n % (bytes.length * 8);
        // DER around the two numbers may be spelled in other ways: the same numbers prove the same, and an answer
        // is good once, by its challenge.
        const r = bytes[3] ?? 0;
        const isFrame =
          field === 'signature' && algorithm === -7 && [0, 1, 2, 3, r + 4, r + 5].includes(bit >> 3);
        fc.pre(cut || !isFrame);
        const changed = cut ? bytes.slice(0, bit >> 3) : turn(bytes, bit);
        expect(await doorGets({ ...got, [field]: textOf(changed) }, one(), 8)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses every registration with one bit turned or some bytes gone, of all that says something', async () => {
    const { created } = one();
    const fields = ['clientDataJSON', 'authenticatorData', 'publicKey'] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), fc.boolean(), async (field, n, cut) => {
        const bytes = bytesOf(created[field]);
        const bit = n % (bytes.length * 8);
        // Without attestation nothing vouches for the flags, the counter and the make of the authenticator; and the
        // library reads a last number that says it is longer than the data to their end, which is the same key.
        const lengthAt = bytes.length - (algorithm === -257 ? 3 : 32) - 1;
        const says = bit >> 3 < 32 || (bit >> 3 >= 53 && bit >> 3 !== lengthAt);
        fc.pre(cut || field !== 'authenticatorData' || says);
        const changed = cut ? bytes.slice(0, bit >> 3) : turn(bytes, bit);
        expect(await doorCreates({ ...created, [field]: textOf(changed) })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps no key by which no signature could be verified, which the library does not look at', async () => {
    const { created } = one();
    const data = bytesOf(created.authenticatorData);
    const broken = { ...created, authenticatorData: textOf(turn(data, (KEY_AT + 20) * 8)) };
    expect(await bothCreate(broken)).toEqual(refusedByUs);
    const stranger = await keep(algorithm);
    const { publicKey } = stranger.created;
    expect(await bothCreate({ ...created, publicKey })).toEqual(refusedByUs);
  });
});

it('reads every good ES256 signature', async () => {
  // Every 128th has a number shorter than 32 bytes, which is where readers of DER go wrong.
  const one = keptOf(-7);
  for (let n = 1; n <= 600; n++) {
    const got = await one.authenticator.get({ ...good, counter: n });
    expect([got.signature, await doorGets(got, one, n - 1)]).toEqual([got.signature, true]);
  }
});
