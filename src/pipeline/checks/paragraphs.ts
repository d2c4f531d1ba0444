/** Paragraphs of the source that have no counterpart, several that became one, and those that the source lacks. */

import { type Told, tell } from '../../i18n/told/tell.ts';
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
    if (lost && added && from.length > to.length) return merged(from, to, ratio);
    if (lost && added && from.length < to.length) return split(from, to, ratio);
    return [];
  });
};

/** One paragraph as two: cut in two, or one of them new, when the text is no shorter than the other alone. */
function split(from: readonly Segment[], to: readonly Segment[], ratio: number): Finding[] {
  const expected = sizeOf(from) * ratio;
  const off = (found: number) => Math.abs(Math.log((found + 1) / (expected + 1)));
  const fresh = to.find((segment) => off(sizeOf(to) - segment.text.length) < off(sizeOf(to)) - 0.15);
  return fresh ? extra(fresh) : [];
}

/** Two paragraphs in one: joined, or one of them gone, when the text is no longer than the other alone. */
function merged(from: readonly Segment[], to: readonly Segment[], ratio: number): Finding[] {
  const found = sizeOf(to);
  const off = (expected: number) => Math.abs(Math.log((found + 1) / (expected * ratio + 1)));
  const whole = off(sizeOf(from));
  const gone = from.find((segment) => off(sizeOf(from) - segment.text.length) < whole - 0.15);
  if (gone && gone.text.length >= SHORT_CHARS)
    return [
      {
        ...finding(
          'paragraph-missing',
          'warning',
          tell('paragraph-missing-near', { near: said(to[0]?.text ?? '') }),
        ),
        segment: quote(gone.text),
      },
    ];
  return [
    finding(
      'paragraph-merged',
      'note',
      tell('paragraph-merged', { from: from.length, to: to.length }),
      to[0]?.text,
    ),
  ];
}

const sizeOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + segment.text.length, 0);

function missing(lost: Segment, before: Segment | undefined): Finding[] {
  const missed = (what: 'picture' | 'code' | 'paragraph'): Told =>
    before ? tell(`${what}-missing`, { after: said(before.text) }) : tell(`${what}-missing-first`);
  if (lost.kind === 'picture')
    return [finding('picture-missing', 'note', missed('picture'), lost.pictures[0]?.url ?? '')];
  if (lost.kind === 'code') return [finding('code-missing', 'note', missed('code'), lost.text)];
  const short = lost.text.length < SHORT_CHARS;
  return [
    {
      ...finding('paragraph-missing', short ? 'note' : 'warning', missed('paragraph')),
      segment: quote(lost.text),
    },
  ];
}

function extra(added: Segment): Finding[] {
  if (added.kind === 'picture' || added.kind === 'code' || added.text.length < SHORT_CHARS / 2) return [];
  return [finding('paragraph-added', 'note', tell('paragraph-added'), added.text)];
}
