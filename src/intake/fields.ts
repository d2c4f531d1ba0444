/**
 * A submission's fields, parsed once at the door, for the form and the API alike. Whatever is refused is
 * named, with the remedy, and all that is wrong is said at once.
 */
import { parseLang } from '../i18n/languages.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import {
  MARKDOWN_MAX_BYTES,
  NAME_MAX_CHARS,
  PICTURE_MAX_BYTES,
  SLUG_MAX_CHARS,
  SOURCE_MARKDOWN_MAX_BYTES,
  TOPICS_MAX,
  URL_MAX_CHARS,
} from '../limits.ts';
import type { RawFields } from './body.ts';

export interface FieldError {
  field: string;
  message: string;
}

export interface SubmissionFields {
  /** Canonical BCP 47 tag. */
  lang: string;
  markdown: string;
  sourceUrl?: string;
  sourceLang?: string;
  sourceMarkdown?: string;
  headerImage?: Uint8Array<ArrayBuffer>;
  slug?: string;
  topics: string[];
}

/** Field to text as it was given, so that a refused form comes back filled in. */
export type GivenText = Record<string, string>;

const bytesOf = (text: string): number => new TextEncoder().encode(text).byteLength;
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024).toLocaleString('en')} KB`;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Decodes an uploaded text file by its byte order mark, and otherwise as strict UTF-8. */
function decodeText(bytes: Uint8Array): Result<string, string> {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return ok(new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return fail('The text is not in UTF-8. Save it as UTF-8 in your editor and send it again.');
  }
}

function readMarkdown(raw: RawFields, errors: FieldError[]): string {
  const file = raw.files.markdown_file ?? raw.files.markdown;
  let text = textOf(raw.values.markdown);
  if (file && file.byteLength > 0 && text.trim() === '') {
    if (file.byteLength > MARKDOWN_MAX_BYTES * 2) {
      errors.push({ field: 'markdown', message: tooLong(file.byteLength, MARKDOWN_MAX_BYTES) });
      return '';
    }
    const decoded = decodeText(file);
    if (!decoded.ok) {
      errors.push({ field: 'markdown', message: decoded.error });
      return '';
    }
    text = decoded.value;
  }
  const bytes = bytesOf(text);
  if (bytes > MARKDOWN_MAX_BYTES) {
    errors.push({ field: 'markdown', message: tooLong(bytes, MARKDOWN_MAX_BYTES) });
  } else if (!/[\p{L}\p{N}]/u.test(text)) {
    errors.push({
      field: 'markdown',
      message: 'There is no text. Paste the translation as Markdown, or choose a file that holds it.',
    });
  }
  return text;
}

const tooLong = (bytes: number, max: number): string =>
  `The text is ${kilobytes(bytes)} long; at most ${kilobytes(max)} can be taken. Split it into parts.`;

/** An http(s) URL as typed, or undefined with an error. */
function readUrl(value: unknown, field: string, errors: FieldError[]): string | undefined {
  const text = textOf(value).trim();
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const good =
    url &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.hostname.includes('.') &&
    text.length <= URL_MAX_CHARS;
  if (good) return text;
  errors.push({
    field,
    message: `This is not a web address. Copy the whole address of the source, such as https://example.org/report (at most ${URL_MAX_CHARS} characters).`,
  });
  return undefined;
}

/** Well-formed is not enough: `xx` is well-formed and names no language. */
const isKnownLang = (lang: string): boolean =>
  new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(lang) !== undefined;

function readLang(value: unknown, field: string, errors: FieldError[]): string | undefined {
  const lang = parseLang(value);
  if (lang !== undefined && isKnownLang(lang)) return lang;
  errors.push({
    field,
    message: `"${textOf(value).slice(0, 40)}" is no known language. Give its BCP 47 tag, such as en, zh-Hans, ar or pt-BR.`,
  });
  return undefined;
}

/** A list, or one text with commas between. */
function readTopics(value: unknown, errors: FieldError[]): string[] {
  const list = Array.isArray(value) ? value : textOf(value).split(/[,，、;；\n]/u);
  if (list.some((item) => typeof item !== 'string')) {
    errors.push({ field: 'topics', message: 'Topics are a list of texts.' });
    return [];
  }
  const topics = [
    ...new Set(list.map((item) => String(item).normalize('NFC').trim()).filter((topic) => topic !== '')),
  ];
  if (topics.length > TOPICS_MAX || topics.some((topic) => topic.length > NAME_MAX_CHARS)) {
    errors.push({
      field: 'topics',
      message: `At most ${TOPICS_MAX} topics of at most ${NAME_MAX_CHARS} characters each. Keep the ones that matter most.`,
    });
  } else if (topics.some((topic) => !/[\p{L}\p{N}]/u.test(topic))) {
    errors.push({ field: 'topics', message: 'A topic needs at least one letter or digit.' });
  }
  return topics;
}

function readSlug(value: unknown, errors: FieldError[]): string | undefined {
  const slug = textOf(value).normalize('NFC').trim();
  if (slug === '') return undefined;
  if (!/[\p{L}\p{N}]/u.test(slug) || [...slug].length > SLUG_MAX_CHARS) {
    errors.push({
      field: 'slug',
      message: `A slug is words of letters and digits with hyphens between, at most ${SLUG_MAX_CHARS} characters. Leave it empty to have one made from the title.`,
    });
  }
  return slug;
}

export function parseSubmissionFields(raw: RawFields): Result<SubmissionFields, FieldError[]> {
  const errors: FieldError[] = [];
  const lang = readLang(raw.values.lang, 'lang', errors);
  const markdown = readMarkdown(raw, errors);
  const sourceUrl = readUrl(raw.values.source_url, 'source_url', errors);
  const sourceLang =
    textOf(raw.values.source_lang).trim() === ''
      ? undefined
      : readLang(raw.values.source_lang, 'source_lang', errors);
  const sourceMarkdown = textOf(raw.values.source_markdown);
  if (bytesOf(sourceMarkdown) > SOURCE_MARKDOWN_MAX_BYTES) {
    errors.push({
      field: 'source_markdown',
      message: tooLong(bytesOf(sourceMarkdown), SOURCE_MARKDOWN_MAX_BYTES),
    });
  }
  const slug = readSlug(raw.values.slug, errors);
  const topics = readTopics(raw.values.topics, errors);
  const image = raw.files.header_image;
  if (image && image.byteLength > PICTURE_MAX_BYTES) {
    errors.push({
      field: 'header_image',
      message: `The picture is ${kilobytes(image.byteLength)}; at most ${kilobytes(PICTURE_MAX_BYTES)} can be taken. Save it smaller.`,
    });
  }
  if (errors.length > 0 || lang === undefined) return fail(errors);
  return ok({
    lang,
    markdown,
    topics,
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    ...(sourceLang === undefined ? {} : { sourceLang }),
    ...(sourceMarkdown.trim() === '' ? {} : { sourceMarkdown }),
    ...(slug === undefined ? {} : { slug }),
    ...(image && image.byteLength > 0 ? { headerImage: image } : {}),
  });
}

/** What was typed, as text: for a form that is shown again. Files cannot be put back by a server. */
export function givenText(raw: RawFields): GivenText {
  const given: GivenText = {};
  for (const [name, value] of Object.entries(raw.values)) {
    given[name] = Array.isArray(value) ? value.join(', ') : textOf(value);
  }
  const file = raw.files.markdown_file ?? raw.files.markdown;
  // The text of a chosen file goes into the text area, so that a refusal does not lose it.
  if (file && (given.markdown ?? '').trim() === '') {
    const decoded = decodeText(file);
    if (decoded.ok) given.markdown = decoded.value;
  }
  return given;
}
