/**
 * How a word is written so that it is found however a reader typed it: without the points of Arabic and Hebrew and the
 * stroke that only makes a word longer, with one of several forms of a letter, with the letter of a keyboard that lacks
 * the right one. What is a letter with an accent to Unicode is none of this: the tokeniser takes Latin accents away.
 */

/** Between the letters of a word that is looked for: as part of a pattern, and to take away. Maqaf, a hyphen, is none. */
export const POINT =
  '[\\u0591-\\u05bd\\u05bf-\\u05c2\\u05c4-\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]';

const points = new RegExp(POINT, 'g');
export const withoutPoints = (text: string): string => text.replace(points, '');

/**
 * Alef with and without hamza, teh marbuta, yeh and kaf of Arabic and Persian keyboards, yo, Greek accents and the sigma of
 * a word's end, Latin letters that have no accent to Unicode, letters that are typed as an apostrophe: one unit for one.
 */
export const FORMS = 'آأإٱةىیکёάέήίόύώϊϋΐΰςłøđðıħŧʼʻ';
const plain = "ااااهييكеαεηιουωιυιυσloddiht''";
export const oneForm = (letter: string): string => plain[FORMS.indexOf(letter)] ?? letter;

/** One letter, and the two that stand for it where a keyboard lacks it. */
const doubles: readonly [letter: string, two: string][] = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
];
const double = /[ßæœþ]/g;
const twoOf = new Map(doubles);
export const inTwo = (text: string): string => text.replace(double, (letter) => twoOf.get(letter) ?? letter);

const either = /ss|ae|oe|th/g;
/** A pattern for what `inTwo` gave, that finds it as it may have been before. */
export const eitherWay = (term: string): string =>
  term.replace(either, (two) => `(?:${two}|${doubles.find(([, each]) => each === two)?.[0]})`);
