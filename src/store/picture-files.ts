/**
 * Where a picture's files stand in R2, by the SHA-256 of the bytes as they came in.
 *
 * - `originals/{sha256}`: the bytes as they came in, with all their metadata; no route serves them.
 * - `images/{sha256}/{480,960,1600}.{webp,jpeg}` and `images/{sha256}/og.jpeg`: all seven, for every complete
 *   picture. None of the six is larger than the original: a name's width is the most it has, not what it has. The
 *   crop for link previews is always 1200 × 630.
 * - `images/{sha256}/pending`: the original in its own format without metadata, while the seven are missing.
 */
export const originalKey = (sha256: string): string => `originals/${sha256}`;
export const VARIANTS_PREFIX = 'images/';
export const variantKey = (sha256: string, name: string): string => `${VARIANTS_PREFIX}${sha256}/${name}`;
export const pendingKey = (sha256: string): string => variantKey(sha256, 'pending');

export const pictureTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
} as const;

/** Stores bytes under their content's key, unless they stand there already. */
export async function putOnce(
  bucket: R2Bucket,
  key: string,
  bytes: Uint8Array,
  contentType: string,
): Promise<void> {
  await bucket.put(key, bytes, {
    httpMetadata: { contentType },
    onlyIf: new Headers({ 'if-none-match': '*' }),
  });
}

/** The bytes as they came in, or undefined when no such picture was kept. */
export async function findOriginal(
  bucket: R2Bucket,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = await bucket.get(originalKey(sha256));
  return found ? new Uint8Array(await found.arrayBuffer()) : undefined;
}

/** Names of the variants that stand in R2; more than a picture has are not asked for. */
export async function listVariants(bucket: R2Bucket, sha256: string): Promise<Set<string>> {
  const prefix = variantKey(sha256, '');
  const { objects } = await bucket.list({ prefix, limit: 20 });
  return new Set(objects.map((object) => object.key.slice(prefix.length)));
}
