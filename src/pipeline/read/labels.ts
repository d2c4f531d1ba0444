/**
 * Finds the labels of a line: known words, joined by `/`, `&`, `、` or nothing, before a colon or a dash. Labels
 * are split at words and never at separators, because `/` joins roles, parts a person from their group, and
 * parts two credits, all in the same collection.
 */
import type { CreditRole } from '../../store/schema/words.ts';
import { fold } from './fold.ts';
import { joiners } from './role-words.ts';
import {
  afterModifier,
  afterSuffix,
  BEGINNING_MAX_CHARS,
  isFirst,
  type LabelKind,
  MODIFIERS_MAX,
  mayBegin,
  mayBeginLabel,
  nextBeginning,
  segmentStart,
  type Word,
  wordAt,
} from './vocabulary.ts';

export interface Label {
  kind: LabelKind | 'unknown';
  roles: CreditRole[];
  /** As written, without the separator. */
  text: string;
  /** Nothing parts it from its value, or but a space. */
  spaced: boolean;
  /** The misspelt words in it, as they should be. */
  means: string[];
  start: number;
  /** Where its value begins and ends in the line. */
  from: number;
  to: number;
}

/** More words than this make no label. */
const WORDS_MAX = 6;
/** An unknown label that begins a line has at most this much decoration before it. */
const UNKNOWN_FIRST_CHARS = 6;
const unknownJoined = /\p{Script=Han}{1,5}\s?[/&+、]\s?/uy;
const joining = /[/&+、]/;
/** Five characters, each of two units at most, a blank, and what joins. */
const UNKNOWN_JOINED_MAX_CHARS = 12;
const unknownLabelled = /[\p{Script=Han}/&+、]{2,8}\s?:\s*/uy;
/** The same in other scripts, looked for only behind a bar. */
const unknownWords = /[\p{L}\p{M}'’-]{2,24}(?: [\p{L}\p{M}'’-]{1,24}){0,2} ?:(?!\/\/)\s*/uy;
const colon = /[:﹕︰∶]/;
const dash = /[-–—―−─]/;
const address = /^(?:https?:\/\/|www\.)/;

/** `来源2`, `翻译一`: a number may part a label from its colon, */
const numbered = /\s?(?:\d{1,2}|[一二三四五六七八九十])(?=\s?[:﹕︰∶])/y;
/** and a role from its colon a remark: `翻译（英译中）`. */
const remarked = /\s?(?:\d{1,2}|[一二三四五六七八九十]|\([^():]{2,16}\))(?=\s?[:﹕︰∶])/y;

interface Head {
  words: Word[];
  end: number;
}

const isBy = (folded: string, at: number, end: number): boolean =>
  end - at === 2 && folded.startsWith('by', at);

/** `CC BY 4.0` */
const isLicence = (folded: string, at: number): boolean =>
  folded.startsWith('by', at) && /\bcc.$/.test(folded.slice(Math.max(0, at - 4), at));

/** The words of the label that begins at `start`. */
function headAt(folded: string, start: number): Head | undefined {
  if (!isFirst(folded, start) || isLicence(folded, start)) return undefined;
  const words: Word[] = [];
  let at = start;
  let end = start;
  while (words.length < WORDS_MAX) {
    let hit = wordAt(folded, at);
    for (let tries = 0; !hit && tries < MODIFIERS_MAX; tries++) {
      const next = afterModifier(folded, at);
      if (next === at) break;
      at = next;
      hit = wordAt(folded, at);
    }
    if (!hit) break;
    // A modifier may also be a word: 原文采编 is 采编, 文章编辑 is 编辑.
    const longer = afterModifier(folded, at);
    const behind = longer > at ? wordAt(folded, longer) : undefined;
    if (behind && behind.end > hit.end && behind.word.kind === 'credit' && longer >= hit.end) hit = behind;
    // In `Photo by` it says nothing of its own.
    words.push(words.length > 0 && isBy(folded, at, hit.end) ? { ...hit.word, roles: [] } : hit.word);
    end = afterSuffix(folded, hit.end);
    at = skipJoiner(folded, end);
  }
  if (words.length === 0) return undefined;
  if (end - start < 2 || colon.test(folded.charAt(end))) return { words, end };
  // 图1 and 表一 are numbered like this too, but are no words.
  const more = words.every(({ kind }) => kind === 'credit') ? remarked : numbered;
  more.lastIndex = end;
  return { words, end: more.test(folded) ? more.lastIndex : end };
}

const joinerFirsts = new Set(joiners.map((text) => text.charAt(0)));

function skipJoiner(folded: string, at: number): number {
  let next = at;
  while (folded.charAt(next) === ' ') next++;
  const joiner = joinerFirsts.has(folded.charAt(next))
    ? joiners.find((text) => folded.startsWith(text, next))
    : undefined;
  if (!joiner) return next - at <= 1 ? next : at;
  next += joiner.length;
  while (folded.charAt(next) === ' ') next++;
  return next;
}

const beginsSegment = (folded: string, at: number): boolean =>
  at === 0 || segmentStart.test(folded.charAt(at - 1));

/** The head of a label at `at`; a word of one letter must begin a segment. */
function wholeHeadAt(folded: string, at: number): Head | undefined {
  const head = mayBegin(folded, at) ? headAt(folded, at) : undefined;
  return head?.words.length === 1 && head.end - at === 1 && !beginsSegment(folded, at) ? undefined : head;
}

/** An unknown label is told from a name only by the line's start, a bar or a wide gap before it. */
function standsApart(folded: string, at: number, valueFrom: number | undefined): boolean {
  if (valueFrom !== undefined)
    return (
      !isLetter(folded.charCodeAt(at - 1)) &&
      /[|丨\s]/.test(folded.charAt(at - 1)) &&
      /\S\s*(?:[|丨]\s{0,3}|\s{2})$/.test(folded.slice(Math.max(valueFrom, at - 8), at))
    );
  return (
    at < UNKNOWN_FIRST_CHARS &&
    (at === 0 || (!isLetter(folded.charCodeAt(at - 1)) && !/[\p{L}\p{N}]/u.test(folded.slice(0, at))))
  );
}

/** Of Han, but for 丨, which is written as a bar, or of ASCII: what most characters are. */
const isLetter = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff && unit !== 0x4e28) || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);

/** `机检/校对`: an unknown word joined to a known label is part of it. */
function joinedHeadAt(folded: string, at: number): Head | undefined {
  if (!joining.test(folded.slice(at, at + UNKNOWN_JOINED_MAX_CHARS))) return undefined;
  unknownJoined.lastIndex = at;
  const end = unknownJoined.exec(folded) ? unknownJoined.lastIndex : 0;
  if (end === 0 || headAt(folded, at)) return undefined;
  return headAt(folded, end);
}

/** The place after an unknown label and its colon, or 0. Such a label only ends the value before it. */
function unknownAt(folded: string, at: number): number {
  const pattern =
    !/\p{Script=Han}/u.test(folded.charAt(at)) && /[|丨]\s{0,3}$/.test(folded.slice(Math.max(0, at - 4), at))
      ? unknownWords
      : unknownLabelled;
  pattern.lastIndex = at;
  const match = pattern.exec(folded);
  if (!match) return 0;
  const end = at + match[0].replace(/\s*:\s*$/, '').length;
  for (let inside = at + 1; inside < end; inside++) if (headAt(folded, inside)?.end === end) return 0;
  return pattern.lastIndex;
}

const unknownLabel = (plain: string, start: number, from: number): Label => ({
  kind: 'unknown',
  roles: [],
  text: plain.slice(start, from).replace(/[\s:：]+$/, ''),
  means: [],
  spaced: false,
  start,
  from,
  to: plain.length,
});

/** The place after the label's separator, or -1. At the start of a segment a dash, a bracket or `；` will do. */
function afterSeparator(folded: string, { words, end }: Head, start: number): number {
  const atStart = beginsSegment(folded, start);
  const opened = /[[【(（「『]/.test(folded.charAt(start - 1));
  let at = end;
  while (/\s/.test(folded.charAt(at))) at++;
  if (opened && /[\]】)）」』]/.test(folded.charAt(at))) {
    at++;
    while (/[\s:]/.test(folded.charAt(at)) && at < folded.length) at++;
    return at;
  }
  if (colon.test(folded.charAt(at))) {
    while (/[\s:﹕︰∶]/.test(folded.charAt(at)) && at < folded.length) at++;
    return at;
  }
  if (!atStart) return -1;
  // `text-based`, `proof-of-work`: a hyphen inside a word parts nothing.
  const hyphened =
    at === end &&
    folded.charAt(at) === '-' &&
    /[\p{L}\p{N}]/u.test(folded.charAt(at + 1)) &&
    !/\p{Script=Han}/u.test(folded.charAt(end - 1));
  if (dash.test(folded.charAt(at)) && !hyphened) {
    while (/[\s\-–—―−─]/.test(folded.charAt(at)) && at < folded.length) at++;
    return at;
  }
  // `译 / 沈知夏`; but `翻译 / 校对` is a menu.
  if (
    folded.charAt(at) === '/' &&
    (end === at || end - start === 1) &&
    !/^https?:/.test(folded.slice(at + 1)) &&
    words.every((word) => word.kind === 'credit')
  )
    return at + 1;
  if (folded.charAt(at) === ';' && words.every((word) => word.kind === 'credit')) return at + 1;
  if (words.at(-1)?.spaced && at > end && at < folded.length) return at;
  // `原文链接https://…`: an address cannot be a part of the label.
  if (words.every(({ kind }) => kind === 'source') && address.test(folded.slice(at, at + 8))) return at;
  return -1;
}

const unknownFirst = new RegExp(
  `^[^\\p{L}\\p{N}]{0,${UNKNOWN_FIRST_CHARS - 1}}${unknownLabelled.source}`,
  'u',
);
const UNKNOWN_LABEL_CHARS = UNKNOWN_FIRST_CHARS + 10;

/** False for most lines, which are prose: no known word begins near enough to the start, and no unknown label does. */
function mayHoldLabels(plain: string, reach: number): boolean {
  const end = Math.min(reach + 1, plain.length);
  let folded = '';
  for (let at = nextBeginning(plain, 0, end); at < end; at = nextBeginning(plain, at + 1, end)) {
    if (!mayBeginLabel(plain, at)) continue;
    folded ||= fold(plain.slice(0, end + BEGINNING_MAX_CHARS));
    const from = Math.max(0, at - 1);
    if (headAt(folded.slice(from, at + BEGINNING_MAX_CHARS), at - from)) return true;
  }
  const start = plain.slice(0, UNKNOWN_LABEL_CHARS);
  return /[:：]/.test(start) && unknownFirst.test(fold(start));
}

/**
 * The labels of a line in order. Places inside `masked` (links, addresses) are no labels. A line without one in
 * its first `reach` characters has none: most lines are prose, and end there.
 */
export function findLabels(
  plain: string,
  masked: readonly { start: number; end: number }[],
  reach: number,
): Label[] {
  if (!mayHoldLabels(plain, reach)) return [];
  const folded = fold(plain);
  const labels: Label[] = [];
  let mask = 0;
  for (let at = 0; at < folded.length; ) {
    if (at > reach && labels.length === 0) break;
    while (mask < masked.length && (masked[mask]?.end ?? 0) <= at) mask++;
    const span = masked[mask];
    if (span && span.start <= at && at < span.end) {
      at = span.end;
      continue;
    }
    const apart = standsApart(folded, at, labels.at(-1)?.from);
    if (!apart && !mayBegin(folded, at)) {
      // Before the first label an unknown one stands near the line's start or nowhere, so only known ones are left.
      at = labels.length === 0 ? nextBeginning(folded, at, folded.length) : at + 1;
      continue;
    }
    const head = (apart ? joinedHeadAt(folded, at) : undefined) ?? wholeHeadAt(folded, at);
    const from = head ? afterSeparator(folded, head, at) : -1;
    if (!head || from < 0) {
      const unknown = apart ? unknownAt(folded, at) : 0;
      if (unknown > 0) {
        const last = labels.at(-1);
        if (last) last.to = at;
        labels.push(unknownLabel(plain, at, unknown));
      }
      at = unknown > 0 ? unknown : at + 1;
      continue;
    }
    const previous = labels.at(-1);
    if (previous) previous.to = at;
    labels.push({
      ...labelOf(head, plain.slice(at, head.end), at, from, plain.length),
      spaced: /^\s*$/.test(plain.slice(head.end, from)),
    });
    at = Math.max(from, at + 1);
  }
  return labels;
}

function labelOf(head: Head, text: string, start: number, from: number, to: number): Label {
  const roles = [...new Set(head.words.flatMap((word) => word.roles))];
  // 素材来源 and 原文采编 are one thing each; a source word among role words is one of their modifiers.
  const kind = roles.length > 0 ? 'credit' : (head.words[0]?.kind ?? 'info');
  const means = head.words.flatMap((word) => word.means ?? []);
  return { spaced: false, kind, roles, text: text.trim(), means, start, from, to };
}
