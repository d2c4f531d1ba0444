/** The little of ISO/IEC 14496-12 and 23008-12 that tells an AVIF file and its dimensions. */
import { latin1, startsWith, u32be } from './bytes.ts';

/** Boxes looked at on one level; honest files have under twenty, tiled ones a few dozen properties. */
const MAX_BOXES = 200;

interface Box {
  type: string;
  from: number;
  to: number;
}

/** Major and compatible brands of an ISO media file; empty for anything else. */
export function isoBrands(bytes: Uint8Array): string[] {
  if (!startsWith(bytes, 4, 'ftyp')) return [];
  const end = Math.min(u32be(bytes, 0), bytes.length, 256);
  const brands = [latin1(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4));
  return brands;
}

function boxes(bytes: Uint8Array, from: number, to: number): Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to && found.length < MAX_BOXES) {
    const size = u32be(bytes, at);
    // 1 announces a 64-bit size, 0 means "to the end"; the files we take are smaller than 4 GB.
    const header = size === 1 ? 16 : 8;
    const length = size === 1 ? u32be(bytes, at + 12) : size === 0 ? to - at : size;
    if (length < header || at + length > to) break;
    found.push({ type: latin1(bytes, at + 4, 4), from: at + header, to: at + length });
    at += length;
  }
  return found;
}

/** The largest `ispe` property: that of the whole picture, since tiles, alpha and thumbnails are not larger. */
export function avifSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const child = (parent: Box | undefined, type: string, skip: number): Box | undefined =>
    parent && boxes(bytes, parent.from + skip, parent.to).find((box) => box.type === type);
  const meta = boxes(bytes, 0, bytes.length).find((box) => box.type === 'meta');
  const properties = child(child(meta, 'iprp', 4), 'ipco', 0);
  if (!properties) return undefined;
  let largest: { width: number; height: number } | undefined;
  for (const box of boxes(bytes, properties.from, properties.to)) {
    if (box.type !== 'ispe') continue;
    const size = { width: u32be(bytes, box.from + 4), height: u32be(bytes, box.from + 8) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
