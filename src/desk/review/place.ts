/**
 * Where the segments of a text stand in its whole Markdown, so that one can be replaced. A segment's lines
 * stand there as they are, but for what marks a list, a quotation or a note before them, and for auto-links and
 * stars that the reading of a text has put right. What it has put right otherwise is not found: such a segment
 * is edited in the whole text.
 */

/** Marks before the words of a line: quotation, list item, task, note. Each alternative begins with its own character. */
const marks = /^\s*(?:>\s*|[-*+]\s+|\d{1,9}[.)]\s+|\[[ xX]\]\s+|\[\^[^\]\s]{1,40}\]:\s*)*/;

export interface Place {
  /** Offsets in the Markdown, from the first line's words to the end of the last line. */
  start: number;
  end: number;
  /** What stands before the words of its lines after the first. */
  indent: string;
}

interface Line {
  text: string;
  start: number;
  words: string;
}

function readLines(markdown: string): Line[] {
  const out: Line[] = [];
  let start = 0;
  for (const text of markdown.split('\n')) {
    out.push({ text, start, words: wordsOf(text) });
    start += text.length + 1;
  }
  return out;
}

/** A line without its marks, auto-links' brackets (`[[zh:…]]`), stars and spaces: what both spellings of it share. */
const wordsOf = (line: string): string =>
  line.replace(marks, '').replace(/\[\[[a-z-]{2,11}:|\]\]|[*\s]/gi, '');

/** One place a segment, in their order; undefined where it does not stand as it is. */
export function placeSegments(markdown: string, segments: readonly string[]): (Place | undefined)[] {
  const lines = readLines(markdown);
  const linesWith = new Map<string, number[]>();
  for (const [n, { words }] of lines.entries()) {
    if (words === '') continue;
    const known = linesWith.get(words);
    if (known) known.push(n);
    else linesWith.set(words, [n]);
  }
  const used = new Set<number>();
  let next = 0;
  return segments.map((segment) => {
    const wanted = segment.split('\n');
    const first = wanted[0] ?? '';
    const candidates = linesWith.get(wordsOf(first)) ?? [];
    const fits = (n: number) =>
      !used.has(n) && wanted.every((line, k) => wordsOf(line) === lines[n + k]?.words);
    // Notes stand anywhere in a text and come last among its segments.
    const at = candidates.find((n) => n >= next && fits(n)) ?? candidates.find(fits);
    const head = at === undefined ? undefined : lines[at];
    const tail = at === undefined ? undefined : lines[at + wanted.length - 1];
    if (at === undefined || !head || !tail) return undefined;
    for (let n = at; n < at + wanted.length; n++) used.add(n);
    next = at + wanted.length;
    const isAsWritten = head.text.trimEnd().endsWith(first.trim());
    const prefix = isAsWritten
      ? head.text.slice(0, head.text.trimEnd().length - first.trim().length)
      : (marks.exec(head.text)?.[0] ?? '');
    return {
      start: head.start + prefix.length,
      end: tail.start + tail.text.trimEnd().length,
      indent: prefix.replace(/[^>\s]/g, ' '),
    };
  });
}

/** Where the title stands: a heading of its own or a line of front matter. */
export function placeTitle(markdown: string, title: string): Place | undefined {
  if (title === '') return undefined;
  for (const { text, start } of readLines(markdown)) {
    const at = text.indexOf(title);
    if (at < 0 || !/^(?:#{1,6}\s+|title:\s*["']?)?$/i.test(text.slice(0, at))) continue;
    if (!/^["'\s#]*$/.test(text.slice(at + title.length))) continue;
    return { start: start + at, end: start + at + title.length, indent: '' };
  }
  return undefined;
}

/** The Markdown with the segment at `place` replaced; an empty text takes the segment out. */
export function replaceAt(markdown: string, place: Place, text: string): string {
  const [first = '', ...rest] = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const lines = [
    first,
    ...rest.map((line) => (line.trim() === '' ? place.indent.trimEnd() : place.indent + line)),
  ];
  return markdown.slice(0, place.start) + lines.join('\n') + markdown.slice(place.end);
}
