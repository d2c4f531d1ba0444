/** The checks of a translation, fed with what the other steps found. The same for the queue and for a preview. */
import type { Finding, Parts, Source } from './types.ts';

export interface CheckTextInput {
  lang: string;
  title: string;
  parts: Parts;
  /** Plain text of the body. */
  text: string;
  sources: Source[];
  /** The text that was translated, where it was given. */
  source: { lang: string; markdown: string } | undefined;
}

export function checkText(input: CheckTextInput): Finding[] {
  const findings: Finding[] = [];
  if (!/[\p{L}\p{N}]/u.test(input.text)) {
    findings.push({
      check: 'empty-body',
      severity: 'block',
      message: 'Apart from title, credits and links there is no text. Paste the whole translation.',
    });
  }
  return findings;
}
