/**
 * The most heap that a step of the pipeline takes for a byte of text made to be costly, at two lengths; then all steps
 * together, as a preview takes them, at the longest text the door lets in. A process of its own, which `steps.ts`
 * starts with little room for new objects, so that they are looked through often. What is counted is what stands on
 * the heap when it is fullest, without what stood there before, and with what no collection has fetched yet: more
 * than a step needs, and never less.
 */
import { GCProfiler, getHeapStatistics } from 'node:v8';
import { MARKDOWN_MAX_BYTES } from '../../src/limits.ts';
import { previewSubmission } from '../../src/pipeline/look.ts';
import { sniffPicture } from '../../src/pipeline/pictures/sniff.ts';
import { inputs, LARGE_CHARS, SMALL_CHARS, type Step, slowPictures, steps } from './hostile-input.ts';
import { print } from './print.ts';

/** Of all inputs, those that took most at the smaller length are tried at the larger. */
const SUSPECTS = 5;
const MB = 1_000_000;

function collect(): void {
  if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc.');
  globalThis.gc();
}

/** Bytes on the heap, its buffers among them, beyond those before, when `work` had most there. */
function peakOf(work: () => unknown): number {
  collect();
  const before = getHeapStatistics();
  const profiler = new GCProfiler();
  profiler.start();
  const answer = work();
  const after = getHeapStatistics();
  const { statistics } = profiler.stop();
  const full = statistics.map(
    ({ beforeGC: { heapStatistics: heap } }) => heap.usedHeapSize + heap.externalMemory,
  );
  const peak = Math.max(after.used_heap_size + after.external_memory, ...full);
  // Held until here: the answer counts.
  return answer === statistics ? 0 : peak - before.used_heap_size - before.external_memory;
}

interface Weighed {
  input: string;
  /** Bytes of the text, and of heap. */
  length: number;
  peak: number;
}

const eachByte = ({ peak, length }: Weighed): number => peak / length;

function weigh(step: Step, texts: Record<string, string>, names: readonly string[]): Weighed[] {
  return names
    .map((input): Weighed => {
      const text = texts[input] ?? '';
      return { input, length: Buffer.byteLength(text), peak: peakOf(step(text)) };
    })
    .toSorted((a, b) => eachByte(b) - eachByte(a));
}

/** Prints what takes most heap a byte at the larger length. */
function report(what: string, count: number, small: readonly Weighed[], large: readonly Weighed[]): void {
  const [worst] = large;
  if (!worst) return;
  const before = small.find(({ input }) => input === worst.input);
  const name = `${what}, most heap of ${count}: ${worst.input}`;
  print(name, worst.peak / MB, 'MB', before && before.peak / MB);
  print(name, eachByte(worst), 'bytes of heap/byte', before && eachByte(before));
}

const [little, much] = [inputs(SMALL_CHARS), inputs(LARGE_CHARS)];
const all = Object.keys(little);

function weighBoth(what: string, step: Step): void {
  // The first turn compiles code, which stays.
  step('a\n')();
  const small = weigh(step, little, all);
  const suspects = small.slice(0, SUSPECTS).map(({ input }) => input);
  report(what, all.length, small, weigh(step, much, suspects));
}

for (const [name, step] of Object.entries(steps)) weighBoth(`pipeline on hostile text, ${name}`, step);

const bytesOf = (pictures: Record<string, Uint8Array>): Weighed[] =>
  Object.entries(pictures)
    .map(([input, bytes]) => ({ input, length: bytes.length, peak: peakOf(() => sniffPicture(bytes)) }))
    .toSorted((a, b) => eachByte(b) - eachByte(a));
const pictures = bytesOf(slowPictures(LARGE_CHARS));
report(
  'pipeline on hostile bytes, picture header',
  pictures.length,
  bytesOf(slowPictures(SMALL_CHARS)),
  pictures,
);

const preview: Step = (markdown) => () => previewSubmission({ lang: 'en', markdown });
const small = weigh(preview, little, all);
const longest = Object.fromEntries(
  Object.entries(inputs(MARKDOWN_MAX_BYTES)).map(([name, text]) => [
    name,
    Buffer.from(text).subarray(0, MARKDOWN_MAX_BYTES).toString(),
  ]),
);
const suspects = small.slice(0, SUSPECTS).map(({ input }) => input);
report(
  'pipeline on the longest hostile text, all steps',
  all.length,
  small,
  weigh(preview, longest, suspects),
);
