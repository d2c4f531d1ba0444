/** What the page reads out of an article's own HTML, which our serialiser wrote: no parser is needed for it. */
import { memo } from '../lib/memo.ts';
import { plainText } from '../lib/plain-text.ts';
import { escapeXml } from '../lib/xml.ts';
import { LABELS_KEPT_MAX } from '../limits.ts';

export interface Heading {
  id: string;
  text: string;
}

/** A contents list is worth its room from this many headings and minutes on; minutes count each script as it is read. */
const CONTENTS_MIN_HEADINGS = 3;
const CONTENTS_MIN_MINUTES = 4;
const CONTENTS_MAX_HEADINGS = 40;

/** The second-level headings of a long piece that can be linked, in order; none of a short one. */
export function contentsOf(article: { html: string; reading_minutes: number }): Heading[] {
  const { html, reading_minutes } = article;
  if (reading_minutes < CONTENTS_MIN_MINUTES) return [];
  const pieces = html.split('<h2 ', CONTENTS_MAX_HEADINGS + 1).slice(1);
  // Counted before they are read: most texts have fewer.
  if (pieces.length < CONTENTS_MIN_HEADINGS) return [];
  const found = pieces.flatMap((piece) => {
    const open = piece.indexOf('>');
    const id = /(?:^|\s)id="([^"]+)"/.exec(piece.slice(0, open))?.[1];
    const text = plainText(piece.slice(open + 1, piece.indexOf('</h2>')));
    return id !== undefined && text !== '' ? [{ id, text }] : [];
  });
  return found.length >= CONTENTS_MIN_HEADINGS ? found : [];
}

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

/** How much of an excerpt must stand at the beginning of the text for it to be a repetition. */
const REPEAT_CHARS = 24;

/** The excerpt, unless it only says what the first paragraph says. */
export function standfirstOf(excerpt: string, html: string): string | undefined {
  // Most often it is the beginning, letter for letter, which needs no reading of markup.
  if (html.slice(0, 300).includes(`>${escapeXml(excerpt.slice(0, REPEAT_CHARS))}`)) return undefined;
  // An excerpt is taken from the text's first sentences, a few markup characters further on at most.
  const start = letters(plainText(html.slice(0, 1_500)));
  const said = letters(excerpt);
  return said === '' || start.includes(said.slice(0, REPEAT_CHARS)) ? undefined : excerpt;
}

/** Beginnings this long make two words one to a reader: "Translated by" and "Translation". */
const SAME_START_CHARS = 5;

/** How much of a word may be its ending: "edited" beside "editing". */
const ENDING_CHARS = 3;

function isSameWord(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return same >= ENDING_CHARS && Math.max(one.length, other.length) - same <= ENDING_CHARS;
}

/** Words before a name that say no more than that it follows. */
const bare = new Set(['by', 'par', 'por', 'von', 'oleh', 'bởi', 'بقلم', 'द्वारा'].map(letters));

/**
 * Whether a label as written says something else than the name of the role, so that readers should see both. Most
 * labels are a few words of the trade, the same in all articles of a team.
 */
export const unlike = memo(LABELS_KEPT_MAX, ({ label, roleName }: { label: string; roleName: string }) => {
  const text = label.normalize('NFKC');
  const written = letters(text);
  const role = letters(roleName.normalize('NFKC'));
  if (written === '' || bare.has(written) || written.includes(role) || role.includes(written)) return false;
  if (isSameWord(letters(/[\p{L}\p{M}]+/u.exec(text)?.[0] ?? ''), role)) return false;
  const start = role.slice(0, SAME_START_CHARS);
  return start.length < SAME_START_CHARS || !written.startsWith(start);
});
