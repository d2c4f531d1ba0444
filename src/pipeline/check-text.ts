/** The checks of a translation, fed with what the other steps found. The same for the queue and for a preview. */
import type { GlossaryTerm } from './checks/check.ts';
import { runChecks } from './checks/run.ts';
import { readSubmission } from './read/submission.ts';
import { align } from './segments/align.ts';
import { type OwnPairs, pairAs } from './segments/own.ts';
import { type Segment, segmentsOf } from './segments/segment.ts';
import type { Finding, Parts, Source } from './types.ts';

export interface CheckTextInput {
  lang: string;
  title: string;
  parts: Parts;
  /** The body's blocks. */
  segments: Segment[];
  sources: Source[];
  /** The text that was translated, where it was given. */
  source: { lang: string; markdown: string } | undefined;
  glossary: readonly GlossaryTerm[];
  /** A proofreader's own pairing; followed while it fits the texts. */
  own?: OwnPairs;
}

export function checkText(input: CheckTextInput): Finding[] {
  const { lang, title, parts, sources, source, glossary, segments: body } = input;
  const original = source && readSubmission(source.markdown);
  const segments = original && segmentsOf(original.body);
  // What the reader has said of a title that was cut is not said twice.
  const cut = parts.findings.some(({ check }) => check === 'title-long');
  const found = runChecks({
    lang,
    title,
    body,
    markdown: parts.body,
    sources,
    // A source that is only named cannot be looked up by a reader. The source's text in the form claims no address:
    // it may have been printed on paper.
    sourceClaimed: parts.source_publisher !== undefined || parts.source_open === true,
    glossary,
    pairs:
      source && segments
        ? (pairAs(input.own, segments, body) ?? align(segments, body, { from: source.lang, to: lang }))
        : [],
    ...(source && segments
      ? { source: { lang: source.lang, segments, ...(original.title ? { title: original.title } : {}) } }
      : {}),
  });
  return cut ? found.filter(({ check }) => check !== 'title-long') : found;
}
