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
const longest = Math.max(...[...words.keys()].map((word) => word.length));

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
  for (let end = Math.min(folded.length, at + longest); end > at; end--) {
    const word = words.get(folded.slice(at, end));
    if (word && standsAlone(folded, at, end)) return { word, end };
  }
  return undefined;
}

const longestOf = (set: ReadonlySet<string>, folded: string, at: number): number => {
  for (let length = 3; length > 0; length--) if (set.has(folded.slice(at, at + length))) return at + length;
  return at;
};

/** The place after a modifier that begins at `at`, or `at`. */
export const afterModifier = (folded: string, at: number): number => longestOf(modifiers, folded, at);
/** The place after a suffix that begins at `at`, or `at`. */
export const afterSuffix = (folded: string, at: number): number => longestOf(suffixes, folded, at);
/** True for a text that is nothing but a label word, such as a name that was never filled in. */
export const isLabelWord = (text: string): boolean => words.has(fold(text.trim()));
