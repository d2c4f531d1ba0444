/** What a submission's fields must be, for the door and for its description: each refusal says the remedy. */
import * as z from 'zod/mini';
import { parseLang } from '../i18n/languages.ts';
import { type Told, tell, toldJson } from '../i18n/told/tell.ts';
import { once } from '../lib/once.ts';
import {
  MARKDOWN_MAX_BYTES,
  NAME_MAX_CHARS,
  SLUG_MAX_CHARS,
  SOURCE_MARKDOWN_MAX_BYTES,
  TOPICS_MAX,
  URL_MAX_CHARS,
} from '../limits.ts';
import { isKnownLang } from './known-lang.ts';
import { said, text } from './values.ts';

const bytesOf = (value: string): number => new TextEncoder().encode(value).byteLength;
export const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024).toLocaleString('en')} KB`;
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const hasLetter = (value: string): boolean => /[\p{L}\p{N}]/u.test(value);

export const tooLong = (bytes: number, max: number): Told =>
  tell('text-too-long', { size: kilobytes(bytes), max: kilobytes(max) });
export const NO_WHOLE_TEXT = tell('text-missing-whole');
const noText = toldJson(tell('text-missing'));

/** Markdown up to `max` bytes; characters take one or more, so that `maxLength` promises no more than it may. */
const markdown = (description: string, max: number, error: string) =>
  z
    .string(error)
    .check(
      z.refine((value) => bytesOf(value) <= max, {
        error: ({ input }) => toldJson(tooLong(bytesOf(textOf(input)), max)),
      }),
    )
    .register(said, { description, maxLength: max });

/** A language that is written in, as a canonical tag. */
export const knownLang = (description: string) => {
  const error = ({ input }: { input?: unknown }): string =>
    toldJson(
      textOf(input).trim() === ''
        ? tell('lang-missing')
        : tell('lang-unknown', { given: textOf(input).slice(0, 40) }),
    );
  return z.pipe(
    z.string({ error }).register(said, { description }),
    z.transform((value, ctx) => {
      const lang = parseLang(value);
      if (lang !== undefined && isKnownLang(lang)) return lang;
      ctx.issues.push({ code: 'custom', input: value, message: error({ input: value }) });
      return z.NEVER;
    }),
  );
};

function isWebAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return (
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.hostname.includes('.') &&
    value.length <= URL_MAX_CHARS
  );
}

/** An http(s) URL as typed. */
export const webAddress = (description: string) => {
  const error = toldJson(tell('url-bad', { max: URL_MAX_CHARS }));
  return z
    .string(error)
    .check(z.trim(), z.refine(isWebAddress, error))
    .register(said, { description, format: 'uri', maxLength: URL_MAX_CHARS });
};

const noTopics = toldJson(tell('topics-bad'));

/** A list, one text with commas between, or a form's one text that is a list's JSON. */
function topicsGiven(value: unknown): unknown {
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof only !== 'string') return value;
  try {
    // A name may begin with a bracket, too.
    if (/^\s*\[/.test(only)) return JSON.parse(only);
  } catch {}
  return value === only ? only.split(/[,，、;；\n]/u) : value;
}

const topics = () =>
  z.pipe(
    z.transform(topicsGiven),
    z.pipe(
      z
        .array(z.string(noTopics).register(said, { maxLength: NAME_MAX_CHARS }), noTopics)
        .register(said, { description: 'Names of topics', maxItems: TOPICS_MAX }),
      z.transform((list, ctx) => {
        const names = [
          ...new Set(list.map((name) => name.normalize('NFC').trim()).filter((name) => name !== '')),
        ];
        const refuse = (told: Told) =>
          ctx.issues.push({ code: 'custom', input: list, message: toldJson(told) });
        if (names.length > TOPICS_MAX || names.some((name) => name.length > NAME_MAX_CHARS)) {
          refuse(tell('topics-too-many', { max: TOPICS_MAX, chars: NAME_MAX_CHARS }));
        } else if (!names.every(hasLetter)) refuse(tell('topic-empty'));
        return names;
      }),
    ),
  );

const badSlug = toldJson(tell('slug-bad', { max: SLUG_MAX_CHARS }));

export const submissionBody = once(() =>
  z.object({
    lang: knownLang('BCP 47 tag of the translation, such as zh-Hans'),
    markdown: markdown(
      'The translation with its title, credits and source, as Markdown',
      MARKDOWN_MAX_BYTES,
      noText,
    ).check(z.refine(hasLetter, noText)),
    source_url: z.optional(webAddress('Address of the report that was translated')),
    source_lang: z.optional(knownLang('BCP 47 tag of the source')),
    source_markdown: z.optional(
      markdown(
        'The source text, where it may be kept',
        SOURCE_MARKDOWN_MAX_BYTES,
        toldJson(tell('source-no-text')),
      ),
    ),
    slug: z.optional(
      text('Wished last part of the URL; made from the title when left out', { error: badSlug }).check(
        z.normalize('NFC'),
        z.refine((value) => hasLetter(value) && [...value].length <= SLUG_MAX_CHARS, badSlug),
      ),
    ),
    topics: z.optional(topics()),
  }),
);
