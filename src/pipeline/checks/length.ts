/** Text much shorter or longer than its source, for the pair of languages. */
import { tell } from '../../i18n/told/tell.ts';
import { lengthRatio } from '../segments/language.ts';
import type { Segment } from '../segments/segment.ts';
import { type Check, finding, isProse } from './check.ts';

/** The band round the expected length: Chinese from English 0.23–0.56 with 0.36 expected. */
const BAND = { low: 0.62, high: 1.6 };
/** One paragraph varies more than a whole article. */
const SEGMENT_BAND = { low: 0.45, high: 2.3 };
const SEGMENT_MIN_EXPECTED_CHARS = 40;
const TEXT_MIN_CHARS = 400;

const charsOf = (segments: readonly Segment[]): number =>
  segments.filter(isProse).reduce((sum, segment) => sum + segment.text.length, 0);

export const checkLength: Check = ({ lang, body, source, pairs }) => {
  if (!source) return [];
  const ratio = lengthRatio(source.lang, lang);
  const expected = charsOf(source.segments) * ratio;
  const found = charsOf(body);
  const out = [];
  if (expected > TEXT_MIN_CHARS * ratio && (found < expected * BAND.low || found > expected * BAND.high)) {
    const told = tell('length', { found, expected: Math.round(expected) });
    out.push(finding('length', 'warning', told));
  }
  for (const pair of pairs) {
    const usual = charsOf(pair.source) * ratio;
    const here = charsOf(pair.translation);
    if (usual < SEGMENT_MIN_EXPECTED_CHARS || here === 0) continue;
    if (here < usual * SEGMENT_BAND.low)
      out.push(finding('segment-length', 'note', tell('segment-short'), pair.translation[0]?.text));
    else if (here > usual * SEGMENT_BAND.high && here > 80)
      out.push(finding('segment-length', 'note', tell('segment-long'), pair.translation[0]?.text));
  }
  return out;
};
