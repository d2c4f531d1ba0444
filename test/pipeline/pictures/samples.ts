/** Pictures made in code. Each is a real one, so that decoders read it too. */

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
export const bytesOf = (...parts: (Uint8Array | number[] | string)[]): Uint8Array<ArrayBuffer> => {
  const flat = parts.map((part) => (typeof part === 'string' ? ascii(part) : Uint8Array.from(part)));
  const out = new Uint8Array(flat.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of flat) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
export const be32 = (n: number): number[] => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const be16 = (n: number): number[] => [(n >>> 8) & 255, n & 255];
export const le32 = (n: number): number[] => be32(n).reverse();

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

export const pngChunk = (type: string, data: Uint8Array | number[]): Uint8Array<ArrayBuffer> =>
  bytesOf(be32(data.length), type, data, be32(crc32(bytesOf(type, data))));

/** An RGB gradient; `extra` chunks stand before the pixels. */
export async function png(
  width: number,
  height: number,
  extra: Uint8Array[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Uint8Array((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = (x * 255) / width;
      rows[at + 1] = (y * 255) / height;
      rows[at + 2] = 120;
    }
  }
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  const data = new Uint8Array(await new Response(packed).arrayBuffer());
  return bytesOf(pngHead(width, height), ...extra, pngChunk('IDAT', data), pngChunk('IEND', []));
}

export const pngHead = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  bytesOf('\x89PNG\r\n\x1a\n', pngChunk('IHDR', [...be32(width), ...be32(height), 8, 2, 0, 0, 0]));

/** Big-endian TIFF: orientation, and a GPS directory with a latitude reference and the marker text. */
export function exif(orientation: number): Uint8Array<ArrayBuffer> {
  const secret = 'GPS-38.8977N-77.0365W';
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...be16(tag),
    ...be16(type),
    ...be32(count),
    ...value,
  ];
  const first = [
    ...be16(3),
    ...entry(0x0112, 3, 1, [0, orientation, 0, 0]),
    ...entry(0x8298, 2, secret.length, be32(68)),
    ...entry(0x8825, 4, 1, be32(50)),
    ...be32(0),
  ];
  const gps = [...be16(1), ...entry(1, 2, 2, [78, 0, 0, 0]), ...be32(0)];
  return bytesOf('MM\0*', be32(8), first, gps, secret);
}

/** The JPEG with segments put behind its first marker. */
export const withSegments = (jpeg: Uint8Array, ...segments: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  bytesOf(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));

export const segment = (marker: number, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf([0xff, marker, ...be16(data.length + 2)], data);

export const exifSegment = (orientation: number): Uint8Array<ArrayBuffer> =>
  segment(0xe1, bytesOf('Exif\0\0', exif(orientation)));

export const isIn = (bytes: Uint8Array, text: string): boolean =>
  new TextDecoder('latin1').decode(bytes).includes(text);

/** A GIF of one pixel with a comment and an XMP block. */
export const gif = (): Uint8Array<ArrayBuffer> =>
  bytesOf(
    'GIF89a',
    [1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0],
    [0x21, 0xfe, 6],
    'secret',
    [0],
    [0x21, 0xff, 11],
    'XMP DataXMP',
    [4],
    'gps!',
    [0],
    [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
  );
