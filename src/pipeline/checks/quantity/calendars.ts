/** Years that are not counted from the common era: 令和3年, 民國113年, ۱۴۰۳. */
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

/** A year of the Persian solar calendar begins in March: it is one of two of ours. */
export function withSolarYears(found: Quantity): Quantity {
  if (!/^1[34]\d\d$/.test(found.raw) || found.currencies.length > 0 || found.ratio) return found;
  return { ...found, values: found.values.flatMap((year) => [year, year + 621, year + 622]) };
}
