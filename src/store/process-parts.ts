/** The rows of what the pipeline made of a submission, but for its revision: for the batch of process.ts. */
import { findingsStatement } from './checks.ts';
import type { Place, ProcessedSubmission, StoreIds } from './process.ts';
import { type Db, type Guard, insertWhere } from './statement.ts';
import { twinStoryStatement } from './stories.ts';
import type { LeasedSubmission } from './submissions.ts';

/** What goes into the batch, and under which guard. */
interface Writing {
  processed: ProcessedSubmission;
  ids: StoreIds;
  now: number;
  guard: Guard;
}

/** The article, and its story unless it joins one; there a rejected one makes room, in a story of its own. */
export function articleStatements(
  db: Db,
  options: Writing & { submission: LeasedSubmission; place: Place },
): D1PreparedStatement[] {
  const { submission, processed, ids, place, now, guard } = options;
  const joins = place.story_id !== null && place.taken_by === null;
  const story = insertWhere(
    db,
    'stories',
    {
      id: ids.story,
      ...processed.story,
      source_key: place.taken_by === null ? processed.story.source_key : null,
      twin_of: place.taken_by === null ? null : place.story_id,
      created_at: now,
      updated_at: now,
    },
    guard,
    // Only the row of an earlier run of this same step may stand in the way; another's source must throw.
    'on conflict (id) do nothing',
  );
  const article = insertWhere(
    db,
    'articles',
    {
      id: ids.article,
      story_id: joins ? place.story_id : ids.story,
      lang: submission.lang,
      current_revision: 1,
      slug: processed.slug,
      created_by: submission.member_id,
      created_at: now,
      updated_at: now,
    },
    guard,
    'on conflict (id) do nothing',
  );
  if (!joins) return [story, article];
  const { story_id, rejected } = place;
  if (story_id === null || rejected === null) return [article];
  // Were it taken up again meanwhile, it stays, and the new article throws: the next try finds the place taken.
  const makeRoom = db
    .prepare(
      `update articles set story_id = ?1, change_id = ?1, updated_at = ?2, version = max(?2, coalesce(version, 0) + 1)
       where id = ?3 and story_id = ?4 and state = 'spiked' and exists (select 1 from stories where id = ?1)`,
    )
    .bind(ids.story, now, rejected, story_id);
  return [twinStoryStatement(db, { id: ids.story, of: story_id, now }, guard), makeRoom, article];
}

/** Lists go in as one JSON parameter each, which keeps a batch within D1's 100 parameters a statement. */
export function partsStatements(db: Db, options: Writing & { articleId: string }): D1PreparedStatement[] {
  const { processed, ids, articleId, now, guard } = options;
  const people = processed.credits.map((credit, n) => ({ ...credit, n, person_id: ids.people[n] }));
  const topics = processed.topics.map((topic, n) => ({ ...topic, id: ids.topics[n] }));
  const findings = processed.findings.map((finding, n) => ({ ...finding, id: ids.findings[n] }));
  return [
    db
      .prepare(
        `insert into people (id, name, name_key, slug, created_at)
         select value ->> 'person_id', value ->> 'name', value ->> 'name_key', value ->> 'name_key', ?
         from json_each(?) where ${guard.sql} on conflict do nothing`,
      )
      .bind(now, JSON.stringify(people), ...guard.params),
    db
      .prepare(
        `insert into credits (revision_id, n, person_id, person_slug, role, name, affiliation, as_written, url)
         select ?, value ->> 'n', p.id, p.slug, value ->> 'role', value ->> 'name', value ->> 'affiliation', value ->> 'as_written', value ->> 'url'
         from json_each(?) join people p on p.name_key = value ->> 'name_key' where ${guard.sql} on conflict do nothing`,
      )
      .bind(ids.revision, JSON.stringify(people), ...guard.params),
    db
      .prepare(
        `insert into topics (id, slug, names, created_at)
         select value ->> 'id', value ->> 'slug', json_object((select lang from articles where id = ?), value ->> 'name'), ?
         from json_each(?) where ${guard.sql} on conflict do nothing`,
      )
      .bind(articleId, now, JSON.stringify(topics), ...guard.params),
    db
      .prepare(
        `insert into article_topics (article_id, topic_id)
         select ?, t.id from json_each(?) join topics t on t.slug = value ->> 'slug' where ${guard.sql} on conflict do nothing`,
      )
      .bind(articleId, JSON.stringify(topics), ...guard.params),
    findingsStatement(db, { articleId, revisionId: ids.revision, findings }, guard),
  ];
}
