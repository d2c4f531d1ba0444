/**
 * marked's lexer on an allowance (see ../bounds.ts): every rule that may read far pays for it, each level of
 * nesting is counted, and what goes beyond is kept as plain text. Linear in the length of the document.
 */
import { Lexer, Marked, type Rules, type Token, Tokenizer, type Tokens, type TokensList } from 'marked';
import { MARKDOWN_MAX_DEPTH, TITLE_MAX_CHARS, URL_MAX_CHARS } from '../../limits.ts';
import {
  type Allowance,
  allowanceFor,
  exhausted,
  linesOf,
  mayGoOn,
  nest,
  spend,
  TABLE_COLUMNS_MAX,
} from '../bounds.ts';
import { bareAddress, isPlain, plainLength } from './autolink.ts';
import { emStrong, withHanEmphasis } from './emphasis.ts';
import { type Footnote, footnoteDefinition, footnoteReference } from './footnotes.ts';
import { beginsAsText, unlessText, withLinearRules } from './linear.ts';
import { closeRawHtml, pairInlineTags } from './raw-html.ts';
import { renderer, renderers } from './renderer.ts';

/** marked's lexer with what is known of the document it is reading, gone with it. */
class BoundedLexer extends Lexer {
  readonly allowance: Allowance;
  readonly notes = new Map<string, Footnote>();

  constructor(allowance: Allowance) {
    super(marked.defaults);
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

function readingOf(lexer: Lexer): BoundedLexer {
  if (!(lexer instanceof BoundedLexer))
    throw new Error('marked was called without its allowance; use lexMarkdown.');
  return lexer;
}

/** Runs a rule: what it found costs its length, and finding nothing all that it may have read. */
function paid<T extends { raw: string }>(
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

const rules = Tokenizer.prototype;
/** A heading underlined with `=` or `-` has a few lines; marked looks for the underline to the paragraph's end. */
const SETEXT_MAX_LINES = 12;
const SETEXT_MAX_CHARS = 2_000;
/** Holds wherever marked finds one. */
const underline = /\n[ \t]*(?:=+|-+)[ \t]*(?:\n|$)/;

/** Tags up to here have too few attributes to count them. */
const TAG_MAX_CHARS = 2_000;
/** A link's label, address and title; marked reads its address up to the next blank, however far. */
const LINK_MAX_CHARS = 3 * URL_MAX_CHARS;
/** A picture written into the text is long, and to be seen as the one picture it is. */
const holdsData = /^!?\[[^\]\n]{0,500}\]\(<?data:/i;

const beginsLink = (src: string): boolean => src.startsWith('[') || src.startsWith('![');

/** marked copies what it has of a quote or list item for each further line: long ones are read in pieces. */
const CONTAINER_MAX_LINES = 1_000;

/** The lines of a list that are read at once; a longer list goes on as a second one, from an item of its own. */
function listWindow(src: string): string {
  const window = linesOf(src, CONTAINER_MAX_LINES, Number.POSITIVE_INFINITY);
  if (window.length === src.length) return src;
  const item = Math.max(...['-', '*', '+'].map((bullet) => window.lastIndexOf(`\n${bullet} `)));
  return item > window.length / 2 ? window.slice(0, item + 1) : window;
}

/** More than any table of TABLE_COLUMNS_MAX columns has between its header and its rows. */
const DELIMITERS_MAX_CHARS = 1_000;

function table(self: Tokenizer, src: string): Tokens.Table | undefined {
  const end = src.indexOf('\n');
  if (end < 0) return undefined;
  // The delimiter row decides; most lines have none after them, and marked's rule is slow to see that.
  if (!' |:-'.includes(src[end + 1] ?? '\n')) return undefined;
  const delimiters = /^[ |:-]*/.exec(src.slice(end + 1, end + 1 + DELIMITERS_MAX_CHARS))?.[0].length ?? 0;
  const after = src[end + 1 + delimiters] ?? '\n';
  if (delimiters === 0 || (after !== '\n' && delimiters < DELIMITERS_MAX_CHARS)) return undefined;
  const { allowance } = readingOf(self.lexer);
  const columns = src.slice(0, end).split('|').length;
  const rows = Math.floor(allowance.cells / columns);
  if (columns > TABLE_COLUMNS_MAX || rows < 2) {
    allowance.exceeded.add('table');
    return undefined;
  }
  const window = linesOf(src, rows, Number.POSITIVE_INFINITY);
  const token = rules.table.call(self, window);
  if (!token) return undefined;
  allowance.cells -= columns * (token.rows.length + 2);
  if (token.raw.length >= window.trimEnd().length && window.length < src.length) {
    allowance.exceeded.add('table');
  }
  return token;
}

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
  tokenizer: {
    space: unlessText,
    code: unlessText,
    fences: unlessText,
    heading: unlessText,
    hr: unlessText,
    table(src) {
      return table(this, src);
    },
    blockquote(src) {
      return !beginsAsText(src) && /^ {0,3}>/.test(src)
        ? rules.blockquote.call(this, linesOf(src, CONTAINER_MAX_LINES, Number.POSITIVE_INFINITY))
        : undefined;
    },
    list(src) {
      return !beginsAsText(src) && /^ {0,3}[*+\d-]/.test(src)
        ? rules.list.call(this, listWindow(src))
        : undefined;
    },
    // marked joins a paragraph to the one before when it stopped at what is no table after all, copying both.
    paragraph: () => false,
    lheading(src) {
      // Most paragraphs are one line.
      const first = src.indexOf('\n');
      if (first < 0 || (src[first + 1] ?? '\n') === '\n') return undefined;
      const near = linesOf(src, SETEXT_MAX_LINES, SETEXT_MAX_CHARS);
      const end = near.indexOf('\n\n');
      const block = end < 0 ? near : near.slice(0, end + 1);
      return underline.test(block) ? rules.lheading.call(this, near) : undefined;
    },
    def(src) {
      // Anchored, but a title that is never closed reads to the end of the document.
      if (beginsAsText(src) || !/^ {0,3}\[/.test(src)) return undefined;
      const found = rules.def.call(this, linesOf(src, 6, URL_MAX_CHARS + TITLE_MAX_CHARS));
      if (!found || found.href.length > URL_MAX_CHARS) return undefined;
      return found;
    },
    html(src) {
      if (beginsAsText(src) || !/^ {0,3}</.test(src)) return undefined;
      const token = rules.html.call(this, src);
      if (!token) return undefined;
      const { html, changed } = closeRawHtml(token.text);
      if (changed) readingOf(this.lexer).allowance.exceeded.add('markup-as-text');
      return { ...token, text: html };
    },
    tag(src) {
      if (!src.startsWith('<')) return undefined;
      const token = paid(this.lexer, src, () => rules.tag.call(this, src));
      // parse5 compares each attribute with all before it.
      return token && token.raw.length > TAG_MAX_CHARS && closeRawHtml(token.raw).changed ? undefined : token;
    },
    link(src) {
      if (!beginsLink(src)) return undefined;
      const near = holdsData.test(src.slice(0, LINK_MAX_CHARS)) ? src : src.slice(0, LINK_MAX_CHARS);
      return paid(this.lexer, near, () => rules.link.call(this, near));
    },
    reflink(src, links) {
      if (!beginsLink(src)) return undefined;
      const { allowance } = readingOf(this.lexer);
      const token = paid(this.lexer, src, () => rules.reflink.call(this, src, links));
      if (token?.type !== 'link' && token?.type !== 'image') return token;
      allowance.referenceChars -= token.href.length + (token.title?.length ?? 0);
      if (allowance.referenceChars > 0) return token;
      allowance.exceeded.add('references');
      return undefined;
    },
    emStrong(src, masked, previous = '') {
      if (!src.startsWith('*') && !src.startsWith('_')) return undefined;
      return paid(this.lexer, src, () => emStrong(this, src, masked, previous));
    },
    del(src, masked, previous) {
      // One tilde is a range in Chinese (3~5 天): only two strike through.
      if (!src.startsWith('~~') || src[2] === '~') return undefined;
      return paid(this.lexer, src, () => rules.del.call(this, src, masked, previous));
    },
    codespan(src) {
      return src.startsWith('`') ? paid(this.lexer, src, () => rules.codespan.call(this, src)) : undefined;
    },
    autolink(src) {
      const near = src.slice(0, URL_MAX_CHARS);
      return src.startsWith('<') ? paid(this.lexer, near, () => rules.autolink.call(this, near)) : undefined;
    },
    url(src) {
      return exhausted(readingOf(this.lexer).allowance) ? undefined : bareAddress(src);
    },
    inlineText(src) {
      const raw = exhausted(readingOf(this.lexer).allowance) ? src : src.slice(0, plainLength(src));
      return { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
    },
  },
});

const plain = (src: string): Tokens.Text => ({ type: 'text', raw: src, text: src, escaped: false });
const plainBlock = (src: string): Tokens.Paragraph => ({
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

/** marked's rules with ours in their places. */
let ownRules: Rules | undefined;

/** Markdown as marked's tokens, its footnotes, and what had to be neutralised. */
export function lexMarkdown(markdown: string): {
  tokens: Token[];
  notes: Map<string, Footnote>;
  allowance: Allowance;
} {
  const lexer = new BoundedLexer(allowanceFor(markdown.length));
  const { tokenizer } = marked.defaults;
  if (!tokenizer) throw new Error('marked has lost its tokenizer.');
  // The constructor has just given the tokenizer marked's own, the same for every document.
  ownRules ??= withLinearRules(withHanEmphasis(tokenizer.rules));
  tokenizer.rules = ownRules;
  return { tokens: lexer.lex(markdown), notes: lexer.notes, allowance: lexer.allowance };
}
