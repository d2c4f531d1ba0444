/**
 * All label words in one table, folded. A label is one known word or several: what is not listed is text,
 * whatever separator follows it.
 */
import type { CreditRole } from '../../store/schema/words.ts';
import { fold } from './fold.ts';
import { doubleRoles, modifierWords, roleWords, spacedRoles, suffixWords } from './role-words.ts';
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
/** Lengths of the words that begin with a character, longest first: most characters begin none. */
function lengthsByFirst(known: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const word of known) {
    const first = word.charAt(0);
    lengths.set(first, (lengths.get(first) ?? new Set()).add(word.length));
  }
  return new Map([...lengths].map(([first, found]) => [first, [...found].sort((a, b) => b - a)]));
}

const lengths = lengthsByFirst(words.keys());
const modifierLengths = lengthsByFirst(modifiers);
const suffixLengths = lengthsByFirst(suffixes);

const escaped = (char: string): string => char.replace(/[\\\]^-]/, '\\$&');
const firsts = [...new Set([...lengths.keys(), ...modifierLengths.keys()])].map(escaped).join('');
const begins = new RegExp(`[${firsts}]`, 'g');

/** The next place from `at` on where a word or a modifier may begin; the text's length where there is none. */
export function nextBeginning(folded: string, at: number): number {
  begins.lastIndex = at;
  return begins.exec(folded)?.index ?? folded.length;
}

/** Letters of scripts that part words with spaces: a label word of these must stand alone. */
const alphabetic =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{N}_]/u;

const standsAlone = (folded: string, at: number, end: number): boolean =>
  !(
    (alphabetic.test(folded.charAt(at)) && alphabetic.test(folded.charAt(at - 1))) ||
    (alphabetic.test(folded.charAt(end - 1)) && alphabetic.test(folded.charAt(end)))
  );

/** The longest known word that begins at `at`, and where it ends. */
export function wordAt(folded: string, at: number): { word: Word; end: number } | undefined {
  for (const length of lengths.get(folded.charAt(at)) ?? []) {
    const end = at + length;
    const word = end <= folded.length ? words.get(folded.slice(at, end)) : undefined;
    if (word && standsAlone(folded, at, end)) return { word, end };
  }
  return undefined;
}

const longestOf = (
  set: ReadonlySet<string>,
  known: ReadonlyMap<string, readonly number[]>,
  folded: string,
  at: number,
): number => {
  const length = known.get(folded.charAt(at))?.find((one) => set.has(folded.slice(at, at + one)));
  return at + (length ?? 0);
};

/** The place after a modifier that begins at `at`, or `at`. */
export const afterModifier = (folded: string, at: number): number =>
  longestOf(modifiers, modifierLengths, folded, at);
/** The place after a suffix that begins at `at`, or `at`. */
export const afterSuffix = (folded: string, at: number): number =>
  longestOf(suffixes, suffixLengths, folded, at);
/** True for a text that is nothing but a label word, such as a name that was never filled in. */
export const isLabelWord = (text: string): boolean => words.has(fold(text.trim()));
