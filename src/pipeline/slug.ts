/**
 * Slugs keep their script: letters, marks and digits of any language joined by `-`. No dot, no slash and nothing
 * invisible is ever in one, so none can end in `.md`, be a path segment of its own, or look like another.
 */
import { once } from '../lib/once.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { SLUG_MAX_BYTES, SLUG_MAX_CHARS } from '../limits.ts';

/** Longer text cannot change what the first characters become. */
const LOOKED_AT_CHARS = 1_000;

/** Most names and topics are their own slug: these have neither marks, nor case, nor another form. */
const isSlug = /^[0-9a-z\u4e00-\u9fff]{1,20}$/;

/**
 * Anything but ASCII, Han, and punctuation that Chinese is written with: most titles hold nothing else, have no other
 * form, no marks and nothing invisible, and of them only letters, digits and apostrophes are told apart.
 */
const beyondSimple =
  /[^\x00-\x7f\u2013\u2014\u2018-\u201d\u2026\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]/;

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).byteLength;

/** A slug for a title; undefined when there is no letter or digit in it (the caller falls back). */
export function slugFrom(text: string): string | undefined {
  if (isSlug.test(text)) return text;
  if (text.length <= LOOKED_AT_CHARS && !beyondSimple.test(text)) {
    const simple = text
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[^0-9a-z\u4e00-\u9fff]+/g, '-')
      .replace(/^-|-$/g, '');
    return simple === '' ? undefined : cut(simple);
  }
  const plain = text
    .slice(0, LOOKED_AT_CHARS)
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    // Lower case of the Turkish İ outside Turkish.
    .replaceAll('i\u0307', 'i')
    // Apostrophes join, and so does what nobody sees: soft hyphens, joiners, bidi marks, variation selectors.
    .replace(/['’ʼ＇\p{Cf}\p{Variation_Selector}\u{fffd}]/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    // A mark without its letter would sit on the hyphen, or on the slash before the slug.
    .replace(/(^|-)\p{M}+/gu, '$1')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return plain === '' ? undefined : cut(plain);
}

const graphemes = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }));

/** The longest beginning of whole words within the bounds; of whole graphemes where there is no word's end. */
function cut(slug: string): string {
  // A unit takes at most three bytes, so most need not be encoded to tell.
  const fits = slug.length * 3 <= SLUG_MAX_BYTES || bytesOf(slug) <= SLUG_MAX_BYTES;
  if (slug.length <= SLUG_MAX_CHARS && fits) return slug;
  let fitting = '';
  let bytes = 0;
  for (const { segment } of graphemes().segment(slug.slice(0, SLUG_MAX_CHARS + 1))) {
    bytes += bytesOf(segment);
    if (bytes > SLUG_MAX_BYTES || fitting.length + segment.length > SLUG_MAX_CHARS) break;
    fitting += segment;
  }
  const whole =
    slug[fitting.length] === '-' ? fitting : fitting.slice(0, Math.max(0, fitting.lastIndexOf('-')));
  const kept = whole.length * 2 >= fitting.length ? whole : fitting;
  return kept.replace(/-+$/, '') || [...slug].slice(0, SLUG_MAX_CHARS / 4).join('');
}

/** A slug that someone asks for, in its canonical form. The error says what to change. */
export function parseSlug(wished: unknown): Result<string, string> {
  if (typeof wished !== 'string')
    return fail('The slug must be text. Leave it out to have one made from the title.');
  const text = wished.trim().normalize('NFC');
  const slug = slugFrom(text);
  if (slug === undefined) {
    return fail('The slug has no letter or digit. Use words joined by hyphens, or leave it out.');
  }
  if (text.length > SLUG_MAX_CHARS || bytesOf(text) > SLUG_MAX_BYTES) {
    return fail(
      `The slug is longer than ${SLUG_MAX_CHARS} characters (${SLUG_MAX_BYTES} bytes). Shorten it.`,
    );
  }
  return ok(slug);
}
