/** Re-pairing by simple moves. Order is kept: every segment stands in one pair, as it stands in its text. */
import type { OwnPairs, Pair } from '../../pipeline/door.ts';

export const moves = [
  'join',
  'split',
  'source-up',
  'source-down',
  'translation-up',
  'translation-down',
] as const;
export type Move = (typeof moves)[number];

export const numbersOf = (pairs: readonly Pair[]): OwnPairs =>
  pairs.map(({ source, translation }) => [source.map(({ n }) => n), translation.map(({ n }) => n)]);

/** Which moves change something at pair `at`. */
export function movesAt(pairs: OwnPairs, at: number): Move[] {
  const [source, translation] = pairs[at] ?? [[], []];
  const isLast = at >= pairs.length - 1;
  const can: Record<Move, boolean> = {
    join: !isLast,
    split: source.length > 1 || translation.length > 1,
    'source-up': at > 0 && source.length > 0,
    'source-down': !isLast && source.length > 0,
    'translation-up': at > 0 && translation.length > 0,
    'translation-down': !isLast && translation.length > 0,
  };
  return moves.filter((move) => can[move]);
}

/** The pairs after a move; the same list where it changes nothing. */
export function movePair(pairs: OwnPairs, at: number, move: Move): OwnPairs {
  if (!movesAt(pairs, at).includes(move)) return pairs;
  const next = pairs.map(([source, translation]): OwnPairs[number] => [[...source], [...translation]]);
  const here = next[at];
  const above = next[at - 1];
  const below = next[at + 1];
  if (!here) return pairs;
  const side = move.startsWith('source') ? 0 : 1;
  switch (move) {
    case 'join':
      if (below)
        next.splice(at, 2, [
          [...here[0], ...below[0]],
          [...here[1], ...below[1]],
        ]);
      break;
    case 'split':
      next.splice(at, 1, [here[0].slice(0, 1), here[1].slice(0, 1)], [here[0].slice(1), here[1].slice(1)]);
      break;
    case 'source-up':
    case 'translation-up':
      above?.[side].push(...here[side].splice(0, 1));
      break;
    case 'source-down':
    case 'translation-down':
      below?.[side].unshift(...here[side].splice(-1));
      break;
  }
  return next.filter(([source, translation]) => source.length + translation.length > 0);
}
