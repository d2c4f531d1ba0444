/**
 * Scripts whose readers leave out what writers may set: the points of Arabic and Hebrew, the stroke that only makes a
 * word longer, the dots of Russian yo, and which of several forms of a letter a keyboard has. To the tokeniser a point ends a word.
 */

/** Between the letters of a word that is looked for: as part of a pattern, and to take away. */
export const POINT =
  '[\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed]';

const points = new RegExp(POINT, 'g');
export const withoutPoints = (text: string): string => text.replace(points, '');

/** Alef with and without hamza, yeh and kaf as Arabic and Persian keyboards have them, teh marbuta; Russian yo: one unit for one. */
const forms: Readonly<Record<string, string>> = {
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ё: 'е',
};
/** The letters that have another form here, as part of a pattern. */
export const FORMS = Object.keys(forms).join('');
export const oneForm = (letter: string): string => forms[letter] ?? letter;
