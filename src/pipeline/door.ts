/**
 * What other rooms may ask of the pipeline: to look at a text without storing anything, and to take a picture
 * at the door. Everything else goes through the queue.
 */
import { checkText } from './check-text.ts';
import { renderBody } from './markdown/render.ts';
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
  const body = renderBody(parts.body, { lang: input.lang, pictures: new Map() });
  const findings = [
    ...normal.findings,
    ...parts.findings,
    ...body.findings,
    ...checkText({
      lang: input.lang,
      title: parts.title ?? '',
      parts,
      sources: parts.sources,
      source: undefined,
      glossary: [],
    }),
  ];
  return { parts, html: body.html, findings };
}
