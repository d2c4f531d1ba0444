/** The place in a text where a reader's words stand, cut out and marked. */

export interface Piece {
  text: string;
  hit: boolean;
}

/** A Han character says as much as two letters. */
const room = { spaced: { before: 48, chars: 190 }, dense: { before: 24, chars: 96 } } as const;
const TERMS_MAX = 8;

const marked = /[A-ZÀ-ɏͰ-ϿЀ-ӿḀ-ỿＡ-Ｚ]/g;

/** Case and diacritics folded, one unit for one, so that places in the folded text are places in the text. */
const fold = (text: string): string =>
  text.replace(marked, (character) => {
    const [base = character] = character.normalize('NFKD');
    return base.toLowerCase()[0] ?? character;
  });

/** Scripts that are written without spaces, and so are not bound to the edges of words. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const letter = /[\p{L}\p{N}\p{M}]/u;

/** The words of a query as they may stand in a text. */
export const termsOf = (query: string): string[] =>
  (fold(query.normalize('NFC')).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, TERMS_MAX);

function stands(text: string, at: number, term: string): boolean {
  if (dense.test(term)) return true;
  return !letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + term.length] ?? ' ');
}

/** Where `term` stands in `text` at or after `from`, as a word where the script has words; or -1. */
function find(text: string, term: string, from: number): number {
  let at = text.indexOf(term, from);
  while (at !== -1 && !stands(text, at, term)) at = text.indexOf(term, at + 1);
  return at;
}

/** Text in pieces, those that match one of the terms marked. */
export function highlight(text: string, terms: string[]): Piece[] {
  const folded = fold(text);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    let next = -1;
    let length = 0;
    for (const term of terms) {
      const found = find(folded, term, at);
      if (found !== -1 && (next === -1 || found < next || (found === next && term.length > length))) {
        next = found;
        length = term.length;
      }
    }
    if (next === -1) break;
    if (next > at) pieces.push({ text: text.slice(at, next), hit: false });
    pieces.push({ text: text.slice(next, next + length), hit: true });
    at = next + length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}

/** As much of a text as `room` has for its script, around the first of the terms; its beginning where none stands in it. */
export function snippet(text: string, terms: string[]): Piece[] {
  const folded = fold(text);
  const places = terms.map((term) => find(folded, term, 0)).filter((at) => at !== -1);
  const first = places.length > 0 ? Math.min(...places) : 0;
  const { before, chars } = dense.test(text.slice(first, first + 12)) ? room.dense : room.spaced;
  let start = Math.max(0, first - before);
  if (start > 0) {
    const space = text.indexOf(' ', start);
    if (space !== -1 && space < first) start = space + 1;
    else if (/[\udc00-\udfff]/.test(text[start] ?? '')) start += 1;
  }
  let end = Math.min(text.length, start + chars);
  if (end < text.length) {
    const space = text.lastIndexOf(' ', end);
    if (space > first + chars / 3) end = space;
    else if (/[\udc00-\udfff]/.test(text[end] ?? '')) end += 1;
  }
  const pieces = highlight(text.slice(start, end), terms);
  if (start > 0) pieces.unshift({ text: '… ', hit: false });
  if (end < text.length) pieces.push({ text: ' …', hit: false });
  return pieces;
}
