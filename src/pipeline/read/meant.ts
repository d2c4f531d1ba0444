/**
 * Which of the lines that can be read as labels only look like it: code, dialogue, sentences, and the facts that an
 * article tells of a book or a film. They are the article's, and stay in it.
 */
import { findMisplaced } from './bare-credits.ts';
import { isDisclaimer } from './disclaimer.ts';
import { fold } from './fold.ts';
import type { Labelled } from './labelled.ts';
import { isProse, type Line, neighbour } from './lines.ts';
import { isGroup } from './names.ts';
import { findScreenwriters } from './screenwriters.ts';

/** Lines by their place, as they can be read. */
type Read = Map<number, Labelled>;

/** A line of credits beyond doubt. */
export const isCertain = (read: Read, at: number): boolean => {
  const said = read.get(at);
  return said !== undefined && said.credits.length > 0 && !said.weak;
};

const isBesideCredits = (lines: readonly Line[], read: Read, at: number): boolean =>
  isCertain(read, neighbour(lines, at, 1)) || isCertain(read, neighbour(lines, at, -1));

/** Takes out of `read` what is not meant as it can be read. */
export function dropLookalikes(lines: readonly Line[], read: Read): void {
  for (const find of [indented, findMisplaced, dialogue, findScreenwriters, sentences, facts])
    for (const at of find(lines, read)) read.delete(at);
}

const isIndented = (line: Line): boolean => !line.blank && /^(?: {4}|\t)/.test(line.source);

/** Four blanks after a blank line make code, unless all of it is credits. */
function indented(lines: readonly Line[], read: Read): number[] {
  const found: number[] = [];
  let listed = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.blank || line.code) continue;
    if (!isIndented(line)) {
      listed = /[-*+.)]\s+$/.test(line.marks);
      continue;
    }
    let end = at;
    while (end < lines.length && lines[end] && isIndented(lines[end] ?? line)) end++;
    const block = Array.from({ length: end - at }, (_, index) => at + index);
    const credits = block.length > 1 || isBesideCredits(lines, read, at);
    if (!listed && lines[at - 1]?.blank !== false && !(credits && block.every((one) => read.has(one))))
      found.push(...block.filter((one) => read.has(one)));
    at = end - 1;
  }
  return found;
}

/** `name: words`, whatever the name. */
const speech = /^[^\s:：]{1,12}\s?[:：]\s*\S/;

/** `记者：…`, an answer under a name, `记者：…` again. */
function dialogue(lines: readonly Line[], read: Read): number[] {
  const labelAt = (at: number): string | undefined => {
    const said = read.get(at);
    return said?.labels.length === 1 && said.credits.length > 0 ? said.labels[0]?.text : undefined;
  };
  const plainAt = (at: number): string => lines[at]?.inline.plain.trim() ?? '';
  return [...read.keys()].flatMap((at) => {
    const answer = neighbour(lines, at, 1);
    const label = labelAt(at);
    if (label === undefined || read.has(answer) || !speech.test(plainAt(answer))) return [];
    const next = neighbour(lines, answer, 1);
    const again = plainAt(next);
    return again.startsWith(label) && /^\s?[:：]/.test(again.slice(label.length)) ? [at, next] : [];
  });
}

/** What begins so is no name once it is as long as this. */
const begun =
  /^(?:我(?:是|们|想|在)|他(?:们|不|是|说)|她|它|这(?:是|个|次|些|一)|那(?:是|个|次|些)|一[名位]|[把被让使给将在从对向](?=\p{Script=Han}{4})|(?:the|an?|this|that|these|those|it|its|what|how|why|when|where|who|which|in|on|at|of|for|to|from|with|we|you|they|is|are|was|not|no)(?: [^\s,，、]+){3,}$)/u;
const amount =
  /^(?:约|近|共|超过|全程|大约|至少)?\s?[\d.,一二三四五六七八九十百千万亿两半几]+\s?(?:年|月|日|天|次|遍|个|名|位|元|美元|个?小时|分钟|秒|岁|倍|页|字|篇|[kmg]b|(?:unit|column|page|hour|minute|day|time|star|dollar)s?|people|percent|%)$/i;

/** The words of a line with one label that are a sentence or an amount. Beside credits a pen name may read like most of them. */
function isSentence(value: string, besideCredits: boolean): boolean {
  const parts = value.split(/[，,]/);
  const grouped = parts.some((part) => isGroup(part.replace(/。$/, ''), ''));
  const clauses = parts.length > 1 && /\p{Script=Han}{5}/u.test(value) && !grouped;
  const ended = /[。！？!?]["”」』）)]*$/.test(value);
  if (ended && clauses) return true;
  if (besideCredits) return false;
  return (
    clauses ||
    begun.test(value) ||
    amount.test(fold(value)) ||
    /^\d{1,3}$/.test(value) ||
    (ended && /\p{Script=Han}{6}/u.test(value) && !grouped)
  );
}

/** The label's words where a line has one label, no link, and no group that tells a person from a fact. */
function loneValue(line: Line | undefined, said: Labelled): string | undefined {
  const [label, more] = said.labels;
  if (!line || !label || more || said.credits.length === 0 || line.inline.links.length > 0) return undefined;
  if (said.credits.some(({ affiliation }) => affiliation !== undefined)) return undefined;
  return line.inline.plain.slice(label.from, label.to).trim();
}

const sentences = (lines: readonly Line[], read: Read): number[] =>
  [...read].flatMap(([at, said]) => {
    const value = loneValue(lines[at], said);
    return value !== undefined && isSentence(value, isBesideCredits(lines, read, at)) ? [at] : [];
  });

/** An article names these of books, films and pictures too. */
const factRoles: ReadonlySet<string> = new Set([
  'author',
  'producer',
  'photographer',
  'selector',
  'commentator',
  'transcriber',
]);

/** What stands beside the author and the translator of a book that the article tells of. */
const aboutBook = /^\s*(?:书名|原作名|出版社|出版[时年日]|isbn|定价|页数|装帧|丛书)[^:：]{0,4}[:：]/i;

/** Within the article, and not beside a credit of the translation: of whom the article writes. */
function facts(lines: readonly Line[], read: Read): number[] {
  const mayBeFact = (at: number): boolean => {
    const said = read.get(at);
    const [label] = said?.labels ?? [];
    if (!said || !label || loneValue(lines[at], said) === undefined) return false;
    return label.text.length === 1 || label.roles.every((role) => factRoles.has(role));
  };
  const besideBook = (at: number): boolean =>
    ([1, -1] as const).some((step) => aboutBook.test(lines[neighbour(lines, at, step)]?.inline.plain ?? ''));
  if (![...read.keys()].some((at) => mayBeFact(at) || besideBook(at))) return [];
  const prose = lines.map(
    (line, at) => isProse(line) && !read.has(at) && !isDisclaimer(line.inline.plain.trim()),
  );
  const found: number[] = [];
  let block: number[] = [];
  for (const at of [...read.keys(), lines.length]) {
    const last = block.at(-1);
    if (last !== undefined && neighbour(lines, last, 1) !== at) {
      if ((block.every(mayBeFact) || block.some(besideBook)) && isAmid(prose, block[0] ?? last, last))
        found.push(...block);
      block = [];
    }
    block.push(at);
  }
  return found;
}

/** Article before and behind, as near as a page. */
const PROSE_BESIDE = 2;
const NEAR_LINES = 40;

function isAmid(prose: readonly boolean[], first: number, last: number): boolean {
  const enough = (part: readonly boolean[]): boolean => part.filter(Boolean).length >= PROSE_BESIDE;
  return (
    enough(prose.slice(Math.max(0, first - NEAR_LINES), first)) &&
    enough(prose.slice(last + 1, last + 1 + NEAR_LINES))
  );
}
