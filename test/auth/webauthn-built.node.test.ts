/**
 * The door as it is deployed: src/cli/unread.ts leaves much of the library out of the Worker, and puts a reader of our
 * own in place of one of the library's. What every other test of passkeys runs is the library as it came.
 */
import { expect, it, vi } from 'vitest';
import { bytesOf, doorCreates, doorGets, good, kept, keptOf, textOf, turn } from './layers.ts';

vi.mock(import('../../src/auth/webauthn.ts'), async () => {
  const { buildWorker } = await import('../../src/cli/build.ts');
  const { files } = await buildWorker('src/auth/webauthn.ts', 'single');
  const script = files.get('index.js') ?? '';
  // Else this would be about the library as it came once more.
  expect(script.includes('no DER of two numbers')).toBe(true);
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`);
});

it.each(kept)('lets in a passkey of algorithm $algorithm, and nobody by another signature', async (one) => {
  expect(await doorCreates(one.created)).toBe(true);
  const got = await one.authenticator.get({ ...good, counter: 7 });
  expect(await doorGets(got, one, 6)).toBe(true);
  expect(await doorGets(got, one, 7)).toBe(false);
  const signature = bytesOf(got.signature);
  for (let bit = 0; bit < signature.length * 8; bit++)
    expect(await doorGets({ ...got, signature: textOf(turn(signature, bit)) }, one, 6)).toBe(false);
  for (const other of [[], signature.slice(1), signature.slice(0, -1), [...signature, 0]])
    expect(await doorGets({ ...got, signature: textOf(other) }, one, 6)).toBe(false);
});

it('reads every good ES256 signature', async () => {
  // Every 128th has a number shorter than 32 bytes.
  const one = keptOf(-7);
  for (let n = 1; n <= 600; n++) {
    const got = await one.authenticator.get({ ...good, counter: n });
    expect([got.signature, await doorGets(got, one, n - 1)]).toEqual([got.signature, true]);
  }
});
