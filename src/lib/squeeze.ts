/** Two blanks in a row, or white space that is no blank: nearly all white space is a single blank. */
const wide = / {2}|[^\S ]/;

/** `text` with one blank for each run of white space, and none round it. */
export const squeeze = (text: string): string =>
  (wide.test(text) ? text.replace(/ \s+|[^\S ]\s*/g, ' ') : text).trim();
