import type { Segment } from './segment.ts';

/** What a segment shares with its translation whatever the languages: ids of anchors and their weights. */
export interface Anchors {
  ids: Map<number, number>;
  weight: number;
}

/** Long segments have anchors enough in their first ones. */
const ANCHORS_MAX = 60;

function* keysOf(segment: Segment): Generator<[key: string, weight: number]> {
  for (const { url } of segment.links) yield [`u${url.replace(/^https?:\/\/(www\.)?|[/#]+$/g, '')}`, 2];
  for (const { url } of segment.pictures) yield [`p${url.slice(url.lastIndexOf('/') + 1) || url}`, 2];
  if (segment.kind === 'code') {
    for (const line of segment.text.split('\n', 12))
      if (line.trim()) yield [`c${line.replace(/\s+/g, '')}`, 1];
    return;
  }
  // Digits, and words in Latin letters that a translation tends to keep: names, acronyms, identifiers.
  for (const [word] of segment.text.matchAll(/\d+(?:[.,:]\d+)*|[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (/^\d/.test(word)) yield [`n${word.replace(/[,.]/g, '')}`, word.length > 1 ? 1 : 0.3];
    else if (/[A-Z0-9_]/.test(word) && word.length > 1) yield [`w${word.toLowerCase()}`, 0.7];
  }
}

/** Anchors of both documents, weighted by how rare they are: what stands everywhere pairs nothing. */
export function anchorsOf(documents: readonly (readonly Segment[])[]): Anchors[][] {
  const ids = new Map<string, number>();
  const uses: number[] = [];
  const read = documents.map((segments) =>
    segments.map((segment) => {
      const found = new Map<number, number>();
      for (const [key, weight] of keysOf(segment)) {
        if (found.size >= ANCHORS_MAX) break;
        const id = ids.get(key) ?? ids.size;
        ids.set(key, id);
        if (!found.has(id)) uses[id] = (uses[id] ?? 0) + 1;
        found.set(id, weight);
      }
      return found;
    }),
  );
  return read.map((segments) =>
    segments.map((found) => {
      let sum = 0;
      for (const [id, weight] of found) {
        const scaled = weight / Math.sqrt(Math.max(1, (uses[id] ?? 1) / 2));
        found.set(id, scaled);
        sum += scaled;
      }
      return { ids: found, weight: sum };
    }),
  );
}

/** Weight of what both have. */
export function shared(a: Anchors, b: Anchors): number {
  if (a.ids.size > b.ids.size) return shared(b, a);
  let sum = 0;
  for (const [id, weight] of a.ids) if (b.ids.has(id)) sum += weight;
  return sum;
}

/**
 * The line that the alignment keeps near to: for each source segment the translation segment it should be
 * about, through anchors that stand once in each document and agree in their order.
 */
export function centreLine(source: readonly Anchors[], translation: readonly Anchors[]): Float64Array {
  const once = (documents: readonly Anchors[]) => {
    const at = new Map<number, number>();
    documents.forEach(({ ids }, n) => {
      for (const id of ids.keys()) at.set(id, at.has(id) ? -1 : n);
    });
    return at;
  };
  const there = once(translation);
  const points: [number, number][] = [];
  for (const [id, i] of once(source)) {
    const j = there.get(id) ?? -1;
    if (i >= 0 && j >= 0) points.push([i, j]);
  }
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const line = [[0, 0], ...rising(points), [source.length, translation.length]] as [number, number][];
  const out = new Float64Array(source.length + 1);
  for (let p = 1; p < line.length; p++) {
    const [i0, j0] = line[p - 1] ?? [0, 0];
    const [i1, j1] = line[p] ?? [i0, j0];
    for (let i = i0; i <= i1; i++) out[i] = i1 === i0 ? j1 : j0 + ((j1 - j0) * (i - i0)) / (i1 - i0);
  }
  return out;
}

/** The longest chain that never steps back, by patience sorting. */
function rising(points: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const before: number[] = [];
  points.forEach(([, j], p) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((points[tops[middle] ?? 0]?.[1] ?? 0) <= j) low = middle + 1;
      else high = middle;
    }
    before[p] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = p;
  });
  const chain: [number, number][] = [];
  for (let p = tops.at(-1) ?? -1; p >= 0; p = before[p] ?? -1) {
    const point = points[p];
    if (point) chain.push(point);
  }
  return chain.reverse();
}
