/**
 * Takes a document's labelled lines: credits and sources at the head, in the middle and at the tail, and the
 * addresses on the lines below an open source label.
 */
import { CREDITS_MAX } from '../../limits.ts';
import type { Credit, Finding, Link, Source } from '../types.ts';
import { BARE_LINE_MAX_CHARS, readBare } from './bare-credits.ts';
import { fold } from './fold.ts';
import type { Inline, InlineLink } from './inline.ts';
import { type Labelled, readAlone, readLabelled } from './labelled.ts';
import { isProse, LABELLED_LINE_MAX_CHARS, type Line, neighbour } from './lines.ts';
import { dropLookalikes, isCertain } from './meant.ts';
import { besideLinks, sourcesIn, withHosts } from './sources.ts';
import { findUnknownCredits } from './unknown-credits.ts';
import { canonicalUrl, groupHosts, hostOf, isSourceUrl } from './urls.ts';

interface LabelledLines {
  credits: Credit[];
  sources: Source[];
  publisher?: string;
  /** A label that promises the source and gives none. */
  open: boolean;
  repost?: Link;
  as_written: string[];
  findings: Finding[];
  /** More people are credited than an article may have; those beyond stay in the text. */
  beyond: boolean;
  /** Index of the last taken line at the tail, or -1. */
  lastAt: number;
}

/** A label and a few characters, and their marks. */
const PEN_NAME_LINE_MAX_CHARS = 60;
/** Addresses below an open label: more would be a bibliography. */
const LISTED_MAX = 12;

/** The same person in the same role is one credit. */
export const personKey = ({ role, name }: Credit): string => `${role}\n${name.toLowerCase()}`;

export function takeLabelled(lines: Line[], byline: string, repostUrl: string | undefined): LabelledLines {
  const read = new Map<number, Labelled>();
  const alone = new Set<number>();
  for (const [at, line] of lines.entries()) {
    if (line.taken || line.code || line.blank || line.source.length > LABELLED_LINE_MAX_CHARS) continue;
    let said = readLabelled(line.inline, byline);
    // Most lines are prose, and longer.
    if (!said && line.inline.plain.length <= BARE_LINE_MAX_CHARS) said = readBare(line, byline);
    const label = said ?? readAlone(line.inline);
    if (!label) continue;
    read.set(at, label);
    if (!said) alone.add(at);
  }
  const found: LabelledLines = {
    credits: [],
    sources: [],
    open: false,
    as_written: [],
    findings: [],
    lastAt: -1,
    beyond: false,
  };
  let credited: ReadonlySet<string> = new Set();
  const first = new Set(read.keys());
  dropLookalikes(lines, read);
  readPenNames(lines, byline, read, first);
  const certain = (at: number): boolean => isCertain(read, at);
  for (const [at, said] of [...read].sort(([a], [b]) => a - b)) {
    const line = lines[at];
    if (!line || line.taken) continue;
    const named =
      said.publisher !== undefined && said.credits.length + said.sources.length === 0 && !said.open;
    if ((named || leadsAway(said) || isGlued(said)) && amidProse(lines, at)) continue;
    if (!isMeant(said, certain(neighbour(lines, at, 1)) || certain(neighbour(lines, at, -1)))) continue;
    const all = new Set([...credited, ...said.credits.map(personKey)]);
    if (all.size > CREDITS_MAX) {
      found.beyond = true;
      continue;
    }
    credited = all;
    const below = said.open ? takeBelow(lines, at, repostUrl, found) : [];
    if (said.open && below.length === 0 && said.sources.length === 0) {
      if (alone.has(at)) continue;
      found.open ||= promisesSource(said) && !amidProse(lines, at);
      if (said.credits.length === 0) continue;
    }
    line.taken = true;
    line.left = said.left;
    found.lastAt = at;
    found.credits.push(...said.credits);
    found.sources.push(...said.sources, ...below);
    if (said.publisher !== undefined) found.publisher ??= said.publisher;
    if (said.origin?.url && !found.repost) found.repost = { name: said.origin.name, url: said.origin.url };
    found.findings.push(...said.findings);
    found.as_written.push(line.inline.plain.trim());
  }
  found.findings.push(...findUnknownCredits(lines, byline, (at) => lines[at]?.taken === true && certain(at)));
  return found;
}

/** Beside credits more is a name than elsewhere, and what is read then may stand beside the next. */
function readPenNames(
  lines: readonly Line[],
  byline: string,
  read: Map<number, Labelled>,
  known: ReadonlySet<number>,
): void {
  const down = [...lines.keys()];
  for (const [places, step] of [[down, -1] as const, [down.toReversed(), 1] as const])
    for (const at of places) {
      const line = lines[at];
      if (!line || line.taken || line.code || line.blank || known.has(at) || read.has(at)) continue;
      if (line.source.length > PEN_NAME_LINE_MAX_CHARS || !isCertain(read, neighbour(lines, at, step)))
        continue;
      const said = readLabelled(line.inline, byline, true);
      if (said) read.set(at, said);
    }
}

/** `Read more:` names the source at the end of an article; within it, another article. */
const leadsAway = (said: Labelled): boolean =>
  said.labels.every(({ text }) => /^(?:read more|full story|阅读原文)$/.test(fold(text)));

/** `参考 https://…`: without a colon the words are a label only outside the article. */
const isGlued = (said: Labelled): boolean =>
  said.labels.some((label) => label.kind === 'source' && label.spaced);

/** Article before and behind: a source named there is a table's or a picture's. */
const PROSE_BESIDE = 2;
function amidProse(lines: readonly Line[], at: number): boolean {
  const prose = (part: readonly Line[]): boolean => {
    let count = 0;
    for (const line of part) if (isProse(line) && ++count >= PROSE_BESIDE) return true;
    return false;
  };
  return prose(lines.slice(Math.max(0, at - 40), at)) && prose(lines.slice(at + 1, at + 41));
}

/** Books and further links may follow these without an address; the others name what was translated. */
const furtherReading =
  /参考|参阅|资料|链接$|连结$|网址$|视频|素材|参照|참고|reference|resource|^link$|enlace|lien|ссылка|رابط|リンク|링크/i;

const promisesSource = (said: Labelled): boolean =>
  said.labels.some(
    ({ kind, text }) =>
      kind === 'source' && (/原文|来源|出处|original/i.test(fold(text)) || !furtherReading.test(fold(text))),
  );

/** Whether a line that can be read as labels is meant so. */
function isMeant(said: Labelled, besideCredits: boolean): boolean {
  const kinds = new Set(said.labels.map((label) => label.kind));
  // Where it appeared first is told by an address, or beside those who made the translation.
  if (kinds.has('origin'))
    return said.origin?.url !== undefined || said.credits.length + said.sources.length > 0 || besideCredits;
  // A picture's source belongs to the picture.
  if (!kinds.has('credit') && !kinds.has('source')) return false;
  if (said.sources.length > 0 || said.open || said.publisher !== undefined)
    return (
      said.credits.length > 0 || said.sources.length > 0 || said.open || (said.publisher?.length ?? 99) <= 60
    );
  if (said.credits.length === 0) return besideCredits && kinds.has('credit');
  return (
    !said.weak ||
    said.labels.length > 1 ||
    besideCredits ||
    said.credits.some((credit) => credit.affiliation !== undefined)
  );
}

const isItem = (marks: string): boolean => /\d[.)]\s|[-*+]\s/.test(marks);

/** A number that leads to the footnote's place in the text. */
const markOf = ({ plain, links: [first] }: Inline): InlineLink | undefined =>
  first?.start === 0 && /^\[?\d{1,3}\]?$/.test(plain.slice(0, first.end)) ? first : undefined;

/** `[1] https://…`, `（2）…`. */
const isNumbered = (inline: Inline): boolean =>
  /^\s*(?:\[\d{1,3}\]|[（(]\d{1,3}[)）]|[①-⑳]|\d{1,3}[.)、．]|\d{1,3}\s+https?:)/.test(inline.plain) ||
  markOf(inline) !== undefined;

const isNumberedItem = ({ inline, marks }: Line): boolean => /\d[.)]\s/.test(marks) || isNumbered(inline);

const isAddressLine = ({ inline, marks }: Line): boolean => {
  const { plain, links, pictures } = inline;
  const rest = besideLinks(inline, 0, plain.length);
  const listed = isItem(marks) || isNumbered(inline);
  return (
    links.length > 0 &&
    pictures.length === 0 &&
    (/^[^\p{L}\p{N}]*$/u.test(rest) ||
      (rest.trim().length <= 40 && !/[。！？]/.test(rest)) ||
      (listed && rest.length <= 400))
  );
};

/** The sources that a line below an open label names; none where it is no line of addresses. */
function sourcesOfLine(line: Line, repostUrl: string | undefined): Source[] {
  const inline = withHosts(line.inline);
  if (line.taken || line.code || !isAddressLine({ ...line, inline }) || readLabelled(line.inline, ''))
    return [];
  const mark = inline.links.length > 1 ? markOf(inline) : undefined;
  return sourcesIn(inline, mark?.url.includes('#') ? mark.end : 0, inline.plain.length).filter(
    (source) => hostOf(source.url) !== hostOf(repostUrl ?? ''),
  );
}

/** Lines of addresses below a source label that has none itself. Of a numbered list all or none, and none of a long one. */
function takeBelow(lines: Line[], at: number, repostUrl: string | undefined, found: LabelledLines): Source[] {
  const below: { line: Line; sources: Source[] }[] = [];
  const first = lines[neighbour(lines, at, 1)];
  const numbered = first !== undefined && isNumberedItem(first);
  for (let next = neighbour(lines, at, 1); next < lines.length; next = neighbour(lines, next, 1)) {
    const line = lines[next];
    const count = below.length;
    const item = line !== undefined && (numbered ? isNumberedItem(line) : isItem(line.marks));
    if (!line || (count > 0 && next - at !== count + 1 && !item)) break;
    const sources = sourcesOfLine(line, repostUrl);
    if (sources.length === 0 && !(numbered && item)) break;
    if (sources.length === 0 || count === LISTED_MAX) return [];
    below.push({ line, sources });
  }
  for (const { line } of below) {
    found.as_written.push(line.inline.plain.trim());
    line.taken = true;
  }
  return below.flatMap(({ sources }) => sources);
}

/**
 * Without any source label: an address alone on a line between the last prose and the credits. Disclaimers are
 * long and stand behind it, so they are taken before.
 */
export function takeUnlabelled(lines: Line[], repostUrl: string | undefined, found: LabelledLines): void {
  if (found.sources.length > 0) return;
  const last = lines.findLastIndex((line) => isProse(line) && !isAddressLine(line));
  for (let at = last + 1; at > 0 && at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.blank || line.taken || line.code) continue;
    const [link] = line.inline.links;
    // A list of links is a footer.
    if (/[-*+]\s/.test(line.marks) || line.inline.links.length !== 1 || !link || !isAddressLine(line)) return;
    const rest = line.inline.plain.slice(0, link.start) + line.inline.plain.slice(link.end);
    const host = hostOf(link.url);
    if (
      /[\p{L}\p{N}]/u.test(rest) ||
      !isSourceUrl(link.url) ||
      groupHosts.test(host) ||
      host === hostOf(repostUrl ?? '')
    )
      return;
    if (found.lastAt >= 0 && at > found.lastAt) return;
    found.sources.push(...sourcesIn(line.inline, 0, line.inline.plain.length));
    found.as_written.push(line.inline.plain.trim());
    line.taken = true;
    if (found.sources.some((source) => canonicalUrl(source.url) === '')) return;
  }
}
