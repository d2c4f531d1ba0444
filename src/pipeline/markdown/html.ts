/** Markdown to HTML as marked writes it: not yet safe, for the sanitiser only. */
import type { Token } from 'marked';
import { findingsOf } from '../bounds.ts';
import type { Finding } from '../types.ts';
import { numberNotes, renderNotes } from './footnotes.ts';
import { lexMarkdown, marked } from './lexer.ts';
import { escapeMarkup } from './renderer.ts';

export interface UnsafeHtml {
  /** What it was made of, for the checks: lexing costs as much as everything else. */
  lexed: { tokens: readonly Token[]; notes: Iterable<{ tokens: readonly Token[] }> };
  html: string;
  /** The same with every tag that was written by hand shown as text. */
  withoutRawHtml: () => string;
  /** The volunteer may have written HTML of their own. */
  hasRawHtml: boolean;
  findings: Finding[];
}

export function markdownToHtml(markdown: string): UnsafeHtml {
  const { tokens, notes, allowance } = lexMarkdown(markdown.toWellFormed());
  const walk = (some: Token[], visit: (token: Token) => void): void => {
    marked.walkTokens(some, visit);
  };
  const numbered = notes.size > 0 ? numberNotes(tokens, notes, walk) : [];
  const render = (): string => {
    const body = marked.parser(tokens);
    return numbered.length > 0 ? body + renderNotes(numbered, (some) => marked.parser(some)) : body;
  };
  const html = render();
  return {
    html,
    lexed: { tokens, notes: [...notes.values()] },
    hasRawHtml: /<[a-z/!?]/i.test(markdown),
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
