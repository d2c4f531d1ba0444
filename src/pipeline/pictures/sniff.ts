/**
 * What a file is, by its first bytes and header alone: no name, no Content-Type, no decoding. A picture is
 * refused here before any decoder sees it, so a header that announces gigapixels costs nothing. Never throws,
 * and reads a bounded number of header blocks, whatever the bytes are.
 */
import { fail, ok, type Result } from '../../lib/result.ts';
import { PICTURE_MAX_BYTES, PICTURE_MAX_PIXELS, PICTURE_MAX_SIDE_PIXELS } from '../../limits.ts';
import { avifSize, isoBrands } from './avif.ts';
import { latin1, startsWith, u8, u16be, u16le, u24le, u32be } from './bytes.ts';
import { type PictureReason, type PictureRefusal, refusal } from './refusal.ts';

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

export interface Sniffed {
  format: PictureFormat;
  /** Pixels as the header says, before any orientation. */
  width: number;
  height: number;
  /** EXIF orientation 2–8 of a JPEG; absent when upright. From 5 on, width and height change places. */
  orientation?: number;
}

interface Size {
  width: number;
  height: number;
  orientation?: number;
}

/** No honest header has more blocks before its dimensions; an ICC profile takes 255 at most. */
const MAX_BLOCKS = 1_000;

/** Type and dimensions of a picture of at most PICTURE_MAX_BYTES, or why it is refused. */
export function sniffPicture(bytes: Uint8Array): Result<Sniffed, PictureRefusal> {
  if (bytes.length === 0) return fail(refusal('empty'));
  if (bytes.length > PICTURE_MAX_BYTES) return fail(refusal('too_large'));
  const format = formatOf(bytes);
  if (!format) return fail(refusal(whatElse(bytes)));
  const size = sizeOf[format](bytes);
  if (!size || size.width < 1 || size.height < 1) return fail(refusal('damaged'));
  const { width, height } = size;
  const side = Math.max(width, height);
  if (side > PICTURE_MAX_SIDE_PIXELS || width * height > PICTURE_MAX_PIXELS) {
    return fail(refusal('too_many_pixels'));
  }
  return ok({ format, ...size });
}

function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'jpeg';
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'webp';
  if (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a')) return 'gif';
  if (isoBrands(bytes).some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return undefined;
}

/** Names what was sent instead of a picture, so that the refusal can name the remedy. */
function whatElse(bytes: Uint8Array): PictureReason {
  if (startsWith(bytes, 0, 'PK\x03\x04') || startsWith(bytes, 0, 'PK\x05\x06')) return 'zip';
  if (isoBrands(bytes).some((brand) => /^(?:he[iv][cxms]|mif1|msf1)$/.test(brand))) return 'heic';
  const text = latin1(bytes, 0, 1_024)
    .replaceAll('\0', '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart()
    .toLowerCase();
  if (!text.startsWith('<')) return 'unknown_type';
  return text.includes('<svg') && !text.includes('<html') ? 'svg' : 'html';
}

const sizeOf: Record<PictureFormat, (bytes: Uint8Array) => Size | undefined> = {
  jpeg: jpegSize,
  png: (bytes) =>
    startsWith(bytes, 12, 'IHDR') ? { width: u32be(bytes, 16), height: u32be(bytes, 20) } : undefined,
  webp: webpSize,
  gif: (bytes) => ({ width: u16le(bytes, 6), height: u16le(bytes, 8) }),
  avif: avifSize,
};

/** ITU T.81: segments until the frame header, SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function jpegSize(bytes: Uint8Array): Size | undefined {
  let orientation: number | undefined;
  let at = 2;
  for (let block = 0; block < MAX_BLOCKS && u8(bytes, at) === 0xff; block++) {
    const marker = u8(bytes, at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return undefined;
    const length = u16be(bytes, at + 2);
    if (length < 2) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const size = { width: u16be(bytes, at + 7), height: u16be(bytes, at + 5) };
      return orientation ? { ...size, orientation } : size;
    }
    if (marker === 0xe1 && startsWith(bytes, at + 4, 'Exif\0\0')) {
      orientation ??= exifOrientation(bytes.subarray(at + 10, at + 2 + length));
    }
    at += 2 + length;
  }
  return undefined;
}

/** Tag 0x0112 of the first directory of a TIFF structure, when it is 2 to 8. */
function exifOrientation(tiff: Uint8Array): number | undefined {
  const little = startsWith(tiff, 0, 'II*\0');
  if (!little && !startsWith(tiff, 0, 'MM\0*')) return undefined;
  const u16 = little ? u16le : u16be;
  const directory = little ? u16le(tiff, 4) + u16le(tiff, 6) * 0x1_0000 : u32be(tiff, 4);
  const entries = Math.min(u16(tiff, directory), 200);
  for (let n = 0; n < entries; n++) {
    const at = directory + 2 + n * 12;
    if (u16(tiff, at) !== 0x0112) continue;
    const value = u16(tiff, at + 8);
    return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** RFC 9649: the first chunk is a lossy frame, a lossless one, or the extended header. */
function webpSize(bytes: Uint8Array): Size | undefined {
  const kind = latin1(bytes, 12, 4);
  if (kind === 'VP8X') return { width: u24le(bytes, 24) + 1, height: u24le(bytes, 27) + 1 };
  if (kind === 'VP8 ' && startsWith(bytes, 23, '\x9d\x01\x2a')) {
    return { width: u16le(bytes, 26) & 0x3fff, height: u16le(bytes, 28) & 0x3fff };
  }
  if (kind === 'VP8L' && u8(bytes, 20) === 0x2f) {
    const [low, high] = [u16le(bytes, 21), u16le(bytes, 23)];
    return { width: (low & 0x3fff) + 1, height: ((low >> 14) | ((high & 0xfff) << 2)) + 1 };
  }
  return undefined;
}
