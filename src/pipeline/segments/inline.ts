import type { MarkedToken, Token } from 'marked';
import { squeeze } from '../../lib/squeeze.ts';

export interface InlineText {
  text: string;
  prose: string;
  links: { text: string; url: string }[];
  pictures: { alt: string; url: string }[];
}

interface Building extends InlineText {
  /** The last character of `text`. To look at the text itself would join all its pieces, once a link. */
  end: string;
}

/** Stands in prose where a code span or a bare address was, so that what is beside it keeps its distance. */
export const HOLE = '\uFFFC';

/** Emphasis within emphasis beyond this says nothing more about the words. */
const DEPTH_MAX = 30;

/** The visible text of inline tokens, with the links and pictures in it. */
export function inlineOf(tokens: readonly Token[]): InlineText {
  const out: Building = { text: '', prose: '', links: [], pictures: [], end: '' };
  inline(tokens, 0, out);
  const { links, pictures } = out;
  const text = squeeze(out.text);
  return { text, prose: out.prose === text ? text : squeeze(out.prose), links, pictures };
}

/** Text that was not read into tokens. */
export function plainOf(markdown: string): InlineText {
  const text = squeeze(markdown);
  return { text, prose: text, links: [], pictures: [] };
}

function inline(tokens: readonly Token[], depth: number, out: Building): void {
  for (const token of tokens) one(token as MarkedToken, depth, out);
}

function say(out: Building, text: string, prose = text): void {
  out.text += text;
  out.prose += prose;
  out.end = text.at(-1) ?? out.end;
}

function one(token: MarkedToken, depth: number, out: Building): void {
  switch (token.type) {
    case 'codespan':
      say(out, token.text, HOLE);
      return;
    case 'br':
      say(out, ' ');
      return;
    case 'escape':
      say(out, token.text);
      return;
    case 'image':
      out.pictures.push({ alt: token.text, url: token.href });
      return;
    case 'html':
      html(token.raw, out);
      return;
    case 'link': {
      const bare = token.autolink === true || token.text === token.href;
      const inside: Building = { ...out, text: '', prose: '' };
      if (token.tokens && depth < DEPTH_MAX) inline(token.tokens, depth + 1, inside);
      else say(inside, token.text);
      say(out, inside.text, bare ? HOLE : inside.prose);
      out.links.push({ text: squeeze(inside.text), url: token.href });
      return;
    }
    case 'text':
    case 'strong':
    case 'em':
    case 'del':
      if (token.tokens && token.tokens.length > 0 && depth < DEPTH_MAX) inline(token.tokens, depth + 1, out);
      else words(token.text, out);
      return;
    default:
      return;
  }
}

/** Footnote marks are no words of the sentence. */
function words(text: string, out: Building): void {
  // What stands in <rp> for browsers without ruby is said already.
  if ((text === ')' || text === '）') && /[)）]/.test(out.end)) return;
  say(out, decode(text.includes('[^') ? text.replace(/\[\^[^\]\s]{1,40}\]:?/g, '') : text));
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
};

/** The references that volunteers' tools write; an unknown one stays as it is. */
export function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,8}));/g, (whole, dec, hex, name) => {
    if (name) return named[name] ?? whole;
    const code = dec ? Number.parseInt(dec, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const gloss = (mark: string, out: Building): void => {
  if (mark === ')' || !/[（(]/.test(out.end)) say(out, mark);
};

/** Raw HTML: its words, its links and its pictures; a ruby gloss reads as words in brackets. */
function html(raw: string, out: Building): void {
  const visible = raw
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|rp)\b[^<>]*>[^<]*<\/\1>/gi, '');
  let at = 0;
  for (const tag of visible.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>/g)) {
    say(out, decode(visible.slice(at, tag.index)));
    at = tag.index + tag[0].length;
    const name = (tag[1] ?? '').toLowerCase();
    const url = /\b(?:href|src)\s*=\s*["']?([^"'\s>]+)/i.exec(tag[2] ?? '')?.[1];
    if (name === 'rt') gloss(tag[0].startsWith('</') ? ')' : '(', out);
    else if (name === 'img' && url) out.pictures.push({ alt: '', url: decode(url) });
    else if (name === 'a' && url) out.links.push({ text: '', url: decode(url) });
    else if (name === 'br' || name === 'p' || name === 'td' || name === 'li') say(out, ' ');
  }
  say(out, decode(visible.slice(at)));
}
