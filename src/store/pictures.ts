/**
 * Rows of pictures, and of the addresses they came from. Lists travel as one JSON parameter, so that an article's
 * twenty pictures cost one query and not twenty of the fifty a free invocation has.
 */
import { pictureTag } from '../edge/tags.ts';
import { purgeStatements } from './purges.ts';
import type { PictureState } from './schema/words.ts';
import type { Db } from './statement.ts';

export interface PictureRow {
  sha256: string;
  width: number;
  height: number;
  format: string;
  bytes: number;
  variants_at: number | null;
}

export interface RemotePictureRow {
  /** SHA-256 of `url`. */
  id: string;
  url: string;
  state: PictureState;
  sha256: string | null;
  attempts: number;
  reason: string | null;
  updated_at: number;
}

/** When it is, and how long after a purge the second one is due where the site does not say. */
export interface Moment {
  now: number;
  settleSeconds: number;
}

const columns = 'p.sha256, p.width, p.height, p.format, p.bytes, p.variants_at';

export async function findPicture(db: Db, sha256: string): Promise<PictureRow | undefined> {
  const row = await db
    .prepare(`select ${columns} from pictures p where p.sha256 = ?`)
    .bind(sha256)
    .first<PictureRow>();
  return row ?? undefined;
}

/** The pictures among `digests` (at most 100) that are stored. */
export async function listPictures(db: Db, digests: readonly string[]): Promise<PictureRow[]> {
  const { results } = await db
    .prepare(
      `select ${columns} from json_each(?) wanted join pictures p on p.sha256 = wanted.value limit 100`,
    )
    .bind(JSON.stringify(digests))
    .all<PictureRow>();
  return results;
}

/** What is known of the addresses with these ids (at most 100). */
export async function listRemotePictures(db: Db, ids: readonly string[]): Promise<RemotePictureRow[]> {
  const { results } = await db
    .prepare(
      `select r.id, r.url, r.state, r.sha256, r.attempts, r.reason, r.updated_at
       from json_each(?) wanted join remote_pictures r on r.id = wanted.value limit 100`,
    )
    .bind(JSON.stringify(ids))
    .all<RemotePictureRow>();
  return results;
}

/**
 * Writes pictures and what became of addresses, in one batch. Safe to repeat: a complete picture stays complete
 * with the size it had, and an address that has its picture keeps it. Readers who asked meanwhile got a stand-in of a
 * pending picture: its completion purges that. No cache holds anything of a picture that is new, so a new one purges nothing.
 */
export async function savePictures(
  db: Db,
  rows: { pictures: readonly PictureRow[]; remotes: readonly RemotePictureRow[] },
  { now, settleSeconds }: Moment,
): Promise<void> {
  const complete = rows.pictures.flatMap((row) => (row.variants_at === null ? [] : [row.sha256]));
  // Before the write that makes them complete: afterwards nothing tells which were pending.
  const purges = purgeStatements(db, {
    change: 'picture_complete',
    tags: complete.map(pictureTag),
    now,
    settleSeconds,
    guard: {
      sql: 'exists (select 1 from json_each(?) made join pictures p on p.sha256 = made.value where p.variants_at is null)',
      params: [JSON.stringify(complete)],
    },
  });
  const pictures = db
    .prepare(
      `insert into pictures (sha256, width, height, format, bytes, variants_at, created_at)
       select value ->> 'sha256', value ->> 'width', value ->> 'height', value ->> 'format', value ->> 'bytes',
         value ->> 'variants_at', ?2
       from json_each(?1) where true
       on conflict (sha256) do update set variants_at = excluded.variants_at, width = excluded.width,
         height = excluded.height
       where pictures.variants_at is null`,
    )
    .bind(JSON.stringify(rows.pictures), now);
  const remotes = db
    .prepare(
      `insert into remote_pictures (id, url, state, sha256, attempts, reason, created_at, updated_at)
       select value ->> 'id', value ->> 'url', value ->> 'state', value ->> 'sha256', value ->> 'attempts',
         value ->> 'reason', ?2, value ->> 'updated_at'
       from json_each(?1) where true
       on conflict (id) do update set state = excluded.state, sha256 = excluded.sha256,
         attempts = excluded.attempts, reason = excluded.reason, updated_at = excluded.updated_at
       where remote_pictures.state <> 'stored'`,
    )
    .bind(JSON.stringify(rows.remotes), now);
  await db.batch([...(complete.length > 0 ? purges : []), pictures, remotes]);
}

/** Pictures whose widths are not all made yet, the newest first: an old one that never will be must not stand in the way. */
export async function listPendingPictures(db: Db, limit: number): Promise<string[]> {
  const { results } = await db
    .prepare('select sha256 from pictures where variants_at is null order by created_at desc limit ?')
    .bind(limit)
    .all<{ sha256: string }>();
  return results.map((row) => row.sha256);
}
