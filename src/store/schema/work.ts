import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { articles } from './articles.ts';
import { isJson, oneOf } from './columns.ts';
import { members } from './people.ts';
import { outboxKinds, pictureStates, purgePhases, submissionStates } from './words.ts';

export const submissions = sqliteTable(
  'submissions',
  {
    id: text('id').primaryKey(),
    /** Set when this is new content for an article that exists; then `reason` says why. */
    article_id: text('article_id').references(() => articles.id),
    /** The revision the writer started from; a newer one since then refuses the submission. */
    base_revision: integer('base_revision'),
    reason: text('reason'),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    idempotency_key: text('idempotency_key'),
    /** Digest of all that was sent, so that the same content from the same person is one submission. */
    content_sha256: text('content_sha256').notNull(),
    lang: text('lang').notNull(),
    /** As sent; immutable. */
    markdown: text('markdown').notNull(),
    source_url: text('source_url'),
    source_lang: text('source_lang'),
    source_markdown: text('source_markdown'),
    header_sha256: text('header_sha256'),
    slug: text('slug'),
    topics: text('topics').notNull(),
    state: text('state').notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    lease_id: text('lease_id'),
    lease_until: integer('lease_until'),
    /** In English; `failure_told` is the same as JSON `{id, values}` of i18n/told. */
    failure: text('failure'),
    failure_told: text('failure_told'),
    created_at: integer('created_at').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('submissions_key').on(t.member_id, t.idempotency_key),
    uniqueIndex('submissions_content').on(t.member_id, t.content_sha256),
    index('submissions_state').on(t.state, t.updated_at),
    index('submissions_article').on(t.article_id),
    index('submissions_member').on(t.member_id, t.id),
    oneOf('submissions_state_known', t.state, submissionStates),
    isJson('submissions_topics_json', t.topics),
  ],
);

/** Work promised in the batch that caused it. The queue makes it fast; the cron sweep makes it certain. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    subject_id: text('subject_id').notNull(),
    due_at: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    created_at: integer('created_at').notNull(),
    done_at: integer('done_at'),
  },
  (t) => [
    index('outbox_due').on(t.due_at).where(sql`done_at is null`),
    index('outbox_subject').on(t.subject_id),
    oneOf('outbox_kind_known', t.kind, outboxKinds),
  ],
);

/**
 * A scheduled article that cron took, and when it may take it again: what fails each time must not stand in the way of the
 * others. Of no meaning once the article is another than `change_id` says, or no longer scheduled.
 */
export const publishTries = sqliteTable('publish_tries', {
  article_id: text('article_id')
    .primaryKey()
    .references(() => articles.id),
  change_id: text('change_id'),
  tries: integer('tries').notNull(),
  due_at: integer('due_at').notNull(),
});

/** Pictures in R2, by the SHA-256 of the original bytes. */
export const pictures = sqliteTable(
  'pictures',
  {
    sha256: text('sha256').primaryKey(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    format: text('format').notNull(),
    bytes: integer('bytes').notNull(),
    /** Null until every width stands in R2; until then only the stripped original's format is served. */
    variants_at: integer('variants_at'),
    created_at: integer('created_at').notNull(),
  },
  (t) => [index('pictures_pending').on(t.created_at).where(sql`variants_at is null`)],
);

/** Pictures that submissions name by URL, and how fetching them went. */
export const remotePictures = sqliteTable(
  'remote_pictures',
  {
    /** SHA-256 of `url`. */
    id: text('id').primaryKey(),
    url: text('url').notNull(),
    state: text('state').notNull().default('wanted'),
    sha256: text('sha256').references(() => pictures.sha256),
    attempts: integer('attempts').notNull().default(0),
    reason: text('reason'),
    created_at: integer('created_at').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [oneOf('remote_pictures_state_known', t.state, pictureStates)],
);

/** The purge outbox: what must leave the edge, written in the batch of the change itself. */
export const purges = sqliteTable(
  'purges',
  {
    id: text('id').primaryKey(),
    article_id: text('article_id').references(() => articles.id),
    /** Why: publish, withdraw, correct, … */
    change: text('change').notNull(),
    phase: text('phase').notNull(),
    /** JSON array of cache tags; `["*"]` is everything. */
    tags: text('tags').notNull(),
    due_at: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    created_at: integer('created_at').notNull(),
    done_at: integer('done_at'),
  },
  (t) => [
    index('purges_due').on(t.due_at).where(sql`done_at is null`),
    index('purges_article').on(t.article_id, t.created_at),
    oneOf('purges_phase_known', t.phase, purgePhases),
    isJson('purges_tags_json', t.tags),
  ],
);

/** One row a purge call: the token bucket counts them. */
export const purgeCalls = sqliteTable(
  'purge_calls',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    tags: integer('tags').notNull(),
    ok: integer('ok').notNull(),
  },
  (t) => [index('purge_calls_at').on(t.at)],
);

export const settings = sqliteTable(
  'settings',
  {
    key: text('key').primaryKey(),
    value: text('value').notNull(),
    /** Greater with each write, so that it tells which of two states is the newer. */
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [isJson('settings_value_json', t.value)],
);
