/**
 * Sentences left in the source's language. Where the scripts differ, a run of words in the source's script
 * gives it away, also without a source text; where they are the same, a run of words that stands in the source.
 * Titles and originals in brackets or quotation marks are meant to be there.
 */

import { tell } from '../../i18n/told/tell.ts';
import { type Script, scriptOf } from '../segments/language.ts';
import type { Segment } from '../segments/segment.ts';
import type { Finding } from '../types.ts';
import { type Check, type CheckInput, finding, isProse } from './check.ts';
import { commonWords } from './common-words.ts';

/** A shorter run is a title, a product or a quotation. */
const RUN_MIN_WORDS = 6;
const SAME_SCRIPT_MIN_WORDS = 8;
/** More places than this, in a quarter of the text, are meant. */
const BILINGUAL_MIN = 8;
const COMMON_MAX_CHARS = Math.max(...Array.from(commonWords, (word) => word.length));
/** Enough to know a sentence of the source again. */
const COPIED_CHARS = 50;

export const checkUntranslated: Check = (input) => {
  const { lang, source, body } = input;
  const script = scriptOf(lang);
  const strange = source ? strangeRuns(body, scriptOf(source.lang), script) : [];
  if (strange.length > 0) return strange;
  if (script !== 'Latn') return foreignRuns(input, script);
  return source && scriptOf(source.lang) === script && source.lang !== lang
    ? copiedRuns(input)
    : hanRuns(body, source?.lang);
};

/** Bracketed and quoted parts, and what stands for code, interrupt a run, unless they are sentences themselves. */
const interruption =
  /[（(【[「『《〈“„«"][^（(【[「『《〈“„«"）)】\]」』》〉”»]{0,300}[）)】\]」』》〉”»"]/gu;
const INTERRUPTION_MAX_CHARS = 100;
/** "(JDK)" is part of the sentence round it. */
const INTERRUPTION_MIN_CHARS = 12;
/** Whatever `interruption` finds begins with one of these, and many segments have none. */
const opening = /[（(【[「『《〈“„«"]/;
const latinRun =
  /[A-Za-zÀ-ž’'][^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Hebrew}\p{Script=Greek}\u0001|]{20,}/gu;

/** As long, and more: costs a third of it, since it asks for no Unicode property. */
const nearRun =
  /[A-Za-zÀ-ž’'][^\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u0001|]{20,}/g;
/** Latin letters, and marks of no script. */
const noOtherScript = /^[\u0000-\u036f\u2000-\u20cf\u3000-\u3004\u3008-\u3020\uff00-\uff65]*$/;

/** Where the first run of Latin words begins of which `holds` is true. */
function latinRunAt(text: string, holds: (run: string) => boolean): number | undefined {
  nearRun.lastIndex = 0;
  for (let near = nearRun.exec(text); near; near = nearRun.exec(text)) {
    const { 0: run, index } = near;
    if (!noOtherScript.test(run)) {
      for (const found of run.matchAll(latinRun)) if (holds(found[0])) return index + found.index;
    } else if (holds(run)) return index;
  }
  return undefined;
}

function foreignRuns({ body, source }: CheckInput, script: Script): Finding[] {
  if (source && scriptOf(source.lang) !== 'Latn')
    return ['Hans', 'Hant', 'Jpan'].includes(script) ? [] : hanRuns(body, source.lang);
  const original = source?.segments.map((segment) => segment.prose).join('\n') ?? '';
  const prose = body.filter(isProse);
  const out = prose.flatMap((segment) => {
    const text = segment.prose;
    if (!/[a-z]{2} [a-z]{2}/i.test(text)) return [];
    const rest = opening.test(text)
      ? text.replace(interruption, (part) =>
          part.length < INTERRUPTION_MIN_CHARS || part.length > INTERRUPTION_MAX_CHARS
            ? part
            : '\u0001'.repeat(part.length),
        )
      : text;
    const at = latinRunAt(rest, (run) => runsOn(run, original));
    return at === undefined ? [] : [left(text, at)];
  });
  // A transcript in two languages, line by line: said once.
  const both = out.length > BILINGUAL_MIN && out.length > prose.length / 4;
  return both && !source
    ? [finding('untranslated', 'note', tell('bilingual', { n: out.length }), out[0]?.segment)]
    : out;
}

const left = (text: string, at: number | undefined): Finding =>
  finding('untranslated', 'warning', tell('untranslated'), text, at);

/** A to Z of either case, and the letters of Latin-1 and Latin Extended-A. */
const isLetter = (unit: number): boolean =>
  ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b) || (unit >= 0xc0 && unit <= 0x17e);
const isSmall = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xe0 && unit <= 0x17e);
/** Within a word: an apostrophe of either form, a hyphen. */
const joins = (unit: number): boolean => unit === 0x27 || unit === 0x2019 || unit === 0x2d;

/** The words of a run, by where they begin and end. Read by the unit: a run has many, and few are looked up. */
export function wordsIn(run: string): { from: number; to: number }[] {
  const words: { from: number; to: number }[] = [];
  for (let at = 0; at < run.length; at++) {
    if (!isLetter(run.charCodeAt(at))) continue;
    const from = at;
    for (at++; at < run.length; at++) {
      const unit = run.charCodeAt(at);
      if (!isLetter(unit) && !joins(unit)) break;
    }
    words.push({ from, to: at });
  }
  return words;
}

/** Words in a row that make a sentence: it stands in the source, or has the small words that names do not have. */
function runsOn(run: string, original: string): boolean {
  const words = wordsIn(run);
  if (words.length < RUN_MIN_WORDS) return false;
  let begunSmall = 0;
  for (const { from } of words) if (isSmall(run.charCodeAt(from))) begunSmall++;
  const lower = begunSmall / words.length;
  if (original && isCopied(run, lower, original)) return true;
  if (lower < 0.45) return false;
  let small = 0;
  for (const { from, to } of words) {
    if (to - from > COMMON_MAX_CHARS) continue;
    const word = run.slice(from, to);
    if (commonWords.has(word.toLowerCase()) && !/^[A-Z]{2}/.test(word)) small++;
    if (small >= 2 && small / words.length >= 0.14) return true;
  }
  return false;
}

/** `lower` of its words begin small. A title copied from the source has capitals and no full stop. */
function isCopied(run: string, lower: number, original: string): boolean {
  const sentence = lower >= (/[.!?]\s*$/.test(run) ? 0.3 : 0.5);
  return sentence && original.includes(run.trim().slice(0, COPIED_CHARS));
}

/** Han or kana in a text of a language that has neither: a run long enough to be a clause. */
function hanRuns(body: readonly Segment[], from: string | undefined): Finding[] {
  if (from && !['Hans', 'Hant', 'Jpan'].includes(scriptOf(from))) return [];
  return body.filter(isProse).flatMap((segment) => {
    const rest = segment.prose.replace(interruption, (part) => '\u0001'.repeat(part.length));
    const run = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、]{10,}/u.exec(rest);
    return run ? [left(segment.prose, run.index)] : [];
  });
}

/** A run of words in the source's script, where that is neither Latin nor the translation's own. */
const spacedRun = (script: string): RegExp =>
  new RegExp(
    `(?:[\\p{Script=${script}}\\p{M}\\u200c]+[\\s,،;؛:–—-]{1,3}){${RUN_MIN_WORDS - 1},}\\p{Script=${script}}`,
    'u',
  );
const strangers: Partial<Record<Script, RegExp>> = {
  Cyrl: spacedRun('Cyrillic'),
  Arab: spacedRun('Arabic'),
  Hebr: spacedRun('Hebrew'),
  Deva: spacedRun('Devanagari'),
  Grek: spacedRun('Greek'),
  Kore: spacedRun('Hangul'),
  Thai: /\p{Script=Thai}{25,}/u,
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、]{10,}/gu,
};

function strangeRuns(body: readonly Segment[], from: Script, to: Script): Finding[] {
  const pattern = from === to ? undefined : strangers[from];
  if (!pattern) return [];
  return body.filter(isProse).flatMap((segment) => {
    const rest = segment.prose.replace(interruption, (part) =>
      part.length > INTERRUPTION_MAX_CHARS ? part : '\u0001'.repeat(part.length),
    );
    const run = pattern.global
      ? Array.from(rest.matchAll(pattern)).find(([text]) => japanese(text))
      : pattern.exec(rest);
    return run ? [left(segment.prose, run.index)] : [];
  });
}

/** A sentence has a third of kana; a Chinese one may name a Japanese word. */
function japanese(run: string): boolean {
  const kana = run.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return kana * 3 >= run.length;
}

/** Both languages in one script: words in a row that the source has too, more than a name or a title. */
function copiedRuns({ source, body }: CheckInput): Finding[] {
  // The list of small words is of languages in Latin script.
  const needed = source && scriptOf(source.lang) === 'Latn' ? 2 : 0;
  const theirs = new Set<string>();
  for (const segment of source?.segments ?? []) {
    const words = wordsOf(segment.prose);
    for (let n = 0; n + SAME_SCRIPT_MIN_WORDS <= words.length; n++) theirs.add(gram(words, n));
  }
  return body.filter(isProse).flatMap((segment) => {
    const words = wordsOf(segment.prose.replace(interruption, (part) => '\u0001'.repeat(part.length)));
    for (let n = 0; n + SAME_SCRIPT_MIN_WORDS <= words.length; n++) {
      const lower = words.slice(n, n + SAME_SCRIPT_MIN_WORDS).filter((word) => /^\p{Ll}/u.test(word.word));
      const small = lower.filter((word) => commonWords.has(word.word));
      if (lower.length > SAME_SCRIPT_MIN_WORDS / 2 && small.length >= needed && theirs.has(gram(words, n)))
        return [left(segment.prose, words[n]?.at)];
    }
    return [];
  });
}

const wordsOf = (text: string) =>
  Array.from(text.matchAll(/[\p{L}\p{M}]+|\u0001+/gu), (found) => ({ word: found[0], at: found.index }));
const gram = (words: readonly { word: string }[], n: number): string =>
  words
    .slice(n, n + SAME_SCRIPT_MIN_WORDS)
    .map(({ word }) => word.toLowerCase())
    .join(' ');
