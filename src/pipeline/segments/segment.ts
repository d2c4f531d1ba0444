/**
 * A document as the segments that a proofreader pairs. Marked's lexer gives the blocks; every block that
 * carries words, code or pictures becomes one segment, in order. Pure and synchronous, in Node and workerd.
 * A segment keeps its Markdown, its visible text, and the prose in it: the text without code and addresses,
 * which is what checks of language read. Nothing here throws on odd Markdown.
 */
import type { MarkedToken, Token } from 'marked';
import { MARKDOWN_MAX_DEPTH, SEGMENTS_MAX } from '../../limits.ts';
import { lexMarkdown } from '../markdown/lexer.ts';
import { type InlineText, inlineOf, plainOf } from './inline.ts';

export type SegmentKind = 'paragraph' | 'heading' | 'item' | 'quote' | 'code' | 'table' | 'picture';

export interface SegmentLink {
  text: string;
  url: string;
}

export interface Segment {
  /** Position in the document, from 0. */
  n: number;
  kind: SegmentKind;
  /** Visible text, one space for each run of white space. */
  text: string;
  markdown: string;
  /** `text` with U+FFFC for each code span and bare address; empty for code. */
  prose: string;
  links: SegmentLink[];
  pictures: { alt: string; url: string }[];
}

const inlineKinds = new Set([
  'text',
  'strong',
  'em',
  'codespan',
  'link',
  'image',
  'del',
  'br',
  'escape',
  'footnoteReference',
]);

/** Segments of a body in Markdown, read as the renderer reads it; blocks beyond `SEGMENTS_MAX` are left out. */
export function segmentsOf(markdownBody: string): Segment[] {
  const { tokens, notes } = lexMarkdown(markdownBody);
  return segmentsOfTokens(tokens, [...notes.values()]);
}

/** The same from what `lexMarkdown` gave already, so that rendering and checking share its work. Notes come last. */
export function segmentsOfTokens(
  tokens: readonly Token[],
  notes: Iterable<{ tokens: readonly Token[] }> = [],
): Segment[] {
  const out: Segment[] = [];
  walk(tokens, 'paragraph', 0, out);
  for (const note of notes) walk(note.tokens, 'paragraph', 0, out);
  return out;
}

function walk(tokens: readonly Token[], kind: SegmentKind, depth: number, out: Segment[]): void {
  let run: Token[] = [];
  const flush = () => {
    const raw = run.map((token) => token.raw).join('');
    if (run.length > 0) add(out, kind, raw, inlineOf(run));
    run = [];
  };
  for (const token of tokens) {
    if (out.length >= SEGMENTS_MAX) return;
    // A tight list item holds its words as inline tokens; a text block wraps them once more.
    if (inlineKinds.has(token.type)) {
      run.push(token);
      continue;
    }
    flush();
    block(token as MarkedToken, kind, depth, out);
  }
  flush();
}

function block(token: MarkedToken, kind: SegmentKind, depth: number, out: Segment[]): void {
  switch (token.type) {
    case 'heading':
      add(out, 'heading', token.raw, inlineOf(token.tokens));
      return;
    case 'paragraph':
      add(out, kind, token.raw, inlineOf(token.tokens));
      return;
    case 'blockquote':
      // Deeper than the door lets through: taken as one block, so that the stack stays short.
      if (depth >= MARKDOWN_MAX_DEPTH) add(out, 'quote', token.raw, plainOf(token.text));
      else walk(token.tokens, 'quote', depth + 1, out);
      return;
    case 'list':
      for (const item of token.items) {
        if (depth >= MARKDOWN_MAX_DEPTH) add(out, 'item', item.raw, plainOf(item.text));
        else walk(item.tokens, 'item', depth + 1, out);
      }
      return;
    case 'code':
      add(out, 'code', token.raw, { text: token.text.trim(), prose: '', links: [], pictures: [] });
      return;
    case 'table':
      table(token.raw, [token.header, ...token.rows], out);
      return;
    case 'html':
      add(out, kind, token.raw, inlineOf([token]));
      return;
    default:
      return;
  }
}

function table(raw: string, rows: readonly { tokens: Token[] }[][], out: Segment[]): void {
  const whole: InlineText = { text: '', prose: '', links: [], pictures: [] };
  for (const cell of rows.flat()) {
    const read = inlineOf(cell.tokens);
    const gap = whole.text === '' ? '' : ' | ';
    whole.text += gap + read.text;
    whole.prose += gap + read.prose;
    for (const link of read.links) whole.links.push(link);
    for (const picture of read.pictures) whole.pictures.push(picture);
  }
  add(out, 'table', raw, whole);
}

function add(out: Segment[], kind: SegmentKind, markdown: string, read: InlineText): void {
  if (out.length >= SEGMENTS_MAX) return;
  const { text, prose, links, pictures } = read;
  const picture = pictures.length > 0 && !/[\p{L}\p{N}]/u.test(text);
  if (!text && links.length === 0 && pictures.length === 0) return;
  out.push({
    n: out.length,
    kind: picture ? 'picture' : kind,
    text,
    markdown: markdown.trim(),
    prose,
    links,
    pictures,
  });
}
