/**
 * All label words in one table, folded. A label is one known word or several: what is not listed is text,
 * whatever separator follows it.
 */
import type { CreditRole } from '../../store/schema/words.ts';
import { fold, unfolded } from './fold.ts';
import { doubleRoles, joiners, modifierWords, roleWords, spacedRoles, suffixWords } from './role-words.ts';
import { infoWords, misspelt, originWords, pictureWords, sourceWords } from './source-words.ts';

export type LabelKind = 'credit' | 'source' | 'picture' | 'origin' | 'info';

export interface Word {
  kind: LabelKind;
  roles: readonly CreditRole[];
  /** What a known misspelling stands for. */
  means?: string;
  spaced?: true;
}

const split = (words: string): string[] => words.split(' ').map((word) => fold(word.replaceAll('_', ' ')));

function build(): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  const kinds = { info: infoWords, origin: originWords, source: sourceWords, picture: pictureWords } as const;
  for (const kind of ['info', 'origin', 'source', 'picture'] as const)
    for (const word of split(kinds[kind])) words.set(word, { kind, roles: [] });
  const roles = Object.keys(roleWords) as CreditRole[];
  for (const role of roles)
    for (const word of split(roleWords[role])) words.set(word, { kind: 'credit', roles: [role] });
  for (const role of roles)
    for (const word of split(spacedRoles[role] ?? ''))
      if (word !== '') words.set(word, { kind: 'credit', roles: [role], spaced: true });
  for (const [word, both] of Object.entries(doubleRoles))
    words.set(fold(word), { kind: 'credit', roles: both });
  for (const [word, means] of Object.entries(misspelt)) {
    const right = words.get(fold(means));
    if (right) words.set(fold(word), { ...right, means });
  }
  // 编 译, 作　者: two letters drawn apart, so that labels of a column are equally wide.
  for (const [word, meaning] of [...words])
    if (/^\p{Script=Han}{2}$/u.test(word))
      for (const gap of [' ', '  ', '    ']) words.set(word.split('').join(gap), meaning);
  return words;
}

const words = build();
const modifiers: ReadonlySet<string> = new Set(split(modifierWords));
const suffixes: ReadonlySet<string> = new Set(split(suffixWords));
/** By a word's first two characters, or its only one: lengths of the words that begin so, longest first. */
function lengthsByBeginning(known: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const word of known) {
    const beginning = word.slice(0, 2);
    lengths.set(beginning, (lengths.get(beginning) ?? new Set()).add(word.length));
  }
  return new Map([...lengths].map(([beginning, found]) => [beginning, [...found].sort((a, b) => b - a)]));
}

const lengths = lengthsByBeginning(words.keys());
const modifierLengths = lengthsByBeginning(modifiers);
const suffixLengths = lengthsByBeginning(suffixes);

/** What parts two segments of a line, folded or not. */
export const segmentStart = /[\s|｜丨│┃/／\\＼,，、;；。.．•·●▶►◆★☆■【[［（(《「『>＞]/;

/** More modifiers before a word are not looked at. */
export const MODIFIERS_MAX = 2;
const longest = (known: Iterable<string>): number => Math.max(...Array.from(known, (word) => word.length));
/** A word and its modifiers reach no further. */
export const BEGINNING_MAX_CHARS = longest(words.keys()) + MODIFIERS_MAX * longest(modifiers);

/** Letters of scripts that part words with spaces: a label word of these must stand alone. */
const alphabetic =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{N}_]/u;
const isLatin = (unit: number): boolean => (unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b;

/** By the first UTF-16 unit of a word or a modifier, folded or not: its second ones; ALONE where it needs none. */
const ALONE = -1;
const beginnings = new Map<number, Set<number>>();
const unitsOf = new Map<string, number[]>();
function units(char: string): number[] {
  const known = unitsOf.get(char) ?? unfolded(char).map((one) => one.charCodeAt(0));
  unitsOf.set(char, known);
  return known;
}
for (const beginning of [...lengths.keys(), ...modifierLengths.keys()]) {
  const seconds = beginning.length > 1 ? units(beginning.charAt(1)) : [ALONE];
  for (const first of units(beginning.charAt(0))) {
    const known = beginnings.get(first) ?? new Set();
    beginnings.set(first, known);
    for (const second of seconds) known.add(second);
  }
}
/** The same firsts as a table: most characters are none. */
const firsts = new Uint8Array(0x10000);
for (const first of beginnings.keys()) firsts[first] = 1;
/** What a label goes on with behind a word of one letter. */
const goesOn = new Set([...joiners, ...suffixes, ' '].flatMap((text) => units(text.charAt(0))));

/** False for a character that no word and no modifier begins with. */
export const isFirst = (text: string, at: number): boolean => firsts[text.charCodeAt(at)] === 1;

/** True where the next characters begin a word or a modifier, whatever follows. */
function begins(text: string, at: number): boolean {
  const seconds = beginnings.get(text.charCodeAt(at));
  return seconds !== undefined && (seconds.has(text.charCodeAt(at + 1)) || seconds.has(ALONE));
}

/** False where no known word begins at `at`, nor a modifier of one; nearly always true where one does. */
export function mayBegin(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (!firsts[unit] || (isLatin(unit) && isLatin(text.charCodeAt(at - 1)))) return false;
  const seconds = beginnings.get(unit);
  const next = text.charCodeAt(at + 1);
  if (seconds?.has(next)) return true;
  // A word of one letter is a label only where a segment begins: 图 ends many words.
  return (
    seconds?.has(ALONE) === true &&
    (at === 0 || segmentStart.test(text.charAt(at - 1)) || goesOn.has(next) || begins(text, at + 1))
  );
}

/** The next place from `at` on where a word or a modifier may begin; the text's length where there is none. */
export function nextBeginning(text: string, at: number): number {
  for (let next = at; next < text.length; next++) if (mayBegin(text, next)) return next;
  return text.length;
}

const standsAlone = (folded: string, at: number, end: number): boolean =>
  !(
    (alphabetic.test(folded.charAt(at)) && alphabetic.test(folded.charAt(at - 1))) ||
    (alphabetic.test(folded.charAt(end - 1)) && alphabetic.test(folded.charAt(end)))
  );

/** The longest text of `known` that begins at `at` and of which `fits` holds; empty where there is none. */
function longestAt(
  folded: string,
  at: number,
  known: ReadonlyMap<string, readonly number[]>,
  fits: (text: string) => boolean,
): string {
  for (const length of known.get(folded.slice(at, at + 2)) ?? []) {
    const end = at + length;
    // Nothing that is known ends within a word.
    if (isLatin(folded.charCodeAt(end - 1)) && isLatin(folded.charCodeAt(end))) continue;
    const text = folded.slice(at, end);
    if (fits(text)) return text;
  }
  const first = folded.charAt(at);
  return known.has(first) && fits(first) ? first : '';
}

/** The longest known word that begins at `at`, and where it ends. */
export function wordAt(folded: string, at: number): { word: Word; end: number } | undefined {
  const text = longestAt(
    folded,
    at,
    lengths,
    (one) => words.has(one) && standsAlone(folded, at, at + one.length),
  );
  const word = text === '' ? undefined : words.get(text);
  return word && { word, end: at + text.length };
}

const longestOf = (
  set: ReadonlySet<string>,
  known: ReadonlyMap<string, readonly number[]>,
  folded: string,
  at: number,
): number => at + longestAt(folded, at, known, (text) => set.has(text)).length;

/** The place after a modifier that begins at `at`, or `at`. */
export const afterModifier = (folded: string, at: number): number =>
  longestOf(modifiers, modifierLengths, folded, at);
/** The place after a suffix that begins at `at`, or `at`. */
export const afterSuffix = (folded: string, at: number): number =>
  longestOf(suffixes, suffixLengths, folded, at);
/** True for a text that is nothing but a label word, such as a name that was never filled in. */
export const isLabelWord = (text: string): boolean => words.has(fold(text.trim()));
