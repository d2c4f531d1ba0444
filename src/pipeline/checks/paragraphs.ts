/** Paragraphs of the source that have no counterpart, and several that became one. */

import { lengthRatio } from '../segments/language.ts';
import type { Segment } from '../segments/segment.ts';
import type { Finding } from '../types.ts';
import { type Check, finding, quote, said } from './check.ts';

/** Shorter ones (a date line, "Advertisement") are left out on purpose more often than not. */
const SHORT_CHARS = 25;

export const checkParagraphs: Check = ({ lang, source, pairs }) => {
  if (!source) return [];
  const ratio = lengthRatio(source.lang, lang);
  return pairs.flatMap(({ source: from, translation: to }, n): Finding[] => {
    const [lost] = from;
    const [added] = to;
    if (lost && to.length === 0) return missing(lost, pairs[n - 1]?.translation.at(-1));
    if (added && from.length === 0) return extra(added);
    const shrunk = sizeOf(to) < 0.5 * ratio * sizeOf(from) && sizeOf(from) * ratio > 60;
    if (from.length > to.length && shrunk)
      return [
        finding(
          'paragraph-merged',
          'note',
          `${from.length} paragraphs became ${to.length}, much shorter than the source.`,
          added?.text,
        ),
      ];
    return [];
  });
};

const sizeOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + segment.text.length, 0);

function missing(lost: Segment, before: Segment | undefined): Finding[] {
  const place = before ? `after ${said(before.text)}` : 'at the beginning';
  if (lost.kind === 'picture')
    return [
      finding(
        'picture-missing',
        'note',
        `A picture of the source is missing ${place}.`,
        lost.pictures[0]?.url ?? '',
      ),
    ];
  if (lost.kind === 'code')
    return [finding('code-missing', 'note', `A code block of the source is missing ${place}.`, lost.text)];
  const short = lost.text.length < SHORT_CHARS;
  return [
    {
      ...finding(
        'paragraph-missing',
        short ? 'note' : 'warning',
        `The source has text that the translation lacks ${place}.`,
      ),
      segment: quote(lost.text),
    },
  ];
}

function extra(added: Segment): Finding[] {
  if (added.kind === 'picture' || added.kind === 'code' || added.text.length < SHORT_CHARS / 2) return [];
  return [finding('paragraph-added', 'note', 'The translation has text that the source lacks.', added.text)];
}
