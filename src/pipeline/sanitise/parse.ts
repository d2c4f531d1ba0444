/** parse5, within bounds: formatting elements that are reopened in each paragraph, and depth, multiply. */
import {
  type DefaultTreeAdapterMap,
  defaultTreeAdapter,
  type html,
  parseFragment,
  type TreeAdapter,
} from 'parse5';
import { HTML_MAX_BYTES } from '../../limits.ts';

/** What is read of a tree: one of parse5's, or one built in its shape (../markdown/tree.ts). */
export interface Parsed {
  readonly childNodes: readonly ParsedNode[];
}
export interface ParsedElement extends Parsed {
  readonly tagName: string;
  readonly namespaceURI: string;
  readonly attrs: readonly { readonly name: string; readonly value: string }[];
}
interface ParsedText {
  readonly nodeName: '#text';
  readonly value: string;
}
/** Comments and doctypes are never looked into. */
export type ParsedNode = ParsedElement | ParsedText | { readonly nodeName: '#comment' | '#documentType' };

/** As many as Markdown may have pieces (TOKENS_MAX in ../bounds.ts), for the same reason. */
const ELEMENTS_MAX = 60_000;
/** Browsers stop nesting at 512; parse5 looks through the open elements for each tag. */
const PARSED_DEPTH_MAX = 512;

class Excessive extends Error {}

function boundedAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  const depths = new WeakMap<object, number>();
  const put = (parent: object, child: object): void => {
    const depth = (depths.get(parent) ?? 0) + 1;
    if (depth > PARSED_DEPTH_MAX) throw new Excessive();
    depths.set(child, depth);
  };
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespaceURI, attrs) {
      elements += 1;
      if (elements > ELEMENTS_MAX) throw new Excessive();
      return defaultTreeAdapter.createElement(tagName, namespaceURI, attrs);
    },
    appendChild(parent, child) {
      if ('tagName' in child) put(parent, child);
      defaultTreeAdapter.appendChild(parent, child);
    },
    insertBefore(parent, child, reference) {
      if ('tagName' in child) put(parent, child);
      defaultTreeAdapter.insertBefore(parent, child, reference);
    },
  };
}

/** parse5's `html.NS.HTML`; asked for by that name, it brings all the tables of names that stand in `html`. */
export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml' as html.NS.HTML;

const parse = (text: string, treeAdapter: TreeAdapter<DefaultTreeAdapterMap>): Parsed =>
  parseFragment(defaultTreeAdapter.createElement('body', HTML_NAMESPACE, []), text, { treeAdapter });

/** Parsed as a browser parses it inside `<body>`; undefined when it is beyond any article. */
export function parseHtml(text: string): Parsed | undefined {
  if (text.length > 2 * HTML_MAX_BYTES) return undefined;
  try {
    return parse(text.toWellFormed(), boundedAdapter());
  } catch (error) {
    if (error instanceof Excessive) return undefined;
    throw error;
  }
}

/** The same for what marked wrote of its own, whose depth and number of elements are bounded already. */
export const parseOwnHtml = (text: string): Parsed => parse(text, defaultTreeAdapter);

export const isElement = (node: ParsedNode): node is ParsedElement => 'tagName' in node;
export const isText = (node: ParsedNode): node is ParsedText =>
  'nodeName' in node && node.nodeName === '#text';
export const attributeIn = (node: ParsedElement, name: string): string | undefined =>
  node.attrs.find((attr) => attr.name === name)?.value;
