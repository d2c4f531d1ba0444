/** A text looked at without storing anything, and two texts laid beside each other: every step's parser is needed for it. */
import { simhash } from '../lib/simhash.ts';
import { TITLE_MAX_CHARS } from '../limits.ts';
import { listCheckTerms } from '../store/checks.ts';
import type { Db } from '../store/statement.ts';
import { checkText } from './check-text.ts';
import type { GlossaryTerm } from './checks/check.ts';
import { boundFindings } from './checks/run.ts';
import { type GivenSource, mergeSources, sourceText } from './given-source.ts';
import { readBody } from './markdown/body.ts';
import { measure } from './measure.ts';
import { nearDuplicate } from './near-duplicate.ts';
import { normalise } from './normalise.ts';
import { readParts, readSubmission } from './read/submission.ts';
import { align, type Pair } from './segments/align.ts';
import { type OwnPairs, pairAs } from './segments/own.ts';
import { segmentsOf } from './segments/segment.ts';
import type { Finding, Parts, Source } from './types.ts';

export interface Preview {
  parts: Parts;
  /** Of the text and of what was given with it; the first is the article's. */
  sources: Source[];
  /** The body's visible text. */
  text: string;
  /** Sanitised; pictures stand as links, because nothing is fetched for a preview. */
  html: string;
  findings: Finding[];
}

/** The same steps and checks as in the queue, without pictures and without the database. */
export function previewSubmission(
  input: { markdown: string; lang: string; glossary?: readonly GlossaryTerm[] } & Partial<GivenSource>,
): Preview {
  const given = {
    source_url: input.source_url ?? null,
    source_lang: input.source_lang ?? null,
    source_markdown: input.source_markdown ?? null,
  };
  const normal = normalise(input.markdown);
  const parts = readParts(normal.text);
  const read = readBody(parts.body);
  const body = read.render({ lang: input.lang, pictures: new Map() });
  const sources = mergeSources(given, parts.sources);
  const findings = boundFindings([
    ...normal.findings,
    ...parts.findings,
    ...body.findings,
    ...checkText({
      lang: input.lang,
      title: (parts.title ?? '').slice(0, TITLE_MAX_CHARS),
      parts,
      segments: read.segments(),
      sources,
      source: sourceText(given),
      glossary: input.glossary ?? [],
    }),
  ]);
  return { parts, sources, text: body.text, html: body.html, findings };
}

/**
 * The preview as the newsroom sees it: with the glossary of the two languages, and with what is published already. An
 * indexed lookup each, since it is asked again and again while somebody types.
 */
export async function lookAtSubmission(
  db: Db,
  input: { markdown: string; lang: string } & GivenSource,
): Promise<Preview> {
  const { lang, source_lang: sourceLang } = input;
  const preview = previewSubmission({ ...input, glossary: await listCheckTerms(db, { lang, sourceLang }) });
  const { words } = measure(preview.text, lang);
  const near = await nearDuplicate(db, { lang, simhash: simhash(preview.text), words });
  return { ...preview, findings: [...near, ...preview.findings] };
}

export interface PairedText {
  pairs: Pair[];
  /** The source's own title, where it was given. */
  sourceTitle?: string;
  /** Whether a proofreader's pairing was followed; `misfit`: it is for another revision. */
  by: 'computed' | 'own' | 'misfit';
}

/** A translation's blocks beside those of its source. Without a source each stands alone. */
export function pairSegments(input: {
  source: { lang: string; markdown: string } | undefined;
  translation: { lang: string; markdown: string };
  own?: OwnPairs;
}): PairedText {
  const { source, translation, own } = input;
  const ours = segmentsOf(readSubmission(translation.markdown).body);
  const original = source && readSubmission(source.markdown);
  const theirs = original ? segmentsOf(original.body) : [];
  const followed = pairAs(own, theirs, ours);
  return {
    pairs: followed ?? align(theirs, ours, { from: source?.lang ?? translation.lang, to: translation.lang }),
    ...(original?.title ? { sourceTitle: original.title } : {}),
    by: followed ? 'own' : own ? 'misfit' : 'computed',
  };
}
