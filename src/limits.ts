/**
 * Every bound in one place: its unit in its name, and why that number.
 */

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
export const PICTURE_MAX_SIDE_PIXELS = 20_000;
/** The door's whole body: Markdown, source text, a picture, and room for the field names. */
export const DOOR_MAX_BYTES = PICTURE_MAX_BYTES + 2 * MIB;
/** JSON bodies carry no picture. */
export const JSON_MAX_BYTES = 2 * MIB;

export const URL_MAX_CHARS = 2_048;
/** Longer than any headline; a longer first line is a paragraph. */
export const TITLE_MAX_CHARS = 300;
export const NAME_MAX_CHARS = 120;
export const NOTE_MAX_CHARS = 2_000;
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
/** A subrequest each, of 50 an invocation on the free plan. */
export const PICTURES_MAX_PER_ARTICLE = 20;
export const PICTURE_WIDTHS_PIXELS = [480, 960, 1600] as const;
/** A picture that cannot be had is asked for again after these, then it is given up. */
export const PICTURE_RETRY_SECONDS = [300, 3_600, 21_600, 86_400] as const;

/** A lease outlives the slowest pipeline run: 20 pictures and 30 s of CPU. */
export const LEASE_MS = 120_000;
export const PROCESS_MAX_ATTEMPTS = 8;
/** Seconds before try n + 1 of a queue message. */
export const RETRY_SECONDS = [5, 15, 45, 120, 300, 900, 1_800, 3_600] as const;
/** The sweep re-sends what the queue has had this long and did not handle. */
export const OUTBOX_GRACE_MS = 60_000;
export const SWEEP_MAX_ROWS = 50;

/** Cloudflare: 5 purge calls a minute, a bucket of 25, 100 tags a call, for the whole account. */
export const PURGE_CALLS_PER_MINUTE = 5;
export const PURGE_BUCKET_CALLS = 25;
export const PURGE_TAGS_PER_CALL = 100;

/** Bounded lists; the next page is asked for by cursor, never by number. */
export const PAGE_ROWS = 50;
export const FRONT_PAGE_ROWS = 30;
export const MONTH_PAGE_ROWS = 500;
export const FEED_ROWS = 20;
export const SEARCH_ROWS = 20;
export const SITEMAP_ROWS = 5_000;

export const SESSION_MAX_MS = 30 * 86_400_000;
export const INVITATION_MAX_MS = 7 * 86_400_000;
