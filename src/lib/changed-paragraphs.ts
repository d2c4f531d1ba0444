/** What changed between two texts, paragraph by paragraph. */
import { type Change, diff } from './diff.ts';

/** Changes cut at the blank lines between paragraphs, the unchanged ones counted. `maxEdits` bounds the work. */
export function changedParagraphs(before: string, after: string, maxEdits: number): (Change[] | number)[] {
  const paragraphs: Change[][] = [[]];
  for (const { op, text } of diff(before, after, maxEdits)) {
    text.split('\n\n').forEach((part, n) => {
      if (n > 0) paragraphs.push([]);
      if (part !== '') paragraphs.at(-1)?.push({ op, text: part });
    });
  }
  const out: (Change[] | number)[] = [];
  for (const paragraph of paragraphs.filter(({ length }) => length > 0)) {
    const last = out.at(-1);
    if (paragraph.some(({ op }) => op !== 'same')) out.push(paragraph);
    else if (typeof last === 'number') out[out.length - 1] = last + 1;
    else out.push(1);
  }
  return out;
}

export interface ChangesGlance {
  /** Changed paragraphs in all. */
  count: number;
  /** The first of them, the last one cut where there is no more room. */
  first: Change[][];
}

/** The beginning of what changed, in at most `maxChars` characters of text. */
export function glanceAtChanges(parts: readonly (Change[] | number)[], maxChars: number): ChangesGlance {
  const changed = parts.filter((part) => typeof part !== 'number');
  const first: Change[][] = [];
  let room = maxChars;
  for (const paragraph of changed) {
    const shown: Change[] = [];
    for (const { op, text } of paragraph) {
      if (room <= 0) break;
      shown.push({
        op,
        text: text.length > room ? `${text.slice(0, room).replace(/[\ud800-\udbff]$/, '')}…` : text,
      });
      room -= text.length;
    }
    if (shown.length > 0) first.push(shown);
  }
  return { count: changed.length, first };
}
