/**
 * Scripts whose readers leave out what writers may set: the points of Arabic and Hebrew, the stroke that only makes a
 * word longer, the dots of Russian yo; and which of several forms of a letter a keyboard has. To the tokeniser a point
 * ends a word.
 */

/** Between the letters of a word that is looked for: as part of a pattern, and to take away. Maqaf, a hyphen, is none. */
export const POINT =
  '[\\u0591-\\u05bd\\u05bf-\\u05c2\\u05c4-\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06ed]';

const points = new RegExp(POINT, 'g');
export const withoutPoints = (text: string): string => text.replace(points, '');

/** Alef with and without hamza, teh marbuta, yeh and kaf of Arabic and Persian keyboards, yo: one unit for one. */
export const FORMS = 'آأإٱةىیکё';
const plain = 'ااااهييكе';
export const oneForm = (letter: string): string => plain[FORMS.indexOf(letter)] ?? letter;
