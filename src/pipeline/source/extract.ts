/**
 * The text of a report out of its page, as blocks of Markdown without links or pictures: enough to see what an
 * editor changed since. What is report and what stands round it Readability says; where it finds nothing, or
 * the page is beyond its bounds, the longest `<article>` is taken, else `<main>`. The same page gives the same
 * text. fetch.ts loads this when it has a page, so that the library is in nobody else's way.
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
import { findReport } from './readable.ts';

/** What never belongs to a report's text, with all that is in it. */
const dropped = new Set([
  ...['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'embed', 'canvas'],
  ...['nav', 'aside', 'footer', 'button', 'select', 'textarea', 'input', 'dialog', 'menu'],
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
  attributeIn(node, 'aria-hidden') === 'true' ||
  /(?:^|;)\s*display\s*:\s*none/i.test(attributeIn(node, 'style') ?? '');

/** A paragraph, or what older pages have for one: text straight in a `<div>`, cut by `<br>`. */
function isTextBlock(element: ParsedElement): boolean {
  const inner = element.childNodes.filter(isElement);
  if (inner.some((child) => blocks.has(child.tagName))) return false;
  if (blocks.has(element.tagName)) return true;
  const own = element.childNodes.filter(isText).reduce((sum, { value }) => sum + value.trim().length, 0);
  return own >= PARAGRAPH_MIN_CHARS;
}

/** In document order, without those inside another. By iteration: depth is the page's. */
function outermost(root: Parsed, isWanted: (element: ParsedElement) => boolean): ParsedElement[] {
  const wanted: ParsedElement[] = [];
  const stack = root.childNodes.filter(isElement).reverse();
  for (let element = stack.pop(); element; element = stack.pop()) {
    if (isDropped(element)) continue;
    if (isWanted(element)) wanted.push(element);
    else for (const child of element.childNodes.filter(isElement).toReversed()) stack.push(child);
  }
  return wanted;
}

/** Visible text, one space for each run of white space; a line break stays one. */
function textOf(root: ParsedElement): string {
  let text = '';
  const stack = [...root.childNodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isText(node)) text += node.value;
    else if (isElement(node) && !isDropped(node)) {
      if (node.tagName === 'br') text += '\n';
      else for (const child of node.childNodes.toReversed()) stack.push(child);
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

function blocksOf(root: Parsed): string[] {
  const out: string[] = [];
  const stack = root.childNodes.filter(isElement).reverse();
  for (let element = stack.pop(); element; element = stack.pop()) {
    if (isDropped(element)) continue;
    if (isTextBlock(element)) {
      const text = textOf(element);
      if (/[\p{L}\p{N}]/u.test(text)) out.push((marks[element.tagName] ?? '') + text);
      continue;
    }
    for (const child of element.childNodes.filter(isElement).toReversed()) stack.push(child);
  }
  return out;
}

/** Cut into blocks; none when it is too little to be a report. */
function cut(found: readonly string[]): string[] {
  const text = sourceBlocks(found.join('\n\n'));
  return text.join('\n\n').length < PARAGRAPH_MIN_CHARS * 2 ? [] : text;
}

/** Of the page's `<article>`s, say, the one with the most text. */
const longest = (root: Parsed, tag: string): string[] =>
  outermost(root, (element) => element.tagName === tag || attributeIn(element, 'role') === tag)
    .map((element) => cut(blocksOf(element)))
    .reduce((most, text) => (text.join('').length > most.join('').length ? text : most), []);

/** A page's text as Markdown blocks, or undefined when there is none to speak of. */
export function extractText(page: string): string | undefined {
  const root = parseHtml(page);
  if (!root) return undefined;
  const report = parseHtml(findReport(root, isDropped) ?? '');
  let text = report ? cut(blocksOf(report)) : [];
  if (text.length === 0) text = longest(root, 'article');
  if (text.length === 0) text = longest(root, 'main');
  if (text.length === 0) return undefined;
  // Readability takes a page's only <h1> for its title, out of the text; many pages have it outside of the report.
  const [title, second] = outermost(root, ({ tagName }) => tagName === 'h1').map(textOf);
  if (!title || second !== undefined) return text.join('\n\n');
  const [heading = ''] = sourceBlocks(`# ${title.replaceAll('\n', ' ')}`);
  return [heading, ...text.filter((block) => block !== heading && block !== `#${heading}`)].join('\n\n');
}
