/**
 * The longest that a step of the pipeline takes a KB of text made to be slow, at two lengths: time a KB must not grow
 * with the length. In this process and not in workerd, whose clock stands still while a Worker computes.
 */
import { checkText } from '../../src/pipeline/check-text.ts';
import { readFrontMatter } from '../../src/pipeline/front-matter.ts';
import { markdownToHtml } from '../../src/pipeline/markdown/html.ts';
import { normalise } from '../../src/pipeline/normalise.ts';
import { sniffPicture } from '../../src/pipeline/pictures/sniff.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import { sanitise } from '../../src/pipeline/sanitise/sanitise.ts';
import { segmentsOf } from '../../src/pipeline/segments/segment.ts';
import { slowDocuments, slowText } from '../hostile/slow.ts';
import { print } from './print.ts';

/** Both longer than front matter may be, so that both are read the same way. */
const SMALL_CHARS = 64_000;
const LARGE_CHARS = 256_000;
/** Shorter times are noise, and no danger. */
const SHORT_MS = 10;
/** Of each step, the inputs that looked dearest, and as many that grew most, are timed again. */
const SUSPECTS = 3;
const TURNS = 3;

/** Gives the work that is timed; what comes before it in the pipeline is not. */
type Step = (text: string) => () => unknown;

const steps: Record<string, Step> = {
  normalise: (text) => () => normalise(text),
  'front matter': (text) => () => readFrontMatter(text),
  'read parts': (text) => () => readSubmission(text),
  'Markdown to HTML': (text) => () => markdownToHtml(text),
  sanitise: (text) => () => sanitise(text),
  'checks, against a source': (text) => {
    const parts = readSubmission(normalise(text).text);
    const segments = segmentsOf(parts.body);
    const source = { lang: 'en', markdown: text };
    const given = { lang: 'zh-Hans', title: parts.title ?? '', sources: parts.sources, glossary: [] };
    return () => checkText({ ...given, parts, segments, source });
  },
};

const inputs = (length: number): Record<string, string> => ({
  ...slowDocuments(length),
  ...slowText(length),
});

/** Files that begin as pictures and then lead nowhere. */
function slowPictures(length: number): Record<string, Uint8Array> {
  const file = (head: string, piece: string): Uint8Array => {
    const text = head + piece.repeat(Math.ceil(length / piece.length));
    return Uint8Array.from(text, (char) => char.charCodeAt(0));
  };
  return {
    'JPEG of fill bytes': file('\xff\xd8', '\xff'),
    'JPEG of empty segments': file('\xff\xd8', '\xff\xe2\x00\x02'),
    'JPEG of EXIF': file('\xff\xd8', '\xff\xe1\x00\x14Exif\0\0MM\0*\0\0\0\x08\xff\xff'),
    'AVIF of empty boxes': file('\0\0\0\x10ftypavif\0\0\0\0', '\0\0\0\x08free'),
    'AVIF of open boxes': file('\0\0\0\x10ftypavif\0\0\0\0', '\0\0\xff\xffmeta\0\0\0\0'),
    'AVIF of brands': file('\0\xff\xff\xf0ftypmif1\0\0\0\0', 'mif1'),
    'WebP without an end': file('RIFF\xff\xff\xff\xffWEBP', 'JUNK\0\0\0\0'),
    'PNG without an end': file('\x89PNG\r\n\x1a\n', '\0\0\0\0junk'),
    'markup without an end': file('<', '<!-- '),
  };
}

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

/** Value: at LARGE_CHARS; baseline: at SMALL_CHARS. */
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
}
