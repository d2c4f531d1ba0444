/** Lexical (Ghost 5 and later) as HTML: a tree of nodes, with cards as nodes of their own. */
import { IMPORT_TREE_MAX_DEPTH } from '../../../limits.ts';
import { escapeHtml } from '../escape.ts';
import { cardHtml, type TreeHtml } from './cards.ts';

type LexicalNode = Record<string, unknown>;

const isNode = (value: unknown): value is LexicalNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const childrenOf = (node: LexicalNode): LexicalNode[] =>
  Array.isArray(node.children) ? node.children.filter(isNode) : [];

/** Bits of a text node's format. */
const formats: [bit: number, tag: string][] = [
  [16, 'code'],
  [1, 'strong'],
  [2, 'em'],
  [4, 's'],
  [8, 'u'],
  [32, 'sub'],
  [64, 'sup'],
  [128, 'mark'],
];

function styled(node: LexicalNode): string {
  const format = typeof node.format === 'number' ? node.format : 0;
  let html = escapeHtml(text(node.text));
  for (const [bit, tag] of formats) if ((format & bit) !== 0) html = `<${tag}>${html}</${tag}>`;
  return html;
}

function render(node: LexicalNode, losses: string[], depth: number): string {
  if (depth > IMPORT_TREE_MAX_DEPTH)
    throw new Error(
      `its text nests deeper than ${IMPORT_TREE_MAX_DEPTH} elements; simplify it in Ghost and export again`,
    );
  const inner = (): string =>
    childrenOf(node)
      .map((child) => render(child, losses, depth + 1))
      .join('');
  const type = text(node.type);
  switch (type) {
    case 'root':
      return childrenOf(node)
        .map((child) => render(child, losses, depth + 1))
        .join('\n');
    case 'text':
    case 'extended-text':
      return styled(node);
    case 'linebreak':
      return '<br>';
    case 'tab':
      return ' ';
    case 'paragraph':
      return `<p>${inner()}</p>`;
    case 'heading':
    case 'extended-heading': {
      const tag = /^h[1-6]$/.test(text(node.tag)) ? text(node.tag) : 'h2';
      return `<${tag}>${inner()}</${tag}>`;
    }
    case 'quote':
    case 'extended-quote':
    case 'aside':
      return `<blockquote><p>${inner()}</p></blockquote>`;
    case 'list':
      return node.listType === 'number' ? `<ol>${inner()}</ol>` : `<ul>${inner()}</ul>`;
    case 'listitem':
      return `<li>${inner()}</li>`;
    case 'link':
    case 'autolink':
      return `<a href="${escapeHtml(text(node.url))}">${inner()}</a>`;
    case 'at-link':
      return '';
    default: {
      const card = cardHtml(type, node);
      losses.push(...card.losses);
      return card.html + inner();
    }
  }
}

/** Throws an error that names the remedy when the text is no lexical document. */
export function lexicalToHtml(source: string): TreeHtml {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch {
    throw new Error('its lexical document is no JSON; open and save the post in Ghost, then export again');
  }
  const root = isNode(document) && isNode(document.root) ? document.root : undefined;
  if (!root)
    throw new Error('its lexical document has no root; open and save the post in Ghost, then export again');
  const losses: string[] = [];
  return { html: render(root, losses, 0), losses };
}
