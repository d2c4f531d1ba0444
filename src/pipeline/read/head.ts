/** What stands at the head beside credits: the byline, head comments, and a title that is a heading. */
import type { Link } from '../types.ts';
import { decodeEntities } from './entities.ts';
import { beginsWithLetter, type Line } from './lines.ts';
import { leads } from './urls.ts';

const BYLINE_MAX_CHARS = 120;
const stamp =
  /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\s?(?:UTC|GMT|Z)(?:[+-]\d{1,2})?)?)?(?:\s+|$)/i;
const repostWords =
  /^(?:轉載自|转载自|轉自|转自|转载|轉載|reposted from|republished from|originally (?:posted|published) (?:on|at)|via|from)\s*[:：]?\s*/i;

export interface Byline {
  /** Missing when only a date stands there. */
  byline?: string;
  repost?: Link;
  /** The whole line, the date before the group's name included. */
  as_written: string;
}

/** `` `GROUP` [轉載自GNews](url) `` as the first line with text, or the first below the heading that opens the text. */
export function takeByline(lines: Line[]): Byline | undefined {
  const first = lines.findIndex((one) => !one.blank);
  const heading = headingAt(lines, first);
  const line = heading ? lines.slice(first + heading.count).find((one) => !one.blank) : lines[first];
  if (!line || line.code || line.source.length > 4_000) return undefined;
  const match = /^\s*`([^`\n]{1,200})`\s*(.*)$/.exec(line.source);
  if (!match?.[1]) return undefined;
  const links = line.inline.links;
  const rest = (match[2] ?? '').trim();
  const link = links.length === 1 && leads(links[0]?.url ?? '') ? links[0] : undefined;
  if (rest !== '' && !(link && /^\[.*\]\(.*\)$/.test(rest))) return undefined;
  const written = decodeEntities(match[1]).trim();
  // Below a heading code alone is the article's.
  if (rest === '' && (heading || /[(){};=<>$\\]/.test(written))) return undefined;
  const dated = stamp.exec(written)?.[0];
  const byline = written.slice(dated?.length ?? 0).trim();
  if ((byline === '' && !link) || byline.length > BYLINE_MAX_CHARS) return undefined;
  line.taken = true;
  const text = link ? line.inline.plain.slice(link.start, link.end).trim() : '';
  return {
    ...(byline === '' ? {} : { byline }),
    ...(link ? { repost: { name: text.replace(repostWords, '') || text, url: link.url } } : {}),
    as_written: line.inline.plain.trim(),
  };
}

/** Head comments `[#]: key: (value)` or `[#]: key: "value"`; takes their lines. */
export function takeComments(lines: Line[]): { key: string; value: string }[] {
  const found: { key: string; value: string }[] = [];
  for (const line of lines.slice(0, 60)) {
    if (!line.source.startsWith('[#]:')) continue;
    const match = /^\[#\]:\s*([\w -]{1,40}):\s*(.{0,2000})$/.exec(line.source);
    if (!match?.[1]) continue;
    line.taken = true;
    const value = (match[2] ?? '')
      .trim()
      .replace(/^[("']\s*|\s*[)"']$/g, '')
      .trim();
    if (value !== '') found.push({ key: match[1].trim(), value: decodeEntities(value) });
  }
  return found;
}

const setext = (line: Line | undefined): boolean =>
  line !== undefined &&
  !line.blank &&
  !beginsWithLetter(line.source) &&
  line.source.length < 400 &&
  /^ {0,3}(?:=+|-{2,})\s*$/.test(line.source);

export interface Heading {
  /** First line of it, and the number of lines. */
  at: number;
  count: number;
  level: number;
  text: string;
}

/** The heading that begins with this line. */
export function headingAt(lines: readonly Line[], at: number): Heading | undefined {
  const line = lines[at];
  if (!line || line.code || line.blank || line.taken || line.source.length > 1_000) return undefined;
  const hashes = beginsWithLetter(line.source)
    ? undefined
    : /^ {0,3}(#{1,6})\s*(?=\S)/.exec(line.source)?.[1];
  const under = hashes ? undefined : lines[at + 1];
  if (!hashes && !setext(under)) return undefined;
  const plain = line.inline.plain.trim();
  if (plain === '') return undefined;
  if (hashes) {
    const text = plain.replace(/^#+\s*/, '').replace(/\s+#+$/, '');
    return { at, count: 1, level: hashes.length, text };
  }
  if (/^\s*[>|]/.test(line.source) || line.marks.trim() !== '') return undefined;
  return { at, count: 2, level: under?.source.trim().startsWith('=') ? 1 : 2, text: plain };
}

/** The first heading: level 1 anywhere before one of another level, otherwise the first. */
export function findTitle(lines: readonly Line[]): Heading | undefined {
  let other: Heading | undefined;
  for (let at = 0; at < lines.length; at++) {
    const heading = headingAt(lines, at);
    if (heading?.level === 1) return heading;
    other ??= heading;
  }
  return other;
}
