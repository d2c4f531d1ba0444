/**
 * The longest that a step of the pipeline takes a KB of text made to be slow, at two lengths: time a KB must not grow
 * with the length. In this process and not in workerd, whose clock stands still while a Worker computes. And the most
 * heap it takes, in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sniffPicture } from '../../src/pipeline/pictures/sniff.ts';
import { inputs, LARGE_CHARS, SMALL_CHARS, slowPictures, steps } from './hostile-input.ts';
import { print } from './print.ts';

/** Shorter times are noise, and no danger. */
const SHORT_MS = 10;
/** Of each step, the inputs that looked dearest, and as many that grew most, are timed again. */
const SUSPECTS = 3;
const TURNS = 3;
/** What needs more heap than this ends the bench. */
const HEAP_MAX_MB = 1_024;

/** Milliseconds of the quickest of some turns. */
function timeOf(work: () => unknown, turns: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

interface Timed {
  input: string;
  /** Milliseconds a KB at either length. */
  small: number;
  large: number;
  /** Milliseconds, of the large one. */
  spent: number;
}

const dearest = (timed: readonly Timed[]): Timed[] => timed.toSorted((a, b) => b.large - a.large);
const growing = (timed: readonly Timed[]): Timed[] =>
  timed.filter(({ spent }) => spent >= SHORT_MS).toSorted((a, b) => b.large / b.small - a.large / a.small);

/** Prints the input that costs most a KB and, of those that cost anything, the one whose cost a KB grows most. */
function report(step: string, names: readonly string[], time: (input: string, turns: number) => Timed): void {
  const once = names.map((name) => time(name, 1));
  const suspects = [...dearest(once).slice(0, SUSPECTS), ...growing(once).slice(0, SUSPECTS)];
  const timed = [...new Set(suspects.map(({ input }) => input))].map((input) => time(input, TURNS));
  const [worst] = dearest(timed);
  const [steepest] = growing(timed);
  if (worst) {
    print(`${step}, dearest of ${names.length}: ${worst.input}`, worst.large, 'ms/KB', worst.small);
  }
  if (steepest) {
    print(`${step}, growing most: ${steepest.input}`, steepest.large, 'ms/KB', steepest.small);
  }
}

/** Value: at LARGE_CHARS, heap of all steps together apart; baseline: at SMALL_CHARS. */
export function benchSteps(): void {
  const [small, large] = [inputs(SMALL_CHARS), inputs(LARGE_CHARS)];
  for (const [step, prepare] of Object.entries(steps)) {
    const each = (text = '', turns = 1): { spent: number; eachKilobyte: number } => {
      const spent = timeOf(prepare(text), turns);
      return { spent, eachKilobyte: (spent * 1024) / Buffer.byteLength(text) };
    };
    report(`pipeline on hostile text, ${step}`, Object.keys(large), (input, turns) => {
      const [little, much] = [each(small[input], turns), each(large[input], turns)];
      return { input, small: little.eachKilobyte, large: much.eachKilobyte, spent: much.spent };
    });
  }
  const [little, much] = [slowPictures(SMALL_CHARS), slowPictures(LARGE_CHARS)];
  report('pipeline on hostile bytes, picture header', Object.keys(much), (input) => {
    const each = (bytes: Uint8Array = new Uint8Array(1)): number =>
      (timeOf(() => sniffPicture(bytes), 50) * 1024) / bytes.length;
    const eachKilobyte = each(much[input]);
    return { input, small: each(little[input]), large: eachKilobyte, spent: 0 };
  });
  const heap = join(import.meta.dirname, 'heap.ts');
  const limits = ['--expose-gc', '--max-semi-space-size=1', `--max-old-space-size=${HEAP_MAX_MB}`];
  execFileSync(process.execPath, [...limits, heap], { stdio: ['ignore', 'inherit', 'inherit'] });
}
