import { expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/auth/base64url.ts';
import { toCose } from '../../src/auth/cose.ts';
import { type Algorithm, newAuthenticator } from './authenticator.ts';

const ceremony = { challenge: 'c', origin: 'https://desk.example', rpId: 'desk.example' };
const newKey = async (algorithm: Algorithm) => {
  const authenticator = await newAuthenticator(algorithm);
  return { spki: (await authenticator.create(ceremony)).publicKey, cose: authenticator.cose };
};

it.each<Algorithm>([-7, -8, -257])(
  'writes a key of algorithm %i as its authenticator does',
  async (algorithm) => {
    const { spki, cose } = await newKey(algorithm);
    expect(await toCose(spki, algorithm)).toEqual(cose);
  },
);

it('writes coordinates that begin with zero at their full length', async () => {
  for (let tries = 0; tries < 5_000; tries++) {
    const { spki, cose } = await newKey(-7);
    // Where the two of 32 bytes begin: each behind its label and its length.
    if (cose[10] !== 0 && cose[45] !== 0) continue;
    expect(await toCose(spki, -7)).toEqual(cose);
    return;
  }
  throw new Error('no such key');
});

it('refuses what is no key, or one of another algorithm', async () => {
  const { spki } = await newKey(-7);
  const cut = toBase64Url((fromBase64Url(spki) ?? new Uint8Array()).slice(0, -1));
  for (const text of ['', 'x', '!', 'AAAA', cut])
    expect([text, await toCose(text, -7)]).toEqual([text, undefined]);
  expect(await toCose(spki, -257)).toBeUndefined();
});
