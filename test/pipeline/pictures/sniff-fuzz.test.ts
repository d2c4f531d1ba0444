import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/i18n/told/tell.ts';
import { PICTURE_MAX_PIXELS } from '../../../src/limits.ts';
import { type PictureFormat, sniffPicture } from '../../../src/pipeline/pictures/sniff.ts';
import { be32, bytesOf, exif, le32, pngHead, segment } from './samples.ts';

const seed = 20_261_126;

/** Bytes that count how often they are read, for a bound on time that no machine's load moves. */
function watched(bytes: Uint8Array): { bytes: Uint8Array; reads: () => number } {
  let reads = 0;
  const watch = (target: Uint8Array): Uint8Array =>
    new Proxy(target, {
      get(_, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'subarray')
          return (from: number, to?: number) => {
            const part = target.subarray(from, to);
            reads += Math.min(part.length, 1_024);
            return watch(part);
          };
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return { bytes: watch(bytes), reads: () => reads };
}

/** The dimensions that the header announces, or the remedy; in no more steps than its blocks allow. */
function expectSniffed(file: Uint8Array): PictureFormat | undefined {
  const { bytes, reads } = watched(file);
  const result = sniffPicture(bytes);
  expect(sniffPicture(file)).toEqual(result);
  // 1,000 blocks, each with a directory of 200 entries at most.
  expect(reads()).toBeLessThanOrEqual(20_000 + 400 * file.length);
  if (!result.ok) {
    expect(inEnglish(result.error.told).length).toBeGreaterThan(0);
    return undefined;
  }
  const { format, width, height, orientation = 1 } = result.value;
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
  expect(width * height).toBeLessThanOrEqual(PICTURE_MAX_PIXELS);
  expect(orientation).toBeLessThanOrEqual(8);
  return format;
}

const byte = fc.integer({ min: 0, max: 255 });
const noise = fc.uint8Array({ maxLength: 20 });
/** A side as headers have it, in two bytes or in four: mostly honest. */
const side = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5_000 }) }, fc.nat({ max: 0xffff }));
const longSide = fc.oneof({ weight: 4, arbitrary: side }, fc.nat({ max: 0xffff_ffff }));
const be16 = (n: number): number[] => [(n >> 8) & 255, n & 255];
const le16 = (n: number): number[] => be16(n).reverse();
const le24 = (n: number): number[] => le32(n).slice(0, 3);

const directory = fc
  .tuple(fc.constantFrom('II*\0', 'MM\0*', 'MM*\0'), fc.nat({ max: 12 }), fc.array(noise, { maxLength: 4 }))
  .map(([order, at, entries]) => bytesOf('Exif\0\0', order, be32(at), le16(entries.length), ...entries));
const jpegSegment = fc.oneof(
  fc
    .tuple(fc.constantFrom(0xe0, 0xe2, 0xfe, 0xdb, 0xc4), noise)
    .map(([marker, data]) => segment(marker, data)),
  fc.integer({ min: 0, max: 9 }).map((n) => segment(0xe1, bytesOf('Exif\0\0', exif(n)))),
  directory.map((data) => segment(0xe1, data)),
  fc.constantFrom([0xff], [0xff, 0x01], [0xff, 0xd0], [0xff, 0xe5, 0, 2]).map((each) => bytesOf([...each])),
);
const frame = fc
  .tuple(fc.constantFrom(0xc0, 0xc1, 0xc2, 0xcf), side, side)
  .map(([marker, w, h]) => segment(marker, bytesOf([8], be16(h), be16(w), [3, 1, 17, 0])));
const jpeg = fc
  .tuple(fc.array(jpegSegment, { maxLength: 12, size: 'max' }), frame)
  .map(([segments, last]) => bytesOf([0xff, 0xd8], ...segments, last, [0xff, 0xda]));

const webp = fc
  .tuple(fc.constantFrom('VP8X', 'VP8L', 'VP8 '), side, side, byte)
  .map(([kind, w, h, flags]) => {
    const packed = ((w - 1) & 0x3fff) | (((h - 1) & 0x3fff) << 14);
    const data = {
      VP8X: bytesOf([flags, 0, 0, 0], le24(w), le24(h)),
      VP8L: bytesOf([0x2f], le32(packed)),
      'VP8 ': bytesOf([flags, 0, 0, 0x9d, 1, 0x2a], le16(w), le16(h)),
    }[kind];
    return bytesOf('RIFF', le32(data.length + 12), 'WEBP', kind, le32(data.length), data);
  });

const box = (type: string, ...parts: (Uint8Array | number[] | string)[]): Uint8Array<ArrayBuffer> => {
  const data = bytesOf(...parts);
  return bytesOf(be32(data.length + 8), type, data);
};
const property = fc.oneof(
  fc.tuple(longSide, longSide).map(([w, h]) => box('ispe', [0, 0, 0, 0], be32(w), be32(h))),
  noise.map((data) => box('av1C', data)),
  noise.map((data) => bytesOf(be32(1), 'colr', be32(0), be32(data.length + 16), data)),
);
const avif = fc
  .tuple(
    fc.constantFrom('avif', 'avis', 'mif1'),
    fc.array(property, { maxLength: 6 }),
    fc.array(noise, { maxLength: 2 }),
  )
  .map(([brand, properties, others]) =>
    bytesOf(
      box('ftyp', brand, [0, 0, 0, 0], 'mif1avif'),
      box(
        'meta',
        [0, 0, 0, 0],
        ...others.map((data) => box('hdlr', data)),
        box('iprp', box('ipco', ...properties)),
      ),
    ),
  );

const header = fc.oneof(
  jpeg,
  webp,
  avif,
  fc.tuple(longSide, longSide).map(([w, h]) => pngHead(w, h)),
  fc.tuple(side, side).map(([w, h]) => bytesOf('GIF89a', le16(w), le16(h), [0, 0, 0])),
);

/** The file with some bytes changed, cut off, doubled or put behind it. */
const damage = fc.record({
  changed: fc.array(fc.tuple(fc.nat({ max: 200 }), byte), { maxLength: 3 }),
  cut: fc.option(fc.nat({ max: 200 })),
  twice: fc.boolean(),
  behind: noise,
});
const damaged = fc.tuple(header, damage).map(([file, { changed, cut, twice, behind }]) => {
  const copy = bytesOf(file);
  for (const [at, value] of changed) if (at < copy.length) copy[at] = value;
  const kept = cut === null ? copy : copy.subarray(0, cut);
  return bytesOf(kept, twice ? kept : [], behind);
});

describe('any header', { meta: { fuzz: 'picture headers' } }, () => {
  it('that is whole gives its format, unless it announces too much', () => {
    const seen: Partial<Record<PictureFormat, number>> = {};
    fc.assert(
      fc.property(header, (file) => {
        const format = expectSniffed(file);
        if (format) seen[format] = (seen[format] ?? 0) + 1;
      }),
      { seed, numRuns: 2_000 },
    );
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const)
      expect(seen[format], format).toBeGreaterThan(50);
  });

  it('that is damaged never throws, and never announces more than the limits', () => {
    fc.assert(
      fc.property(damaged, (file) => {
        expectSniffed(file);
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it('of noise behind a signature too', () => {
    const signatures = [
      [0xff, 0xd8, 0xff],
      [...pngHead(5, 5).subarray(0, 16)],
      [...bytesOf('RIFF\0\0\0\0WEBPVP8 ')],
      [...bytesOf('RIFF\0\0\0\0WEBPVP8X')],
      [...bytesOf('GIF89a')],
      [
        ...bytesOf(
          [0, 0, 0, 20],
          'ftypavif\0\0\0\0avif',
          [0, 0, 1, 0],
          'meta\0\0\0\0',
          [0, 0, 0, 200],
          'iprp',
        ),
      ],
      [],
    ].map((bytes) => Uint8Array.from(bytes));
    const marks = ['Exif\0\0MM\0*', 'II*\0', 'ipco', 'ispe', '\xff\xe1', '\xff\xc0', '\xff\xff'];
    const tail = fc.array(
      fc.oneof(
        noise,
        fc.constantFrom(...marks).map((mark) => bytesOf(mark)),
      ),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(...signatures), tail, (signature, parts) => {
        expectSniffed(bytesOf(signature, ...parts));
      }),
      { seed, numRuns: 3_000 },
    );
  });
});
