/**
 * Repairs of what converters and pasting left behind, before the parts are read: auto-links in double
 * brackets, prose in code fences, tables of one cell, line-break tags, emphasis marks round nothing. Only
 * marks are changed; no visible text is.
 */
import { mayBeFence } from './lines.ts';

/** `两[[zh:国关]]系`: a glossary's auto-links, cut at the wrong places, also inside URLs. Nested ones need another round. */
export function unwrapAutoLinks(text: string): string {
  let out = text;
  for (let round = 0; round < 4 && out.includes('[['); round++) {
    const next = out.replace(/\[\[(?:zh|en|ja|ko|de|fr|es|ru)(?:-[a-z]{2,8})?:([^[\]\n]{0,300})\]\]/gi, '$1');
    if (next === out) break;
    out = next;
  }
  return out;
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

const WRITTEN_MAX_CHARS = 200;
/** `作者：ANN LEE，《海港报》记者`: names of another script weigh nothing in a line that is Han from its start. */
const isWritten = (line: string): boolean =>
  line.length <= WRITTEN_MAX_CHARS &&
  /^\p{Script=Han}{2}/u.test(line) &&
  (line.match(/[：，。、《“]/g)?.length ?? 0) > 1 &&
  !/[/_#`$={}<>]/.test(line);
/** A fence without a language whose lines are mostly Han text and hold no code. */
function isProseFence(lines: readonly string[]): boolean {
  const text = lines.join('').replace(/\s/g, '');
  const letters = text.match(wide)?.length ?? 0;
  const code = text.match(/[{}<>=$;|\\]/g)?.length ?? 0;
  return (
    letters > 8 &&
    (letters * 2 > text.length || lines.every(isWritten)) &&
    code * 50 < text.length &&
    lines.every((line) => !/^(?: {4}|\t)/.test(line))
  );
}

function unfenceProse(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.startsWith('```') || line.startsWith('~~~'))) return lines;
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(line);
    if (!fence?.[1]) {
      out.push(line);
      continue;
    }
    const mark = fence[1];
    let end = at + 1;
    while (end < lines.length && !(lines[end]?.startsWith(mark) && lines[end]?.trim() === mark)) end++;
    const inside = lines.slice(at + 1, end);
    const prose = fence[2]?.trim() === '' && end < lines.length && isProseFence(inside);
    for (const each of prose ? ['', ...inside, ''] : lines.slice(at, end + 1)) out.push(each);
    at = end;
  }
  return out;
}

const isRule = (text: string | undefined): boolean =>
  text?.includes('|') === true && /^\s*\|\s*:?-{3,}:?\s*\|\s*$/.test(text.slice(0, 200));
const isRow = (text: string | undefined): boolean => /^\s*\|/.test(text ?? '');
const cellOf = (text: string): string => text.replace(/^\s*\|\s?/, '').replace(/\s?\|\s*$/, '');

/** A table of one cell is a frame: `| text<br>text |` and its rule. */
function unframe(lines: readonly string[]): readonly string[] {
  if (!lines.some(isRule)) return lines;
  return lines.flatMap((line, at) => {
    if (isRule(line) && isRow(lines[at - 1]) && !isRow(lines[at + 1])) return [''];
    if (isRow(line) && isRule(lines[at + 1]) && !isRow(lines[at + 2]) && !isRow(lines[at - 1]))
      return breakTags(cellOf(line));
    return [line];
  });
}

const breakTag = /<br\s{0,4}\/?>/i;

/** `a<br>b` to two lines with the same meaning; code and tables keep theirs. */
function breakTags(line: string): string[] {
  if (!line.includes('<')) return [line];
  const repaired = line.replace(/<br\s?(?=<br)/gi, '<br>');
  if (!breakTag.test(repaired)) return [line];
  const parts = repaired.split(/<br\s{0,4}\/?>/i);
  // Nothing between two tags is a new paragraph.
  return parts.map((part, at) =>
    part.trim() === ''
      ? ''
      : at < parts.length - 1 && (parts[at + 1] ?? '').trim() !== ''
        ? `${part.trimEnd()}  `
        : part,
  );
}

/** Emphasis marks round nothing, and marks that close and open again: `** **`, `****`. */
function emptyMarks(line: string): string {
  if (!line.includes('**') || line.includes('`') || /^\s*(?:\*\s*){3,}$/.test(line.slice(0, 400)))
    return line;
  const apart = /\*\*[ \t]/.test(line) ? line.replace(/\*\*[ \t]{1,200}\*\*/g, ' ') : line;
  return apart.includes('****') ? apart.replace(/(?<!\*)\*{4}(?!\*)/g, '') : apart;
}

/** Whatever is repaired has one of these. */
const isDamaged = (line: string): boolean =>
  line.includes('**') || line.includes('![]') || (line.includes('<') && /<br/i.test(line));

/** The lines of a text, repaired. */
export function repair(text: string): string[] {
  let code = false;
  const out: string[] = [];
  for (const line of unframe(unfenceProse(text.split('\n')))) {
    if (mayBeFence(line) && /^ {0,3}(?:`{3,}|~{3,})/.test(line)) code = !code;
    if (code || !isDamaged(line) || /^(?: {4}|\t)/.test(line)) {
      out.push(line);
      continue;
    }
    const apart = emptyMarks(line);
    const marked = apart.includes('![](') ? apart.replace(/!\[\]\(\s*\)/g, '') : apart;
    if (marked.includes('`') || /^\s*\|/.test(marked)) out.push(marked);
    else for (const part of breakTags(marked)) out.push(part);
  }
  return out;
}
