/**
 * URLs as volunteers write them: with `&amp;`, `\_`, Han characters, percent-encoding, or a label glued on.
 */
import { URL_MAX_CHARS } from '../../limits.ts';
import { isPublicName } from '../remote/address.ts';
import { safeLink } from '../sanitise/urls.ts';
import { decodeEntities } from './entities.ts';
import { isLabelWord } from './vocabulary.ts';

interface Span {
  start: number;
  end: number;
  url: string;
}

const bare = /https?:\/\/[^\s<>"'`，。；、！？（）【】《》〈〉［］〔〕“”「」『』｡､｢｣|｜]+/gi;
/** Without a scheme; lower case right before it would be a part of the name. */
const bareHost =
  /(?<![a-z0-9_.@/-])(?:www|WWW)\.[^\s<>"'`，。；、！？（）【】《》〈〉［］〔〕“”「」『』｡､｢｣|｜]+/g;
const closing = /[.,;:!?*\]：．…～—–·]/;
const glued = /\p{Script=Han}{2,6}(?=[:：])/gu;

/** The place of a label that was written right behind an address: `https://a.example/1翻译：`. */
function gluedAt(url: string): number {
  for (const match of url.matchAll(glued)) if (isLabelWord(match[0])) return match.index;
  return url.length;
}

/** What of a run of characters is the address. */
function trimUrl(run: string): string {
  let end = gluedAt(run);
  while (end > 0 && closing.test(run.charAt(end - 1))) end--;
  const url = run.slice(0, end);
  return url.endsWith(')') && !url.includes('(') ? url.slice(0, url.indexOf(')')) : url;
}

/** Addresses standing as text. Closing punctuation is the sentence's, a closing bracket only without its opening one. */
export function findBareUrls(plain: string): Span[] {
  const spans: Span[] = [];
  if (!plain.includes('://')) return spans;
  for (const match of plain.matchAll(bare)) {
    const url = trimUrl(match[0]);
    if (url.length <= URL_MAX_CHARS) spans.push({ start: match.index, end: match.index + url.length, url });
  }
  return spans;
}

/** `www.example.org`, and what follows: what no host can hold ends a host without a path. */
const hosted = /^www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}(?:[/?#:].*)?/i;

/** `www.example.org/a` as https; undefined for any other text. */
export function httpsOf(text: string): string | undefined {
  const address = hosted.exec(text)?.[0];
  return address === undefined ? undefined : `https://${address}`;
}

/** Addresses without a scheme that stand as text. */
export function findBareHosts(plain: string): Span[] {
  const spans: Span[] = [];
  for (const match of plain.matchAll(bareHost)) {
    const url = httpsOf(trimUrl(match[0]));
    if (url === undefined || url.length > URL_MAX_CHARS) continue;
    spans.push({ start: match.index, end: match.index + url.length - 'https://'.length, url });
  }
  return spans;
}

/** A link's destination as the browser should get it: references decoded, Markdown's escapes removed. */
export function cleanUrl(written: string): string {
  const trimmed = written.trim();
  const plain = trimmed.includes('\\') ? trimmed.replace(/\\([!-/:-@[-`{-~])/g, '$1') : trimmed;
  const decoded = decodeEntities(plain);
  return decoded.includes(' ') ? decoded.replaceAll(' ', '%20') : decoded;
}

const decodePercent = (text: string): string => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The form in which two spellings of one address are equal: no scheme, no `www.`, no last slash, decoded. */
export function canonicalUrl(url: string): string {
  return decodePercent(cleanUrl(url))
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/\s]+$/, '');
}

/** Where a group talks and shows its videos: not where a report comes from. */
export const groupHosts =
  /(?:^|\.)(?:discord\.(?:gg|com)|t\.me|gettr\.com|gtv\.org|gnews\.org|patreon\.com)$/;

/** Host in lower case without `www.`, or '' for what is not http. */
export function hostOf(url: string): string {
  const parsed = URL.parse(cleanUrl(url));
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.hostname.replace(/^www\./, '') : '';
}

/** Where a reader may be led: http, https and mailto, and nobody's password. Everything else is the text it stands in. */
export const leads = (url: string): boolean => safeLink(url) !== undefined;

/** Where a report may stand: on the web, where everybody can read it. */
export function isSourceUrl(url: string): boolean {
  // As the URL parser wrote it: without credentials, and with every number of an address in one notation.
  const host = /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)/.exec(safeLink(url) ?? '')?.[1];
  return host !== undefined && isPublicName(host);
}

/** True when a link's text is itself an address: it begins with a letter or a digit of ASCII, or a hyphen. */
export const looksLikeUrl = (text: string): boolean =>
  text.charCodeAt(0) < 0x80 &&
  (/^(?:https?:\/\/|www\.)\S+$/i.test(text) ||
    /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}(?:\/\S*)?$/i.test(text));
