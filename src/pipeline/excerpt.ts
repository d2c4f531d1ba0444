/** The first sentences of an article, for cards, feeds and link previews. */
import { memo } from '../lib/memo.ts';
import { squeeze } from '../lib/squeeze.ts';
import { EXCERPT_MAX_CHARS } from '../limits.ts';

/** Headings, captions and credit lines that come first have no full stop; a paragraph has one. */
const isProse = (line: string): boolean =>
  line.length >= 24 && /[。！？!?…؟।።။]|[.](?=["”’)\]]?(?:\s|$))/.test(line);
const unspacedEnd =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef”’…]$/u;
const LOOKED_AT_LINES = 60;
const LOOKED_AT_CHARS = 1_000;
const NEAR_CHARS = 2 * EXCERPT_MAX_CHARS + 10;

const locale = (lang: string): string => (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(lang) ? lang : 'und');

type Granularity = 'sentence' | 'word' | 'grapheme';

/** To make one takes longer than to use it; a site has a few languages. */
const SEGMENTERS_MAX = 60;
const segmentersOf = (granularity: Granularity): ((lang: string) => Intl.Segmenter) =>
  memo(SEGMENTERS_MAX, (lang: string) => new Intl.Segmenter(locale(lang), { granularity }));
const segmenterOf = {
  sentence: segmentersOf('sentence'),
  word: segmentersOf('word'),
  grapheme: segmentersOf('grapheme'),
} satisfies Record<Granularity, unknown>;

const segments = (text: string, lang: string, granularity: Granularity): Iterable<Intl.SegmentData> =>
  segmenterOf[granularity](lang).segment(text);

/** The beginning of what the wanted lines are as one: scripts without spaces get none between their lines either. */
function beginning(lines: readonly string[], chars: number, isWanted: (line: string) => boolean): string {
  let joined = '';
  // Of what is joined: to look at its end would copy all of it, once a line.
  let end = '';
  for (const written of lines) {
    if (joined.length >= chars) break;
    const line = squeeze(written);
    if (!isWanted(line)) continue;
    joined += unspacedEnd.test(end) ? line : ` ${line}`;
    end = line.slice(-2);
  }
  return joined.slice(0, chars).trimStart().toWellFormed().replaceAll('\ufffd', '');
}

/**
 * As far as an excerpt may reach, and as far again. Where a sentence ends may hang on what follows, but not beyond the
 * next letter: with one behind the excerpt, the rest of the text need not be read.
 */
function nearBeginning(lines: readonly string[]): string | undefined {
  const near = beginning(lines, NEAR_CHARS, isProse);
  const behind = near.slice(EXCERPT_MAX_CHARS, 2 * EXCERPT_MAX_CHARS);
  return near.length > 2 * EXCERPT_MAX_CHARS && /[A-Za-z\u4e00-\u9fff]/.test(behind) ? near : undefined;
}

/** As many of `parts` as fit; those behind them are not looked for. */
function fitting(parts: Iterable<Intl.SegmentData>, maxChars: number): string {
  let out = '';
  for (const { segment } of parts) {
    if ((out + segment).trimEnd().length > maxChars) break;
    out += segment;
  }
  return out.trimEnd();
}

/**
 * At most EXCERPT_MAX_CHARS characters of `text` (a line a block): whole sentences where the first of them fits,
 * else whole words and an ellipsis; never half a grapheme.
 */
export function excerptOf(text: string, lang: string): string {
  const lines = text.slice(0, LOOKED_AT_CHARS * 4).split('\n', LOOKED_AT_LINES);
  const start =
    nearBeginning(lines) ??
    (beginning(lines, LOOKED_AT_CHARS, isProse) || beginning(lines, LOOKED_AT_CHARS, (line) => line !== ''));
  if (start.length <= EXCERPT_MAX_CHARS) return start;
  const sentences = fitting(segments(start, lang, 'sentence'), EXCERPT_MAX_CHARS);
  if (sentences.length * 3 >= EXCERPT_MAX_CHARS) return sentences;
  const room = EXCERPT_MAX_CHARS - 1;
  const near = start.slice(0, EXCERPT_MAX_CHARS * 2);
  const words = fitting(segments(near, lang, 'word'), room).replace(/[\s,;:，；：、—-]+$/u, '');
  const cut = words.length * 2 >= room ? words : fitting(segments(near, lang, 'grapheme'), room);
  return cut === '' ? sentences : `${cut}…`;
}
