/** Years and days of other calendars: 令和3年, 民國113年, ۱۴۰۳, ปี 2566. */
import { readHan } from './han.ts';
import { type Quantity, quantity } from './quantity.ts';

/** The year before the first of each reign or republic. */
const before = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['大正', 1911],
  ['明治', 1867],
  ['民國', 1911],
  ['民国', 1911],
]);
const reign = /(令和|平成|昭和|大正|明治|民[國国])\s?(元|\d{1,3}|[一二三四五六七八九十百零〇]{1,5})\s?年/gu;

export function readReigns(text: string): Quantity[] {
  if (!/[和成正治國国]\s?[元\d一二三四五六七八九十百]/.test(text)) return [];
  return Array.from(text.matchAll(reign)).flatMap((found) => {
    const [whole, name = '', written = ''] = found;
    const count = written === '元' ? 1 : /^\d/.test(written) ? Number(written) : readHan(written)?.value;
    return count ? [quantity(whole, found.index, [(before.get(name) ?? 0) + count])] : [];
  });
}

const solarMonths = 'فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند';
const solarDate = new RegExp(`(?<!\\d)(\\d{1,2})\\s(?:${solarMonths})(?![\\p{L}\\p{M}])`, 'gu');

/** "۳۱ شهریور": a day of that calendar has another number in ours, and is not missed. */
export const readSolarDays = (text: string): Quantity[] =>
  Array.from(text.matchAll(solarDate), (found) =>
    quantity(found[0], found.index, [Number(found[1])], { weight: 'soft' }),
  );

/** A year of the Persian calendar begins in March and is one of two of ours; that of the Thai is 543 ahead. */
const years: Record<string, { written: RegExp; ours: readonly number[] }> = {
  fa: { written: /^1[34]\d\d$/, ours: [621, 622] },
  th: { written: /^2[45]\d\d$/, ours: [-543] },
};

export function withOtherYears(found: readonly Quantity[], base: string): Quantity[] {
  const calendar = years[base];
  if (!calendar) return [...found];
  return found.map((one) =>
    calendar.written.test(one.raw) && one.currencies.length === 0 && !one.ratio
      ? { ...one, values: one.values.flatMap((year) => [year, ...calendar.ours.map((more) => year + more)]) }
      : one,
  );
}
