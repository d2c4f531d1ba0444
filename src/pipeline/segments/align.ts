/**
 * Pairs the segments of a source with those of its translation: Gale and Church's dynamic programming over
 * lengths ("A program for aligning sentences in bilingual corpora", 1993), helped by block structure and by
 * what both sides share (numbers, addresses, code, pictures, names). Every segment stands in one pair,
 * in order. Time is the source's segments times a fixed band.
 */
import { ALIGN_BAND_SEGMENTS } from '../../limits.ts';
import { type Anchors, anchorsOf, centreLine, shared } from './anchors.ts';
import { lengthRatio } from './language.ts';
import type { Segment, SegmentKind } from './segment.ts';

/** One side may be empty: then the segment is missing there, or was added. */
export interface Pair {
  source: Segment[];
  translation: Segment[];
}

interface Side {
  segments: readonly Segment[];
  anchors: readonly Anchors[];
}

/** How many source and translation segments a pair takes, and what that costs before looking at them. */
const steps = [
  { i: 1, j: 1, cost: 0 },
  { i: 1, j: 0, cost: 3.4 },
  { i: 0, j: 1, cost: 3.4 },
  { i: 2, j: 1, cost: 3 },
  { i: 1, j: 2, cost: 2.6 },
  { i: 2, j: 2, cost: 5 },
] as const;

/** Pairs in reading order. `pair` names the languages; it decides the expected lengths. */
export function align(
  source: readonly Segment[],
  translation: readonly Segment[],
  pair: { from: string; to: string },
): Pair[] {
  const [a = [], b = []] = anchorsOf([source, translation]);
  const from: Side = { segments: source, anchors: a };
  const to: Side = { segments: translation, anchors: b };
  const ratio = lengthRatio(pair.from, pair.to);
  const centre = centreLine(a, b);
  const band = ALIGN_BAND_SEGMENTS;
  const width = 2 * band + 1;
  const costs = new Float64Array((source.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const taken = new Int8Array(costs.length).fill(-1);
  const first = (i: number) => Math.round(centre[i] ?? 0) - band;
  const at = (i: number, j: number): number => {
    const column = j - first(i);
    return i < 0 || j < 0 || column < 0 || column >= width ? -1 : i * width + column;
  };
  costs[at(0, 0)] = 0;
  for (let i = 0; i <= source.length; i++) {
    for (let j = Math.max(0, first(i)); j <= Math.min(translation.length, first(i) + width - 1); j++) {
      const here = at(i, j);
      steps.forEach((step, s) => {
        const before = at(i - step.i, j - step.j);
        const base = before < 0 ? Number.POSITIVE_INFINITY : (costs[before] ?? Number.POSITIVE_INFINITY);
        // Nothing but a dearer road leads on from a dearer road: a pair's own cost is at least -3.
        if (base + step.cost - 3 >= (costs[here] ?? 0)) return;
        const cost = base + step.cost + costOf(from, to, i, j, step, ratio);
        if (cost >= (costs[here] ?? 0)) return;
        costs[here] = cost;
        taken[here] = s;
      });
    }
  }
  return trace(source, translation, (i, j) => steps[taken[at(i, j)] ?? -1]);
}

function trace(
  source: readonly Segment[],
  translation: readonly Segment[],
  stepAt: (i: number, j: number) => (typeof steps)[number] | undefined,
): Pair[] {
  const pairs: Pair[] = [];
  let i = source.length;
  let j = translation.length;
  while (i > 0 || j > 0) {
    // Off the band there is no road: what is left stands alone.
    const step = stepAt(i, j) ?? (i > 0 ? { i: 1, j: 0 } : { i: 0, j: 1 });
    pairs.push({ source: source.slice(i - step.i, i), translation: translation.slice(j - step.j, j) });
    i -= step.i;
    j -= step.j;
  }
  return pairs.reverse();
}

type Family = 'prose' | 'heading' | 'code' | 'table' | 'picture';
const family: Record<SegmentKind, Family> = {
  paragraph: 'prose',
  item: 'prose',
  quote: 'prose',
  heading: 'heading',
  code: 'code',
  table: 'table',
  picture: 'picture',
};

/** A heading set as a bold line, or a command set as a paragraph, happens; a picture for a heading does not. */
function kindCost(a: SegmentKind, b: SegmentKind): number {
  if (a === b) return 0;
  const [x, y] = [family[a], family[b]];
  if (x === y) return 0.6;
  if (x === 'picture' || y === 'picture') return 9;
  if (x === 'heading' || y === 'heading') return x === 'prose' || y === 'prose' ? 2.2 : 6;
  return x === 'prose' || y === 'prose' ? 3 : 2;
}

function costOf(
  from: Side,
  to: Side,
  i: number,
  j: number,
  step: { i: number; j: number },
  ratio: number,
): number {
  if (step.i === 0 || step.j === 0) {
    const alone = step.i === 0 ? to.segments[j - 1] : from.segments[i - 1];
    return alone?.kind === 'picture' ? -0.8 : 0;
  }
  let kinds = 0;
  let common = 0;
  let lengthA = 0;
  let lengthB = 0;
  let weightA = 0;
  let weightB = 0;
  for (let x = i - step.i; x < i; x++) {
    lengthA += from.segments[x]?.text.length ?? 0;
    weightA += from.anchors[x]?.weight ?? 0;
  }
  for (let y = j - step.j; y < j; y++) {
    const b = to.segments[y];
    const anchors = to.anchors[y];
    if (!b || !anchors) continue;
    lengthB += b.text.length;
    weightB += anchors.weight;
    for (let x = i - step.i; x < i; x++) {
      const a = from.segments[x];
      const other = from.anchors[x];
      if (!a || !other) continue;
      kinds = Math.max(kinds, kindCost(a.kind, b.kind));
      common += shared(other, anchors);
    }
  }
  // Only running text is cut or joined in translation.
  const merged = step.i > 1 || step.j > 1;
  if (merged && kinds > 0.6) return 20;
  const sample = from.segments[i - 1]?.kind;
  const lengths = sample === 'picture' ? 0.4 : lengthCost(lengthA * (sample === 'code' ? 1 : ratio), lengthB);
  return kinds + lengths + anchorCost(common, weightA, weightB);
}

/** Squared log ratio over its variance, which shrinks as texts grow. */
function lengthCost(expected: number, found: number): number {
  const distance = Math.log((found + 6) / (expected + 6));
  const deviation = 0.26 + 1.4 / Math.sqrt(expected + found + 4);
  return Math.min(9, (distance * distance) / (2 * deviation * deviation));
}

/** From -3, all shared, to +3, both have anchors and none is common. */
function anchorCost(common: number, a: number, b: number): number {
  const least = Math.min(a, b);
  if (least === 0) return Math.min(0.8, Math.max(a, b) * 0.2);
  const likeness = Math.min(1, common / least);
  return -3 * Math.min(1, common / 1.5) * likeness + 3 * Math.min(1, least / 1.5) * (1 - likeness);
}
