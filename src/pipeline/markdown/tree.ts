/**
 * marked's tokens as the tree that parse5 would read from their HTML, without that HTML, which costs a sixth of a
 * text's whole way. It is no way round the sanitiser: this tree is copied from as any other is, by its allow-list.
 * And nothing here guesses. Every element is one that Markdown itself makes, closed where it was opened, so that a
 * parser would move none of them; where that is not certain (HTML of the volunteer's own, a link in a link, a
 * footnote, a token of another kind) there is no tree, and the HTML is written and parsed instead.
 * test/pipeline/markdown/tree.test.ts holds both ways against each other.
 */
import { type MarkedToken, Renderer, type Token, type Tokens } from 'marked';
import { parseFragment } from 'parse5';
import {
  attributeIn,
  HTML_NAMESPACE,
  isElement,
  isText,
  type Parsed,
  type ParsedNode,
} from '../sanitise/parse.ts';
import { checkboxSign, escapeMarkup } from './renderer.ts';

class Uncertain extends Error {}

/** What a parser drops or changes, depending on where it stands. */
const unsettled = /[\0\r]/;

/** The tree of `tokens`, which were made of `markdown`; undefined where only a parser can tell. */
export function treeOf(tokens: readonly Token[], markdown: string): Parsed | undefined {
  if (unsettled.test(markdown)) return undefined;
  const childNodes: ParsedNode[] = [];
  try {
    put(tokens, childNodes, false);
    return { childNodes };
  } catch (error) {
    if (error instanceof Uncertain) return undefined;
    throw error;
  }
}

const text = (value: string): ParsedNode => ({ nodeName: '#text', value });

type Attributes = { name: string; value: string }[];

/** Puts an empty element into `into`; the list its content belongs into. */
function open(into: ParsedNode[], tagName: string, attrs: Attributes = []): ParsedNode[] {
  const childNodes: ParsedNode[] = [];
  into.push({ tagName, namespaceURI: HTML_NAMESPACE, attrs, childNodes });
  return childNodes;
}

function put(tokens: readonly Token[], into: ParsedNode[], linked: boolean): void {
  for (const token of tokens) one(token as MarkedToken, into, linked);
}

/** As marked's renderer and ours write it, white space between the blocks included. */
function one(token: MarkedToken, into: ParsedNode[], linked: boolean): void {
  switch (token.type) {
    case 'text':
      if (token.tokens) put(token.tokens, into, linked);
      else if (token.escaped) throw new Uncertain();
      else into.push(text(read(token.text)));
      return;
    case 'escape':
      into.push(text(read(token.text)));
      return;
    case 'strong':
    case 'em':
    case 'del':
      put(token.tokens, open(into, token.type), linked);
      return;
    case 'codespan':
      open(into, 'code').push(text(token.text));
      return;
    case 'br':
      open(into, 'br');
      return;
    case 'link':
      if (linked) throw new Uncertain();
      put(token.tokens, open(into, 'a', [attribute('href', token.href), ...titled(token)]), true);
      return;
    case 'image':
      open(into, 'img', [
        attribute('src', token.href),
        attribute('alt', token.tokens ? described(token.tokens) : token.text),
        ...titled(token),
      ]);
      return;
    case 'checkbox':
      into.push(text(checkboxSign(token)));
      return;
    case 'space':
    case 'def':
      return;
    case 'paragraph':
      put(token.tokens, open(into, 'p'), linked);
      break;
    case 'heading':
      put(token.tokens, open(into, `h${token.depth}`), linked);
      break;
    case 'hr':
      open(into, 'hr');
      break;
    case 'blockquote': {
      const inside = open(into, 'blockquote');
      inside.push(newline);
      put(token.tokens, inside, linked);
      break;
    }
    case 'list':
      list(token, into, linked);
      break;
    case 'code':
      code(token, open(into, 'pre'));
      break;
    case 'table':
      table(token, open(into, 'table'), linked);
      break;
    default:
      throw new Uncertain();
  }
  into.push(newline);
}

const newline = text('\n');

function list({ ordered, start, items }: Tokens.List, into: ParsedNode[], linked: boolean): void {
  const attrs = ordered && start !== 1 ? [{ name: 'start', value: String(start) }] : [];
  const inside = open(into, ordered ? 'ol' : 'ul', attrs);
  inside.push(newline);
  for (const item of items) {
    put(item.tokens, open(inside, 'li'), linked);
    inside.push(newline);
  }
}

function code({ text: written, lang = '', escaped }: Tokens.Code, into: ParsedNode[]): void {
  if (escaped || lang.includes('&')) throw new Uncertain();
  const name = /^\S*/.exec(lang)?.[0];
  const inside = open(into, 'code', name ? [{ name: 'class', value: `language-${name}` }] : []);
  if (written) inside.push(text(`${written.replace(/\n$/, '')}\n`));
}

function table({ header, rows }: Tokens.Table, into: ParsedNode[], linked: boolean): void {
  into.push(newline);
  const head = open(into, 'thead');
  head.push(newline);
  row(header, head, linked);
  into.push(newline);
  if (rows.length > 0) {
    const body = open(into, 'tbody');
    for (const cells of rows) row(cells, body, linked);
  }
}

function row(cells: readonly Tokens.TableCell[], into: ParsedNode[], linked: boolean): void {
  const inside = open(into, 'tr');
  inside.push(newline);
  for (const { header, align, tokens } of cells) {
    const attrs = align ? [{ name: 'align', value: align }] : [];
    put(tokens, open(inside, header ? 'th' : 'td', attrs), linked);
    inside.push(newline);
  }
  into.push(newline);
}

/** marked's, for its own way of escaping a text, which decides what of it is a character reference. */
const plain = new Renderer();

/** Text as it is read: with its character references, which parse5 decodes. */
function read(written: string): string {
  if (!written.includes('&')) return written;
  const [node] = parseFragment(plain.text({ type: 'text', raw: written, text: written })).childNodes;
  return node && isText(node) ? node.value : '';
}

/** An attribute as it is read; references mean less in attributes than in text. */
function attribute(name: string, written: string): { name: string; value: string } {
  if (!written.includes('&')) return { name, value: written };
  const [node] = parseFragment(`<i title="${escapeMarkup(written)}">`).childNodes;
  const value = node && isElement(node) ? attributeIn(node, 'title') : undefined;
  return { name, value: value ?? '' };
}

const titled = ({ title }: Tokens.Link | Tokens.Image): Attributes =>
  title ? [attribute('title', title)] : [];

/** The text alone, as marked's text renderer writes it. */
const described = (tokens: readonly Token[]): string =>
  tokens.map((token) => describedOne(token as MarkedToken)).join('');

function describedOne(token: MarkedToken): string {
  switch (token.type) {
    case 'text':
    case 'escape':
    case 'codespan':
      return token.text;
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
    case 'image':
      return token.tokens ? described(token.tokens) : token.text;
    case 'br':
      return '\n';
    default:
      throw new Uncertain();
  }
}
