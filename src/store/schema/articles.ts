import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { URL_MAX_CHARS } from '../../limits.ts';
import { isJson, must, oneOf } from './columns.ts';
import { members, people } from './people.ts';
import { articleStates, correctionKinds, creditRoles, severities } from './words.ts';

export const stories = sqliteTable(
  'stories',
  {
    id: text('id').primaryKey(),
    /** Normalised source URL. Null where no source is known, or where `twin_of` says whose source it is. */
    source_key: text('source_key'),
    /** The story that holds the same source: a second translation into a language got a story of its own. */
    twin_of: text('twin_of'),
    source_url: text('source_url'),
    source_title: text('source_title'),
    source_publisher: text('source_publisher'),
    source_lang: text('source_lang'),
    source_markdown: text('source_markdown'),
    licence: text('licence'),
    created_at: integer('created_at').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [uniqueIndex('stories_source').on(t.source_key), index('stories_twin').on(t.twin_of)],
);

export const articles = sqliteTable(
  'articles',
  {
    id: text('id').primaryKey(),
    story_id: text('story_id')
      .notNull()
      .references(() => stories.id),
    lang: text('lang').notNull(),
    state: text('state').notNull().default('in_review'),
    /** Revision numbers: newest, last approved, and the one readers see. */
    current_revision: integer('current_revision').notNull(),
    approved_revision: integer('approved_revision'),
    published_revision: integer('published_revision'),
    /** Wanted before, and held since, the first publication. */
    slug: text('slug').notNull(),
    /** `yyyy-mm` of the first publication: part of the URL, so it never changes. */
    month: text('month'),
    created_by: text('created_by').references(() => members.id),
    approved_by: text('approved_by').references(() => members.id),
    scheduled_at: integer('scheduled_at'),
    published_at: integer('published_at'),
    changed_at: integer('changed_at'),
    withdrawn_at: integer('withdrawn_at'),
    withdrawn_reason: text('withdrawn_reason'),
    /**
     * JSON: the credits of the published revision in the order written, and the article's last corrections, newest
     * first, so that its page reads no row for any of them. Triggers keep both (migration 0009): no write can forget
     * it, and no release that does not know of it. Null before the first.
     */
    credits: text('credits'),
    corrections: text('corrections'),
    /**
     * JSON, kept by triggers too (migrations 0014 and 0016): what its page shows of this row, of its published revision,
     * all but the HTML, and of its topics; and the published articles of the story in other languages. Null before the
     * first publication.
     */
    page: text('page'),
    siblings: text('siblings'),
    /**
     * JSON, kept by triggers on `listings` (migration 0015): the last three articles of the edition before this one
     * under its first topic; only earlier ones, since a new article must not change the pages of all the others. Null
     * before it was listed under a topic.
     */
    related: text('related'),
    /** Id of the change that made the row what it is: the rest of that change's batch is guarded by it. */
    change_id: text('change_id'),
    /** Grows with each such change: of two states of the row the newer has the greater. Null before the first. */
    version: integer('version'),
    created_at: integer('created_at').notNull(),
    updated_at: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('articles_story_lang').on(t.story_id, t.lang),
    uniqueIndex('articles_url').on(t.lang, t.month, t.slug),
    index('articles_state').on(t.state, t.lang, t.updated_at),
    index('articles_edition').on(t.lang, t.state, t.published_at),
    index('articles_updated').on(t.updated_at),
    index('articles_due').on(t.scheduled_at).where(sql`state = 'scheduled'`),
    oneOf('articles_state_known', t.state, articleStates),
    must(
      'articles_published_complete',
      sql`state not in ('published', 'withdrawn') or (published_revision is not null and month is not null and published_at is not null)`,
    ),
    must('articles_scheduled_complete', sql`(state = 'scheduled') = (scheduled_at is not null)`),
  ],
);

/** Every path an article ever had: one lookup answers the page, the 301 and the 410. */
export const slugs = sqliteTable(
  'slugs',
  {
    lang: text('lang').notNull(),
    month: text('month').notNull(),
    slug: text('slug').notNull(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    created_at: integer('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.lang, t.month, t.slug] }), index('slugs_article').on(t.article_id)],
);

/** Paths that an article had on another site, as `lib/old-path.ts` spells them: they lead here where no page stands. */
export const oldPaths = sqliteTable(
  'old_paths',
  {
    path: text('path').primaryKey(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    /** Id of the change that brought it, by which the rest of that change's batch is guarded. */
    change_id: text('change_id').notNull(),
    created_at: integer('created_at').notNull(),
  },
  (t) => [
    index('old_paths_article').on(t.article_id),
    must('old_paths_path_bounded', sql.raw(`path glob '/?*' and length(path) <= ${URL_MAX_CHARS}`)),
  ],
);

/** What stands first on an edition's front page, where a publisher has chosen it. */
export const leads = sqliteTable('leads', {
  lang: text('lang').primaryKey(),
  /** Null where the newest leads again. */
  article_id: text('article_id').references(() => articles.id),
  /** Id of the change that made the row what it is, by which the rest of that change's batch is guarded. */
  change_id: text('change_id').notNull(),
});

export const revisions = sqliteTable(
  'revisions',
  {
    id: text('id').primaryKey(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    number: integer('number').notNull(),
    submission_id: text('submission_id').notNull(),
    /** Digest of `markdown`. */
    sha256: text('sha256').notNull(),
    title: text('title').notNull(),
    byline: text('byline'),
    repost_name: text('repost_name'),
    repost_url: text('repost_url'),
    header_sha256: text('header_sha256'),
    header_width: integer('header_width'),
    header_height: integer('header_height'),
    header_alt: text('header_alt'),
    header_caption: text('header_caption'),
    header_url: text('header_url'),
    sources: text('sources').notNull(),
    disclaimer: text('disclaimer'),
    footer_links: text('footer_links').notNull(),
    /** Recognised lines that left the body, as written: nothing a volunteer wrote is lost. */
    as_written: text('as_written').notNull(),
    excerpt: text('excerpt').notNull(),
    words: integer('words').notNull(),
    reading_minutes: integer('reading_minutes').notNull(),
    /** 64 bits as hex; near texts have near ones. */
    simhash: text('simhash'),
    created_by: text('created_by').references(() => members.id),
    reason: text('reason'),
    created_at: integer('created_at').notNull(),
    // The two long columns stand last: SQLite walks a row's overflow pages to reach what is behind them.
    /** The whole Markdown, as sent and normalised. */
    markdown: text('markdown').notNull(),
    /** The body as sanitised HTML. */
    html: text('html').notNull(),
  },
  (t) => [
    uniqueIndex('revisions_number').on(t.article_id, t.number),
    uniqueIndex('revisions_submission').on(t.submission_id),
    isJson('revisions_sources_json', t.sources),
    isJson('revisions_footer_json', t.footer_links),
    isJson('revisions_written_json', t.as_written),
  ],
);

export const credits = sqliteTable(
  'credits',
  {
    revision_id: text('revision_id')
      .notNull()
      .references(() => revisions.id),
    n: integer('n').notNull(),
    person_id: text('person_id')
      .notNull()
      .references(() => people.id),
    /** The person's, which never changes: a page that links them need not read their row. */
    person_slug: text('person_slug'),
    role: text('role').notNull(),
    name: text('name').notNull(),
    affiliation: text('affiliation'),
    as_written: text('as_written').notNull(),
    /** Where the name led, when it was written as a link. */
    url: text('url'),
  },
  (t) => [
    primaryKey({ columns: [t.revision_id, t.n] }),
    // A card names its translators, a feed its authors: from this index alone, past all other roles.
    index('credits_role').on(t.revision_id, t.role, t.n, t.name),
    index('credits_person').on(t.person_id),
    oneOf('credits_role_known', t.role, creditRoles),
  ],
);

export const findings = sqliteTable(
  'findings',
  {
    id: text('id').primaryKey(),
    revision_id: text('revision_id')
      .notNull()
      .references(() => revisions.id),
    n: integer('n').notNull(),
    check: text('check_name').notNull(),
    severity: text('severity').notNull(),
    /** In English. */
    message: text('message').notNull(),
    /** JSON `{id, values}` of i18n/told, to say it in another language; null in rows of older releases. */
    told: text('told'),
    /** The text the finding is about, or the number of the segment, as the check names it. */
    segment: text('segment'),
    /** Check and text in one word: a dismissal holds as long as this stays the same. */
    finding_key: text('finding_key'),
    dismissed_at: integer('dismissed_at'),
    dismissed_by: text('dismissed_by').references(() => members.id),
    dismissed_reason: text('dismissed_reason'),
  },
  (t) => [
    uniqueIndex('findings_place').on(t.revision_id, t.n),
    oneOf('findings_severity_known', t.severity, severities),
  ],
);

export const corrections = sqliteTable(
  'corrections',
  {
    id: text('id').primaryKey(),
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    kind: text('kind').notNull(),
    note: text('note').notNull(),
    created_by: text('created_by').references(() => members.id),
    created_at: integer('created_at').notNull(),
    idempotency_key: text('idempotency_key'),
  },
  (t) => [
    index('corrections_article').on(t.article_id, t.created_at),
    uniqueIndex('corrections_key').on(t.created_by, t.idempotency_key),
    oneOf('corrections_kind_known', t.kind, correctionKinds),
  ],
);

export const topics = sqliteTable(
  'topics',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    /** JSON object: language to name. */
    names: text('names').notNull(),
    created_at: integer('created_at').notNull(),
  },
  (t) => [isJson('topics_names_json', t.names)],
);

export const articleTopics = sqliteTable(
  'article_topics',
  {
    article_id: text('article_id')
      .notNull()
      .references(() => articles.id),
    topic_id: text('topic_id')
      .notNull()
      .references(() => topics.id),
  },
  (t) => [primaryKey({ columns: [t.article_id, t.topic_id] }), index('article_topics_topic').on(t.topic_id)],
);
