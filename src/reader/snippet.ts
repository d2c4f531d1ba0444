/** The place in a text where a reader's words stand, cut out and marked. */
import { DENSE } from '../lib/dense.ts';
import { eitherWay, FORMS, inTwo, oneForm, POINT, withoutPoints } from '../lib/points.ts';

export interface Piece {
  text: string;
  hit: boolean;
}

/** A Han character says as much as two letters. */
const room = { spaced: { before: 48, chars: 190 }, dense: { before: 24, chars: 96 } } as const;
const TERMS_MAX = 8;

const marked = new RegExp(`[A-ZÀ-ɏͰ-ϿЀ-ӿḀ-ỿＡ-Ｚ${FORMS}]`, 'g');
const pointed = /[\u05d0-\u05ea\u0620-\u06d5]/;

/** Case and diacritics folded, one unit for one, so that places in the folded text are places in the text. */
const fold = (text: string): string =>
  text.replace(marked, (character) => {
    const form = oneForm(character);
    if (form !== character) return form;
    const [base = character] = character.normalize('NFKD');
    return oneForm(base.toLowerCase()[0] ?? character);
  });

/** Scripts that are written without spaces, and so are not bound to the edges of words. */
const dense = new RegExp(DENSE, 'v');
const letter = /[\p{L}\p{N}\p{M}]/u;

/** The words of a query as they may stand in a text. */
export const termsOf = (query: string): string[] =>
  (inTwo(withoutPoints(fold(query.normalize('NFC')))).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(
    0,
    TERMS_MAX,
  );

interface Place {
  at: number;
  end: number;
}

/** A term's letters and digits, between which a text of its script may have points. */
const patternOf = (term: string): RegExp =>
  new RegExp(
    pointed.test(term) ? [...term].map((each) => `${each}${POINT}*`).join('') : eitherWay(term),
    'g',
  );

/** Where a term stands in `text` at or after `from`, as a word where the script has words. */
function find(text: string, pattern: RegExp, from: number): Place | undefined {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const { index: at } = found;
    const end = at + found[0].length;
    if (dense.test(found[0])) return { at, end };
    if (!letter.test(text[at - 1] ?? ' ') && !letter.test(text[end] ?? ' ')) return { at, end };
    pattern.lastIndex = at + 1;
  }
  return undefined;
}

/** Text in pieces, those that match one of the terms marked. */
export function highlight(text: string, terms: string[]): Piece[] {
  const folded = fold(text);
  const patterns = terms.map(patternOf);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    let next: Place | undefined;
    for (const pattern of patterns) {
      const found = find(folded, pattern, at);
      if (found && (!next || found.at < next.at || (found.at === next.at && found.end > next.end)))
        next = found;
    }
    if (!next) break;
    if (next.at > at) pieces.push({ text: text.slice(at, next.at), hit: false });
    pieces.push({ text: text.slice(next.at, next.end), hit: true });
    at = next.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}

/** As much of a text as `room` has for its script, around the first of the terms; its beginning where none stands in it. */
export function snippet(text: string, terms: string[]): Piece[] {
  const folded = fold(text);
  const places = terms.flatMap((term) => find(folded, patternOf(term), 0)?.at ?? []);
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
