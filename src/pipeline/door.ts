/**
 * What other rooms may ask of the pipeline: to look at a text without storing anything, and to take a picture
 * at the door. Everything else goes through the queue.
 */
import { checkText } from './check-text.ts';
import { readBody } from './markdown/body.ts';
import { normalise } from './normalise.ts';
import { readSubmission } from './read/submission.ts';
import type { Finding, Parts } from './types.ts';

export { uploadOriginal } from './pictures/keep.ts';

export interface Preview {
  parts: Parts;
  /** Sanitised; pictures stand as links, because nothing is fetched for a preview. */
  html: string;
  findings: Finding[];
}

/** The same steps as in the queue, without pictures. */
export function previewSubmission(input: { markdown: string; lang: string }): Preview {
  const normal = normalise(input.markdown);
  const parts = readSubmission(normal.text);
  const read = readBody(parts.body);
  const body = read.render({ lang: input.lang, pictures: new Map() });
  const findings = [
    ...normal.findings,
    ...parts.findings,
    ...body.findings,
    ...checkText({
      lang: input.lang,
      title: parts.title ?? '',
      parts,
      segments: read.segments(),
      sources: parts.sources,
      source: undefined,
      glossary: [],
    }),
  ];
  return { parts, html: body.html, findings };
}
