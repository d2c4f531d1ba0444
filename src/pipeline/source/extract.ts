/**
 * The text of a report out of its page, as blocks of Markdown without links or pictures: enough to see what an
 * editor changed since. Taken from `<article>`, else `<main>`, else from the element that holds most of the
 * page's paragraphs. Not @mozilla/readability: with the DOM it needs (linkedom) it adds 153 KB gzip to the
 * Worker, where parse5 is in it already.
 */
import { sourceBlocks } from '../../lib/source-blocks.ts';
import {
  attributeIn,
  isElement,
  isText,
  type Parsed,
  type ParsedElement,
  parseHtml,
} from '../sanitise/parse.ts';

/** What never belongs to a report's text, with all that is in it. */
const dropped = new Set([
  ...['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'embed', 'canvas'],
  ...['nav', 'aside', 'footer', 'form', 'button', 'select', 'textarea', 'input', 'dialog', 'menu'],
  ...['audio', 'video', 'figure', 'picture', 'img', 'title', 'head'],
]);
const blocks = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'blockquote',
  'pre',
  'td',
  'th',
  'dd',
  'dt',
]);
/** Shorter ones are captions, credits and links to other reports. */
const PARAGRAPH_MIN_CHARS = 25;

const isDropped = (node: ParsedElement): boolean =>
  dropped.has(node.tagName) ||
  attributeIn(node, 'hidden') !== undefined ||
  attributeIn(node, 'aria-hidden') === 'true';

interface Place {
  element: ParsedElement;
  parent: Place | undefined;
  /** Characters of the paragraphs in it. */
  chars: number;
}

/** A paragraph, or what older pages have for one: text straight in a `<div>`, cut by `<br>`. */
function isTextBlock(element: ParsedElement): boolean {
  const inner = element.childNodes.filter(isElement);
  if (inner.some((child) => blocks.has(child.tagName))) return false;
  if (blocks.has(element.tagName)) return true;
  const own = element.childNodes.filter(isText).reduce((sum, { value }) => sum + value.trim().length, 0);
  return own >= PARAGRAPH_MIN_CHARS;
}

/** Every element that is not dropped, in document order, with the length of its paragraphs. By iteration: depth is the page's. */
function measure(root: Parsed): Place[] {
  const places: Place[] = [];
  const stack: { node: Parsed; parent: Place | undefined }[] = [{ node: root, parent: undefined }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    let place = top.parent;
    if ('tagName' in top.node) {
      place = { element: top.node, parent: top.parent, chars: 0 };
      places.push(place);
      if (isTextBlock(top.node)) {
        const { length } = textOf(top.node);
        // Its holder counts it whole, the holder's holder half: the nearest common element wins.
        const holder = top.parent ?? place;
        if (length >= PARAGRAPH_MIN_CHARS) {
          holder.chars += length;
          if (holder.parent) holder.parent.chars += length / 2;
        }
        continue;
      }
    }
    for (const child of top.node.childNodes.toReversed()) {
      if (isElement(child) && !isDropped(child)) stack.push({ node: child, parent: place });
    }
  }
  return places;
}

/** Visible text, one space for each run of white space; a line break stays one. */
function textOf(root: ParsedElement): string {
  let text = '';
  const stack = [...root.childNodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isText(node)) text += node.value;
    else if (isElement(node) && !isDropped(node)) {
      if (node.tagName === 'br') text += '\n';
      else stack.push(...node.childNodes.toReversed());
    }
  }
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

const marks: Record<string, string> = {
  h1: '# ',
  h2: '## ',
  h3: '### ',
  h4: '#### ',
  h5: '##### ',
  h6: '###### ',
  li: '- ',
};

function blocksOf(root: ParsedElement): string[] {
  const out: string[] = [];
  const stack: ParsedElement[] = [root];
  for (let element = stack.pop(); element; element = stack.pop()) {
    if (isTextBlock(element)) {
      const text = textOf(element);
      if (/[\p{L}\p{N}]/u.test(text)) out.push((marks[element.tagName] ?? '') + text);
      continue;
    }
    for (const child of element.childNodes.filter(isElement).toReversed()) {
      if (!isDropped(child)) stack.push(child);
    }
  }
  return out;
}

/** A page's text as Markdown blocks, or undefined when there is none to speak of. */
export function extractText(page: string): string | undefined {
  const root = parseHtml(page);
  if (!root) return undefined;
  const places = measure(root);
  const named = (tag: string) =>
    places.filter(({ element }) => element.tagName === tag || attributeIn(element, 'role') === tag);
  const fullest = (among: Place[]): ParsedElement | undefined => {
    const texts = among.map(({ element }) => ({ element, text: blocksOf(element).join('') }));
    return texts.toSorted((a, b) => b.text.length - a.text.length)[0]?.element;
  };
  const candidates = [
    fullest(named('article').slice(0, 50)),
    fullest(named('main').slice(0, 5)),
    places.toSorted((a, b) => b.chars - a.chars)[0]?.element,
  ];
  for (const candidate of candidates) {
    const text = candidate ? sourceBlocks(blocksOf(candidate).join('\n\n')).join('\n\n') : '';
    if (text.length >= PARAGRAPH_MIN_CHARS * 2) return text;
  }
  return undefined;
}
