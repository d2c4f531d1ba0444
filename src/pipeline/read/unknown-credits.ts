/**
 * Labels that look like those of credits and are not known. Their names stay in the text, where readers see them,
 * and the volunteer is told, because a word for a role that we do not know may name a person all the same.
 */
import { tell } from '../../i18n/told/tell.ts';
import { FINDINGS_MAX_PER_CHECK } from '../../limits.ts';
import { quote } from '../checks/check.ts';
import type { Finding } from '../types.ts';
import { fold } from './fold.ts';
import { findLabels, type Label } from './labels.ts';
import { isNeighbour, type Line } from './lines.ts';
import { isNobody, isUnfilled, readPeople } from './people.ts';
import { weakWords } from './role-words.ts';

/** A label of up to six Han characters, or of three words of another script, before a colon at the start of a line. */
const labelled =
  /^[^\p{L}\p{N}]{0,6}([\p{Script=Han}\/\&+、]{1,6}|[[\p{L}\p{M}'’\-]--\p{Script=Han}]{2,24}(?: [[\p{L}\p{M}'’\-]--\p{Script=Han}]{1,24}){0,2}) ?[:：](?!\/\/)\s*(\S.*(?<![。！？.!?]))$/v;
/** The title and the larger headings: credits are at most set as small ones. */
const heading = /^\s*#{1,3}\s/;
const LINE_MAX_CHARS = 200;

export const unknownCredit = (label: string, text: string): Finding => ({
  check: 'credit-unknown',
  severity: 'warning',
  told: tell('credit-unknown', { label }),
  segment: quote(text.trim()),
});

/** A known label whose value is not taken for a name. Commentaries and videos begin with one, too. */
function unread({ text, roles, from, to }: Label, plain: string): Finding | undefined {
  const value = plain.slice(from, to).trim();
  const meant = !weakWords.test(fold(text)) && roles.some((role) => role !== 'commentator');
  if (!meant || value === '' || isUnfilled(value) || isNobody(value)) return undefined;
  return {
    check: 'credit-unknown',
    severity: 'warning',
    told: tell('credit-unread', { label: text }),
    segment: quote(plain),
  };
}

/** What the line says in `label: names`, with a label that means nothing to us. */
function unknownIn(line: Line, byline: string): Finding | undefined {
  const plain = line.inline.plain.trim();
  if (line.code || line.inline.pictures.length > 0 || heading.test(line.marks)) return;
  if (plain.length > LINE_MAX_CHARS) return;
  const [, label, value] = labelled.exec(plain) ?? [];
  if (label === undefined || value === undefined) return;
  const labels = findLabels(plain, [], 0);
  const known = labels.find(({ kind }) => kind !== 'unknown');
  if (known?.kind === 'credit' && labels.length === 1) return unread(known, plain);
  const people = known ? [] : readPeople(value, byline);
  return people?.some(({ name }) => /\p{L}/u.test(name)) ? unknownCredit(label, plain) : undefined;
}

/** Lines directly beside recognised credits, or beside another such line: elsewhere a short line is only text. */
export function findUnknownCredits(
  lines: readonly Line[],
  byline: string,
  isCredit: (at: number) => boolean,
): Finding[] {
  const found = new Map<number, Finding>();
  /** `beside` is its neighbour on one side. */
  const look = (line: Line, at: number, beside: number): void => {
    if (line.blank || line.taken || found.has(at)) return;
    if (!isCredit(beside) && !found.has(beside)) return;
    // A link behind a label leads to a channel or a group, unless the people beside it are linked too.
    if (line.inline.links.length > 0 && lines[beside]?.inline.links.length === 0) return;
    const finding = unknownIn(line, byline);
    if (finding) found.set(at, finding);
  };
  let before = -1;
  for (const [at, line] of lines.entries()) {
    look(line, at, before);
    if (isNeighbour(line)) before = at;
  }
  let after = lines.length;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    if (!line) continue;
    look(line, at, after);
    if (isNeighbour(line)) after = at;
  }
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .slice(0, FINDINGS_MAX_PER_CHECK)
    .map(([, finding]) => finding);
}
