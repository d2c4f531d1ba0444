/** A number as a text gives it. */
export interface Quantity {
  /** What it may stand for; several where the writing is ambiguous ("5m", "1.234" in Spanish). */
  values: number[];
  /** '%' and '‰' are ratios: `values` then hold the ratio itself (0.05 for 5 %). */
  ratio: '' | '%' | '‰';
  /** ISO 4217 codes that the writing allows: "$" allows many. Empty when it is no money. */
  currencies: readonly string[];
  /** A version or an address, which has no value: compared as written. */
  literal?: string;
  /**
   * `firm` is written with digits or spelt out in full ("three hundred"): it cannot be a figure of speech.
   * `soft` may be one ("one", 一, "double"): it satisfies a number but is not missed.
   */
  weight: 'firm' | 'soft';
  /** Part of a name: ES6, F-16. Another name for the thing may have another number. */
  glued: boolean;
  /** What it measures is in a system that translators convert: miles, pounds, Fahrenheit. */
  converted: boolean;
  raw: string;
  at: number;
}

export function quantity(raw: string, at: number, values: number[], more: Partial<Quantity> = {}): Quantity {
  return {
    values,
    ratio: '',
    currencies: [],
    weight: 'firm',
    glued: false,
    converted: false,
    raw: raw.trim(),
    at,
    ...more,
  };
}

export const close = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const scaleOf = { '': 1, '%': 100, '‰': 1000 } as const;

/** True when both can stand for the same number. A percentage may stand as its bare figure in a table. */
export function sameValue(a: Quantity, b: Quantity): boolean {
  if (a.literal !== undefined || b.literal !== undefined) return a.literal === b.literal;
  for (const x of a.values) {
    for (const y of b.values) {
      if (close(x, y)) return true;
      if (a.ratio && !b.ratio && close(x * scaleOf[a.ratio], y)) return true;
      if (b.ratio && !a.ratio && close(y * scaleOf[b.ratio], x)) return true;
    }
  }
  return false;
}

/** True when `b` is `a` rounded to the digits that `b` is written with: 12,345 and 1.2万. */
export function rounded(a: Quantity, b: Quantity): boolean {
  const digits = /\d/.test(b.raw) ? b.raw.replace(/\D/g, '').replace(/^0+|0+$/g, '').length : 0;
  if (digits < 1) return false;
  return a.values.some((x) =>
    b.values.some((y) => x > 0 && close(Number(x.toPrecision(digits)), y) && y > 0),
  );
}
