/** Times are written without a Date of their own, and as one would write them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactTime, rfc3339 } from '../../src/lib/clock.ts';

const written = (at: number): string => `${new Date(at).toISOString().slice(0, -5)}Z`;
const exactly = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

it('writes any moment as a Date does, before 1970 and in years of five digits too', () => {
  for (const at of [0, -1, 999, 1000, 86_399_999, 86_400_000, -86_400_000, 8.64e15, -8.64e15])
    expect([rfc3339(at), exactTime(at)]).toEqual([written(at), exactly(at)]);
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const at = date.getTime();
      expect([rfc3339(at), exactTime(at)]).toEqual([written(at), exactly(at)]);
    }),
    { numRuns: 2_000 },
  );
});

it('refuses what is no moment', () => {
  expect(() => rfc3339(Number.NaN)).toThrow(RangeError);
  expect(() => rfc3339(8.64e15 + 86_400_000)).toThrow(RangeError);
});
