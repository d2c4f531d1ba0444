/**
 * One line of Markdown as a reader sees it, with the places of its links and pictures. Only what the reader
 * of parts needs is understood, in one pass that never looks back: brackets are paired first, so 100,000
 * of them cost 100,000 steps.
 */
import { decodeEntities } from './entities.ts';
import { cleanUrl, findBareUrls } from './urls.ts';

export interface InlineLink {
  /** Places in `plain`. */
  start: number;
  end: number;
  url: string;
  /** Standing as text, without link syntax. */
  bare: boolean;
}

export interface InlinePicture {
  /** Place in `plain` before which it stands. */
  at: number;
  alt: string;
  url: string;
  /** `![alt](url "title")`: seen by hardly anyone, unless it is made a caption. */
  title?: string;
  /** Where a linked picture leads. */
  href?: string;
}

export interface Inline {
  plain: string;
  links: InlineLink[];
  pictures: InlinePicture[];
}

/** Definitions `[label]: url`, labels in lower case. */
export type References = ReadonlyMap<string, string>;

interface Bracket {
  close: number;
  /** First character after the whole construct. */
  after: number;
  url: string;
  title?: string;
}

/** A destination with more open brackets than this is none: it bounds re-reading. */
const DESTINATION_MAX_DEPTH = 6;
const DESTINATION_MAX_CHARS = 4_096;

/** The destination that opens at `open` (a bracket), or undefined. */
function destination(source: string, open: number): Omit<Bracket, 'close'> | undefined {
  let depth = 0;
  const last = Math.min(source.length, open + DESTINATION_MAX_CHARS);
  for (let at = open; at < last; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (char === '(' && ++depth > DESTINATION_MAX_DEPTH) return undefined;
    else if (char === ')' && --depth === 0) {
      const inside = source.slice(open + 1, at).trim();
      // Looked for only where there is a blank: the expression tries every character of an address for its end.
      const titled = /\s/.test(inside) ? /^(\S+)\s+("[^"]*"|'[^']*'|\([^)]*\))$/.exec(inside) : null;
      const written = titled?.[1] ?? inside;
      const url = cleanUrl(written.startsWith('<') ? written.replace(/^<(.*)>$/, '$1') : written);
      const title = titled?.[2] === undefined ? '' : decodeEntities(titled[2].slice(1, -1)).trim();
      return { url, after: at + 1, ...(title === '' ? {} : { title }) };
    }
  }
  return undefined;
}

const none: ReadonlyMap<number, Bracket> = new Map();

/** A square bracket, or a backslash with what it takes the meaning from. */
const bracket = /\\[\s\S]?|[[\]]/g;

/** Every bracket that opens a link or a picture. */
function pairBrackets(source: string, references: References): Map<number, Bracket> {
  const found = new Map<number, Bracket>();
  const open: number[] = [];
  bracket.lastIndex = 0;
  for (let mark = bracket.exec(source); mark; mark = bracket.exec(source)) {
    const at = mark.index;
    if (mark[0] === '[') open.push(at);
    else if (mark[0] === ']') {
      const start = open.pop();
      if (start === undefined) continue;
      if (source[at + 1] === '(') {
        const target = destination(source, at + 1);
        if (target) found.set(start, { close: at, ...target });
      } else if (references.size > 0) {
        const end = source[at + 1] === '[' ? source.indexOf(']', at + 2) : -1;
        const label =
          end > at + 2 && end - at < 1_000 ? source.slice(at + 2, end) : source.slice(start + 1, at);
        const url = label.length < 1_000 ? references.get(label.toLowerCase()) : undefined;
        if (url !== undefined) found.set(start, { close: at, url, after: end > 0 ? end + 1 : at + 1 });
      }
    }
  }
  return found;
}

const escapable = /[!-/:-@[-`{-~]/;
const tag = /<\/?[a-zA-Z][^<>]{0,2000}>/y;
/** Where text ends that is copied as it stands. */
const mark = /[\\*`!<[\]]/g;

function nextMark(source: string, from: number): number {
  mark.lastIndex = from;
  return mark.test(source) ? mark.lastIndex - 1 : source.length;
}
const autolink = /<(https?:\/\/[^\s<>]{1,2048})>/y;

export function readInline(source: string, references: References): Inline {
  const brackets = source.includes('[') ? pairBrackets(source, references) : none;
  const links: InlineLink[] = [];
  const pictures: InlinePicture[] = [];
  const open: (Bracket & { start: number; pictures: number })[] = [];
  let plain = '';
  let comments = source.includes('<!--');
  for (let at = 0; at < source.length; ) {
    const inner = open.at(-1);
    if (inner && at === inner.close) {
      open.pop();
      if (plain.length > inner.start)
        links.push({ start: inner.start, end: plain.length, url: inner.url, bare: false });
      for (const picture of pictures.slice(inner.pictures)) picture.href = inner.url;
      at = inner.after;
      continue;
    }
    const char = source.charAt(at);
    const linked = char === '[' ? brackets.get(at) : undefined;
    const pictured = char === '!' ? brackets.get(at + 1) : undefined;
    if (char === '\\' && escapable.test(source.charAt(at + 1))) {
      plain += source.charAt(at + 1);
      at += 2;
    } else if (char === '*' || char === '`') at += 1;
    else if (pictured) {
      const bracket = pictured;
      const alt = decodeEntities(source.slice(at + 2, bracket.close)).replace(/[*`]/g, '');
      const { url, title } = bracket;
      pictures.push({ at: plain.length, alt, url, ...(title === undefined ? {} : { title }) });
      at = bracket.after;
    } else if (linked) {
      open.push({ ...linked, start: plain.length, pictures: pictures.length });
      at += 1;
    } else if (comments && char === '<' && source.startsWith('<!--', at)) {
      const end = source.indexOf('-->', at + 4);
      comments = end > 0;
      if (!comments) plain += char;
      at = comments ? end + 3 : at + 1;
    } else if (char === '<') {
      autolink.lastIndex = at;
      tag.lastIndex = at;
      const address = autolink.exec(source);
      const element = address ?? tag.exec(source);
      if (address?.[1]) {
        links.push({
          start: plain.length,
          end: plain.length + address[1].length,
          url: cleanUrl(address[1]),
          bare: true,
        });
        plain += address[1];
      } else if (!element) plain += char;
      at += element ? element[0].length : 1;
    } else {
      const next = nextMark(source, at + 1);
      plain += source.slice(at, next);
      at = next;
    }
  }
  return withText(plain, links, pictures);
}

/** References decoded and bare addresses found; decoding moves places, so it is done only where there are any. */
function withText(raw: string, links: InlineLink[], pictures: InlinePicture[]): Inline {
  let plain = raw;
  if (raw.includes('&')) {
    const places = [
      ...new Set([...links.flatMap(({ start, end }) => [start, end]), ...pictures.map(({ at }) => at)]),
    ];
    places.sort((a, b) => a - b);
    const moved = new Map<number, number>();
    let from = 0;
    plain = '';
    for (const place of places) {
      plain += decodeEntities(raw.slice(from, place));
      moved.set(place, plain.length);
      from = place;
    }
    plain += decodeEntities(raw.slice(from));
    const to = (place: number): number => moved.get(place) ?? place;
    links = links.map((link) => ({ ...link, start: to(link.start), end: to(link.end) }));
    pictures = pictures.map((picture) => ({ ...picture, at: to(picture.at) }));
  }
  links.sort((a, b) => a.start - b.start);
  const bare = findBareUrls(plain);
  if (bare.length === 0) return { plain, links, pictures };
  const all = [...links];
  let next = 0;
  for (const span of bare) {
    while ((links[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) next++;
    if ((links[next]?.start ?? Number.POSITIVE_INFINITY) < span.end) continue;
    all.push({ start: span.start, end: span.end, url: cleanUrl(span.url), bare: true });
  }
  all.sort((a, b) => a.start - b.start);
  return { plain, links: all, pictures };
}

const special = /[\\`*_~[\]<>&|]/g;
export const escaped = (text: string): string => text.replace(special, '\\$&');

/** Markdown of a part of the visible text, links kept; what parts it from the next label is cut off its end. */
export function markdownOf({ plain, links }: Inline, from: number, to: number): string {
  const end = from + plain.slice(from, to).replace(/[\s|｜丨/,，、;；]+$/, '').length;
  let out = '';
  let at = from;
  for (const link of links.filter((one) => !one.bare && one.start >= from && one.end <= end)) {
    out += `${escaped(plain.slice(at, link.start))}[${escaped(plain.slice(link.start, link.end))}](<${link.url}>)`;
    at = link.end;
  }
  return out + escaped(plain.slice(at, end));
}
