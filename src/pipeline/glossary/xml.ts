/**
 * A small strict reader for XML 1.0 documents without a DTD of their own: elements, attributes, text, CDATA,
 * the five named references and numeric ones. No entities are defined, nothing is fetched, and depth and
 * count are bounded, so that no file can grow while it is read.
 */
import { type Told, tell } from '../../i18n/told/tell.ts';
import { fail, ok, type Result } from '../../lib/result.ts';

export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** `xml:lang` keeps its prefix, others lose theirs. */
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Text directly in the element, in order, references resolved. */
  text: string;
}

const DEPTH_MAX = 40;
const ELEMENTS_MAX = 200_000;

const piece =
  /<!--(?:(?!--)[\s\S])*-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE\s[^<>[\]]*>|<\/([^\s<>/]+)\s*>|<([A-Za-z_][^\s<>/"'=]*)((?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The root element, or why the text is no such document. */
export function readXml(text: string): Result<XmlElement, Told> {
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open: { element: XmlElement; tag: string }[] = [{ element: root, tag: '' }];
  let elements = 0;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    const here = open.at(-1);
    if (!found || !here) return fail(tell('xml-near', { near: text.slice(at, at + 20) }));
    const [whole, cdata, closing, opening, attributes, empty] = found;
    if (opening !== undefined) {
      if (++elements > ELEMENTS_MAX) return fail(tell('xml-bounds'));
      if (open.length > DEPTH_MAX) return fail(tell('xml-bounds'));
      const read = readAttributes(attributes ?? '');
      if (!read) return fail(tell('xml-near', { near: `<${opening}` }));
      const element: XmlElement = { name: local(opening), attributes: read, children: [], text: '' };
      here.element.children.push(element);
      if (!empty) open.push({ element, tag: opening });
    } else if (closing !== undefined) {
      if (closing !== here.tag) return fail(tell('xml-near', { near: `</${closing}>` }));
      open.pop();
    } else if (cdata !== undefined) here.element.text += cdata;
    else if (!whole.startsWith('<')) {
      const words = resolve(whole);
      if (words === undefined) return fail(tell('xml-near', { near: whole.trim().slice(0, 20) }));
      here.element.text += words;
    }
  }
  const [document] = root.children;
  if (open.length > 1 || !document || root.children.length > 1 || root.text.trim())
    return fail(tell('xml-open'));
  return ok(document);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function readAttributes(text: string): Map<string, string> | undefined {
  const out = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    const key = name === 'xml:lang' ? name : local(name);
    const value = resolve(double ?? single ?? '');
    if (value === undefined || out.has(key)) return undefined;
    out.set(key, value);
  }
  return out;
}

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function resolve(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let good = true;
  const out = text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));|&/g,
    (_whole, decimal, hex, name) => {
      const code = decimal ? Number.parseInt(decimal, 10) : hex ? Number.parseInt(hex, 16) : 0;
      const character = name
        ? named.get(name)
        : code > 0 && code <= 0x10ffff
          ? String.fromCodePoint(code)
          : undefined;
      if (character === undefined) good = false;
      return character ?? '';
    },
  );
  return good ? out : undefined;
}

/** Text and attribute values; what XML 1.0 forbids is left out. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(
      /[&<>"]/g,
      (mark) => `&${mark === '&' ? 'amp' : mark === '<' ? 'lt' : mark === '>' ? 'gt' : 'quot'};`,
    );
