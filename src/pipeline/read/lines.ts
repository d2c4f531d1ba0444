/** A document's lines, with what the reader of parts asks about each. */
import { MARKDOWN_MAX_LINE_CHARS } from '../../limits.ts';
import { type Inline, type References, readInline } from './inline.ts';
import { cleanUrl } from './urls.ts';

export interface Line {
  source: string;
  /** In a code block, fences included. */
  code: boolean;
  blank: boolean;
  /** Visible text without block marks, and its links and pictures. */
  inline: Inline;
  /** Characters of `#`, `>`, `-`, `1.` and blanks before the text. */
  marks: string;
  taken: boolean;
  /** Markdown that a taken line leaves to the body. */
  left?: string[];
}

/** A line that is longer is prose: it is not searched for labels. A link costs its address twice. */
export const LABELLED_LINE_MAX_CHARS = 6_000;

const blockMarks = /^(?:\s|>|#{1,6}(?=\s)|[-*+](?=\s)|\d{1,3}[.)](?=\s))+/;
const fenceMark = /^ {0,3}(`{3,}|~{3,})/;
/** False for most lines: a fence begins with its mark, or with the blanks before it. */
export function mayBeFence(line: string): boolean {
  const unit = line.charCodeAt(0);
  return unit === 0x60 || unit === 0x7e || unit === 0x20;
}
const nothing: Inline = { plain: '', links: [], pictures: [] };

/** Link definitions `[label]: url`, which may stand anywhere. */
function readReferences(lines: readonly string[]): References {
  const references = new Map<string, string>();
  for (const line of lines) {
    if (!line.includes(']:')) continue;
    const match = /^ {0,3}\[([^\]\n]{1,300})\]:\s*<?([^\s>]{1,2048})/.exec(line);
    if (match?.[1] && match[2] && match[1] !== '#') {
      const label = match[1].toLowerCase();
      if (!references.has(label)) references.set(label, cleanUrl(match[2]));
    }
  }
  return references;
}

export function readLines(sources: readonly string[]): Line[] {
  const references = readReferences(sources);
  // Not mapped: V8 gives what is mapped another shape once this is hot, and compiles anew whatever reads the lines.
  const lines: Line[] = [];
  let fence = '';
  for (const source of sources) {
    const mark = mayBeFence(source) ? (fenceMark.exec(source)?.[1] ?? '') : '';
    const closes = fence !== '' && mark.startsWith(fence) && source.trim() === mark;
    const code = fence !== '' || mark !== '';
    if (fence === '' && mark !== '') fence = mark;
    else if (closes) fence = '';
    const blank = source.trim() === '';
    if (code || blank || isDefinition(source)) {
      lines.push({ source, code, blank, inline: nothing, marks: '', taken: false });
      continue;
    }
    const marks = source.length > MARKDOWN_MAX_LINE_CHARS ? '' : (blockMarks.exec(source)?.[0] ?? '');
    const inline = readInline(source.slice(marks.length), references);
    lines.push({ source, code, blank, inline, marks, taken: false });
  }
  return lines;
}

const isDefinition = (source: string): boolean =>
  source.includes(']:') && /^ {0,3}\[[^\]\n]{1,300}\]:\s*\S/.test(source);

/** Most lines begin with a letter, which one look tells; Unicode's own classes of it take longer. */
export function beginsWithLetter(text: string): boolean {
  const unit = text.charCodeAt(0);
  return (unit >= 0x4e00 && unit <= 0x9fff) || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);
}

export const isRule = (source: string): boolean =>
  source.length <= 400 &&
  !beginsWithLetter(source) &&
  /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/.test(source);

/** Not blank and no rule. */
export const isNeighbour = (line: Line): boolean => !line.blank && !isRule(line.source);

/** The next line with text in one direction, over blank lines and rules; outside the document where there is none. */
export function neighbour(lines: readonly Line[], at: number, step: 1 | -1): number {
  let next = at + step;
  for (let line = lines[next]; line && !isNeighbour(line); line = lines[next]) next += step;
  return next;
}

/** Prose: a paragraph of the article rather than a line about it. */
export const isProse = (line: Line): boolean =>
  !line.blank &&
  !line.taken &&
  (line.code || line.inline.plain.trim().length > 45 || /[。！？!?」”]$/.test(line.inline.plain.trim()));
