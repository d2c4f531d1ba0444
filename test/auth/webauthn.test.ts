import { expect, it } from 'vitest';
import { rawSignature } from '../../src/auth/webauthn.ts';
import { der } from './authenticator.ts';

/** r and s of 32 bytes, each with so many zero bytes in front and then this byte. */
const raw = (zeros: [number, number], first: number) => {
  const bytes = new Uint8Array(64).fill(0x11);
  bytes.fill(0, 0, zeros[0]).fill(0, 32, 32 + zeros[1]);
  bytes[zeros[0]] = first;
  bytes[32 + zeros[1]] = first;
  return bytes;
};

it.each<[[number, number], number]>([
  [[0, 0], 0x01],
  [[0, 0], 0xff],
  [[1, 0], 0x80],
  [[0, 2], 0x7f],
  [[31, 31], 0x01],
])('reads a DER signature whose numbers are short or high: %j %i', (zeros, first) => {
  const signature = raw(zeros, first);
  expect(rawSignature(der(signature))).toEqual(signature);
});

it('refuses DER that is cut, has a tail, or holds other things', () => {
  const good = [...der(raw([0, 0], 1))];
  const cases = [
    [],
    [0x30],
    good.slice(0, -1),
    [...good, 0],
    [0x31, ...good.slice(1)],
    good.with(2, 0x04),
    good.with(3, 0),
  ];
  for (const bytes of cases) expect(rawSignature(new Uint8Array(bytes))).toBeUndefined();
});
