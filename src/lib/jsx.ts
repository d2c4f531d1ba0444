/**
 * What JSX compiles to: markup, written the moment an element is made. Pages here wait for nothing and know no state, so
 * they need no tree that is walked afterwards, as hono/jsx keeps; that walk was a twentieth of all the work for an article
 * no cache holds. Types, escaping and the mark of what is markup already are hono's, so its `raw`, `html` and `c.html` go
 * with it.
 */
import { raw } from 'hono/html';
import type { Child, JSX as HonoJsx } from 'hono/jsx';
import { escapeToBuffer, type HtmlEscapedString } from 'hono/utils/html';

/** Elements that have no content and no end tag (HTML, section 13.1.2). */
const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Attributes that say it by being there (HTML, section 2.3.2); all others that are boolean here say "true" or "false". */
const booleanAttributes = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden inert ' +
    'ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected'
  ).split(' '),
);

type Content = Child | HtmlEscapedString;
/** As hono's escaping wants it: one string that grows. */
type Buffer = [string];

const isMarkup = (content: object): content is HtmlEscapedString =>
  'isEscaped' in content && content.isEscaped === true;

/** Throws on what is neither text nor markup: a promise would be written as `[object Promise]`. */
function write(buffer: Buffer, content: Content): void {
  if (typeof content === 'string') escapeToBuffer(content, buffer);
  else if (content === null || content === undefined || typeof content === 'boolean') return;
  else if (typeof content === 'number') buffer[0] += content;
  else if (Array.isArray(content)) for (const one of content) write(buffer, one);
  else if (isMarkup(content)) buffer[0] += content;
  else throw new TypeError('A page shows text, numbers and markup: await what is not there yet.');
}

function writeAttribute(buffer: Buffer, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'boolean' && booleanAttributes.has(name)) {
    if (value) buffer[0] += ` ${name}=""`;
    return;
  }
  buffer[0] += ` ${name}="`;
  escapeToBuffer(String(value), buffer);
  buffer[0] += '"';
}

/** Names of elements and attributes come from the sources alone and are written as they are. */
type Props = Record<string, unknown> & { children?: Content };
type Component = (props: Props) => Content;

/** The markup of an element, or of what a component makes of its props. Throws as `write` does. */
export function jsx(tag: string | Component, props: Props): HtmlEscapedString {
  if (typeof tag === 'function') {
    const made = tag(props);
    return typeof made === 'object' && made !== null && isMarkup(made) ? made : Fragment({ children: made });
  }
  const buffer: Buffer = [`<${tag}`];
  for (const name in props) if (name !== 'children') writeAttribute(buffer, name, props[name]);
  if (voidElements.has(tag)) {
    buffer[0] += '/>';
    return raw(buffer[0]);
  }
  buffer[0] += '>';
  write(buffer, props.children);
  return raw(`${buffer[0]}</${tag}>`);
}

/** Several with nothing around them. */
export function Fragment({ children }: { children?: Content }): HtmlEscapedString {
  const buffer: Buffer = [''];
  write(buffer, children);
  return raw(buffer[0]);
}

export type { HonoJsx as JSX };
export { jsx as jsxDEV, jsx as jsxs };
