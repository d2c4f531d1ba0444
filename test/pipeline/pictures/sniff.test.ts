import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../src/i18n/told/tell.ts';
import { sniffPicture } from '../../../src/pipeline/pictures/sniff.ts';
import { bytesOf, exifSegment, gif, le32, png, pngHead, withSegments } from './samples.ts';

const sniffed = (bytes: Uint8Array) => {
  const result = sniffPicture(bytes);
  return result.ok ? result.value : result.error.reason;
};

async function encoded(format: 'image/jpeg' | 'image/webp' | 'image/avif'): Promise<Uint8Array> {
  const source = new Blob([await png(90, 60)]).stream();
  const output = await env.IMAGES.input(source).output({ format });
  return new Uint8Array(await new Response(output.image()).arrayBuffer());
}

describe('type and dimensions come from the header', () => {
  it.each(['jpeg', 'webp', 'avif'] as const)('of a %s that an encoder made', async (format) => {
    expect(sniffed(await encoded(`image/${format}`))).toEqual({ format, width: 90, height: 60 });
  });

  it('of PNG and GIF', async () => {
    expect(sniffed(await png(90, 60))).toEqual({ format: 'png', width: 90, height: 60 });
    expect(sniffed(gif())).toEqual({ format: 'gif', width: 1, height: 1 });
  });

  it('of WebP, extended and lossless', () => {
    const extended = bytesOf('RIFF', le32(30), 'WEBPVP8X', le32(10), [8, 0, 0, 0, 0x3f, 6, 0, 0x83, 3, 0]);
    expect(sniffed(extended)).toEqual({ format: 'webp', width: 1600, height: 900 });
    const packed = (1600 - 1) | ((900 - 1) << 14);
    const lossless = bytesOf('RIFF', le32(20), 'WEBPVP8L', le32(5), [0x2f], le32(packed));
    expect(sniffed(lossless)).toEqual({ format: 'webp', width: 1600, height: 900 });
  });

  it('reads the orientation of a photograph, in which camera order its bytes may be', async () => {
    const jpeg = await encoded('image/jpeg');
    expect(sniffed(withSegments(jpeg, exifSegment(6)))).toMatchObject({
      width: 90,
      height: 60,
      orientation: 6,
    });
    expect(sniffed(withSegments(jpeg, exifSegment(1)))).not.toHaveProperty('orientation');
    const little = bytesOf(
      [0xff, 0xe1, 0, 28],
      'Exif\0\0II*\0',
      le32(8),
      [1, 0, 0x12, 1, 3, 0],
      le32(1),
      [8, 0],
    );
    expect(sniffed(withSegments(jpeg, little))).toMatchObject({ orientation: 8 });
  });
});

describe('what is no picture is refused with its remedy', () => {
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'svg'],
    ['SVG behind a prolog', bytesOf('\xef\xbb\xbf <?xml version="1.0"?><!-- x --><SVG>'), 'svg'],
    ['SVG in UTF-16', bytesOf('\xff\xfe<\0s\0v\0g\0>\0'), 'svg'],
    ['HTML', bytesOf('\n<!DOCTYPE html><html><body><svg>'), 'html'],
    ['a ZIP with a picture name', bytesOf('PK\x03\x04', new Uint8Array(50)), 'zip'],
    ['an iPhone picture', bytesOf([0, 0, 0, 24], 'ftypheic', le32(0), 'mif1heic'), 'heic'],
    ['a PDF', bytesOf('%PDF-1.7'), 'unknown_type'],
    ['a GIF without its end', bytesOf('GIF89a'), 'damaged'],
    ['a JPEG without a frame', bytesOf([0xff, 0xd8, 0xff, 0xd9]), 'damaged'],
    ['30,000 × 30,000 pixels', pngHead(30_000, 30_000), 'too_many_pixels'],
    ['a strip of 1 × 50,000', pngHead(1, 50_000), 'too_many_pixels'],
    ['width 0', pngHead(0, 10), 'damaged'],
  ])('%s', (_, bytes, reason) => {
    const result = sniffPicture(bytes);
    expect(result).toMatchObject({ ok: false, error: { reason, again: 'never' } });
    expect(result.ok ? '' : inEnglish(result.error.told)).toMatch(
      /\b(?:send|give|scale|save|export|unpack)\b/i,
    );
  });
});

it('gives up a header of endless blocks', () => {
  const after = (blocks: number) => {
    const empty = Array.from({ length: blocks }, () => bytesOf([0xff, 0xe5, 0, 2]));
    return bytesOf([0xff, 0xd8], ...empty, [0xff, 0xc0, 0, 8, 8, 0, 7, 0, 9, 0]);
  };
  expect(sniffed(after(900))).toEqual({ format: 'jpeg', width: 9, height: 7 });
  expect(sniffed(after(1_100))).toBe('damaged');
});
