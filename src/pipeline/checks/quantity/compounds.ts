/** Numbers in two steps of the scale: "2 млн 300 тыс.", "3 مليارات و500 مليون", "3 लाख 50 हज़ार", "2 milhões e 300 mil". */
import type { Quantity } from './quantity.ts';

export interface Scaled {
  found: Quantity;
  /** What its scale words multiply by; 1 without one. */
  factor: number;
  end: number;
}

/** A word between may as well join two numbers as two parts of one. */
const join = /^\s?(?:و|e|y|и|та|और|and|et|und)\s?$/u;

/** Adds the smaller step to the greater one before it. */
export function compounded(scaled: readonly Scaled[], text: string): Quantity[] {
  const out: Quantity[] = [];
  let last: Scaled | undefined;
  for (const here of scaled) {
    const gap = last ? text.slice(last.end, here.found.at) : '';
    const [more = 0] = here.found.values;
    const fits =
      last !== undefined &&
      here.factor > 1 &&
      here.factor < last.factor &&
      more < last.factor &&
      !last.found.ratio;
    if (last && fits && /^[ \u00a0\u202f]?$/.test(gap)) {
      const values = last.found.values.map((value) => value + more);
      const raw = text.slice(last.found.at, here.end);
      out[out.length - 1] = { ...here.found, values, raw, at: last.found.at };
      last = undefined;
    } else if (last && fits && join.test(gap)) {
      const values = last.found.values.flatMap((value) => [value, value + more]);
      const { currencies } = last.found.currencies.length > 0 ? last.found : here.found;
      out[out.length - 1] = { ...last.found, values, currencies };
      out.push({ ...here.found, weight: 'soft' });
      last = undefined;
    } else {
      out.push(here.found);
      last = here;
    }
  }
  return out;
}
