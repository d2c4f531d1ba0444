/**
 * Text and queries for FTS5 with its unicode61 tokeniser, which takes a Chinese run as one token. Runs of Han,
 * kana and Hangul are written as overlapping pairs and their last character, so that a word of two characters is
 * a token, a longer one a phrase, and a single character the beginning of a token wherever it stands.
 */

/** Han, kana, Hangul, and the marks that prolong or repeat them. */
const run =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ーｰ]+|[\p{L}\p{N}\p{M}]+/gu;
const dense = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ーｰ]/u;

const fold = (text: string): string => text.toWellFormed().normalize('NFKC').toLowerCase().normalize('NFKC');

const pairs = (characters: readonly string[]): string[] =>
  characters.slice(0, -1).map((character, at) => character + (characters[at + 1] ?? ''));

/** Runs of one kind each: `iPhone手机` is two. */
function* runsOf(text: string): Generator<{ text: string; dense: boolean }> {
  for (const [found] of text.matchAll(run)) {
    if (dense.test(found)) yield { text: found, dense: true };
    else for (const part of found.split(splitDense)) if (part) yield { text: part, dense: dense.test(part) };
  }
}
/** A run of letters may go over into Han. */
const splitDense = /((?:(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]).)+)/u;

const indexed = (text: string): string[] => {
  const characters = [...text];
  return [...pairs(characters), characters.at(-1) ?? ''];
};

/** What goes into the index for `text`. */
export function searchText(text: string): string {
  const tokens: string[] = [];
  for (const found of runsOf(fold(text))) {
    if (!found.dense) tokens.push(found.text);
    else for (const token of indexed(found.text)) tokens.push(token);
  }
  return tokens.join(' ');
}

const QUERY_MAX_CHARS = 200;
const TERMS_MAX = 8;

/** One term as an FTS5 string: only letters, digits and spaces stand between its quotes. */
function phrase(term: string): string | undefined {
  const runs = [...runsOf(term)];
  const last = runs.at(-1);
  if (!last) return undefined;
  const head = runs.slice(0, -1).flatMap((found) => (found.dense ? indexed(found.text) : [found.text]));
  const characters = [...last.text];
  if (!last.dense) return `"${[...head, last.text].join(' ')}"`;
  // A single character begins a token wherever it stands.
  if (characters.length === 1) return `"${[...head, last.text].join(' ')}"*`;
  return `"${[...head, ...pairs(characters)].join(' ')}"`;
}

/**
 * An FTS5 MATCH expression for what a reader typed: every word must occur, what stands in quotation marks as a
 * phrase. Operators are words like others. Undefined when there is nothing to look for.
 */
export function searchQuery(query: string): string | undefined {
  const text = fold(query.slice(0, QUERY_MAX_CHARS));
  const terms = [...text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]|[^\s"“”„«»]+/gu)]
    .flatMap(([whole, quoted]) => phrase(quoted ?? whole) ?? [])
    .slice(0, TERMS_MAX);
  return terms.length > 0 ? terms.join(' AND ') : undefined;
}
