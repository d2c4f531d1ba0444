/** Our own rules: each has an answer that the library lets in. */
import { expect, it } from 'vitest';
import { fromBase64Url } from '../../src/auth/base64url.ts';
import {
  algorithms,
  bothCreate,
  bothGet,
  bytesOf,
  doorCreates,
  doorGets,
  good,
  kept,
  keptOf,
  refusedByUs,
  taken,
  textOf,
} from './layers.ts';

it.each<[string, Record<string, unknown>, library: [creates: boolean, gets: boolean]]>([
  ['that names no page around it', { crossOrigin: true }, [true, true]],
  ['that names the page around it', { crossOrigin: true, topOrigin: 'https://evil.example' }, [true, false]],
  ['that is none by its own word', { topOrigin: 'https://evil.example' }, [true, false]],
  ['by something that is no boolean', { crossOrigin: 'true' }, [true, true]],
  ['around which there is an empty origin', { topOrigin: '' }, [true, true]],
])('refuses an answer from a frame %s', async (_, client, [creates, gets]) => {
  const one = keptOf(-7);
  const created = await one.authenticator.create({ ...good, client });
  expect(await bothCreate(created)).toEqual([creates, false]);
  const got = await one.authenticator.get({ ...good, client });
  expect(await bothGet(got, one)).toEqual([gets, false]);
});

it('takes client data whose frame is told to be none', async () => {
  const one = keptOf(-7);
  const got = await one.authenticator.get({ ...good, client: { crossOrigin: false, futureMember: 1 } });
  expect(await bothGet(got, one)).toEqual(taken);
});

it('refuses client data that are no clean UTF-8, which the library mends', async () => {
  const { created } = keptOf(-7);
  for (const bytes of [
    [0xef, 0xbb, 0xbf, ...bytesOf(created.clientDataJSON)],
    [
      ...bytesOf(created.clientDataJSON).slice(0, -1),
      ...new TextEncoder().encode(',"x":"'),
      0xff,
      0x22,
      0x7d,
    ],
  ]) {
    expect(await bothCreate({ ...created, clientDataJSON: textOf(bytes) })).toEqual(refusedByUs);
  }
});

it('knows a credential by one id only, and that its own', async () => {
  const { created } = keptOf(-7);
  const { id } = created;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = id.slice(0, -1) + alphabet[(alphabet.indexOf(id.at(-1) ?? '') & ~3) | 1];
  expect(fromBase64Url(other)).toEqual(fromBase64Url(id));
  expect(await bothCreate({ ...created, id: other })).toEqual(refusedByUs);
  expect(await bothCreate({ ...created, id: keptOf(-8).created.id })).toEqual(refusedByUs);
});

it('needs the member whose passkey it is, whom the library does not ask for', async () => {
  const one = keptOf(-7);
  const got = await one.authenticator.get(good);
  for (const handle of [null, '', 'AAAA']) {
    expect(await bothGet({ ...got, userHandle: handle }, one)).toEqual(refusedByUs);
  }
});

it('refuses padding, which the library reads, and text that is no whole number of bytes', async () => {
  const one = keptOf(-7);
  const got = await one.authenticator.get(good);
  const { authenticatorData } = got;
  expect(await bothGet({ ...got, authenticatorData: `${authenticatorData}=` }, one)).toEqual(refusedByUs);
  for (const field of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
    const odd = got[field].padEnd(Math.ceil(got[field].length / 4) * 4 + 1, 'A');
    expect(await doorGets({ ...got, [field]: odd }, one, 0)).toBe(false);
  }
});

it.each([-35, -37, -65535, -9, 0])('refuses a key of algorithm %i', async (algorithm) => {
  expect(await doorCreates({ ...keptOf(-7).created, algorithm })).toBe(false);
});

it('refuses a key that is not of the algorithm it says', async () => {
  for (const { created } of kept) {
    for (const algorithm of algorithms.filter((each) => each !== created.algorithm)) {
      expect(await doorCreates({ ...created, algorithm })).toBe(false);
    }
  }
});
