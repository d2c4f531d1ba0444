import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffPicture } from '../../../src/pipeline/pictures/sniff.ts';
import { stripMetadata } from '../../../src/pipeline/pictures/strip.ts';
import {
  bytesOf,
  exif,
  exifSegment,
  gif,
  isIn,
  le32,
  png,
  pngChunk,
  segment,
  withSegments,
} from './samples.ts';

async function encoded(
  source: Uint8Array<ArrayBuffer>,
  format: 'image/jpeg' | 'image/webp' | 'image/png',
): Promise<Uint8Array<ArrayBuffer>> {
  const output = await env.IMAGES.input(new Blob([source]).stream()).output({ format });
  return new Uint8Array(await new Response(output.image()).arrayBuffer());
}

const sizeOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const made = sniffPicture(await encoded(bytes, 'image/png'));
  return made.ok ? [made.value.width, made.value.height] : undefined;
};

function stripped(bytes: Uint8Array, format: 'jpeg' | 'png' | 'webp' | 'gif', orientation?: number) {
  const out = stripMetadata(bytes, format, orientation);
  if (!out) throw new Error('not stripped');
  return out;
}

describe('metadata goes, the picture stays', () => {
  it('JPEG: EXIF, XMP, comments and what follows the end; the profile and Adobe segments are kept', async () => {
    const jpeg = await encoded(await png(80, 50), 'image/jpeg');
    const dirty = bytesOf(
      withSegments(
        jpeg,
        exifSegment(6),
        segment(0xe1, bytesOf('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret')),
        segment(0xed, bytesOf('Photoshop 3.0\0secret')),
        segment(0xfe, bytesOf('secret')),
        segment(0xe2, bytesOf('ICC_PROFILE\0\x01\x01')),
      ),
      'secret behind the end',
    );
    const clean = stripped(dirty, 'jpeg', 6);
    expect(isIn(dirty, 'secret') && isIn(dirty, 'GPS-38')).toBe(true);
    expect(isIn(clean, 'secret') || isIn(clean, 'GPS-38')).toBe(false);
    expect(isIn(clean, 'ICC_PROFILE')).toBe(true);
    expect(sniffPicture(clean)).toMatchObject({ ok: true, value: { width: 80, height: 50, orientation: 6 } });
    // The decoder turns it by the orientation that was kept.
    expect(await sizeOf(stripped(withSegments(jpeg, exifSegment(6)), 'jpeg', 6))).toEqual([50, 80]);
  });

  it('PNG: text, EXIF, time and what follows the end', async () => {
    const secret = bytesOf('Comment\0secret');
    const extra = [pngChunk('tEXt', secret), pngChunk('eXIf', exif(1)), pngChunk('gAMA', [0, 0, 0xb1, 0x8f])];
    const dirty = bytesOf(await png(80, 50, extra), 'secret');
    const clean = stripped(dirty, 'png');
    expect(isIn(clean, 'secret') || isIn(clean, 'GPS-38') || isIn(clean, 'eXIf')).toBe(false);
    expect(isIn(clean, 'gAMA')).toBe(true);
    expect(await sizeOf(clean)).toEqual([80, 50]);
  });

  it('WebP: EXIF and XMP chunks, with the flags that announce them and the length', async () => {
    const plain = await encoded(await png(80, 50), 'image/webp');
    const secret = bytesOf('EXIF', le32(6), 'secret', 'XMP ', le32(5), 'gps!!\0');
    const head = bytesOf('VP8X', le32(10), [0b1100, 0, 0, 0, 79, 0, 0, 49, 0, 0]);
    const chunks = bytesOf(head, plain.subarray(12), secret);
    const dirty = bytesOf('RIFF', le32(chunks.length + 4), 'WEBP', chunks);
    const clean = stripped(dirty, 'webp');
    expect(isIn(clean, 'secret') || isIn(clean, 'gps!!')).toBe(false);
    expect(clean[20]).toBe(0);
    expect(new DataView(clean.buffer).getUint32(4, true)).toBe(clean.length - 8);
    expect(await sizeOf(clean)).toEqual([80, 50]);
  });

  it('GIF: comments and XMP', async () => {
    const clean = stripped(gif(), 'gif');
    expect(isIn(gif(), 'secret') && isIn(gif(), 'gps!')).toBe(true);
    expect(isIn(clean, 'secret') || isIn(clean, 'gps!')).toBe(false);
    expect(await sizeOf(clean)).toEqual([1, 1]);
  });
});

it('has no clean copy of a damaged file to give', async () => {
  const whole = await png(20, 20);
  expect(stripMetadata(whole.subarray(0, whole.length - 20), 'png')).toBeUndefined();
  expect(stripMetadata(bytesOf([0xff, 0xd8, 0xff, 0xe1, 0, 0]), 'jpeg')).toBeUndefined();
  expect(stripMetadata(bytesOf('GIF89a', [1, 0, 1, 0, 0, 0, 0], 'x'), 'gif')).toBeUndefined();
  expect(stripMetadata(bytesOf('RIFF', le32(90), 'WEBPEXIF', le32(5_000)), 'webp')).toBeUndefined();
});

it('never throws, and never lets a marked block through, wherever it stands', {
  meta: { fuzz: 'picture headers' },
}, () => {
  const secret = bytesOf('secret');
  const blocks = {
    jpeg: [
      segment(0xe1, secret),
      segment(0xfe, secret),
      segment(0xdb, bytesOf('q')),
      bytesOf([0xff, 0xda, 0, 2, 7, 0xff, 0]),
    ],
    png: [pngChunk('tEXt', secret), pngChunk('zzZz', secret), pngChunk('IDAT', [1]), pngChunk('IEND', [])],
    webp: [
      bytesOf('EXIF', le32(6), secret),
      bytesOf('XMP ', le32(6), secret),
      bytesOf('ICCP', le32(2), [1, 2]),
    ],
    gif: [bytesOf([0x21, 0xfe, 6], secret, [0]), bytesOf([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 9, 0])],
  };
  const heads = {
    jpeg: bytesOf([0xff, 0xd8]),
    png: bytesOf('\x89PNG\r\n\x1a\n'),
    webp: bytesOf('RIFF', [0xff, 0xff, 0, 0], 'WEBP'),
    gif: bytesOf('GIF89a', [1, 0, 1, 0, 0, 0, 0]),
  };
  const formats = fc.constantFrom('jpeg' as const, 'png' as const, 'webp' as const, 'gif' as const);
  const file = formats.chain((format) =>
    fc.tuple(
      fc.constant(format),
      fc.array(fc.constantFrom(...blocks[format]), { maxLength: 12 }),
      fc.uint8Array({ maxLength: 8 }),
    ),
  );
  fc.assert(
    fc.property(file, ([format, parts, noise]) => {
      const clean = stripMetadata(bytesOf(heads[format], ...parts, noise), format);
      return clean === undefined || !isIn(clean, 'secret');
    }),
    { numRuns: 2_000 },
  );
});
