import type { Bindings } from '../../config.ts';
import { PICTURE_OG_HEIGHT_PIXELS, PICTURE_OG_WIDTH_PIXELS, PICTURE_WIDTHS_PIXELS } from '../../limits.ts';
import { listVariants, pictureTypes, putOnce, variantKey } from '../../store/picture-files.ts';
import { type Sniffed, sniffPicture } from './sniff.ts';
import { stripMetadata } from './strip.ts';

/** One call of the Images binding, and the names its outcome is stored under. */
interface Encoding {
  names: string[];
  format: 'webp' | 'jpeg';
  transform: ImageTransform;
}

/** Good enough that no eye objects; a 960 px photograph stays near 100 KB. */
const quality = { webp: 75, jpeg: 78 };

/** Images' codes for bytes that no retry makes a picture: not an image, not a type it reads. */
const undecodable = new Set([9412, 9520]);

/** Width and height as a reader sees them. */
function upright({ width, height, orientation }: Sniffed): { width: number; height: number } {
  return orientation && orientation >= 5 ? { width: height, height: width } : { width, height };
}

/**
 * What is encoded of a picture: every width up to its own, in WebP and JPEG, and the crop for link previews, always
 * 1200 × 630. All widths beyond its own share one encoding, because each costs one of the 5,000 a month that are free.
 */
function encodingsOf(size: { width: number; height: number }): Encoding[] {
  const names = new Map<number, number[]>();
  for (const name of PICTURE_WIDTHS_PIXELS) {
    const width = Math.min(name, size.width);
    names.set(width, [...(names.get(width) ?? []), name]);
  }
  const widths = [...names].flatMap(([width, named]) =>
    (['webp', 'jpeg'] as const).map((format) => ({
      names: named.map((name) => `${name}.${format}`),
      format,
      transform: { width, fit: 'scale-down' as const },
    })),
  );
  // `cover` enlarges too: the page says these pixels of every preview.
  const og = { width: PICTURE_OG_WIDTH_PIXELS, height: PICTURE_OG_HEIGHT_PIXELS, fit: 'cover' } as const;
  return [...widths, { names: ['og.jpeg'], format: 'jpeg', transform: og }];
}

/**
 * Makes the variants that R2 does not have yet; killed half-way, the next run goes on from there. `unavailable`
 * is the binding's failure (its monthly quota, code 9422 or 9423, or anything else), `undecodable` the picture's.
 * `size` is the picture's as a reader sees it, corrected by what came out.
 */
export async function makeVariants(
  env: Pick<Bindings, 'PICTURES' | 'IMAGES'>,
  picture: { sha256: string; bytes: Uint8Array<ArrayBuffer>; sniffed: Sniffed },
): Promise<{ state: 'ready' | 'unavailable' | 'undecodable'; size: { width: number; height: number } }> {
  let size = upright(picture.sniffed);
  const stored = await listVariants(env.PICTURES, picture.sha256);
  // One after another: each holds the decoded picture's file in memory.
  for (const encoding of encodingsOf(size)) {
    const missing = encoding.names.filter((name) => !stored.has(name));
    if (missing.length === 0) continue;
    const made = await encode(env.IMAGES, picture.bytes, encoding);
    if (!made.bytes) return { state: made.state, size };
    if (encoding.transform.fit === 'scale-down') size = turned(size, made.size);
    for (const name of missing) {
      const key = variantKey(picture.sha256, name);
      await putOnce(env.PICTURES, key, made.bytes, pictureTypes[encoding.format]);
    }
  }
  return { state: 'ready', size };
}

type Encoded =
  | { bytes: Uint8Array<ArrayBuffer>; size: { width: number; height: number } }
  | { bytes: undefined; state: 'unavailable' | 'undecodable' };

async function encode(
  images: ImagesBinding,
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Encoded> {
  let made: Uint8Array;
  try {
    const output = await images
      .input(new Blob([bytes]).stream())
      .transform(encoding.transform)
      // Transparent parts turn white in JPEG; of an animation the first frame is kept.
      .output({
        format: pictureTypes[encoding.format],
        quality: quality[encoding.format],
        background: '#ffffff',
        anim: false,
      });
    made = new Uint8Array(await new Response(output.image()).arrayBuffer());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? Number(error.code) : 0;
    return { bytes: undefined, state: undecodable.has(code) ? 'undecodable' : 'unavailable' };
  }
  // Under load Images answers in another format than asked, says its manual: that is no variant of ours.
  const sniffed = sniffPicture(made);
  const stripped =
    sniffed.ok && sniffed.value.format === encoding.format ? stripMetadata(made, encoding.format) : undefined;
  if (!sniffed.ok || !stripped) return { bytes: undefined, state: 'unavailable' };
  return { bytes: stripped, size: sniffed.value };
}

/** A picture that was turned by a tag our header parser does not read (PNG, WebP, AVIF) came out lying. */
function turned<T extends { width: number; height: number }>(size: T, made: T) {
  const lying = size.width > size.height !== made.width > made.height;
  return lying && made.width !== made.height ? { width: size.height, height: size.width } : size;
}
