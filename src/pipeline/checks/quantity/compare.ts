import type { Pair } from '../../segments/align.ts';
import { readsScales } from './languages.ts';
import { type Quantity, sameValue } from './quantity.ts';
import { type Reading, readQuantities } from './read.ts';

export interface Left {
  quantity: Quantity;
  /** The value is nowhere on the other side; otherwise it is there, but fewer times. */
  strong: boolean;
}

export interface Compared {
  pair: Pair;
  /** The translation's prose: positions of its quantities count in it. */
  text: string;
  source: Reading;
  translation: Reading;
  missing: Left[];
  added: Left[];
  /** So much is left over on both sides that the pair itself is in doubt, or a language is not known well enough. */
  lax: boolean;
}

/** A sentence that moved to another paragraph is looked for this many pairs away. */
const REACH = 2;

/** Reads both sides of every pair with text on both, and leaves what has no match. */
export function comparePairs(pairs: readonly Pair[], langs: { from: string; to: string }): Compared[] {
  const compared = pairs.map((pair) => comparePair(pair, langs));
  compared.forEach((here, n) => {
    for (let near = Math.max(0, n - REACH); near <= Math.min(compared.length - 1, n + REACH); near++) {
      const there = compared[near];
      if (there && near !== n) settle(here.missing, there.added);
    }
  });
  return compared.filter(({ pair }) => pair.source.length > 0 && pair.translation.length > 0);
}

/** A pair with more numbers is a table of figures, and comparing takes the square of them. */
const QUANTITIES_MAX = 500;

const bounded = (reading: Reading): Reading =>
  reading.quantities.length > QUANTITIES_MAX ? { quantities: [], dates: [], times: [] } : reading;

function comparePair(pair: Pair, langs: { from: string; to: string }): Compared {
  const text = textOf(pair.translation);
  const source = bounded(readQuantities(textOf(pair.source), langs.from));
  const translation = bounded(readQuantities(text, langs.to));
  const taken = new Set<Quantity>();
  const inCode = { source: codeFigures(pair.source), translation: codeFigures(pair.translation) };
  const unmatched = (from: readonly Quantity[], weight: Quantity['weight']) =>
    from.filter((quantity) => {
      if (quantity.weight !== weight) return false;
      const match =
        translation.quantities.find(
          (other) => !taken.has(other) && other.weight === weight && sameValue(quantity, other),
        ) ?? translation.quantities.find((other) => !taken.has(other) && sameValue(quantity, other));
      if (match) taken.add(match);
      return match === undefined;
    });
  const missing = [
    ...unmatched(source.quantities, 'firm').filter(
      (quantity) => !inCode.translation.has(figure(quantity.raw)),
    ),
    ...unmatched(source.quantities, 'soft'),
  ];
  const added = translation.quantities.filter(
    (quantity) => !taken.has(quantity) && !inCode.source.has(figure(quantity.raw)),
  );
  const weigh = (left: readonly Quantity[], others: readonly Quantity[]): Left[] =>
    left.map((quantity) => ({ quantity, strong: !others.some((other) => sameValue(quantity, other)) }));
  const lefts = { missing: weigh(missing, translation.quantities), added: weigh(added, source.quantities) };
  const firm = (list: readonly Left[]) =>
    list.filter((left) => left.strong && left.quantity.weight === 'firm').length;
  const total = source.quantities.filter((quantity) => quantity.weight === 'firm').length;
  const unsure = !readsScales(langs.from) || !readsScales(langs.to);
  const lax =
    unsure || (firm(lefts.missing) >= 3 && firm(lefts.missing) * 2 > total && firm(lefts.added) >= 2);
  return { pair, text, source, translation, ...lefts, lax };
}

const figure = (raw: string): string => raw.replace(/\D+$/, '').replace(/,/g, '');

/** Figures that stand as code on one side and as prose on the other are the same figures. */
function codeFigures(segments: Pair['source']): Set<string> {
  const out = new Set<string>();
  for (const segment of segments) {
    if (segment.text.length === segment.prose.length) continue;
    const prose = new Map<string, number>();
    for (const [raw] of segment.prose.matchAll(/\d+(?:\.\d+)*/g)) prose.set(raw, (prose.get(raw) ?? 0) + 1);
    for (const [raw] of segment.text.matchAll(/\d+(?:\.\d+)*/g)) {
      const left = (prose.get(raw) ?? 0) - 1;
      prose.set(raw, left);
      if (left < 0) out.add(raw);
    }
  }
  return out;
}

/** An enumerator at the head ("1)", （2）, 3、 and in headings "1.2") belongs to the list, not to the text. */
const textOf = (segments: Pair['source']): string =>
  segments
    .map(({ kind, prose }) =>
      prose.replace(kind === 'heading' ? headingMark : listMark, (mark) => ' '.repeat(mark.length)),
    )
    .join('\n');

const listMark = /^[（(#]?\d{1,3}(?:[）)、．]|[.:：](?=\D))/u;
const headingMark = /^(?:[（(#]?\d{1,3}(?:[）)、．]|[.:：](?=\D))|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?= ))/u;

/** Takes from both lists what matches across them. */
function settle(missing: Left[], added: Left[]): void {
  for (let m = missing.length - 1; m >= 0; m--) {
    const left = missing[m];
    if (!left || left.quantity.weight === 'soft') continue;
    const n = added.findIndex((other) => sameValue(left.quantity, other.quantity));
    if (n < 0) continue;
    missing.splice(m, 1);
    added.splice(n, 1);
  }
}
