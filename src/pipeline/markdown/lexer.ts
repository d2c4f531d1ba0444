/**
 * marked's lexer on an allowance (see ../bounds.ts): every rule that may read far pays for it, each level of
 * nesting is counted, and what goes beyond is kept as plain text. Linear in the length of the document.
 */
import { Marked, type Rules, type Token } from 'marked';
import { type Allowance, allowanceFor, mayGoOn } from '../bounds.ts';
import { BoundedLexer, plain, plainBlock, readingOf } from './bounded-lexer.ts';
import { withHanEmphasis } from './emphasis.ts';
import { type Footnote, footnoteDefinition, footnoteReference } from './footnotes.ts';
import { beginsAsText, withLinearRules, withoutReferences } from './linear.ts';
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

/** marked's rules with ours in their places, and what of them a document needs that defines no link. */
let ownRules: { all: Rules; unlinked: Rules } | undefined;

function rulesOf(rules: Rules): { all: Rules; unlinked: Rules } {
  const all = withLinearRules(withHanEmphasis(rules));
  return { all, unlinked: withoutReferences(all) };
}

/** Markdown as marked's tokens, its footnotes, and what had to be neutralised. */
export function lexMarkdown(markdown: string): {
  tokens: Token[];
  notes: Map<string, Footnote>;
  allowance: Allowance;
} {
  const lexer = new BoundedLexer(marked.defaults, allowanceFor(markdown.length));
  // The constructor has just given the tokenizer marked's own, the same for every document.
  ownRules ??= rulesOf(tokenizer.rules);
  tokenizer.rules = markdown.includes(']:') ? ownRules.all : ownRules.unlinked;
  return { tokens: lexer.lex(markdown), notes: lexer.notes, allowance: lexer.allowance };
}
