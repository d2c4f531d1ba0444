/** Days and times of day that are in the source and read otherwise in the translation. */
import { tell } from '../../i18n/told/tell.ts';
import type { Finding } from '../types.ts';
import { finding, said } from './check.ts';
import type { Compared } from './quantity/compare.ts';
import { sameDate, sameTime } from './quantity/dates.ts';

export function dateFindings({ text, source: from, translation: to }: Compared): Finding[] {
  // The month of a date is no day: "10月11日" does not keep the 10th of October. Nor is the hour of a time.
  const numbers = to.quantities.filter(
    ({ at, raw }) => ![...to.dates, ...to.times].some((other) => other.at === at && other.raw === raw),
  );
  const plain = (value: number | undefined) =>
    value !== undefined && numbers.some((other) => other.values.includes(value));
  // "May 3" as "the 3rd" in a report of that month keeps the day.
  const dates = from.dates.filter(
    (date) => !(plain(date.day) && to.dates.every((other) => other.day !== date.day)),
  );
  const vague = dates.flatMap((date) => {
    const same = to.dates.filter((other) => sameDate(date, other));
    const [first] = same;
    const dayLost =
      date.day !== undefined && !plain(date.day) && same.every((other) => other.day === undefined);
    return first && dayLost ? [told('date-changed', date, first, text)] : [];
  });
  return [
    ...vague,
    ...changes('date-changed', dates, to.dates, sameDate, text),
    ...changes('time-changed', from.times, to.times, sameTime, text),
  ];
}

interface Found {
  at: number;
  raw: string;
}

/** Pairs what is left over on both sides. */
function changes<T extends Found>(
  check: string,
  from: readonly T[],
  to: readonly T[],
  same: (a: T, b: T) => boolean,
  text: string,
): Finding[] {
  const missing = from.filter((a) => !to.some((b) => same(a, b)));
  const added = to.filter((b) => !from.some((a) => same(a, b)));
  return missing.flatMap((lost, n) => {
    const other = added[n];
    if (!other) return [];
    return [told(check, lost, other, text)];
  });
}

const told = (check: string, from: Found, to: Found, text: string): Finding =>
  finding(check, 'warning', tell('date-changed', { from: said(from.raw), to: said(to.raw) }), text, to.at);
