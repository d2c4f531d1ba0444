/** marked's lexer on an allowance (see ../bounds.ts), and how its rules pay. */
import { Lexer, type MarkedOptions, type Token, type Tokens, type TokensList } from 'marked';
import { MARKDOWN_MAX_DEPTH } from '../../limits.ts';
import { type Allowance, exhausted, nest, spend } from '../bounds.ts';
import { isPlain } from './autolink.ts';
import type { Footnote } from './footnotes.ts';
import { pairInlineTags } from './raw-html.ts';

/** marked's lexer with what is known of the document it is reading, gone with it. */
export class BoundedLexer extends Lexer {
  readonly allowance: Allowance;
  readonly notes = new Map<string, Footnote>();

  constructor(options: MarkedOptions, allowance: Allowance) {
    super(options);
    this.allowance = allowance;
  }

  override blockTokens<T extends Token[]>(src: string, given?: T, clipped?: boolean): T {
    const tokens: Token[] = given ?? [];
    nest<unknown>(
      this.allowance,
      () => super.blockTokens(src, tokens as TokensList, clipped),
      () => (src.trim() ? tokens.push(plainBlock(src)) : 0),
    );
    return tokens as T;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const { allowance } = this;
    // Most lines of a list, cells, headings: marked would mask them for emphasis before it sees that there is none.
    if (src !== '' && allowance.depth < MARKDOWN_MAX_DEPTH && isPlain(src) && spend(allowance, src.length)) {
      allowance.tokens -= 1;
      tokens.push({ type: 'text', raw: src, text: src, escaped: this.state.inRawBlock });
      return tokens;
    }
    const tangled = allowance.depth === 0 && src.includes('[') && hasTangledBrackets(src);
    if (tangled) allowance.exceeded.add('tangled');
    nest<unknown>(
      allowance,
      () =>
        !tangled && spend(allowance, src.length) ? super.inlineTokens(src, tokens) : tokens.push(plain(src)),
      () => tokens.push(plain(src)),
    );
    if (src.includes('<') && pairInlineTags(tokens)) allowance.exceeded.add('markup-as-text');
    return tokens;
  }
}

export function readingOf(lexer: Lexer): BoundedLexer {
  if (!(lexer instanceof BoundedLexer))
    throw new Error('marked was called without its allowance; use lexMarkdown.');
  return lexer;
}

/** Runs a rule: what it found costs its length, and finding nothing all that it may have read. */
export function paid<T extends { raw: string }>(
  lexer: Lexer,
  src: string,
  rule: () => T | undefined,
): T | undefined {
  const { allowance } = readingOf(lexer);
  if (exhausted(allowance)) return undefined;
  const token = rule();
  spend(allowance, token ? token.raw.length : src.length);
  return token;
}

export const plain = (src: string): Tokens.Text => ({ type: 'text', raw: src, text: src, escaped: false });
export const plainBlock = (src: string): Tokens.Paragraph => ({
  type: 'paragraph',
  raw: src,
  text: src,
  tokens: [plain(src)],
});

/** Square brackets of one paragraph that may stay open or nest deep: each is looked for to its end. */
const OPEN_BRACKETS_MAX = 200;
const BRACKET_DEPTH_MAX = 20;

function hasTangledBrackets(src: string): boolean {
  let tangled = 0;
  let open = 0;
  for (let at = 0; at < src.length; at += 1) {
    const code = src.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x5b) {
      open += 1;
      if (open > BRACKET_DEPTH_MAX) tangled += 1;
    } else if (code === 0x5d && open > 0) open -= 1;
  }
  return tangled > OPEN_BRACKETS_MAX;
}
