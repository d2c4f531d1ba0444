/**
 * Takes out of a picture what its pixels do not need: EXIF with its GPS position, XMP, IPTC, comments, thumbnails,
 * second pictures behind the first. By allow-list and without decoding, so it costs one walk over the blocks. It
 * serves where the Images binding cannot, and over the binding's own output, of which the platform says that
 * JPEG may keep a copyright tag.
 */
import { joined, latin1, startsWith, u8, u16be, u32be, u32le } from './bytes.ts';
import type { PictureFormat } from './sniff.ts';

/** A file made of millions of tiny blocks is no picture, and must not become millions of objects. */
const MAX_BLOCKS = 50_000;

/** The parts of a file that are kept; neighbours become one. */
interface Kept {
  keep(from: number, to: number): void;
  add(bytes: Uint8Array): void;
  all(): Uint8Array<ArrayBuffer>;
  /** Counts a block; false once there are too many. */
  next(): boolean;
  full(): boolean;
}

function keptOf(bytes: Uint8Array): Kept {
  const parts: Uint8Array[] = [];
  let [start, end, blocks] = [0, 0, 0];
  const flush = () => {
    if (end > start) parts.push(bytes.subarray(start, end));
    [start, end] = [0, 0];
  };
  return {
    keep(from, to) {
      if (from !== end) flush();
      if (end === start) start = from;
      end = Math.min(to, bytes.length);
    },
    add(more) {
      flush();
      parts.push(more);
    },
    all() {
      flush();
      return joined(parts);
    },
    next: () => ++blocks <= MAX_BLOCKS,
    full: () => blocks > MAX_BLOCKS,
  };
}

/**
 * The picture without metadata; a JPEG's `orientation` is kept, as the one tag of a new EXIF block. Undefined for
 * damaged files, and for AVIF, whose metadata is woven into its boxes.
 */
export function stripMetadata(
  bytes: Uint8Array,
  format: PictureFormat,
  orientation?: number,
): Uint8Array<ArrayBuffer> | undefined {
  if (format === 'jpeg') return stripJpeg(bytes, orientation);
  if (format === 'png') return stripPng(bytes);
  if (format === 'webp') return stripWebp(bytes);
  if (format === 'gif') return stripGif(bytes);
  return undefined;
}

/** An APP1 segment of big-endian TIFF with one entry: orientation, a short. */
const exifWith = (orientation: number): Uint8Array =>
  // biome-ignore format: a table of bytes
  Uint8Array.of(0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);

function stripJpeg(bytes: Uint8Array, orientation = 1): Uint8Array<ArrayBuffer> | undefined {
  const kept = keptOf(bytes);
  const exif = orientation > 1 ? exifWith(orientation) : undefined;
  kept.keep(0, 2);
  let scans = 0;
  let placed = exif === undefined;
  let at = 2;
  while (at + 4 <= bytes.length && u8(bytes, at) === 0xff && kept.next()) {
    const marker = u8(bytes, at + 1);
    // Whatever follows the end of the image (motion photos, depth maps) has metadata of its own.
    if (marker === 0xd9) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const length = u16be(bytes, at + 2);
    if (length < 2) return undefined;
    const next = marker === 0xda ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    if (marker === 0xda) scans += 1;
    const jfif = marker === 0xe0 && startsWith(bytes, at + 4, 'JFIF\0');
    if (exif && !placed && !jfif) {
      kept.add(exif);
      placed = true;
    }
    if (jfif) {
      // Without the thumbnail that JFIF may carry: version, units and density are its first 14 bytes.
      kept.add(
        joined([Uint8Array.of(0xff, 0xe0, 0, 16), bytes.subarray(at + 4, at + 16), new Uint8Array(2)]),
      );
    } else if (isNeededJpeg(bytes, at, marker)) {
      kept.keep(at, next);
    }
    at = next;
  }
  if (scans === 0 || kept.full()) return undefined;
  kept.add(Uint8Array.of(0xff, 0xd9));
  return kept.all();
}

/** Frames, tables, scans; of the application segments only colour profile and Adobe's colour transform. */
function isNeededJpeg(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe2) return startsWith(bytes, at + 4, 'ICC_PROFILE\0');
  if (marker === 0xee) return startsWith(bytes, at + 4, 'Adobe');
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
}

/** Entropy-coded data runs to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    // Any number of fill bytes may stand before a marker.
    while (u8(bytes, at + 1) === 0xff) at += 1;
    if (at + 1 >= bytes.length) break;
    const next = u8(bytes, at + 1);
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

const pngChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT'.split(' '),
);

function stripPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const kept = keptOf(bytes);
  kept.keep(0, 8);
  let at = 8;
  while (at + 12 <= bytes.length && kept.next()) {
    const type = latin1(bytes, at + 4, 4);
    const next = at + 12 + u32be(bytes, at);
    if (next > bytes.length) return undefined;
    if (pngChunks.has(type)) kept.keep(at, next);
    at = next;
    if (type === 'IEND') return kept.all();
  }
  return undefined;
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

function stripWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const kept = keptOf(bytes);
  const end = Math.min(bytes.length, 8 + u32le(bytes, 4));
  kept.keep(0, 12);
  let at = 12;
  while (at + 8 <= end && kept.next()) {
    const length = u32le(bytes, at + 4);
    const next = at + 8 + length + (length % 2);
    if (at + 8 + length > end) return undefined;
    if (webpChunks.has(latin1(bytes, at, 4))) kept.keep(at, next);
    at = next;
  }
  if (kept.full()) return undefined;
  const out = kept.all();
  new DataView(out.buffer).setUint32(4, out.length - 8, true);
  // The extended header announces EXIF (bit 3) and XMP (bit 2), which are gone.
  if (startsWith(out, 12, 'VP8X')) out[20] = u8(out, 20) & ~0b1100;
  return out;
}

function stripGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const kept = keptOf(bytes);
  const tableAfter = (at: number): number => (u8(bytes, at) & 0x80 ? 3 * 2 ** ((u8(bytes, at) & 7) + 1) : 0);
  /** Where a row of sub-blocks ends: each is led by its length, and a zero closes them. */
  const afterBlocks = (from: number): number => {
    let at = from;
    while (at < bytes.length && u8(bytes, at) !== 0) at += u8(bytes, at) + 1;
    return at + 1;
  };
  let at = 13 + tableAfter(10);
  let frames = 0;
  kept.keep(0, at);
  while (at < bytes.length && kept.next()) {
    const kind = u8(bytes, at);
    if (kind === 0x3b) break;
    if (kind === 0x2c) {
      const next = afterBlocks(at + 10 + tableAfter(at + 9) + 1);
      kept.keep(at, next);
      at = next;
      frames += 1;
    } else if (kind === 0x21) {
      const next = afterBlocks(at + 2);
      const label = u8(bytes, at + 1);
      const loops = label === 0xff && startsWith(bytes, at + 3, 'NETSCAPE2.0');
      if (label === 0xf9 || loops) kept.keep(at, next);
      at = next;
    } else return undefined;
  }
  if (frames === 0 || kept.full()) return undefined;
  kept.add(Uint8Array.of(0x3b));
  return kept.all();
}
