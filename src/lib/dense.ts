/**
 * A class of letters, for patterns with the flag `v`: those of scripts that put no spaces between words, Han, kana,
 * Hangul, Thai, Lao, Khmer and Burmese, with the mark that prolongs kana.
 */
export const DENSE =
  '[[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー]&&[\\p{L}\\p{N}]]';
