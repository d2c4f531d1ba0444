/**
 * marked's lexer on an allowance (see ../bounds.ts): every rule that may read far pays for it, each level of
 * nesting is counted, and what goes beyond is kept as plain text. Linear in the length of the document.
 */
import { Marked, type Rules, type Token } from 'marked';
import { type Allowance, allowanceFor, mayGoOn } from '../bounds.ts';
import { BoundedLexer, plain, plainBlock, readingOf } from './bounded-lexer.ts';
import { withHanEmphasis } from './emphasis.ts';
import { type Footnote, footnoteDefinition, footnoteReference } from './footnotes.ts';
import { beginsAsText, withLinearRules } from './linear.ts';
import { renderer, renderers } from './renderer.ts';
import { BoundedTokenizer } from './tokenizer.ts';

export const marked = new Marked({
  gfm: true,
  renderer,
  extensions: [
    // marked asks these before its own rules, once for each token that it is about to make: so they are counted here.
    {
      name: 'footnoteDefinition',
      level: 'block',
      tokenizer(src) {
        const { allowance, notes } = readingOf(this.lexer);
        if (!mayGoOn(allowance)) return plainBlock(src);
        return beginsAsText(src) ? undefined : footnoteDefinition(this, src, notes);
      },
    },
    {
      name: 'footnoteReference',
      level: 'inline',
      tokenizer(src) {
        const { allowance, notes } = readingOf(this.lexer);
        return mayGoOn(allowance) ? footnoteReference(src, notes) : plain(src);
      },
    },
    ...renderers,
  ],
});

const tokenizer = new BoundedTokenizer(marked.defaults);
marked.setOptions({ tokenizer });

/** marked's rules with ours in their places. */
let ownRules: Rules | undefined;

/** Markdown as marked's tokens, its footnotes, and what had to be neutralised. */
export function lexMarkdown(markdown: string): {
  tokens: Token[];
  notes: Map<string, Footnote>;
  allowance: Allowance;
} {
  const lexer = new BoundedLexer(marked.defaults, allowanceFor(markdown.length));
  // The constructor has just given the tokenizer marked's own, the same for every document.
  ownRules ??= withLinearRules(withHanEmphasis(tokenizer.rules));
  tokenizer.rules = ownRules;
  return { tokens: lexer.lex(markdown), notes: lexer.notes, allowance: lexer.allowance };
}
