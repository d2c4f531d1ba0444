/**
 * Snapshots: a source's text as it was when we looked. A story has two at most: the one its translations were
 * made from, and the newest that differs from it.
 */
import type { Db, Guard } from '../statement.ts';
import { insertWhere } from '../statement.ts';

export interface Snapshot {
  id: string;
  sha256: string;
  markdown: string;
  taken_at: number;
}

/** The oldest, and the newest where there are two. */
export async function findSnapshots(
  db: Db,
  storyId: string,
): Promise<{ baseline?: Snapshot; newest?: Snapshot }> {
  const { results } = await db
    .prepare(
      'select id, sha256, markdown, taken_at from snapshots where story_id = ? order by taken_at, id limit 2',
    )
    .bind(storyId)
    .all<Snapshot>();
  const [baseline, newest] = results;
  return { ...(baseline ? { baseline } : {}), ...(newest ? { newest } : {}) };
}

/** What readers of the source saw first, without its text. */
export async function findBaseline(
  db: Db,
  storyId: string,
): Promise<{ id: string; sha256: string } | undefined> {
  const row = await db
    .prepare('select id, sha256 from snapshots where story_id = ? order by taken_at, id limit 1')
    .bind(storyId)
    .first<{ id: string; sha256: string }>();
  return row ?? undefined;
}

export const keepSnapshotStatement = (
  db: Db,
  row: { id: string; storyId: string; sha256: string; markdown: string; now: number },
  guard: Guard,
): D1PreparedStatement =>
  insertWhere(
    db,
    'snapshots',
    { id: row.id, story_id: row.storyId, sha256: row.sha256, markdown: row.markdown, taken_at: row.now },
    guard,
    'on conflict do nothing',
  );

/** Removes all of a story but those with these digests. */
export const pruneSnapshotsStatement = (
  db: Db,
  storyId: string,
  kept: readonly string[],
  guard: Guard,
): D1PreparedStatement =>
  db
    .prepare(
      `delete from snapshots where story_id = ? and sha256 not in (select value from json_each(?)) and ${guard.sql}`,
    )
    .bind(storyId, JSON.stringify(kept), ...guard.params);
