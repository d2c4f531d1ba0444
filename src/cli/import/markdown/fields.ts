/** What the fields of Jekyll's, Hugo's and Hexo's front matter mean for an import. */
import { dayOf } from '../date.ts';

export type Fields = Record<string, unknown>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const textIn = (fields: Fields, ...names: string[]): string | undefined => {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return undefined;
};

/** A list, or one text with commas (Hugo, Jekyll) or, for Jekyll's `tags`, with spaces. */
export function listIn(fields: Fields, name: string, between: RegExp = /\s*,\s*/): string[] {
  const value = fields[name];
  if (Array.isArray(value))
    return value
      .flat()
      .map((item) => String(item).trim())
      .filter(Boolean);
  return typeof value === 'string'
    ? value
        .split(between)
        .map((item) => item.trim())
        .filter(Boolean)
    : [];
}

export function topicsOf(fields: Fields): string[] {
  const taxonomies = isRecord(fields.taxonomies) ? fields.taxonomies : {};
  return [
    ...new Set([
      ...listIn(fields, 'topics'),
      ...listIn(fields, 'tags'),
      ...listIn(fields, 'categories'),
      ...listIn(fields, 'category'),
      ...listIn(taxonomies, 'tags'),
      ...listIn(taxonomies, 'categories'),
    ]),
  ];
}

const pictureFields = [
  'image',
  'cover',
  'cover_image',
  'header_image',
  'thumbnail',
  'featured_image',
  'banner',
  'feature_image',
  'header',
];

/** Address and alternative text of the header picture, in the many places where themes put it. */
export function pictureOf(fields: Fields): { address: string; alt: string } | undefined {
  for (const name of pictureFields) {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '')
      return { address: value.trim(), alt: textIn(fields, 'image_alt', 'cover_alt') ?? '' };
    if (isRecord(value)) {
      const address = textIn(value, 'path', 'image', 'src', 'url', 'feature', 'teaser');
      if (address) return { address, alt: textIn(value, 'alt', 'caption') ?? '' };
    }
  }
  const [first] = listIn(fields, 'images');
  return first ? { address: first, alt: '' } : undefined;
}

export const translationKeyOf = (fields: Fields): string | undefined =>
  textIn(
    fields,
    'translationKey',
    'translation_key',
    'translation_id',
    'translationid',
    'ref',
    'lang-ref',
    'lang_ref',
    'page_id',
    'i18n_key',
  );

export const sourceOf = (fields: Fields): string | undefined =>
  [fields.source_url, fields.source, fields.original_url, fields.original, fields.original_link]
    .filter((value) => typeof value === 'string')
    .find((value) => /^https?:\/\/\S+\.\S+$/.test(value));

export const isDraft = (fields: Fields): boolean => fields.draft === true || fields.published === false;

/** A date as `yyyy-mm-dd…` text, of whatever type the format has for it. */
export const dateOf = (fields: Fields): string | undefined => datesOf(fields).find((date) => dayOf(date));

/** All of them as text, dates or not: Hugo shows a text from its `publishDate` on, whatever its `date`. */
export const datesOf = (fields: Fields): string[] =>
  timesIn(fields, ['date', 'published_at', 'publishDate', 'pubDate']);

/** Hugo shows a text until then. */
export const expiryOf = (fields: Fields): string | undefined =>
  timesIn(fields, ['expiryDate', 'expirydate', 'unpublishdate'])[0];

const timesIn = (fields: Fields, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const value = fields[name];
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? [] : [value.toISOString()];
    return textIn(fields, name) ?? [];
  });

/** Patterns such as `/:year/:title/` are the generator's business. */
const plainPaths = (fields: Fields, names: readonly string[]): string[] =>
  names.flatMap((name) => listIn(fields, name)).filter((path) => !/:\w/.test(path.replace(/^https?:/, '')));

/** Where the page itself says that it was. */
export const ownPathsOf = (fields: Fields): string[] => plainPaths(fields, ['permalink', 'url']);

/** Where it was before that. */
export const aliasesOf = (fields: Fields): string[] =>
  plainPaths(fields, ['aliases', 'alias', 'redirect_from']);
