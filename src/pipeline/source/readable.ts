/**
 * The part of a page that is its report, found by Mozilla's Readability on the DOM that comes with it, the pair
 * of Firefox's reader view: neither runs nor fetches anything. Both recurse, and go through a page's elements
 * again and again, so they get a copy within bounds of what parse5 read: the text, and the few attributes that
 * tell a report from what stands round it.
 */
import JSDOMParser from '@mozilla/readability/JSDOMParser.js';
import Readability from '@mozilla/readability/Readability.js';
import {
  SOURCE_ATTRIBUTE_MAX_CHARS,
  SOURCE_MARKDOWN_MAX_BYTES,
  SOURCE_MAX_DEPTH,
  SOURCE_MAX_ELEMENTS,
} from '../../limits.ts';
import { attributeIn, isElement, isText, type Parsed, type ParsedElement } from '../sanitise/parse.ts';

/** What Readability judges by. Not `style`, which its DOM stumbles over, nor addresses, which it would resolve. */
const told = ['class', 'id', 'role', 'rel', 'itemprop'];
/** What else is empty tells nothing. */
const breaks = new Set(['br', 'hr']);
/** Parsers make a name of whatever follows a `<`; the DOM takes what stands before a colon off. */
const plainName = /^[a-z][a-z0-9-]*$/;
/** Shorter finds it takes again with the strictness off, which lets the rest of the page in. */
const REPORT_MIN_CHARS = 200;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const attributesOf = (element: ParsedElement): string =>
  told
    .map((name) => {
      const value = attributeIn(element, name)?.slice(0, SOURCE_ATTRIBUTE_MAX_CHARS).toWellFormed();
      return value ? ` ${name}="${escaped(value)}"` : '';
    })
    .join('');

/** Well-formed, as the DOM needs it; undefined beyond the bounds. */
function copyOf(root: Parsed, isDropped: (element: ParsedElement) => boolean): string | undefined {
  const out: string[] = [];
  let elements = 0;
  let chars = 0;
  const stack: { node: Parsed['childNodes'][number] | string; depth: number }[] = [];
  const push = ({ childNodes }: Parsed, depth: number) => {
    for (const node of childNodes.toReversed()) stack.push({ node, depth });
  };
  push(root, 1);
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    if (typeof node === 'string') out.push(node);
    else if (isText(node)) {
      // White space is folded later all the same, and much of it would cost time.
      const text = node.value.replace(/\s+/g, ' ');
      chars += text.length;
      if (chars > SOURCE_MARKDOWN_MAX_BYTES) return undefined;
      out.push(escaped(text));
    } else if (isElement(node) && !isDropped(node)) {
      elements += 1;
      if (elements > SOURCE_MAX_ELEMENTS || depth > SOURCE_MAX_DEPTH) return undefined;
      if (breaks.has(node.tagName)) out.push(`<${node.tagName}/>`);
      else if (node.childNodes.length > 0) {
        const name = plainName.test(node.tagName) ? node.tagName : 'span';
        out.push(`<${name}${attributesOf(node)}>`);
        stack.push({ node: `</${name}>`, depth });
        push(node, depth + 1);
      }
    }
  }
  return `<html><body>${out.join('')}</body></html>`;
}

/** HTML of the report, to be parsed again and never to be shown; undefined when there is none or no telling. */
export function findReport(root: Parsed, isDropped: (element: ParsedElement) => boolean): string | undefined {
  const copy = copyOf(root, isDropped);
  if (copy === undefined) return undefined;
  try {
    const document = new JSDOMParser().parse(copy, 'about:blank');
    const options = { disableJSONLD: true, charThreshold: REPORT_MIN_CHARS };
    return new Readability(document, options).parse()?.content ?? undefined;
  } catch {
    // Any page of the world comes here: one that the library stumbles over must not stop the watch.
    return undefined;
  }
}
