/**
 * A submission's fields, parsed once at the door, for the form and the API alike. Whatever is refused is
 * named, with the remedy, and all that is wrong is said at once.
 */
import { type Told, tell } from '../i18n/told/tell.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { MARKDOWN_MAX_BYTES, PICTURE_MAX_BYTES } from '../limits.ts';
import type { RawFields } from './body.ts';
import { kilobytes, submissionBody, textOf, tooLong } from './submission-schema.ts';
import { parseValues } from './values.ts';

/** Names the remedy. A `message` is one that only the API has, in English. */
export type FieldError = { field: string } & (
  | { told: Told; message?: undefined }
  | { told?: undefined; message: string }
);

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

/** Decodes an uploaded text file by its byte order mark, and otherwise as strict UTF-8. */
function decodeText(bytes: Uint8Array): Result<string, Told> {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return ok(new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return fail(tell('text-not-utf8'));
  }
}

/** The Markdown of a chosen file, unless there is some in the text area. */
function readMarkdown({ values, files }: RawFields): Result<unknown, Told> {
  const file = files.markdown_file ?? files.markdown;
  if (!file || file.byteLength === 0 || textOf(values.markdown).trim() !== '') return ok(values.markdown);
  return file.byteLength > MARKDOWN_MAX_BYTES * 2
    ? fail(tooLong(file.byteLength, MARKDOWN_MAX_BYTES))
    : decodeText(file);
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** What is wrong with the header picture before it is looked into; without one nothing is. */
export function pictureError({ values, files }: RawFields): FieldError | undefined {
  const field = 'header_image';
  const given = values[field];
  if (given !== undefined && given !== null && !isBlank(given))
    return { field, told: tell('picture-no-file') };
  const size = files[field]?.byteLength ?? 0;
  if (size <= PICTURE_MAX_BYTES) return undefined;
  const max = kilobytes(PICTURE_MAX_BYTES);
  return { field, told: tell('picture-file-too-large', { size: kilobytes(size), max }) };
}

export function parseSubmissionFields(raw: RawFields): Result<SubmissionFields, FieldError[]> {
  const file = readMarkdown(raw);
  // A form sends every field that it has.
  const filled = Object.fromEntries(Object.entries(raw.values).filter(([, value]) => !isBlank(value)));
  const read = parseValues(submissionBody(), { ...filled, markdown: file.ok ? file.value : undefined });
  const errors = (read.ok ? [] : read.error).map((error) =>
    error.field === 'markdown' && !file.ok ? { field: error.field, told: file.error } : error,
  );
  const picture = pictureError(raw);
  if (picture) errors.push(picture);
  if (!read.ok || errors.length > 0) return fail(errors);
  const { source_url, source_lang, source_markdown, slug, ...rest } = read.value;
  return ok({
    lang: rest.lang,
    markdown: rest.markdown,
    topics: rest.topics ?? [],
    ...(source_url === undefined ? {} : { sourceUrl: source_url }),
    ...(source_lang === undefined ? {} : { sourceLang: source_lang }),
    ...(source_markdown === undefined ? {} : { sourceMarkdown: source_markdown }),
    ...(slug === undefined ? {} : { slug }),
    ...(raw.files.header_image ? { headerImage: raw.files.header_image } : {}),
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
