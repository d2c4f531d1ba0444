import type { Pair } from './align.ts';
import type { Segment } from './segment.ts';

/** `[source numbers, translation numbers]` of each pair, as a proofreader put them together. */
export type OwnPairs = [number[], number[]][];

/**
 * Segments paired as `own` says, or undefined when it does not fit these texts: every segment must stand in it
 * once and in order, or it was made for another revision.
 */
export function pairAs(
  own: OwnPairs | undefined,
  source: readonly Segment[],
  translation: readonly Segment[],
): Pair[] | undefined {
  if (!own) return undefined;
  const fits = (side: 0 | 1, segments: readonly Segment[]) => {
    const numbers = own.flatMap((pair) => pair[side]);
    return numbers.length === segments.length && numbers.every((n, at) => n === at);
  };
  if (!fits(0, source) || !fits(1, translation)) return undefined;
  const pick = (segments: readonly Segment[], numbers: number[]) => numbers.flatMap((n) => segments[n] ?? []);
  return own.map(([theirs, ours]) => ({
    source: pick(source, theirs),
    translation: pick(translation, ours),
  }));
}
