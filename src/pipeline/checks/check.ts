/** What every check gets and gives. A check is pure, synchronous and linear in the text. */
import type { Told } from '../../i18n/told/tell.ts';
import { FINDING_QUOTE_CHARS } from '../../limits.ts';
import type { Severity } from '../../store/schema/words.ts';
import type { Pair } from '../segments/align.ts';
import type { Segment } from '../segments/segment.ts';
import type { Finding, Source } from '../types.ts';

export interface GlossaryTerm {
  term: string;
  translation: string;
  /** Other translations that are right too. */
  variants: readonly string[];
  /** Translations that must not stand in a text of this language. */
  forbidden: readonly string[];
}

export interface CheckInput {
  /** Language of the translation, BCP 47. */
  lang: string;
  title: string;
  body: readonly Segment[];
  /** The body's Markdown. */
  markdown: string;
  /** Absent: only the checks of one language run. */
  source?: { lang: string; title?: string; segments: readonly Segment[] };
  /** From `align`; empty without a source. */
  pairs: readonly Pair[];
  /** Where the article says it is from. */
  sources: readonly Source[];
  /** The text names a source, or has an empty label for one. */
  sourceClaimed: boolean;
  glossary: readonly GlossaryTerm[];
}

export type Check = (input: CheckInput) => Finding[];

/** A finding about the text round `at`: the segment if it is short, else its part in whole words. */
export function finding(check: string, severity: Severity, told: Told, text?: string, at = 0): Finding {
  return text === undefined ? { check, severity, told } : { check, severity, told, segment: quote(text, at) };
}

/** At most FINDING_QUOTE_CHARS of the text, round `at`, from the start of a sentence where one is near. */
export function quote(text: string, at = 0): string {
  if (text.length <= FINDING_QUOTE_CHARS) return text.trim();
  const head = Math.max(0, Math.min(at - 60, text.length - FINDING_QUOTE_CHARS));
  const stop = head === 0 ? -1 : text.slice(head, at).search(/[。！？.!?][\s”」』）)]*/u);
  const from = stop < 0 ? head : head + stop + 1;
  return text
    .slice(from, from + FINDING_QUOTE_CHARS)
    .toWellFormed()
    .trim();
}

/** Text of several segments of a pair as one; a line break keeps them apart. */
export const joined = (segments: readonly Segment[]): string =>
  segments.map((segment) => segment.prose).join('\n');

/** What has words to check: all but code and pictures. */
export const isProse = (segment: Segment): boolean => segment.kind !== 'code' && segment.kind !== 'picture';

/** For messages, which put quotation marks round it: the words as they stand, cut short. */
export const said = (text: string): string =>
  text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text;
