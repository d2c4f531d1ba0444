/**
 * Footnotes, `[^label]` and `[^label]: text`, without a word of any language: the page around the article is
 * translated, its HTML is not. Notes are numbered as they are first referred to, and listed once at the end.
 */
import type { Token, TokenizerThis, Tokens } from 'marked';
import { FOOTNOTES_MAX } from '../bounds.ts';

export interface Footnote {
  label: string;
  tokens: Token[];
  /** 0 until something refers to it. */
  number: number;
  references: number;
}

export interface FootnoteReference extends Tokens.Generic {
  type: 'footnoteReference';
  note: Footnote;
  /** How many references to the same note came before. */
  earlier: number;
}

const definition = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*([^\n]*)(?:\n|$)/;
const reference = /^\[\^([^\]\s]{1,100})\]/;
const startsBlock = /^ {0,3}(?:\[\^|\[[^\]]{1,100}\]:|#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s|`{3}|~{3}|\||<)/;

/** Reads a definition at the start of `src` into `notes`; undefined when there is none. */
export function footnoteDefinition(
  self: TokenizerThis,
  src: string,
  notes: Map<string, Footnote>,
): Tokens.Generic | undefined {
  const found = definition.exec(src);
  if (!found || notes.size >= FOOTNOTES_MAX) return undefined;
  const [head, label = '', first = ''] = found;
  const lines = [first];
  let end = head.length;
  let blank = first === '';
  while (end < src.length) {
    const next = src.indexOf('\n', end);
    const line = src.slice(end, next < 0 ? src.length : next);
    const empty = line.trim() === '';
    const indented = /^(?: {4}|\t)/.test(line);
    if (!empty && !indented && (blank || startsBlock.test(line))) break;
    lines.push(line.replace(/^(?: {1,4}|\t)/, ''));
    blank = empty;
    end += line.length + 1;
  }
  const tokens = self.lexer.blockTokens(lines.join('\n').trimEnd(), []);
  if (!notes.has(label)) notes.set(label, { label, tokens, number: 0, references: 0 });
  return { type: 'space', raw: src.slice(0, end) };
}

export function footnoteReference(
  src: string,
  notes: ReadonlyMap<string, Footnote>,
): FootnoteReference | undefined {
  const found = src.startsWith('[^') ? reference.exec(src) : null;
  const note = found ? notes.get(found[1] ?? '') : undefined;
  if (!found || !note) return undefined;
  return { type: 'footnoteReference', raw: found[0], note, earlier: 0 };
}

const anchor = (note: Footnote, earlier: number): string =>
  `t-ref-${note.number}${earlier > 0 ? `-${earlier + 1}` : ''}`;

export const renderReference = ({ note, earlier }: FootnoteReference): string =>
  `<sup class="footnote-ref"><a id="${anchor(note, earlier)}" href="#t-note-${note.number}" role="doc-noteref">${note.number}</a></sup>`;

/**
 * Numbers the notes in the order they are first referred to, from other notes too; those that nothing refers
 * to come last, since nothing that was written is dropped. `walk` calls back for each token, in order.
 */
export function numberNotes(
  tokens: Token[],
  notes: ReadonlyMap<string, Footnote>,
  walk: (tokens: Token[], visit: (token: Token) => void) => void,
): Footnote[] {
  const numbered: Footnote[] = [];
  const number = (note: Footnote): void => {
    numbered.push(note);
    note.number = numbered.length;
  };
  const visit = (token: Token): void => {
    if (!isReference(token)) return;
    if (token.note.number === 0) number(token.note);
    token.earlier = token.note.references;
    token.note.references += 1;
  };
  walk(tokens, visit);
  for (const note of numbered) walk(note.tokens, visit);
  for (const note of notes.values()) if (note.number === 0) number(note);
  return numbered;
}

const isReference = (token: Token): token is FootnoteReference => token.type === 'footnoteReference';

/** References a note can be gone back to; the first few are enough, and bound the list. */
const BACK_LINKS_MAX = 10;

/** Phones draw the arrow that turns back as an emoji in a blue box; they have no such picture for this one. */
const BACK = '↑';

export function renderNotes(notes: readonly Footnote[], render: (tokens: Token[]) => string): string {
  const items = notes.map((note) => {
    const back = Array.from({ length: Math.min(note.references, BACK_LINKS_MAX) }, (_, earlier) => {
      const which = earlier > 0 ? `<sup>${earlier + 1}</sup>` : '';
      return ` <a class="footnote-back" href="#${anchor(note, earlier)}" role="doc-backlink">${BACK}${which}</a>`;
    }).join('');
    const body = render(note.tokens).trimEnd();
    if (back === '') return `<li id="t-note-${note.number}">${body}</li>\n`;
    const inside = body.endsWith('</p>') ? `${body.slice(0, -4)}${back}</p>` : `${body}<p>${back.trim()}</p>`;
    return `<li id="t-note-${note.number}">${inside}</li>\n`;
  });
  return `<section class="footnotes" role="doc-endnotes"><hr>\n<ol>\n${items.join('')}</ol>\n</section>\n`;
}
