/** Markdown to HTML as marked writes it, or to the tree of that HTML: not yet safe, for the sanitiser only. */
import type { Token } from 'marked';
import { findingsOf } from '../bounds.ts';
import type { Parsed } from '../sanitise/parse.ts';
import type { Finding } from '../types.ts';
import { numberNotes, renderNotes } from './footnotes.ts';
import { lexMarkdown, marked } from './lexer.ts';
import { escapeMarkup } from './renderer.ts';
import { treeOf } from './tree.ts';

export interface UnsafeHtml {
  /** What it was made of, for the checks: lexing costs as much as everything else. */
  lexed: { tokens: readonly Token[]; notes: Iterable<{ tokens: readonly Token[] }> };
  html: () => string;
  /** What a parser reads from that HTML, where it can be told without one. */
  tree: () => Parsed | undefined;
  /** The HTML with every tag that was written by hand shown as text. */
  withoutRawHtml: () => string;
  /** The volunteer may have written HTML of their own. */
  hasRawHtml: boolean;
  findings: Finding[];
}

export function markdownToHtml(given: string): UnsafeHtml {
  const markdown = given.toWellFormed();
  const { tokens, notes, allowance } = lexMarkdown(markdown);
  const walk = (some: Token[], visit: (token: Token) => void): void => {
    marked.walkTokens(some, visit);
  };
  const numbered = notes.size > 0 ? numberNotes(tokens, notes, walk) : [];
  const render = (): string => {
    const body = marked.parser(tokens);
    return numbered.length > 0 ? body + renderNotes(numbered, (some) => marked.parser(some)) : body;
  };
  const hasRawHtml = markdown.includes('<') && /<[a-z/!?]/i.test(markdown);
  return {
    lexed: { tokens, notes: [...notes.values()] },
    html: render,
    tree: () => (hasRawHtml || numbered.length > 0 ? undefined : treeOf(tokens, markdown)),
    hasRawHtml,
    findings: findingsOf(allowance),
    withoutRawHtml: () => {
      const asText = (token: Token): void => {
        if (token.type === 'html' && 'text' in token) token.text = escapeMarkup(token.text);
      };
      walk(tokens, asText);
      for (const note of numbered) walk(note.tokens, asText);
      return render();
    },
  };
}
