/**
 * From bytes to a picture that readers get: original in R2 (never served), variants beside it, a row in D1. Each
 * step is content-addressed and looks first, so running twice or being killed half-way is harmless. Where the
 * Images binding cannot, the picture is kept without its metadata, variants pending: an article never waits.
 */
import type { Bindings } from '../../config.ts';
import { sha256 } from '../../lib/hash.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { findOriginal, originalKey, pendingKey, pictureTypes, putOnce } from '../../store/picture-files.ts';
import { findPicture, type Moment, type PictureRow, savePictures } from '../../store/pictures.ts';
import { type PictureRefusal, refusal } from './refusal.ts';
import { sniffPicture } from './sniff.ts';
import { stripMetadata } from './strip.ts';
import { makeVariants } from './variants.ts';

export type PictureEnv = Pick<Bindings, 'PICTURES' | 'IMAGES' | 'DB'>;

export interface StoredPicture {
  /** Of the bytes as they came in; the name of all files and rows of the picture. */
  sha256: string;
  /** Pixels as a reader sees them, after any orientation. */
  width: number;
  height: number;
  /** What came in: `jpeg`, `png`, `webp`, `gif` or `avif`. */
  format: string;
  bytes: number;
  /** `pending`: `completeVariants` is to be called later. */
  variants: 'ready' | 'pending';
}

export const storedPicture = ({ variants_at, ...row }: PictureRow): StoredPicture => ({
  ...row,
  variants: variants_at === null ? 'pending' : 'ready',
});

/**
 * Takes the header picture of a submission at the door: checked by its header, kept as it came. Gives its SHA-256;
 * `storeUploaded` makes the picture of it in the pipeline. One R2 write, no D1.
 */
export async function uploadOriginal(
  env: Pick<Bindings, 'PICTURES'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<string, PictureRefusal>> {
  const sniffed = sniffPicture(bytes);
  if (!sniffed.ok) return sniffed;
  const digest = await sha256(bytes);
  await putOnce(env.PICTURES, originalKey(digest), bytes, pictureTypes[sniffed.value.format]);
  return ok(digest);
}

/** Makes the picture of an original that the door kept. Throws when R2 or D1 fail. */
export async function storeUploaded(
  env: PictureEnv,
  digest: string,
  at: Moment,
): Promise<Result<StoredPicture, PictureRefusal>> {
  const known = await findPicture(env.DB, digest);
  if (known?.variants_at) return ok(storedPicture(known));
  const bytes = await findOriginal(env.PICTURES, digest);
  return bytes ? storePicture(env, bytes, at) : fail(refusal('upload_missing'));
}

/** Stores a picture: R2 files, then its row. Throws when R2 or D1 fail; a refusal is final unless it says `later`. */
export async function storePicture(
  env: PictureEnv,
  bytes: Uint8Array<ArrayBuffer>,
  at: Moment,
): Promise<Result<StoredPicture, PictureRefusal>> {
  const made = await makePicture(env, bytes, at.now);
  if (!made.ok) return made;
  await savePictures(env.DB, { pictures: [made.value], remotes: [] }, at);
  return ok(storedPicture(made.value));
}

/** The files of a picture, and the row that is yet to be written for it. */
export async function makePicture(
  env: Pick<Bindings, 'PICTURES' | 'IMAGES'>,
  bytes: Uint8Array<ArrayBuffer>,
  now: number,
): Promise<Result<PictureRow, PictureRefusal>> {
  const sniffed = sniffPicture(bytes);
  if (!sniffed.ok) return sniffed;
  const { format, orientation } = sniffed.value;
  const digest = await sha256(bytes);
  const { state, size } = await makeVariants(env, { sha256: digest, bytes, sniffed: sniffed.value });
  if (state === 'undecodable') return fail(refusal('damaged'));
  if (state === 'unavailable') {
    const plain = stripMetadata(bytes, format, orientation);
    if (!plain) return fail(refusal(format === 'avif' ? 'no_encoder' : 'damaged'));
    await putOnce(env.PICTURES, pendingKey(digest), plain, pictureTypes[format]);
  }
  await putOnce(env.PICTURES, originalKey(digest), bytes, pictureTypes[format]);
  return ok({
    sha256: digest,
    ...size,
    format,
    bytes: bytes.length,
    variants_at: state === 'ready' ? now : null,
  });
}

/**
 * Makes what is missing of a pending picture and gives it, complete. Throws while the Images binding fails: trying
 * again later may help. A refusal says that there is no such picture, or that no decoder reads it.
 */
export async function completeVariants(
  env: PictureEnv,
  digest: string,
  at: Moment,
): Promise<Result<StoredPicture, PictureRefusal>> {
  const stored = await storeUploaded(env, digest, at);
  if (!stored.ok) return stored;
  if (stored.value.variants === 'pending') {
    throw new Error(`The Images binding made no variants of picture ${digest}; try again later.`);
  }
  await env.PICTURES.delete(pendingKey(digest));
  return stored;
}
