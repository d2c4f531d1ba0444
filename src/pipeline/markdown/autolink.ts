/**
 * Bare addresses, and the plain text between marks. marked's own rule for text tries an e-mail address at each
 * character and takes quadratic time on `a.a.a.a`; its rule for addresses runs on through 。 and Han.
 * These two are linear, and an address ends where Han, full-width punctuation or a quotation mark begins.
 */
import type { Tokens } from 'marked';
import { URL_MAX_CHARS } from '../../limits.ts';

/** CJK punctuation and full-width forms, kana, Hangul, Han, and the quotation marks of prose. */
const STOPS =
  '\\s<>"“”‘’«»`\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef\\u{20000}-\\u{3ffff}';
const address = new RegExp(
  `^(?:https?://|www\\.)[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?(?=[^a-z0-9.-]|$)(?::\\d{1,5})?(?:[/?#][^${STOPS}]{0,${URL_MAX_CHARS}})?`,
  'iu',
);
const email = /^[a-z0-9._+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?![\w-])/i;

/** Where plain text must stop for another rule to look: a mark, a hard break, or the start of an address. */
const stop =
  /[\\<![`*~]|(?<![\p{L}\p{N}_])_|(?<! ) {2,}\n|https?:\/\/|(?<![^\s*_~(\p{Script=Han}，。：；、（“])www\.|(?<![a-z0-9._+-])[a-z0-9._+-]{1,64}@/giu;

/** Some mark stands wherever `stop` finds something. Those that always end the text, and those that may. */
const mark = /([\\<![`*~]|https?:\/\/)|_| {2}\n|www\.|@/gi;

/** True for text in which no rule for marks, hard breaks or addresses could find anything. */
export function isPlain(src: string): boolean {
  mark.lastIndex = 0;
  return !mark.test(src);
}

const link = (raw: string, href: string): Tokens.Link => ({
  type: 'link',
  raw,
  href,
  text: raw,
  title: null,
  tokens: [{ type: 'text', raw, text: raw, escaped: false }],
});

/** An address at the start of `src`, without the punctuation that ends the sentence around it. */
export function bareAddress(src: string): Tokens.Link | undefined {
  if (src.charCodeAt(0) > 0x7f) return undefined;
  const mail = email.exec(src)?.[0];
  if (mail) return link(mail, `mailto:${mail}`);
  const found = address.exec(src)?.[0];
  if (!found?.includes('.', 4)) return undefined;
  const raw = found.slice(0, endOfAddress(found));
  return link(raw, raw.slice(0, 4).toLowerCase() === 'www.' ? `http://${raw}` : raw);
}

/** GFM's extended autolink: trailing punctuation, an entity, and brackets that were never opened stay outside. */
function endOfAddress(text: string): number {
  let end = text.length;
  let open = 0;
  for (const char of text) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = text[end - 1] ?? '';
    if (last === ')' && open < 0) open += 1;
    else if (last === ';') {
      const entity = text.lastIndexOf('&', end);
      if (entity >= 0 && /^&[a-z0-9]{1,32};$/i.test(text.slice(entity, end))) end = entity + 1;
    } else if (!"?!.,:*_~'([{]}|".includes(last)) break;
    else if (last === ']' || last === '}') {
      if (text.includes(last === ']' ? '[' : '{')) break;
    }
  }
  return end;
}

/** How many characters of `src` are plain text: at least one, whatever it is. */
export function plainLength(src: string): number {
  const first = src.codePointAt(0) ?? 0;
  stop.lastIndex = first > 0xffff ? 2 : 1;
  const char = src[0];
  // A run of one mark that no rule took is text as a whole; looking at it again one shorter finds nothing.
  if (char === '`' || char === '~' || char === '*' || char === '_') {
    let end = 1;
    while (src[end] === char) end += 1;
    stop.lastIndex = end;
  }
  mark.lastIndex = stop.lastIndex;
  const near = mark.exec(src);
  if (!near) return src.length;
  return near[1] === undefined ? (stop.exec(src)?.index ?? src.length) : near.index;
}
