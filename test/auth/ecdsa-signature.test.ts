import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwrapEC2Signature } from '../../src/auth/ecdsa-signature.ts';
import { der } from './authenticator.ts';

const P256 = 1;
const read = (bytes: readonly number[]) => [...unwrapEC2Signature(new Uint8Array(bytes), P256)];
const number = (...content: number[]) => [0x02, content.length, ...content];
const sequence = (...body: number[][]) => [0x30, body.flat().length, ...body.flat()];
const full = Array<number>(32).fill(0x7f);
const high = [0, ...Array<number>(32).fill(0xff)];

it('puts both numbers side by side, each at its full length', () => {
  const zeros = Array<number>(31).fill(0);
  expect(read(sequence(number(...full), number(...high)))).toEqual([...full, ...high.slice(1)]);
  expect(read(sequence(number(1), number(0, 0x80)))).toEqual([...zeros, 1, ...zeros, 0x80]);
});

it.each<[string, number[]]>([
  ['nothing', []],
  ['no body', [0x30, 0]],
  ['a sequence without a length', [0x30]],
  ['a set', [0x31, ...sequence(number(1), number(1)).slice(1)]],
  ['one number', sequence(number(1))],
  ['three numbers', sequence(number(1), number(1), number(1))],
  ['a byte after the sequence', [...sequence(number(1), number(1)), 0]],
  ['a byte after the numbers', sequence(number(1), number(1), [0])],
  ['a sequence that says it is longer', [0x30, 7, ...number(1), ...number(1)]],
  ['a sequence that says it is shorter', [0x30, 5, ...number(1), ...number(1)]],
  ['an indefinite length', [0x30, 0x80, ...number(1), ...number(1), 0, 0]],
  ['a length in the long form', [0x30, 0x81, 6, ...number(1), ...number(1)]],
  ["a number's length in the long form", sequence([0x02, 0x81, 1, 1], number(1))],
  ['a number of indefinite length', sequence([0x02, 0x80, 1, 0, 0], number(1))],
  ['a number that says it is longer than all', sequence(number(1), [0x02, 2, 1])],
  ['a number without bytes', sequence(number(), number(1))],
  ['octets for a number', sequence([0x04, 1, 1], number(1))],
  ['a sequence for a number', sequence(number(1), sequence(number(1)))],
  ['zero', sequence(number(0), number(1))],
  ['zero as the second', sequence(number(1), number(0))],
  ['a number below zero', sequence(number(0x80), number(1))],
  ['one below zero of full length', sequence(number(1), number(...high.slice(1)))],
  ['a needless zero', sequence(number(0, 1), number(1))],
  ['a needless zero before the full length', sequence(number(1), number(0, ...full))],
  ['two zeros', sequence(number(0, 0, 0x80), number(1))],
  ['33 bytes', sequence(number(1, ...full), number(1))],
  ['33 bytes and a zero', sequence(number(0, 0x80, ...full), number(1))],
])('refuses %s', (_, bytes) => {
  expect(() => read(bytes)).toThrow('no DER of two numbers');
});

it.each([0, 2, 3, 6, 8])('refuses a signature by a key on curve %i', (curve) => {
  const signature = new Uint8Array(sequence(number(1), number(1)));
  expect(() => unwrapEC2Signature(signature, curve)).toThrow(`curve ${curve}`);
});

/** Any number from 1 on of at most 32 bytes, at full length, short ones as often as long ones. */
const padded = fc
  .uint8Array({ minLength: 1, maxLength: 32 })
  .filter((bytes) => bytes.some((byte) => byte !== 0))
  .map((bytes) => [...Array<number>(32 - bytes.length).fill(0), ...bytes]);

it('reads whatever is written, and takes nothing else for it', () => {
  fc.assert(
    fc.property(padded, padded, fc.nat(), fc.nat(71), fc.nat(2), (r, s, bit, at, cut) => {
      const written = [...der(new Uint8Array([...r, ...s]))];
      expect(read(written)).toEqual([...r, ...s]);
      const turned = written.with((bit >> 3) % written.length, bit & 0xff);
      for (const changed of [turned, turned.toSpliced(at, cut), turned.toSpliced(at, 0, bit & 0xff)]) {
        let raw: number[];
        try {
          raw = read(changed);
        } catch {
          continue;
        }
        expect([...der(new Uint8Array(raw))]).toEqual(changed);
      }
    }),
    { numRuns: 1_000 },
  );
});
