/**
 * What a reader would see of a Markdown text, found without the pipeline's own code: a deliberately simple
 * stripper, so that a mistake in one is not repeated in the other. Compared are letters, digits and marks
 * only; where text went (a field, the body) does not matter, but a line must be whole wherever it is.
 */
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

const droppedElements = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'textarea',
  'select',
  'xmp',
  'plaintext',
  'noembed',
  'noframes',
  'title',
]);

/** All text of an HTML fragment, without elements that never show as text. */
export function htmlText(html: string): string {
  let out = '';
  const waiting: DefaultTreeAdapterTypes.ChildNode[] = parseFragment(html).childNodes.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('value' in node) out += node.value;
    if ('childNodes' in node && !droppedElements.has(node.nodeName))
      waiting.push(...node.childNodes.toReversed());
  }
  return out;
}

/** Letters, digits and marks, NFKC and lower case: what remains when punctuation and spacing are ignored. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]|[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u034F]/gu, '');

/** `[[zh:词]]` is a wiki link that an editor added to each known word; only the word is text. */
const unwrapWikiLinks = (text: string): string => text.replace(/\[\[[a-z-]{2,8}:([^[\]]*)\]\]/g, '$1');

/** The value of the front matter's `title:`, and the text after the front matter. */
function splitFrontMatter(markdown: string): { title: string; body: string } {
  const found = /^\uFEFF?---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(markdown);
  if (!found) return { title: '', body: markdown };
  const title = /^title:[ \t]*(.*)$/m.exec(found[1] ?? '')?.[1] ?? '';
  return { title, body: markdown.slice(found[0].length) };
}

/** Removes `](target "title")`, whose target may hold one level of brackets, and keeps the link's text. */
function unlink(text: string): string {
  return text
    .replace(/!\[(?:[^[\]]|\[[^[\]]*\])*\]\((?:[^()\n]|\([^()\n]*\))*\)/g, ' ')
    .replace(/!\[[^\]]*\]\[[^\]]*\]/g, ' ')
    .replace(/\]\((?:[^()\n]|\([^()\n]*\))*\)/g, ' ')
    .replace(/\]\[[^\]]*\]/g, ' ')
    .replace(/<((?:https?|mailto):[^<>\s]*)>/gi, '$1');
}

/**
 * The visible lines of a Markdown text. Not visible: comments, targets of links and pictures, alternative
 * texts, definitions of link references, names of code languages, numbers of list items.
 */
export function visibleLines(markdown: string): string[] {
  const { title, body } = splitFrontMatter(unwrapWikiLinks(markdown.replace(/\r\n?/g, '\n')));
  const text = unlink(body.replace(/<!--[\s\S]*?-->/g, ' '));
  const lines: string[] = [title];
  for (const line of text.split('\n')) {
    if (/^[\s>]*\[[^\]^][^\]]*\]:\s*\S/.test(line)) continue;
    if (/^\s*(?:```|~~~)/.test(line)) continue;
    lines.push(line.replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+/, '').replace(/\[\^[^\]]*\]:?/g, ' '));
  }
  return lines.map((line) => htmlText(line.replace(/<br<br/gi, '<br>'))).filter((line) => fold(line) !== '');
}

export interface ShownArticle {
  /** Every text field of the article, each by itself. */
  fields: string[];
  html: string;
}

/** The lines of the Markdown that a reader of the article would miss. */
export function missingLines(markdown: string, shown: ShownArticle): string[] {
  const places = [...shown.fields, htmlText(shown.html)].map((text) => fold(decode(text)));
  const everything = places.join('\n');
  const found = (line: string): boolean => places.some((place) => place.includes(fold(decode(line))));
  // A recognised line was taken apart into fields: then each of its words must be in one of them.
  const foundInParts = (line: string): boolean =>
    line
      .normalize('NFKC')
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .every((word) => everything.includes(fold(word)));
  return visibleLines(markdown).filter((line) => !found(line) && !foundInParts(line));
}

/** Percent-encoded text as a reader sees it; a URL may be written either way. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
