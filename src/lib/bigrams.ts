/**
 * Text and queries for FTS5 with its unicode61 tokeniser, which takes a Chinese run as one token. Runs of scripts
 * without spaces are written as overlapping pairs and their last character, so that a word of two characters is
 * a token, and a longer one a phrase. Behind them stands each character once more, by itself, and with the word
 * that it follows (`5月`): as the beginning of a token (`月*`) it would cost all tokens that begin so, whose lists
 * FTS5 merges whole before it gives the first row.
 */
import { DENSE } from './dense.ts';
import { FORMS, inTwo, oneForm, withoutPoints } from './points.ts';

/** A run of one kind, and what may be two: a run of letters can go over into Han (`iPhone手机`). */
const dense = `${DENSE}[${DENSE}\\p{M}]*`;
const run = new RegExp(`${dense}|[\\p{L}\\p{N}\\p{M}]+`, 'gv');
const splitDense = new RegExp(`(${dense})`, 'v');
const startsDense = new RegExp(`^${DENSE}`, 'v');

/** Said only to whoever sets the line: where a word may be broken, how one Han character is drawn. */
const unseen = /\p{Variation_Selector}|[\u00ad\u200b\u2060]|\u200d/gu;
const letters = new RegExp(`[${FORMS}]`, 'g');

const fold = (text: string): string =>
  inTwo(
    withoutPoints(text.toWellFormed().normalize('NFKC').toLowerCase().normalize('NFKC'))
      .replace(unseen, '')
      .replace(letters, oneForm),
  );

/** A character with the vowels and tones that are written on it. */
const charactersOf = (text: string): string[] => text.match(/\P{M}\p{M}*/gu) ?? [];

/**
 * The tokeniser ends a word at a vowel sign of India, Thailand and others, and drops it: कि and के would be one word.
 * What stands for such a mark is of the private range, which it takes for letters.
 */
const mark = /(?=[\u0700-\u1cff])\p{M}/gu;
const withMarks = (text: string): string =>
  text.replace(mark, (one) => String.fromCharCode(0xe000 + one.charCodeAt(0) - 0x700));

const pairs = (characters: readonly string[]): string[] =>
  characters.slice(0, -1).map((character, at) => character + (characters[at + 1] ?? ''));

/** Runs of one kind each: `iPhone手机` is two. */
function* runsOf(text: string): Generator<{ text: string; dense: boolean }> {
  for (const [found] of text.matchAll(run)) {
    if (startsDense.test(found)) yield { text: found, dense: true };
    else
      for (const part of found.split(splitDense))
        if (part) yield { text: part, dense: startsDense.test(part) };
  }
}

const indexed = (characters: readonly string[]): string[] => [...pairs(characters), characters.at(-1) ?? ''];

/** What goes into the index for `text`. */
export function searchText(text: string): string {
  const tokens: string[] = [];
  const single = new Set<string>();
  let before: string | undefined;
  for (const found of runsOf(fold(text))) {
    if (!found.dense) tokens.push(found.text);
    else {
      const characters = charactersOf(found.text);
      for (const token of indexed(characters)) tokens.push(token);
      for (const character of characters) single.add(character);
      if (before !== undefined) single.add(before + (characters[0] ?? ''));
    }
    before = found.dense ? undefined : found.text;
  }
  for (const token of single) tokens.push(token);
  return withMarks(tokens.join(' '));
}

const QUERY_MAX_CHARS = 200;
const TERMS_MAX = 8;

const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ')}"`;

/** One term as FTS5 strings: only letters, digits and spaces stand between their quotes. */
function phrases(term: string): string[] {
  const runs = [...runsOf(term)];
  const last = runs.at(-1);
  if (!last) return [];
  const before = runs.at(-2);
  const head = runs
    .slice(0, -1)
    .flatMap((found) => (found.dense ? indexed(charactersOf(found.text)) : [found.text]));
  const characters = charactersOf(last.text);
  if (!last.dense) return [quoted([...head, last.text])];
  if (characters.length > 1) return [quoted([...head, ...pairs(characters)])];
  // A single character: a token by itself, or with the word that it follows.
  const single = before && !before.dense ? before.text + last.text : last.text;
  return head.length > 1 || before?.dense ? [quoted(head), quoted([single])] : [quoted([single])];
}

/**
 * An FTS5 MATCH expression for what a reader typed: every word must occur, what stands in quotation marks as a
 * phrase. Operators are words like others. Undefined when there is nothing to look for.
 */
export function searchQuery(query: string): string | undefined {
  const text = fold(query.slice(0, QUERY_MAX_CHARS));
  const terms = [...text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|[^\s"“”„«»]+/gu)]
    .flatMap(([whole, inside]) => phrases(inside ?? whole))
    .slice(0, TERMS_MAX);
  return terms.length > 0 ? withMarks(terms.join(' AND ')) : undefined;
}
