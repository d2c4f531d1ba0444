/**
 * Stores what the pipeline made of a submission: story, article, revision, people, credits, topics and
 * findings, in one batch that the lease guards. Doing it twice, or being killed anywhere, leaves the rows of
 * one clean run: ids are derived from the submission's, and the last statement ends the lease.
 */
import type { RevisionContent } from './articles.ts';
import { auditStatement } from './audit.ts';
import type { NewFinding } from './checks.ts';
import { endClaimStatements } from './desk/claims.ts';
import { keptStatement, promiseStatement } from './outbox.ts';
import { articleStatements, partsStatements } from './process-parts.ts';
import type { CreditRole } from './schema/words.ts';
import { type Db, type Guard, insertWhere, lastRows } from './statement.ts';
import type { LeasedSubmission } from './submissions.ts';

export interface ProcessedSubmission {
  revision: RevisionContent;
  story: {
    source_key: string | null;
    source_url: string | null;
    source_title: string | null;
    source_publisher: string | null;
    source_lang: string | null;
    source_markdown: string | null;
  };
  slug: string;
  credits: {
    role: CreditRole;
    name: string;
    /** Also the slug of the person's page: two spellings with one key are one person. */
    name_key: string;
    affiliation: string | null;
    as_written: string;
    url: string | null;
  }[];
  topics: { slug: string; name: string }[];
  findings: NewFinding[];
}

export interface StoreIds {
  story: string;
  article: string;
  revision: string;
  audit: string;
  /** Of the log's row on the writer's claim. */
  claim: string;
  /** One an item, in order. */
  people: string[];
  topics: string[];
  findings: string[];
}

/** Where a new article goes: its story, and the story it doubles when the language is taken there. */
export interface Place {
  story_id: string | null;
  /** The article that has this story in this language already. */
  taken_by: string | null;
  /** A rejected one that stands in the place and makes room, unless it is taken by another. */
  rejected: string | null;
}

export const noPlace: Place = { story_id: null, taken_by: null, rejected: null };

/**
 * Looks up who holds the source and whether the language is taken there. A rejected article takes nothing; then the
 * next is whoever translated beside it. One round trip.
 */
export async function findPlace(
  db: Db,
  options: { sourceKey: string | null; lang: string; articleId: string },
): Promise<Place> {
  if (options.sourceKey === null) return noPlace;
  const row = await db
    .prepare(
      `select s.id as story_id, case when h.state = 'spiked' then h.id end as rejected,
         case when h.state <> 'spiked' then h.id when h.state = 'spiked' then
           (select a.id from stories t join articles a on a.story_id = t.id
            where t.twin_of = s.id and a.lang = ?2 and a.id <> ?3 and a.state <> 'spiked' order by a.created_at, a.id limit 1)
         end as taken_by
       from stories s left join articles h on h.story_id = s.id and h.lang = ?2 and h.id <> ?3 where s.source_key = ?1`,
    )
    .bind(options.sourceKey, options.lang, options.articleId)
    .first<Place>();
  return row ?? noPlace;
}

export type StoreOutcome = 'stored' | 'lease_lost' | 'newer_revision';

/**
 * Writes it all, or nothing. Throws on a lost race for the source or the slug, which the next try sees
 * coming. `newer_revision` means that somebody else's revision came first.
 */
export async function storeProcessed(
  db: Db,
  options: {
    submission: LeasedSubmission;
    processed: ProcessedSubmission;
    ids: StoreIds;
    place: Place;
    now: number;
    /** Set when pictures are to be asked for again. */
    pictureRetry?: { outboxId: string; dueAt: number };
  },
): Promise<StoreOutcome> {
  const { submission, processed, ids, place, now } = options;
  const lease: Guard = {
    sql: `exists (select 1 from submissions where id = ? and lease_id = ? and state = 'processing')`,
    params: [submission.id, submission.lease_id],
  };
  // A new revision is allowed only on the one its writer started from. Article and revision are written in
  // this batch, so the later statements ask for the revision and the first ones for the base.
  const base: Guard =
    submission.article_id === null
      ? lease
      : {
          sql: `${lease.sql} and exists (select 1 from articles where id = ? and current_revision = ?)`,
          params: [...lease.params, submission.article_id, submission.base_revision ?? 0],
        };
  const written: Guard = {
    sql: `${lease.sql} and exists (select 1 from revisions where id = ?)`,
    params: [...lease.params, ids.revision],
  };
  const articleId = submission.article_id ?? ids.article;

  const results = await db.batch([
    ...(submission.article_id === null
      ? articleStatements(db, { submission, processed, ids, place, now, guard: base })
      : []),
    insertWhere(
      db,
      'revisions',
      {
        id: ids.revision,
        article_id: articleId,
        number: submission.article_id === null ? 1 : (submission.base_revision ?? 0) + 1,
        submission_id: submission.id,
        ...processed.revision,
        created_by: submission.member_id,
        reason: submission.reason,
        created_at: now,
      },
      base,
      'on conflict do nothing',
    ),
    ...partsStatements(db, {
      // Readers see an article's topics at once, so only a change of the publish room may touch those of one
      // that may be out.
      processed: submission.article_id === null ? processed : { ...processed, topics: [] },
      ids,
      articleId,
      now,
      guard: written,
    }),
    db
      .prepare(
        `update articles set current_revision = (select number from revisions where id = ?1),
           state = case when state in ('approved', 'scheduled', 'spiked') then 'in_review' else state end,
           scheduled_at = null, updated_at = ?2
         where id = ?3 and current_revision < (select number from revisions where id = ?1)`,
      )
      .bind(ids.revision, now, articleId),
    auditStatement(
      db,
      {
        id: ids.audit,
        now,
        memberId: submission.member_id,
        action: submission.article_id === null ? 'submit' : 'revise',
        subject: `article:${articleId}`,
        ...(submission.article_id === null ? {} : { before: { revision: submission.base_revision } }),
        after: { submission: submission.id, title: processed.revision.title },
      },
      written,
    ),
    ...(submission.article_id === null && processed.story.source_key !== null
      ? endClaimStatements(
          db,
          {
            auditId: ids.claim,
            articleId,
            sourceKey: processed.story.source_key,
            lang: submission.lang,
            memberId: submission.member_id,
            now,
          },
          written,
        )
      : []),
    keptStatement(db, { kind: 'submission', subjectId: submission.id, now }, written),
    ...(options.pictureRetry
      ? [
          promiseStatement(
            db,
            {
              id: options.pictureRetry.outboxId,
              kind: 'picture',
              subjectId: submission.id,
              now,
              dueAt: options.pictureRetry.dueAt,
            },
            written,
          ),
        ]
      : []),
    db
      .prepare(
        `update submissions set state = 'ready', failure = null, failure_told = null, lease_id = null, lease_until = null, updated_at = ?
         where id = ? and lease_id = ? and exists (select 1 from revisions where submission_id = submissions.id) returning id`,
      )
      .bind(now, submission.id, submission.lease_id),
  ]);
  if (lastRows(results).length > 0) return 'stored';
  const held = await db
    .prepare(`select 1 from submissions where id = ? and lease_id = ? and state = 'processing'`)
    .bind(submission.id, submission.lease_id)
    .first();
  return held ? 'newer_revision' : 'lease_lost';
}
