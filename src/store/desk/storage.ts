/** How much the site holds, for the work screen: sizes that cost little to ask for, and estimates that say so. */
import { R2_LIST_MAX, STORAGE_PICTURES_MAX } from '../../limits.ts';
import { VARIANTS_PREFIX } from '../picture-files.ts';
import type { Db } from '../statement.ts';

/** Bytes of a whole database, indexes included. D1 says it with every answer. */
export async function getDatabaseBytes(db: Db): Promise<number> {
  const { meta } = await db.prepare('select 1').run();
  return meta.size_after;
}

export interface PictureStorage {
  /** No more than STORAGE_PICTURES_MAX are counted; `more` says that there are others. */
  pictures: number;
  more: boolean;
  bytes: number;
  /** The variants' share of `bytes` is projected from the pictures that one call lists. */
  projected: boolean;
}

/**
 * Bytes of originals and variants. D1 knows the originals; of the variants one page of the bucket's list is
 * looked at. Their names begin with a SHA-256, so the first ones are a fair sample of all.
 */
export async function getPictureStorage(db: Db, bucket: R2Bucket): Promise<PictureStorage> {
  const [row, listed] = await Promise.all([
    db
      .prepare(
        'select count(*) as pictures, coalesce(sum(bytes), 0) as bytes from (select bytes from pictures limit ?)',
      )
      .bind(STORAGE_PICTURES_MAX + 1)
      .first<{ pictures: number; bytes: number }>(),
    bucket.list({ prefix: VARIANTS_PREFIX, limit: R2_LIST_MAX }),
  ]);
  const { pictures, bytes } = row ?? { pictures: 0, bytes: 0 };
  const seen = new Map<string, number>();
  for (const { key, size } of listed.objects) {
    const sha256 = key.split('/')[1] ?? '';
    seen.set(sha256, (seen.get(sha256) ?? 0) + size);
  }
  // The last one's files may go on beyond the page.
  const last = [...seen.keys()].at(-1);
  if (listed.truncated && last !== undefined) seen.delete(last);
  const variants = [...seen.values()].reduce((sum, size) => sum + size, 0);
  const all = listed.truncated && seen.size > 0 ? (variants / seen.size) * pictures : variants;
  return {
    pictures: Math.min(pictures, STORAGE_PICTURES_MAX),
    more: pictures > STORAGE_PICTURES_MAX,
    bytes: Math.round(bytes + all),
    projected: listed.truncated,
  };
}
