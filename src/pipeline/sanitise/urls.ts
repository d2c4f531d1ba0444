/**
 * Addresses. What is emitted is the URL parser's own serialisation of what was checked, so that a browser, which
 * parses by the same rules, cannot read it as anything else.
 */
import { PICTURE_WIDTHS_PIXELS, URL_MAX_CHARS } from '../../limits.ts';

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Browsers ignore tabs and newlines anywhere in a scheme, and blanks before it. */
const executes =
  /^(?:javascript|vbscript|livescript|mocha|data|blob|file|filesystem|view-source|jar|about):/i;

/** True for an address that could run or read something; `&#10;` and NUL inside the scheme included. */
export const isExecutable = (raw: string): boolean =>
  executes.test(raw.replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]/g, ''));

/** An absolute http, https or mailto address; undefined for everything else, protocol-relative ones included. */
export function safeLink(raw: string): string | undefined {
  const text = raw.trim();
  if (text === '' || text.length > URL_MAX_CHARS || control.test(text)) return undefined;
  const url = /^(?:https?:\/\/|mailto:)/i.test(text) ? URL.parse(text) : null;
  if (!url || url.username || url.password) return undefined;
  const { protocol, href } = url;
  if (protocol === 'mailto:') {
    // Headers in the query could address the letter to others.
    const address = url.pathname;
    return /^[^\s@,;?&%]{1,64}@[a-z0-9.-]{1,253}$/i.test(address) ? `mailto:${address}` : undefined;
  }
  if ((protocol !== 'http:' && protocol !== 'https:') || !url.hostname) return undefined;
  return href.length <= URL_MAX_CHARS * 3 ? href : undefined;
}

const widths = PICTURE_WIDTHS_PIXELS.join('|');
const picture = new RegExp(`^/images/[0-9a-f]{64}/(?:${widths})\\.(?:webp|jpeg)$`);
const candidate = new RegExp(`^/images/[0-9a-f]{64}/(?:${widths})\\.(?:webp|jpeg) [1-9][0-9]{0,4}w$`);

/** Pictures are only ever ours: anything else would tell a third party who reads what. */
export const isOurPicture = (src: string): boolean => picture.test(src);
export const isOurSrcset = (srcset: string): boolean =>
  srcset.length <= 1_000 && srcset.split(', ').every((part) => candidate.test(part));

/** Before every id that a submission brings along, so that none can stand in for a global or an id of the page. */
export const ID_PREFIX = 't-';
const ID_MAX_CHARS = 120;

/** A prefixed id; undefined for one that no browser would match either. Prefixing twice changes nothing. */
export function safeId(raw: string): string | undefined {
  const id = raw.normalize('NFC').slice(0, ID_MAX_CHARS).toWellFormed();
  if (!/^[\p{L}\p{N}\p{M}\p{Pc}.:~!*+-]+$/u.test(id)) return undefined;
  return id.startsWith(ID_PREFIX) ? id : `${ID_PREFIX}${id}`.slice(0, ID_MAX_CHARS);
}

/** `#id` of the same page, prefixed like the ids. */
export function safeFragment(raw: string): string | undefined {
  const text = raw.trim();
  if (!text.startsWith('#') || text.length > URL_MAX_CHARS) return undefined;
  const id = safeId(decoded(text.slice(1)));
  return id ? `#${id}` : undefined;
}

function decoded(text: string): string {
  if (!/^(?:[^%]|%[0-9a-f]{2})*$/i.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(unescapeBytes(new TextEncoder().encode(text))));
}

/** Percent-decoding by bytes: unlike decodeURIComponent it has no malformed input. */
function* unescapeBytes(bytes: Uint8Array): Generator<number> {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x25) yield byte;
    else {
      yield Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16);
      at += 2;
    }
  }
}

/** Players that may be linked to as the page of the video; anything else in a frame is dropped. */
const videos: readonly { frame: RegExp; page: (id: string) => string }[] = [
  {
    frame: /^https:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,20})(?:[?#].*)?$/,
    page: (id) => `https://www.youtube.com/watch?v=${id}`,
  },
  {
    frame: /^https:\/\/player\.vimeo\.com\/video\/(\d{4,12})(?:[?#].*)?$/,
    page: (id) => `https://vimeo.com/${id}`,
  },
  {
    frame: /^https:\/\/player\.bilibili\.com\/player\.html\?(?:.*&)?bvid=(BV[0-9A-Za-z]{8,14})(?:[&#].*)?$/,
    page: (id) => `https://www.bilibili.com/video/${id}`,
  },
];

/** The page of the video that a frame of a known player shows. */
export function videoPage(src: string): string | undefined {
  const href = safeLink(src.trim().replace(/^\/\//, 'https://'));
  if (!href) return undefined;
  for (const { frame, page } of videos) {
    const id = frame.exec(href)?.[1];
    if (id) return page(id);
  }
  return undefined;
}
