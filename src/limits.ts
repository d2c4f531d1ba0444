/** Every bound in one place: its unit in its name, and why that number. */

const KIB = 1024;
const MIB = 1024 * KIB;

/** A D1 row holds 2 MB: Markdown and its HTML share a revision's row. The longest known submission is 667 KB. */
export const MARKDOWN_MAX_BYTES = 700 * KIB;
export const HTML_MAX_BYTES = 1_150 * KIB;
/** The text of the source travels in the submission's row beside the Markdown. */
export const SOURCE_MARKDOWN_MAX_BYTES = 700 * KIB;
/** The Images binding takes 20 MB and 100 megapixels. */
export const PICTURE_MAX_BYTES = 20 * MIB;
export const PICTURE_MAX_PIXELS = 100_000_000;
/** Images takes at most this a side, other than of WebP and AVIF. */
export const PICTURE_MAX_SIDE_PIXELS = 12_000;
/** The door's whole body: Markdown, source text, a picture, and room for the field names. */
export const DOOR_MAX_BYTES = PICTURE_MAX_BYTES + 2 * MIB;
/** JSON bodies carry no picture; room for a text that is too long, so that the error can name its field. */
export const JSON_MAX_BYTES = 8 * MIB;

export const URL_MAX_CHARS = 2_048;
/** Longer than any headline; a longer first line is a paragraph. */
export const TITLE_MAX_CHARS = 300;
export const NAME_MAX_CHARS = 120;
export const NOTE_MAX_CHARS = 2_000;
/** Of an article that moves in. */
export const MOVED_CORRECTIONS_MAX = 500;
export const REASON_MAX_CHARS = 500;
export const TOPICS_MAX = 12;
/** Percent-encoded Han takes nine bytes a character; file systems and link previews stop at 255. */
export const SLUG_MAX_CHARS = 80;
export const SLUG_MAX_BYTES = 240;
export const CREDITS_MAX = 60;
export const FINDINGS_MAX = 200;
export const EXCERPT_MAX_CHARS = 200;

/** YAML front matter: a title and a few lines; more is a document in itself. */
export const FRONT_MATTER_MAX_BYTES = 16 * KIB;
/** Nested quotes and lists cost marked quadratic time; no article needs more. */
export const MARKDOWN_MAX_DEPTH = 20;
export const MARKDOWN_MAX_LINE_CHARS = 60_000;
/** parse5's tree is walked by iteration, but browsers stop nesting elements at 512. */
export const HTML_MAX_DEPTH = 100;

/** Remote pictures: a slow host costs one consumer slot at most this long. */
export const PICTURE_FETCH_MAX_MS = 15_000;
export const PICTURE_FETCH_MAX_HOPS = 4;
/** Text glued to a picture is its caption up to here; longer, it is a paragraph. */
export const CAPTION_MAX_CHARS = 240;
/** A subrequest each, of 50 an invocation on the free plan. */
export const PICTURES_MAX_PER_ARTICLE = 20;
export const PICTURE_WIDTHS_PIXELS = [480, 960, 1600] as const;
/** What link previews crop to. */
export const PICTURE_OG_WIDTH_PIXELS = 1_200;
export const PICTURE_OG_HEIGHT_PIXELS = 630;
/** An isolate has 128 MB: pictures up to this are fetched side by side, larger ones alone. */
export const PICTURE_SMALL_MAX_BYTES = 5 * MIB;
export const PICTURES_AT_ONCE = 4;
/** All pictures of an article, within the lease on its submission. */
export const PICTURES_IMPORT_MAX_MS = 60_000;
/** A refused address is asked again when someone names it this much later: hosts mend, files appear. */
export const PICTURE_REFUSED_MS = 86_400_000;
/** A picture that cannot be had is asked for again after these, then it is given up. */
export const PICTURE_RETRY_SECONDS = [300, 3_600, 21_600, 86_400] as const;
/** Until the sweep comes back to pictures whose every try broke off, which is no matter of the pictures' hosts. */
export const DEAD_PICTURE_MS = 86_400_000;

/** A lease outlives the longest time without a timer, 30 s of CPU; while pictures are waited for it is renewed. */
export const LEASE_MS = 45_000;
export const LEASE_RENEW_MS = 15_000;
export const PROCESS_MAX_ATTEMPTS = 8;
/** Seconds before try n + 1 of a queue message, and of a scheduled publication. */
export const RETRY_SECONDS = [5, 15, 45, 120, 300, 900, 1_800, 3_600] as const;
/** The sweep re-sends what the queue has had this long and did not handle. */
export const OUTBOX_GRACE_MS = 60_000;
export const SWEEP_MAX_ROWS = 50;
/** Scheduled articles that one sweep takes: those which always fail must fit beside the others. */
export const PUBLISH_DUE_MAX_ROWS = 100;
/** Each costs up to seven transformations and a read of 20 MB. */
export const SWEEP_MAX_PICTURES = 3;
/** D1's replicas and slow renders lag by seconds: a second purge that comes sooner could miss what they store. */
export const SETTLE_MIN_SECONDS = 10;
export const SETTLE_MAX_SECONDS = 3_600;
/** Cloudflare: 5 purge calls a minute, a bucket of 25, 100 tags a call, for the whole account. */
export const PURGE_CALLS_PER_MINUTE = 5;
export const PURGE_BUCKET_CALLS = 25;
export const PURGE_TAGS_PER_CALL = 100;
/** Of the bucket, what second purges leave to first ones; an empty one has more after two minutes, and cron takes the next. */
export const PURGE_SPARED_CALLS = 10;
/** Calls older than this are forgotten: twelve times what an empty bucket takes to fill. */
export const PURGE_CALLS_KEPT_MS = 3_600_000;
/** Rows one run takes up; more than these become one `purgeEverything` after another. */
export const PURGE_ROWS_PER_RUN = 1_000;
/** A change that names more than this purges everything. */
export const PURGE_TAGS_PER_CHANGE = 1_000;
/** Seconds before try n + 1 of a purge that failed; the last one repeats, since a purge is never given up. */
export const PURGE_RETRY_SECONDS = [2, 5, 15, 30, 60, 120, 300] as const;
/** Cloudflare keeps 1,000 tags of a response and reads 16 KB of its header. */
export const CACHE_TAGS_MAX = 1_000;
export const CACHE_TAG_HEADER_MAX_BYTES = 16 * KIB;
/** The local stand-in for Workers Cache: a newsroom's front pages and pictures, within a Worker's 128 MB. */
export const STAND_IN_MAX_BYTES = 48 * MIB;
/** One response may take an eighth of it. */
export const STAND_IN_OBJECT_MAX_SHARE = 1 / 8;
/** A request that waits for another's fill stops waiting, in case that one was cut off with its client. */
export const COLLAPSE_WAIT_MAX_MS = 10_000;

/** Bounded lists; the next page is asked for by cursor, never by number. */
export const PAGE_ROWS = 50;
export const FRONT_PAGE_ROWS = 30;
export const FRONT_PAGE_MONTHS = 12;
/** Texts of the settings row that an isolate has read and keeps: there is one, and for a moment two. */
export const SETTINGS_KEPT_MAX = 4;
/** An isolate keeps mastheads with footers; days and lengths as a language says them; labels compared; tags as browsers spell them. */
export const CHROMES_MAX = 64;
export const FORMATTED_MAX = 128;
export const LABELS_KEPT_MAX = 256;
export const HINT_LANGS_MAX = 64;
export const MONTHS_MAX = 20 * 12;
export const EDITIONS_ROWS = 200;
/** Languages of one story; migration 0014 names it too. */
export const SIBLINGS_ROWS = 60;
/** A feed carries texts whole, but 20 of the longest would be 20 MB. */
export const FEED_HTML_MAX_BYTES = 200 * KIB;
/** Google reads no more of a news sitemap. */
export const NEWS_SITEMAP_ROWS = 1_000;
/** Snippets look for the words in so much of a text; twenty of the longest texts would be 14 MB. */
export const SEARCH_TEXT_MAX_CHARS = 20_000;
export const SEARCH_TEXT_LEAD_CHARS = 200;
/** Overdue work is counted up to here for `/healthz`. */
export const HEALTH_COUNT_MAX = 1_000;
export const MONTH_PAGE_ROWS = 500;
export const FEED_ROWS = 20;
export const SEARCH_ROWS = 20;
export const SITEMAP_ROWS = 5_000;
/** Maps of one month of one edition: more articles than a newsroom imports at once. */
export const SITEMAP_PARTS = 40;

export const SESSION_MAX_MS = 30 * 86_400_000;
export const INVITATION_MAX_MS = 7 * 86_400_000;

/** Blocks of one document that are paired and checked: 667 KB of one-line paragraphs stay below. */
export const SEGMENTS_MAX = 6_000;
/** Aligning looks this far off the line between two anchors, on either side: time grows with it. */
export const ALIGN_BAND_SEGMENTS = 40;
/** What a finding quotes: enough to recognise the place. */
export const FINDING_QUOTE_CHARS = 200;
/** One check that fires everywhere must not crowd the others out of FINDINGS_MAX. */
export const FINDINGS_MAX_PER_CHECK = 40;
/** Myers' table grows with the square of the edits: beyond this a diff goes by lines. */
export const DIFF_MAX_EDITS = 1_200;
export const GLOSSARY_MAX_BYTES = MIB;
export const GLOSSARY_MAX_TERMS = 5_000;

/** A session that goes on being used is renewed, up to this age; then its owner enters again. */
export const SESSION_TOTAL_MAX_MS = 180 * 86_400_000;
/** Then a session gets a new secret: a stolen one is worth something until its owner's next day at the desk. */
export const SESSION_SECRET_MAX_MS = 86_400_000;
/** How long requests with the secret before may be under way, and after which a new one that nobody used is made again. */
export const SESSION_SECRET_GRACE_MS = 60_000;
/** How old `seen_at` or `last_used_at` may grow before it is written again: a write a click costs more than it tells. */
export const SEEN_STEP_MS = 5 * 60_000;
/**
 * Replicas lag for seconds. A bookmark older than this tells nothing, and one that outlived its database, by a
 * restore, is not sent for long.
 */
export const BOOKMARK_MAX_MS = 10 * 60_000;
/** An Access assertion has about 1,000 characters, more with claims that the team adds. */
export const ACCESS_ASSERTION_MAX_CHARS = 16_384;
/** Access's clock and ours. */
export const ACCESS_CLOCK_MAX_MS = 60_000;
/** Access keeps a key for weeks, and good for a week after; by hand it may be changed at once. */
export const ACCESS_KEYS_MAX_MS = 3_600_000;
export const ACCESS_KEYS_STEP_MS = 60_000;
export const ACCESS_KEYS_WAIT_MAX_MS = 5_000;
/** A person takes this long to find a phone and a finger; then the challenge is asked for again. */
export const CHALLENGE_MAX_MS = 5 * 60_000;
export const PASSKEYS_MAX_PER_MEMBER = 10;
/** Longest life of an API token made at the desk. */
export const TOKEN_MAX_DAYS = 366;
/** The audit log as one CSV file: rows of a few hundred bytes, within a Worker's memory and one D1 query. */
export const LOG_EXPORT_ROWS = 10_000;

/** What DOOR_LIMIT in wrangler.toml lets through of one token: an import's pace, and no more. */
export const API_CALLS_MAX = 1_200;
export const API_CALLS_SECONDS = 60;
export const IDEMPOTENCY_KEY_MAX_CHARS = 200;
/** A role changes seldom, and a tool above it is refused whatever list a client has kept. */
export const TOOLS_FRESH_MS = 300_000;

/** Import: an API token's 1,200 requests a minute (DOOR_LIMIT in wrangler.toml), with room for a clock that differs. */
export const IMPORT_CALLS_PER_SECOND = 19;
/** Submissions on their way at once: each waits for its turn in the queue, so fewer would idle. */
export const IMPORT_ITEMS_AT_ONCE = 32;
/** One element of a WordPress file; the longest article is `MARKDOWN_MAX_BYTES`, and HTML is wordier. */
export const IMPORT_ELEMENT_MAX_CHARS = 8 * MIB;
export const IMPORT_XML_MAX_DEPTH = 64;
/** A Ghost export is parsed as one JSON value: a few times its size in memory. */
export const IMPORT_JSON_MAX_BYTES = 256 * MIB;
/** Cards and lists of a document nest this deep at most; turndown and the walkers recurse. */
export const IMPORT_TREE_MAX_DEPTH = 200;
/** A static copy of ten thousand articles with their lists, pictures and feeds. */
export const STATIC_MAX_PAGES = 200_000;

/** R2 lists and deletes a thousand keys a call. */
export const R2_LIST_MAX = 1_000;
/** Pictures of up to 20 MB, side by side, on the operator's machine. */
export const BACKUP_OBJECTS_AT_ONCE = 6;
/** Rows in one JSON parameter; D1 takes 2 MB of it, and characters may take three bytes. */
export const RESTORE_CHUNK_CHARS = 500_000;
export const RESTORE_CHUNK_ROWS = 400;
/** Pages or articles fetched side by side for an export: enough for a distant site, little for a small one. */
export const EXPORT_ITEMS_AT_ONCE = 6;

/** A claim on a story lapses by itself: two days, within which a volunteer finishes or claims again. */
export const CLAIM_MS = 2 * 86_400_000;
/** Claims of one source, or on the board. */
export const CLAIMS_ROWS = 100;
/** A draft's fields as JSON: text and source, both at their longest, would not fit a D1 row of 2 MB. */
export const DRAFT_MAX_BYTES = 1_500 * KIB;
export const DRAFTS_MAX_PER_MEMBER = 20;
/** A page of a source, before its text is taken out of it. */
export const SOURCE_PAGE_MAX_BYTES = 2 * MIB;
/** Of one page, for the library that finds the report in it: about a second of CPU for the worst within them. */
export const SOURCE_MAX_ELEMENTS = 10_000;
export const SOURCE_MAX_DEPTH = 100;
/** Of a class or an id. */
export const SOURCE_ATTRIBUTE_MAX_CHARS = 200;
/** Hours between one look at a source and the next; the last repeats. Corrections come in the first days. */
export const WATCH_HOURS = [1, 3, 12, 24, 72, 168, 336, 720] as const;
/** About a year and a half; then the source is left alone until somebody asks. */
export const WATCH_MAX_LOOKS = 24;
/** In a row: about five days of a host that does not answer. */
export const WATCH_MAX_FAILURES = 6;
/** A look that was cut off is repeated after this. */
export const WATCH_LEASE_MS = 10 * 60_000;
/** Of what changed in a source, on the board; all of it is on the story's page. */
export const WATCH_GLANCE_CHARS = 1_200;
/** Each takes up to PICTURE_FETCH_MAX_MS of the minute a sweep has. */
export const SWEEP_MAX_WATCHES = 2;
/** Stories of one page of the board by language. */
export const STORIES_ROWS = 30;

/**
 * Fingerprints that a new text's is compared with, a row read each: of 100,000 texts of a language about 300 share
 * a band with it (measured on real ones; 104 if their bits were chance), so that only a flood of one text gets here.
 */
export const NEAR_DUPLICATE_ROWS = 1_000;
/** Of 64 bits: the same text with some sentences changed; unrelated ones differ in about 32. At most 7 (lib/simhash.ts). */
export const NEAR_DUPLICATE_MAX_BITS = 6;
/** Fingerprints of shorter texts are near by chance. */
export const NEAR_DUPLICATE_MIN_WORDS = 60;
/** A dismissal goes on from revision to revision; it is looked for this far back, for texts that return. */
export const FINDINGS_LOOK_BACK_REVISIONS = 12;
/** Pairs on one page of the side by side view: a long report fits, a book is read in parts. */
export const REVIEW_PAIRS_PER_PAGE = 200;
/** Comments of one article; a longer talk is about more than its segments. */
export const COMMENTS_MAX = 500;
/** A comment quotes its segment whole up to here, and is found again by it. */
export const COMMENT_QUOTE_CHARS = 1_000;
/** A term is a name or a phrase, not a sentence; its forms stand in one cell of a file. */
export const GLOSSARY_TERM_MAX_CHARS = 200;
export const GLOSSARY_FORMS_MAX = 20;

/** Each is a request for every change that it asks for. */
export const WEBHOOKS_MAX = 20;
/** What the Standard Webhooks specification gives a receiver to answer. */
export const DELIVERY_MAX_MS = 15_000;
/** Seconds before try n + 1 of a webhook: ten tries over three days, then it is given up. */
export const DELIVERY_RETRY_SECONDS = [
  60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
] as const;
/** A hub is told again with the next change, and some answer 500 for a feed that nobody subscribed to. */
export const PING_MAX_ATTEMPTS = 4;
/** Subrequests of one run, of 50 an invocation on the free plan; and of six connections at a time. */
export const DELIVERIES_PER_RUN = 20;
export const DELIVERIES_AT_ONCE = 5;
/** Outlives a run in which every receiver takes its whole time. */
export const DELIVERY_LEASE_MS = 120_000;
export const DELIVERIES_KEPT_MS = 30 * 86_400_000;
/** A receiver's Retry-After is followed up to here. */
export const RETRY_AFTER_MAX_MS = 86_400_000;
/** How long a rotated secret goes on signing beside the new one. */
export const SECRET_OVERLAP_MS = 86_400_000;
/** An edition, twelve topics and a dozen people, each with two feeds. */
export const FEEDS_MAX_PER_CHANGE = 50;
/** The latest, to see that the hub listens. */
export const PINGS_SHOWN_ROWS = 10;

/** D1: one database, on Cloudflare's free plan and on the paid one (d1/platform/limits). */
export const D1_FREE_DATABASE_MAX_BYTES = 500_000_000;
export const D1_PAID_DATABASE_MAX_BYTES = 10_000_000_000;
/** R2: what is free a month on either plan; more costs by the gigabyte (r2/pricing). */
export const R2_FREE_MAX_BYTES = 10_000_000_000;
/** From here on the work screen warns: time to act before writes fail. */
export const STORAGE_WARN_SHARE = 0.8;
/** Rows of pictures that are summed for the work screen: a hundredth of a free day's reads would be 50,000. */
export const STORAGE_PICTURES_MAX = 20_000;
/** Work that has been due this long was missed by several sweeps: cron does not run, or fails. */
export const SWEEP_LATE_MS = 5 * 60_000;
