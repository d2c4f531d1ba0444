/** Watches: when to look at a source again, and whether its text still is the one that was translated. */
import { type ChangesGlance, changedParagraphs, glanceAtChanges } from '../../lib/changed-paragraphs.ts';
import { DIFF_MAX_EDITS, WATCH_GLANCE_CHARS, WATCH_LEASE_MS } from '../../limits.ts';
import { auditStatement } from '../audit.ts';
import { type Db, type Guard, lastRows } from '../statement.ts';
import { findBaseline, findSnapshots, keepSnapshotStatement, pruneSnapshotsStatement } from './snapshots.ts';

export interface Watch {
  story_id: string;
  looks: number;
  /** In a row. */
  failures: number;
  error: string | null;
  /** Null: given up, or looked at often enough. */
  due_at: number | null;
  changed_at: number | null;
  updated_at: number;
}

export interface DueWatch {
  story_id: string;
  source_url: string | null;
  looks: number;
  failures: number;
}

/** Who changes something of a watch by hand. */
interface ByHand {
  storyId: string;
  auditId: string;
  memberId: string;
  now: number;
}

const watched = (storyId: string): Guard => ({
  sql: 'exists (select 1 from watches where story_id = ?)',
  params: [storyId],
});

export async function findWatch(db: Db, storyId: string): Promise<Watch | undefined> {
  const row = await db.prepare('select * from watches where story_id = ?').bind(storyId).first<Watch>();
  return row ?? undefined;
}

/** Switches the watch on, or has it look again at once. */
export async function startWatch(db: Db, by: ByHand): Promise<void> {
  await db.batch([
    db
      .prepare(
        `insert into watches (story_id, due_at, updated_at) select id, ?2, ?2 from stories where id = ?1
         on conflict (story_id) do update set due_at = excluded.due_at, looks = 0, failures = 0, error = null, updated_at = excluded.updated_at`,
      )
      .bind(by.storyId, by.now),
    auditStatement(
      db,
      {
        id: by.auditId,
        now: by.now,
        memberId: by.memberId,
        action: 'watch.on',
        subject: `story:${by.storyId}`,
        after: { state: 'on' },
      },
      watched(by.storyId),
    ),
  ]);
}

/** Switches it off: the snapshots go too, since keeping the source's text was part of what was allowed. */
export async function stopWatch(db: Db, by: ByHand): Promise<void> {
  await db.batch([
    auditStatement(
      db,
      {
        id: by.auditId,
        now: by.now,
        memberId: by.memberId,
        action: 'watch.off',
        subject: `story:${by.storyId}`,
        before: { state: 'on' },
        after: { state: 'off' },
      },
      watched(by.storyId),
    ),
    db.prepare('delete from snapshots where story_id = ?').bind(by.storyId),
    db.prepare('delete from watches where story_id = ?').bind(by.storyId),
  ]);
}

/** Takes what is due, the longest due first; a look that is cut off comes back by itself. */
export async function takeDueWatches(db: Db, options: { now: number; rows: number }): Promise<DueWatch[]> {
  const { results } = await db
    .prepare(
      `update watches set due_at = ?1 + ${WATCH_LEASE_MS}
       where story_id in (select story_id from watches where due_at <= ?1 order by due_at limit ?2)
       returning story_id, looks, failures, (select source_url from stories s where s.id = story_id) as source_url`,
    )
    .bind(options.now, options.rows)
    .all<DueWatch>();
  return results;
}

/** JSON of what differs from the text that was translated. */
async function changesSince(db: Db, storyId: string, markdown: string): Promise<string> {
  const { baseline } = await findSnapshots(db, storyId);
  const parts = changedParagraphs(baseline?.markdown ?? '', markdown, DIFF_MAX_EDITS);
  return JSON.stringify(glanceAtChanges(parts, WATCH_GLANCE_CHARS));
}

export type LookOutcome = 'first' | 'same' | 'changed';

/** Keeps what a look found. `memberId` is null where cron looked. `dueAt` null: not to be looked at again. */
export async function recordLook(
  db: Db,
  look: {
    storyId: string;
    snapshotId: string;
    auditId: string;
    memberId: string | null;
    sha256: string;
    markdown: string;
    now: number;
    dueAt: number | null;
  },
): Promise<LookOutcome> {
  const { storyId, sha256, now } = look;
  const baseline = await findBaseline(db, storyId);
  const isSame = baseline === undefined || baseline.sha256 === sha256;
  const changes = isSame ? null : await changesSince(db, storyId, look.markdown);
  const guard = watched(storyId);
  const kept = baseline ? [baseline.sha256, sha256] : [sha256];
  await db.batch([
    ...(isSame
      ? []
      : [
          auditStatement(
            db,
            {
              id: look.auditId,
              now,
              memberId: look.memberId,
              action: 'watch.changed',
              subject: `story:${storyId}`,
              before: { sha256: baseline.sha256 },
              after: { sha256 },
            },
            // Once a change: the looks after it find the source still different.
            {
              sql: 'exists (select 1 from watches where story_id = ? and changed_at is null)',
              params: [storyId],
            },
          ),
        ]),
    db
      .prepare(
        `update watches set looks = looks + 1, failures = 0, error = null, due_at = ?2, updated_at = ?3,
           changed_at = case when ?4 is null then null else coalesce(changed_at, ?3) end, changes = ?4 where story_id = ?1`,
      )
      .bind(storyId, look.dueAt, now, changes),
    pruneSnapshotsStatement(db, storyId, kept, guard),
    keepSnapshotStatement(db, { id: look.snapshotId, storyId, sha256, markdown: look.markdown, now }, guard),
  ]);
  if (baseline === undefined) return 'first';
  return isSame ? 'same' : 'changed';
}

export async function recordFailedLook(
  db: Db,
  look: { storyId: string; error: string; now: number; dueAt: number | null },
): Promise<void> {
  await db
    .prepare(
      'update watches set failures = failures + 1, error = ?2, due_at = ?3, updated_at = ?4 where story_id = ?1',
    )
    .bind(look.storyId, look.error, look.dueAt, look.now)
    .run();
}

/** The translations have been seen to: the newest text is what they stand for from now on. False: nothing had changed. */
export async function settleWatch(db: Db, by: ByHand): Promise<boolean> {
  const changed: Guard = {
    sql: 'exists (select 1 from watches where story_id = ? and changed_at is not null)',
    params: [by.storyId],
  };
  const results = await db.batch([
    auditStatement(
      db,
      {
        id: by.auditId,
        now: by.now,
        memberId: by.memberId,
        action: 'watch.settle',
        subject: `story:${by.storyId}`,
        before: { state: 'changed' },
        after: { state: 'settled' },
      },
      changed,
    ),
    db
      .prepare(
        `delete from snapshots where story_id = ?1 and ${changed.sql.replace('?', '?1')}
         and id <> (select id from snapshots where story_id = ?1 order by taken_at desc, id desc limit 1)`,
      )
      .bind(by.storyId),
    db
      .prepare(
        'update watches set changed_at = null, changes = null, updated_at = ?2 where story_id = ?1 and changed_at is not null returning story_id',
      )
      .bind(by.storyId, by.now),
  ]);
  return lastRows(results).length > 0;
}

export interface ChangedStory {
  id: string;
  title: string | null;
  source_url: string | null;
  changed_at: number;
  translations: number;
  /** Undefined for a change found before this was kept. */
  changes?: ChangesGlance;
}

/** Stories whose source changed, the longest waiting first. */
export async function listChangedStories(db: Db, rows: number): Promise<ChangedStory[]> {
  const { results } = await db
    .prepare(
      `select s.id, coalesce(s.source_title, (
           select r.title from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision
           where a.story_id = s.id order by a.lang limit 1)) as title,
         s.source_url, w.changed_at, w.changes,
         (select count(*) from articles a where a.story_id = s.id)
           + (select count(*) from stories t join articles a on a.story_id = t.id where t.twin_of = s.id) as translations
       from (select * from watches where changed_at is not null order by changed_at limit ?) w
       join stories s on s.id = w.story_id order by w.changed_at`,
    )
    .bind(rows)
    .all<Omit<ChangedStory, 'changes'> & { changes: string | null }>();
  return results.map(({ changes, ...story }) => ({
    ...story,
    ...(changes === null ? {} : { changes: JSON.parse(changes) }),
  }));
}
