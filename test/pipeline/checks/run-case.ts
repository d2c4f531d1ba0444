import type { CheckInput } from '../../../src/pipeline/checks/check.ts';
import { runChecks } from '../../../src/pipeline/checks/run.ts';
import { align } from '../../../src/pipeline/segments/align.ts';
import { segmentsOf } from '../../../src/pipeline/segments/segment.ts';
import type { Finding } from '../../../src/pipeline/types.ts';

/** `from>to`, the source, its translation, and the checks that must speak, in any order; '' for none. */
export type Case = [pair: string, source: string, translation: string, checks: string];

export function inputOf(pair: string, source: string, translation: string): CheckInput {
  const [from = '', to = ''] = pair.split('>');
  const body = segmentsOf(translation);
  const segments = segmentsOf(source);
  return {
    lang: to,
    title: 'A title 文',
    body,
    markdown: translation,
    ...(source ? { source: { lang: from, segments } } : {}),
    pairs: source ? align(segments, body, { from, to }) : [],
    sources: [{ url: 'https://news.example/story' }],
    sourceClaimed: source !== '',
    glossary: [],
  };
}

/** What the checks say of one case. */
export function findingsOf([pair, source, translation]: Case): Finding[] {
  return runChecks(inputOf(pair, source, translation));
}

export const names = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ check }) => check))].sort().join(' ');
