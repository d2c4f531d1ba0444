/**
 * What keeps Markdown from costing more than it is worth. marked 18.2.1 recurses once a quote, list or emphasis,
 * and several of its rules look at all that is left of a paragraph, or of the document, each time they fail:
 * 20,000 nested quotes overflow its stack, 700 KB of lazy list lines take a quarter of an hour.
 * So its lexer gets an allowance: each look costs as many steps as characters it may have read, nesting ends at
 * a depth, and text beyond either is kept as plain text. What was neutralised is a finding, never a refusal.
 */
import { type Told, tell } from '../i18n/told/tell.ts';
import { FINDINGS_MAX, MARKDOWN_MAX_DEPTH } from '../limits.ts';
import type { Finding } from './types.ts';

/** Steps a document of any length may spend on looks that found nothing; an article of 100 KB spends a tenth. */
const STEPS_MIN = 4_000_000;
/** And as many more for each of its characters: linear by construction. */
const STEPS_PER_CHAR = 24;
/** Cells of all tables together: marked fills short rows up, so two characters can make a row of any width. */
export const TABLE_CELLS_MAX = 20_000;
export const TABLE_COLUMNS_MAX = 64;
/** Addresses that reference links may repeat, in characters: a 2 KB definition used 100,000 times is 200 MB. */
export const REFERENCES_MAX_CHARS = 400_000;
/**
 * Blocks and what stands in them, from paragraphs to links: each takes up to 2 KB of heap until the HTML is written, and
 * an isolate has 128 MB. Translations have 20 to 60 a KB, so the longest known, of 667 KB, stays below.
 */
export const TOKENS_MAX = 60_000;
/** Numbered notes; their list is written once, each with a link back. */
export const FOOTNOTES_MAX = 1_000;

export interface Allowance {
  steps: number;
  tokens: number;
  cells: number;
  referenceChars: number;
  depth: number;
  /** What was neutralised, in the order first met. */
  exceeded: Set<Excess>;
}

export type Excess = 'tokens' | 'tangled' | 'nested' | 'table' | 'references' | 'raw-html' | 'markup-as-text';

export const allowanceFor = (length: number): Allowance => ({
  steps: STEPS_MIN + STEPS_PER_CHAR * length,
  tokens: TOKENS_MAX,
  cells: TABLE_CELLS_MAX,
  referenceChars: REFERENCES_MAX_CHARS,
  depth: 0,
  exceeded: new Set(),
});

/** True while there are steps left after paying `steps`. */
export function spend(allowance: Allowance, steps: number): boolean {
  if (allowance.steps <= 0) return false;
  allowance.steps -= steps;
  if (allowance.steps > 0) return true;
  allowance.exceeded.add('tangled');
  return false;
}

/** True while another token may be made; what is left then becomes one, of text. */
export function mayGoOn(allowance: Allowance): boolean {
  allowance.tokens -= 1;
  if (allowance.tokens >= 0) return true;
  allowance.exceeded.add('tokens');
  return false;
}

export const exhausted = (allowance: Allowance): boolean => allowance.steps <= 0;

/** Runs `work` one level deeper, or says that the depth is used up. */
export function nest<T>(allowance: Allowance, work: () => T, instead: () => T): T {
  if (allowance.depth >= MARKDOWN_MAX_DEPTH) {
    allowance.exceeded.add('nested');
    return instead();
  }
  allowance.depth += 1;
  try {
    return work();
  } finally {
    allowance.depth -= 1;
  }
}

const messages: Record<Excess, Told> = {
  tokens: tell('markdown-pieces', { max: TOKENS_MAX }),
  tangled: tell('markdown-tangled'),
  nested: tell('markdown-nested', { levels: MARKDOWN_MAX_DEPTH }),
  table: tell('markdown-table', { columns: TABLE_COLUMNS_MAX, cells: TABLE_CELLS_MAX }),
  references: tell('markdown-references'),
  'raw-html': tell('markup-excessive'),
  'markup-as-text': tell('markup-as-text'),
};

export const findingsOf = (allowance: Allowance): Finding[] =>
  [...allowance.exceeded]
    .slice(0, FINDINGS_MAX)
    .map((excess) => ({ check: messages[excess].id, severity: 'warning', told: messages[excess] }));

/** The longest prefix of whole lines of `text` that has at most `lines` lines and `chars` characters (one line at least). */
export function linesOf(text: string, lines: number, chars: number): string {
  let end = 0;
  for (let line = 0; line < lines; line += 1) {
    const next = text.indexOf('\n', end);
    if (next < 0) return line === 0 || text.length <= chars ? text : text.slice(0, end);
    if (line > 0 && next + 1 > chars) break;
    end = next + 1;
  }
  return text.slice(0, end);
}
