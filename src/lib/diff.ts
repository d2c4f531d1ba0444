/**
 * What changed between two texts, by word; Han, kana and Thai by character, since they have no spaces. Myers'
 * greedy algorithm ("An O(ND) difference algorithm and its variations", 1986), whose time and memory grow with
 * the square of the edits: beyond the bound the texts are compared by lines, then each changed stretch by
 * words where that is small enough. Joining `same` and `added` gives the second text, `same` and `removed` the first.
 */
export interface Change {
  op: 'same' | 'added' | 'removed';
  text: string;
}

const tokens =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[[\p{L}\p{M}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gv;

const words = (text: string): string[] => text.match(tokens) ?? [];
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Changes in reading order, neighbours of one kind joined. `maxEdits` bounds the work. */
export function diff(before: string, after: string, maxEdits: number): Change[] {
  const byWord = compare(words(before), words(after), maxEdits);
  if (byWord) return join(byWord);
  const byLine = compare(lines(before), lines(after), maxEdits);
  return join(byLine ? refine(byLine, maxEdits) : replaced(before, after));
}

const replaced = (before: string, after: string): Change[] => [
  ...(before ? [{ op: 'removed' as const, text: before }] : []),
  ...(after ? [{ op: 'added' as const, text: after }] : []),
];

/** Looks into each stretch of changed lines; together they may cost no more than one comparison. */
function refine(changes: readonly Change[], maxEdits: number): Change[] {
  const out: Change[] = [];
  let left = maxEdits * 4;
  let removed = '';
  let added = '';
  const flush = () => {
    const inner =
      left > 0 && removed && added
        ? compare(words(removed), words(added), Math.min(maxEdits, left))
        : undefined;
    left -= inner ? inner.filter((change) => change.op !== 'same').length : removed && added ? maxEdits : 0;
    out.push(...(inner ?? replaced(removed, added)));
    removed = '';
    added = '';
  };
  for (const change of changes) {
    if (change.op === 'removed') removed += change.text;
    else if (change.op === 'added') added += change.text;
    else {
      flush();
      out.push(change);
    }
  }
  flush();
  return out;
}

/** One change a token, or undefined when the texts are more than `maxEdits` apart. */
function compare(a: readonly string[], b: readonly string[], maxEdits: number): Change[] | undefined {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail), maxEdits);
  if (!middle) return undefined;
  const same = (text: string): Change => ({ op: 'same', text });
  return slide([...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)]);
}

/**
 * Moves what only came, or only went, as far on as it may stand: a paragraph put behind "It rained." is "⏎ The bell
 * rang." and not ". ⏎ The bell rang" before the last full stop.
 */
function slide(changes: Change[]): Change[] {
  for (let from = 0; from < changes.length; from++) {
    const op = changes[from]?.op ?? 'same';
    if (op === 'same') continue;
    let end = from;
    while (changes[end]?.op === op) end++;
    const isLone = (changes[from - 1]?.op ?? 'same') === 'same';
    for (
      ;
      isLone && changes[end]?.op === 'same' && changes[end]?.text === changes[from]?.text;
      from++, end++
    ) {
      changes[from] = { op: 'same', text: changes[from]?.text ?? '' };
      changes[end] = { op, text: changes[end]?.text ?? '' };
    }
    from = end - 1;
  }
  return changes;
}

/** Myers' forward search; `rounds` keeps what each number of edits reached, to walk back from the end. */
function shortest(a: readonly string[], b: readonly string[], maxEdits: number): Change[] | undefined {
  const bound = Math.min(maxEdits, a.length + b.length);
  if (Math.abs(a.length - b.length) > bound) return undefined;
  const reached = new Int32Array(2 * bound + 3);
  const centre = bound + 1;
  const rounds: Int32Array[] = [];
  for (let edits = 0; edits <= bound; edits++) {
    rounds.push(reached.slice(centre - edits - 1, centre + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const left = reached[centre + k - 1] ?? 0;
      const right = reached[centre + k + 1] ?? 0;
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reached[centre + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, rounds);
    }
  }
  return undefined;
}

function walkBack(a: readonly string[], b: readonly string[], rounds: readonly Int32Array[]): Change[] {
  const out: Change[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = rounds.length - 1; edits >= 0; edits--) {
    const round = rounds[edits];
    const at = (k: number) => round?.[k + edits + 1] ?? 0;
    const k = x - y;
    const from = k === -edits || (k !== edits && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
    const startX = edits === 0 ? 0 : at(from);
    const startY = edits === 0 ? 0 : startX - from;
    while (x > startX && y > startY) {
      x--;
      y--;
      out.push({ op: 'same', text: a[x] ?? '' });
    }
    if (edits === 0) break;
    if (x > startX) out.push({ op: 'removed', text: a[--x] ?? '' });
    else if (y > startY) out.push({ op: 'added', text: b[--y] ?? '' });
  }
  return out.reverse();
}

/** Within one stretch of changes what went stands before what came, so that phrases stay whole. */
function join(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    out.push(...replaced(removed, added));
    removed = '';
    added = '';
  };
  for (const { op, text } of changes) {
    if (op === 'removed') removed += text;
    else if (op === 'added') added += text;
    else {
      flush();
      const last = out.at(-1);
      if (last?.op === 'same') last.text += text;
      else out.push({ op, text });
    }
  }
  flush();
  return out;
}
