/**
 * marked's rules, each within its bounds: every rule that may read far pays for it. A class, as marked's own is: what
 * `marked.use` takes instead it calls through another function, for each rule at each place.
 */
import { type Links, Tokenizer, type Tokens } from 'marked';
import { TITLE_MAX_CHARS, URL_MAX_CHARS } from '../../limits.ts';
import { exhausted, linesOf, TABLE_COLUMNS_MAX } from '../bounds.ts';
import { bareAddress, plainLength } from './autolink.ts';
import { paid, readingOf } from './bounded-lexer.ts';
import { spacedBefore } from './emphasis.ts';
import { beginsAsText } from './linear.ts';
import { closeRawHtml } from './raw-html.ts';

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

/** Whether the second line may be a table's: it decides, and marked's rule is slow to see that most are none. */
function mayBeTable(src: string, end: number): boolean {
  if (end < 0 || !' |:-'.includes(src[end + 1] ?? '\n')) return false;
  const delimiters = /^[ |:-]*/.exec(src.slice(end + 1, end + 1 + DELIMITERS_MAX_CHARS))?.[0].length ?? 0;
  const after = src[end + 1 + delimiters] ?? '\n';
  return delimiters > 0 && (after === '\n' || delimiters >= DELIMITERS_MAX_CHARS);
}

export class BoundedTokenizer extends Tokenizer {
  override space(src: string): Tokens.Space | undefined {
    return beginsAsText(src) ? undefined : super.space(src);
  }

  override code(src: string): Tokens.Code | undefined {
    return beginsAsText(src) ? undefined : super.code(src);
  }

  override fences(src: string): Tokens.Code | undefined {
    return beginsAsText(src) ? undefined : super.fences(src);
  }

  override heading(src: string): Tokens.Heading | undefined {
    return beginsAsText(src) ? undefined : super.heading(src);
  }

  override hr(src: string): Tokens.Hr | undefined {
    return beginsAsText(src) ? undefined : super.hr(src);
  }

  override table(src: string): Tokens.Table | undefined {
    const end = src.indexOf('\n');
    if (!mayBeTable(src, end)) return undefined;
    const { allowance } = readingOf(this.lexer);
    const columns = src.slice(0, end).split('|').length;
    const rows = Math.floor(allowance.cells / columns);
    if (columns > TABLE_COLUMNS_MAX || rows < 2) {
      allowance.exceeded.add('table');
      return undefined;
    }
    const window = linesOf(src, rows, Number.POSITIVE_INFINITY);
    const token = super.table(window);
    if (!token) return undefined;
    allowance.cells -= columns * (token.rows.length + 2);
    if (token.raw.length >= window.trimEnd().length && window.length < src.length) {
      allowance.exceeded.add('table');
    }
    return token;
  }

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return !beginsAsText(src) && /^ {0,3}>/.test(src)
      ? super.blockquote(linesOf(src, CONTAINER_MAX_LINES, Number.POSITIVE_INFINITY))
      : undefined;
  }

  override list(src: string): Tokens.List | undefined {
    return !beginsAsText(src) && /^ {0,3}[*+\d-]/.test(src) ? super.list(listWindow(src)) : undefined;
  }

  // marked joins a paragraph to the one before when it stopped at what is no table after all, copying both; it does
  // not where this rule is not its own.
  override paragraph(src: string): Tokens.Paragraph | undefined {
    return super.paragraph(src);
  }

  override lheading(src: string): Tokens.Heading | undefined {
    // Most paragraphs are one line.
    const first = src.indexOf('\n');
    if (first < 0 || (src[first + 1] ?? '\n') === '\n') return undefined;
    const near = linesOf(src, SETEXT_MAX_LINES, SETEXT_MAX_CHARS);
    const end = near.indexOf('\n\n');
    const block = end < 0 ? near : near.slice(0, end + 1);
    return underline.test(block) ? super.lheading(near) : undefined;
  }

  override def(src: string): Tokens.Def | undefined {
    // Anchored, but a title that is never closed reads to the end of the document.
    if (beginsAsText(src) || !/^ {0,3}\[/.test(src)) return undefined;
    const found = super.def(linesOf(src, 6, URL_MAX_CHARS + TITLE_MAX_CHARS));
    if (!found || found.href.length > URL_MAX_CHARS) return undefined;
    return found;
  }

  override html(src: string): Tokens.HTML | undefined {
    if (beginsAsText(src) || !/^ {0,3}</.test(src)) return undefined;
    const token = super.html(src);
    if (!token) return undefined;
    const { html, changed } = closeRawHtml(token.text);
    if (changed) readingOf(this.lexer).allowance.exceeded.add('markup-as-text');
    return { ...token, text: html };
  }

  override tag(src: string): Tokens.Tag | undefined {
    if (!src.startsWith('<')) return undefined;
    const token = paid(this.lexer, src, () => super.tag(src));
    // parse5 compares each attribute with all before it.
    return token && token.raw.length > TAG_MAX_CHARS && closeRawHtml(token.raw).changed ? undefined : token;
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    if (!beginsLink(src)) return undefined;
    const near = holdsData.test(src.slice(0, LINK_MAX_CHARS)) ? src : src.slice(0, LINK_MAX_CHARS);
    return paid(this.lexer, near, () => super.link(near));
  }

  override reflink(src: string, links: Links): Tokens.Link | Tokens.Image | Tokens.Text | undefined {
    if (!beginsLink(src)) return undefined;
    const { allowance } = readingOf(this.lexer);
    const token = paid(this.lexer, src, () => super.reflink(src, links));
    if (token?.type !== 'link' && token?.type !== 'image') return token;
    allowance.referenceChars -= token.href.length + (token.title?.length ?? 0);
    if (allowance.referenceChars > 0) return token;
    allowance.exceeded.add('references');
    return undefined;
  }

  override emStrong(src: string, masked: string, previous = ''): Tokens.Em | Tokens.Strong | undefined {
    if (!src.startsWith('*') && !src.startsWith('_')) return undefined;
    const before = spacedBefore(src, previous);
    return paid(this.lexer, src, () => super.emStrong(src, masked, before));
  }

  override del(src: string, masked: string, previous = ''): Tokens.Del | undefined {
    // One tilde is a range in Chinese (3~5 天): only two strike through.
    if (!src.startsWith('~~') || src[2] === '~') return undefined;
    return paid(this.lexer, src, () => super.del(src, masked, previous));
  }

  override codespan(src: string): Tokens.Codespan | undefined {
    return src.startsWith('`') ? paid(this.lexer, src, () => super.codespan(src)) : undefined;
  }

  override autolink(src: string): Tokens.Link | undefined {
    if (!src.startsWith('<')) return undefined;
    const near = src.slice(0, URL_MAX_CHARS);
    return paid(this.lexer, near, () => super.autolink(near));
  }

  override url(src: string): Tokens.Link | undefined {
    return exhausted(readingOf(this.lexer).allowance) ? undefined : bareAddress(src);
  }

  override inlineText(src: string): Tokens.Text {
    const raw = exhausted(readingOf(this.lexer).allowance) ? src : src.slice(0, plainLength(src));
    return { type: 'text', raw, text: raw, escaped: this.lexer.state.inRawBlock };
  }
}
