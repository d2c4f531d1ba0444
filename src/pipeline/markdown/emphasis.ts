/**
 * Emphasis beside Han. CommonMark's flanking rule takes 。, ” or ） for punctuation that needs a space on its
 * other side, and Chinese has no spaces: `**“词”**的` and `**词：**内容` would keep their asterisks.
 * Full-width punctuation therefore counts as a letter on the side where it belongs to the word: an opening mark
 * after `**`, a closing one before it. A lone `词*，` is still no opener. `_` keeps CommonMark's rule.
 */
import type { Rules } from 'marked';

const HAN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}';
const OPENING = '“‘（［｛「『《〈【〔〖〘〚〝｢﹁﹃';
const CLOSING = '”’）］｝」』》〉】〕〗〙〛〞〟｣﹂﹄、。，．：；？！…—～·％‰℃';

const punct = '[\\p{P}\\p{S}]';
/** Before a delimiter, and after it: what counts as punctuation, and what as a letter. */
const before = {
  punct: `(?![~${CLOSING}])${punct}`,
  letter: `(?:[^\\s\\p{P}\\p{S}]|[~${CLOSING}])`,
};
const after = {
  punct: `(?![~${OPENING}])${punct}`,
  letter: `(?:[^\\s\\p{P}\\p{S}]|[~${OPENING}])`,
};

/** marked's six groups for `mark`, in its order: two that only close, two that only open, two that do both. */
const closers = (mark: string, run: string, skip: string): RegExp =>
  new RegExp(
    [
      skip,
      `(?!${mark})${before.punct}(${run})(?=\\s|$)`,
      `${before.letter}(${run})(?!${mark})(?=\\s|${after.punct}|$)`,
      `(?!${mark})(?:\\s|${before.punct}(?!${mark}+[${HAN}]))(${run})(?=${after.letter})`,
      `\\s(${run})(?!${mark})(?=${after.punct})`,
      `(?!${mark})${before.punct}(${run})(?!${mark})(?=${after.punct}|[${HAN}])`,
      `${before.letter}(${run})(?=${after.letter})`,
    ].join('|'),
    'gu',
  );

const emStrongLDelim = new RegExp(
  `^(?:\\*+(?:((?!\\*)${after.punct})|([^\\s*]))?)|^_+(?:((?!_)(?!~)${punct})|([^\\s_]))?`,
  'u',
);
const emStrongRDelimAst = closers('\\*', '\\*+', '^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])');
const delLDelim = new RegExp(`^~~(?:((?!~)${after.punct})|[^\\s~])`, 'u');
const delRDelim = closers('~', '~~', '^[^~]+(?=[^~])');

/** marked's inline rules with these four in place. */
export const withHanEmphasis = (rules: Rules): Rules => ({
  ...rules,
  inline: { ...rules.inline, emStrongLDelim, emStrongRDelimAst, delLDelim, delRDelim },
});

const hanBefore = new RegExp(`[${HAN}]$`, 'u');
/** Marks that open something, so that `的**"词"**` is a beginning and `词*,` is not. */
const opensAfterHan = /^\*+["'([{<`$#@]/;

/** What stands before a delimiter, for marked's `emStrong`: Han before an opening ASCII mark is as good as a space. */
export const spacedBefore = (src: string, previous: string): string =>
  opensAfterHan.test(src) && hanBefore.test(previous) ? ' ' : previous;
