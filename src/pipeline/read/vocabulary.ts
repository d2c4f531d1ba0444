/**
 * All label words in one table, folded. A label is one known word or several: what is not listed is text,
 * whatever separator follows it.
 */
import type { CreditRole } from '../../store/schema/words.ts';
import { fold, foldedUnit, unfolded } from './fold.ts';
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
  // 鏈接 is 連結 in Taiwan.
  for (const [word, meaning] of [...words])
    if (word.includes('链接')) words.set(word.replace('链接', '连结'), meaning);
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
/** Stands for the second unit of a word that has one only. */
const ALONE = -1;
const unitAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : ALONE);

/** Words that begin with the same two UTF-16 units. */
interface Beginning {
  /** Of these words, longest first. */
  lengths: number[];
  /** Their third units; ALONE where one of them has none. */
  thirds: Set<number>;
}
/** By the first unit, then by the second. */
type Beginnings = ReadonlyMap<number, ReadonlyMap<number, Beginning>>;

function beginningsOf(known: Iterable<string>): Beginnings {
  const beginnings = new Map<number, Map<number, Beginning>>();
  for (const word of [...known].sort((a, b) => b.length - a.length)) {
    const seconds = beginnings.get(word.charCodeAt(0)) ?? new Map<number, Beginning>();
    beginnings.set(word.charCodeAt(0), seconds);
    const beginning = seconds.get(unitAt(word, 1)) ?? { lengths: [], thirds: new Set() };
    seconds.set(unitAt(word, 1), beginning);
    if (beginning.lengths.at(-1) !== word.length) beginning.lengths.push(word.length);
    beginning.thirds.add(unitAt(word, 2));
  }
  return beginnings;
}

/** Texts to be found at a place of a line. */
interface Known {
  texts: { has: (text: string) => boolean };
  beginnings: Beginnings;
  /** No letter of an alphabet may touch one. */
  alone: boolean;
}

const knownWords: Known = { texts: words, beginnings: beginningsOf(words.keys()), alone: true };
const knownModifiers: Known = { texts: modifiers, beginnings: beginningsOf(modifiers), alone: false };
const knownSuffixes: Known = { texts: suffixes, beginnings: beginningsOf(suffixes), alone: false };

/** What parts two segments of a line, folded or not. */
export const segmentStart = /[\s|｜丨│┃¦‖→/／\\＼,，、;；。.．•·●▶►◆★☆■【[［（(《「『>＞]/;

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
const beginnings = new Map<number, Set<number>>();
const unitsOf = new Map<string, number[]>();
function units(char: string): number[] {
  const known = unitsOf.get(char) ?? unfolded(char).map((one) => one.charCodeAt(0));
  unitsOf.set(char, known);
  return known;
}
for (const known of [knownWords, knownModifiers])
  for (const [written, followers] of known.beginnings)
    for (const first of units(String.fromCharCode(written))) {
      const seconds = beginnings.get(first) ?? new Set();
      beginnings.set(first, seconds);
      for (const follower of followers.keys())
        for (const second of follower === ALONE ? [ALONE] : units(String.fromCharCode(follower)))
          seconds.add(second);
    }
/** The same firsts, a bit each, since most characters are none: 8 KB stay near the processor where 64 do not. */
const firsts = new Uint32Array(0x10000 / 32);
for (const first of beginnings.keys()) firsts[first >> 5] = (firsts[first >> 5] ?? 0) | (1 << (first & 31));
const isFirstUnit = (unit: number): boolean => (((firsts[unit >> 5] ?? 0) >>> (unit & 31)) & 1) === 1;
/** What a label goes on with behind a word of one letter. */
const goesOn = new Set([...joiners, ...suffixes, ' '].flatMap((text) => units(text.charAt(0))));

/** False for a character that no word and no modifier begins with. */
export const isFirst = (text: string, at: number): boolean => isFirstUnit(text.charCodeAt(at));

/** True where the next characters begin a word or a modifier, whatever follows. */
function begins(text: string, at: number): boolean {
  const seconds = beginnings.get(text.charCodeAt(at));
  return seconds !== undefined && (seconds.has(text.charCodeAt(at + 1)) || seconds.has(ALONE));
}

/** False where no known word begins at `at`, nor a modifier of one; nearly always true where one does. */
export function mayBegin(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (!isFirstUnit(unit) || (isLatin(unit) && isLatin(text.charCodeAt(at - 1)))) return false;
  const seconds = beginnings.get(unit);
  const next = text.charCodeAt(at + 1);
  if (seconds?.has(next)) return true;
  // A word of one letter is a label only where a segment begins: 图 ends many words.
  return (
    seconds?.has(ALONE) === true &&
    (at === 0 || segmentStart.test(text.charAt(at - 1)) || goesOn.has(next) || begins(text, at + 1))
  );
}

/** The next place from `at` on where a word or a modifier may begin; `end` where there is none before it. */
export function nextBeginning(text: string, at: number, end: number): number {
  for (let next = at; next < end; next++) if (mayBegin(text, next)) return next;
  return end;
}

/** Most words are of Han, which one look tells. */
function isAlphabetic(text: string, at: number): boolean {
  return !isHan(text.charCodeAt(at)) && alphabetic.test(text.charAt(at));
}

const isHan = (unit: number): boolean => unit >= 0x4e00 && unit <= 0x9fff;

/** Nothing that is known ends or begins within a word; in `译：林三  校：…` no word that is drawn apart begins at 三. */
const standsAlone = (folded: string, at: number, end: number): boolean =>
  !(
    (isAlphabetic(folded, at) && isAlphabetic(folded, at - 1)) ||
    (isAlphabetic(folded, end - 1) && isAlphabetic(folded, end)) ||
    (folded.charCodeAt(at + 1) === 0x20 && end > at + 1 && isHan(folded.charCodeAt(at - 1)))
  );

/** Whether one of the known texts may begin with these three units, folded. */
function mayBeginWith({ beginnings }: Known, first: number, second: number, third: number): boolean {
  const seconds = beginnings.get(first);
  if (seconds === undefined) return false;
  if (seconds.has(ALONE)) return true;
  const thirds = seconds.get(second)?.thirds;
  return thirds !== undefined && (thirds.has(third) || thirds.has(ALONE));
}

/** False where the next three characters, folded or not, begin no word and no modifier. */
export function mayBeginLabel(text: string, at: number): boolean {
  const first = foldedUnit(text.charCodeAt(at));
  const second = foldedUnit(text.charCodeAt(at + 1));
  const third = foldedUnit(text.charCodeAt(at + 2));
  return mayBeginWith(knownWords, first, second, third) || mayBeginWith(knownModifiers, first, second, third);
}

/** The longest of the known texts that begins at `at`; empty where there is none. */
function longestAt(folded: string, at: number, { texts, beginnings, alone }: Known): string {
  const seconds = beginnings.get(folded.charCodeAt(at));
  if (!seconds) return '';
  const beginning = seconds.get(unitAt(folded, at + 1));
  if (beginning?.thirds.has(unitAt(folded, at + 2)) || beginning?.thirds.has(ALONE))
    for (const length of beginning.lengths) {
      const end = at + length;
      // Nothing that is known ends within a word.
      if (isLatin(folded.charCodeAt(end - 1)) && isLatin(folded.charCodeAt(end))) continue;
      const text = folded.slice(at, end);
      if (texts.has(text) && (!alone || standsAlone(folded, at, end))) return text;
    }
  return seconds.has(ALONE) && (!alone || standsAlone(folded, at, at + 1)) ? folded.charAt(at) : '';
}

/** The longest known word that begins at `at`, and where it ends. */
export function wordAt(folded: string, at: number): { word: Word; end: number } | undefined {
  const text = longestAt(folded, at, knownWords);
  const word = text === '' ? undefined : words.get(text);
  return word && { word, end: at + text.length };
}

/** The place after a modifier that begins at `at`, or `at`. */
export const afterModifier = (folded: string, at: number): number =>
  at + longestAt(folded, at, knownModifiers).length;
/** The place after a suffix that begins at `at`, or `at`. */
export const afterSuffix = (folded: string, at: number): number =>
  at + longestAt(folded, at, knownSuffixes).length;
/** True for a text that is nothing but a label word, such as a name that was never filled in. */
export const isLabelWord = (text: string): boolean => words.has(fold(text.trim()));
