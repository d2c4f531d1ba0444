/** Which pair a finding or a comment is about: by the text that it quotes. */
import { COMMENT_QUOTE_CHARS } from '../../limits.ts';
import type { Pair, Segment } from '../../pipeline/door.ts';
import type { CommentRow } from '../../store/desk/comments.ts';
import type { FindingRow } from '../../store/submissions.ts';

type Side = 'source' | 'translation';
const sides: Side[] = ['translation', 'source'];

/** One long text of all pairs with where each begins, so that a quote is one search. */
function haystack(
  pairs: readonly Pair[],
  read: (pair: Pair) => string,
): (quote: string) => number | undefined {
  const starts: number[] = [];
  let text = '';
  for (const pair of pairs) {
    starts.push(text.length);
    text += `${read(pair)}\n\n`;
  }
  return (quote) => {
    const at = text.indexOf(quote);
    return at < 0 ? undefined : starts.findLastIndex((start) => start <= at);
  };
}

const all = (segments: readonly Segment[], read: (segment: Segment) => string): string =>
  segments.map(read).join('\n');

/** The pair of each finding; what is about the whole text is under undefined. */
export function findingsAt(
  pairs: readonly Pair[],
  findings: readonly FindingRow[],
): Map<number | undefined, FindingRow[]> {
  const searches = sides.flatMap((side) => [
    haystack(pairs, (pair) => all(pair[side], ({ prose }) => prose)),
    haystack(pairs, (pair) => all(pair[side], ({ text }) => text)),
    haystack(pairs, (pair) => all(pair[side], ({ markdown }) => markdown)),
    haystack(pairs, (pair) => all(pair[side], ({ links }) => links.map((link) => link.url).join('\n'))),
  ]);
  const out = new Map<number | undefined, FindingRow[]>();
  for (const finding of findings) {
    const quote = finding.segment?.trim();
    let at: number | undefined;
    for (const search of quote ? searches : []) {
      at = search(quote ?? '');
      if (at !== undefined) break;
    }
    out.set(at, [...(out.get(at) ?? []), finding]);
  }
  return out;
}

export interface Thread {
  quote: string;
  comments: CommentRow[];
  state: 'open' | 'resolved';
}

/** What a comment on a pair quotes. */
export const quoteOf = ({ source, translation }: Pair): string =>
  ((translation[0] ?? source[0])?.text ?? '').slice(0, COMMENT_QUOTE_CHARS).toWellFormed();

function threadsOf(comments: readonly CommentRow[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const comment of comments) {
    const thread = threads.get(comment.quote) ?? { quote: comment.quote, comments: [], state: 'resolved' };
    thread.comments.push(comment);
    if (comment.resolved_at === null) thread.state = 'open';
    threads.set(comment.quote, thread);
  }
  return [...threads.values()];
}

/** So much of a changed segment must be left for a comment to stay with it. */
const LIKENESS_LEAST = 0.5;
/** A changed segment is looked for by its first characters, for so many threads: time grows with both. */
const LIKENESS_CHARS = 400;
const LIKENESS_THREADS_MAX = 40;

const bigramsOf = (text: string): Set<string> => {
  const cut = text.slice(0, LIKENESS_CHARS);
  const out = new Set<string>();
  for (let at = 0; at + 1 < cut.length; at++) out.add(cut.slice(at, at + 2));
  return out;
};

/** Dice's coefficient of two sets. */
function likeness(a: Set<string>, b: Set<string>): number {
  let both = 0;
  for (const one of a) if (b.has(one)) both++;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** Threads at their pairs: by the quote itself, else at the segment most like it; the others under undefined. */
export function threadsAt(
  pairs: readonly Pair[],
  comments: readonly CommentRow[],
): Map<number | undefined, Thread[]> {
  const exact = new Map<string, number>();
  for (const [at, pair] of pairs.entries()) {
    for (const { text } of [...pair.translation, ...pair.source]) {
      const quote = text.slice(0, COMMENT_QUOTE_CHARS).toWellFormed();
      if (!exact.has(quote)) exact.set(quote, at);
    }
  }
  let left = LIKENESS_THREADS_MAX;
  let sets: Set<string>[] | undefined;
  const nearest = (quote: string): number | undefined => {
    if (left-- <= 0) return undefined;
    sets ??= pairs.map(({ translation }) => bigramsOf(all(translation, ({ text }) => text)));
    const sought = bigramsOf(quote);
    const scores = sets.map((set) => likeness(sought, set));
    const best = Math.max(0, ...scores);
    return best < LIKENESS_LEAST ? undefined : scores.indexOf(best);
  };
  const out = new Map<number | undefined, Thread[]>();
  for (const thread of threadsOf(comments)) {
    const at = exact.get(thread.quote) ?? nearest(thread.quote);
    out.set(at, [...(out.get(at) ?? []), thread]);
  }
  return out;
}

/** The segment of the translation that is or is most like `text`, with its pair. */
export function nearestTo(pairs: readonly Pair[], text: string): { segment: number; at: number } | undefined {
  const sought = bigramsOf(text);
  let best: { segment: number; at: number } | undefined;
  let score = 0;
  for (const [at, { translation }] of pairs.entries()) {
    for (const segment of translation) {
      const like = segment.text === text ? 2 : likeness(sought, bigramsOf(segment.text));
      if (like > score && like >= LIKENESS_LEAST) [best, score] = [{ segment: segment.n, at }, like];
    }
  }
  return best;
}
