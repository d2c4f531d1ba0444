import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { articles, stories } from './articles.ts';
import { isJson, oneOf } from './columns.ts';
import { members } from './people.ts';
import { deliveryEvents } from './words.ts';

/** Who is translating a source into which language; it lapses by itself. */
export const claims = sqliteTable(
  'claims',
  {
    id: text('id').primaryKey(),
    /** Normalised source URL, which may have no story yet. */
    source_key: text('source_key').notNull(),
    source_url: text('source_url').notNull(),
    lang: text('lang').notNull(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    created_at: integer('created_at').notNull(),
    expires_at: integer('expires_at').notNull(),
  },
  (t) => [
    // One claim a source and language; a lapsed one is overwritten.
    uniqueIndex('claims_source').on(t.source_key, t.lang),
    index('claims_member').on(t.member_id),
    index('claims_expiry').on(t.expires_at),
  ],
);

/** What a member has typed and not sent: one row a form, so that nothing is lost with a connection. */
export const drafts = sqliteTable(
  'drafts',
  {
    id: text('id').primaryKey(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    /** `submit`, or `article:<id>` for an edit. */
    form: text('form').notNull(),
    /** JSON object of the form's fields. */
    fields: text('fields').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [uniqueIndex('drafts_form').on(t.member_id, t.form), isJson('drafts_fields_json', t.fields)],
);

/** A remark on a segment, and how it ended. */
export const comments = sqliteTable(
  'comments',
  {
    id: text('id').primaryKey(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    /** The revision it was made on, and the segment's text there, by which it is found again in later ones. */
    revision: integer('revision').notNull(),
    quote: text('quote').notNull(),
    note: text('note').notNull(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    created_at: integer('created_at').notNull(),
    resolved_at: integer('resolved_at'),
    resolved_by: text('resolved_by').references(() => members.id),
  },
  (t) => [index('comments_article').on(t.article_id, t.created_at)],
);

/** A proofreader's own pairing of segments, where the computed one was wrong. */
export const pairings = sqliteTable(
  'pairings',
  {
    article_id: text('article_id')
      .primaryKey()
      .references(() => articles.id),
    /** JSON array of `[source numbers, translation numbers]`. */
    pairs: text('pairs').notNull(),
    member_id: text('member_id')
      .notNull()
      .references(() => members.id),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [isJson('pairings_pairs_json', t.pairs)],
);

export const glossary = sqliteTable(
  'glossary',
  {
    id: text('id').primaryKey(),
    source_lang: text('source_lang').notNull(),
    lang: text('lang').notNull(),
    term: text('term').notNull(),
    translation: text('translation').notNull(),
    /** JSON arrays of other right translations, and of wrong ones. */
    variants: text('variants').notNull(),
    forbidden: text('forbidden').notNull(),
    note: text('note'),
    member_id: text('member_id').references(() => members.id),
    created_at: integer('created_at').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('glossary_term').on(t.lang, t.source_lang, t.term),
    isJson('glossary_variants_json', t.variants),
    isJson('glossary_forbidden_json', t.forbidden),
  ],
);

/** The source as it was when we looked. */
export const snapshots = sqliteTable(
  'snapshots',
  {
    id: text('id').primaryKey(),
    story_id: text('story_id')
      .notNull()
      .references(() => stories.id),
    sha256: text('sha256').notNull(),
    markdown: text('markdown').notNull(),
    taken_at: integer('taken_at').notNull(),
  },
  (t) => [
    uniqueIndex('snapshots_text').on(t.story_id, t.sha256),
    index('snapshots_story').on(t.story_id, t.taken_at),
  ],
);

/** When to look at a source again. Absent: it is not watched. */
export const watches = sqliteTable(
  'watches',
  {
    story_id: text('story_id')
      .primaryKey()
      .references(() => stories.id),
    looks: integer('looks').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    error: text('error'),
    due_at: integer('due_at'),
    /** Set when the text differs from the one that was translated, until a publisher has dealt with it. */
    changed_at: integer('changed_at'),
    /** JSON of lib/changed-paragraphs.ts: the beginning of what changed, for the board. */
    changes: text('changes'),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [
    index('watches_due').on(t.due_at).where(sql`due_at is not null`),
    index('watches_changed').on(t.changed_at).where(sql`changed_at is not null`),
  ],
);

/** Who is told of what readers can see. */
export const webhooks = sqliteTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    url: text('url').notNull(),
    /** Signs each delivery; shown once, kept because signing needs it. */
    secret: text('secret').notNull(),
    /** JSON array: published, corrected, withdrawn. */
    events: text('events').notNull(),
    created_at: integer('created_at').notNull(),
    disabled_at: integer('disabled_at'),
    /** After a rotation the secret before it signs as well, until then. */
    old_secret: text('old_secret'),
    old_until: integer('old_until'),
  },
  (t) => [isJson('webhooks_events_json', t.events)],
);

/**
 * What is told to somebody outside: an event to a webhook, or a ping to the WebSub hub. Written in the batch of the
 * change, sent by the queue.
 */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    /** Null: to the hub of the settings. */
    webhook_id: text('webhook_id').references(() => webhooks.id),
    event: text('event').notNull(),
    /** The JSON that is signed and sent; of a ping the URL of the feed. */
    body: text('body').notNull(),
    /** Nothing is sent before this purge is done: whoever is told comes to look. */
    purge_id: text('purge_id'),
    attempts: integer('attempts').notNull().default(0),
    due_at: integer('due_at').notNull(),
    /** Whose try is under way: only the last to lease a row may say how it ended. */
    lease_id: text('lease_id'),
    error: text('error'),
    created_at: integer('created_at').notNull(),
    /** Delivered, or given up when there is an error. */
    done_at: integer('done_at'),
  },
  (t) => [
    index('deliveries_due').on(t.due_at).where(sql`done_at is null`),
    index('deliveries_webhook').on(t.webhook_id, t.id),
    index('deliveries_done').on(t.done_at).where(sql`done_at is not null`),
    // A feed that changes again before its ping went out is told of once.
    uniqueIndex('deliveries_ping').on(t.body).where(sql`webhook_id is null and done_at is null`),
    oneOf('deliveries_event_known', t.event, deliveryEvents),
  ],
);
