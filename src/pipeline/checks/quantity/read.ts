/**
 * Every number of a text with what it stands for. Digits with the separators and scale words of the
 * language, Han numerals, spelt-out numbers, percentages, fractions and money. Dates and times are read
 * first; their days, months and hours count as soft numbers, their years as numbers like any other.
 */
import { baseOf, writesHan } from '../../segments/language.ts';
import { blank } from './blank.ts';
import { readReigns, readSolarDays, withOtherYears } from './calendars.ts';
import { type DateFound, readDates, readTimes, type TimeFound } from './dates.ts';
import { foldDigits } from './digits.ts';
import { readHalves } from './halves.ts';
import { readHangul } from './hangul.ts';
import { readInDigits } from './in-digits.ts';
import { readEras, readHanHalves, readNumerals } from './numerals.ts';
import { readParts } from './parts.ts';
import { type Quantity, quantity } from './quantity.ts';
import { readRoman } from './roman.ts';
import { withSurroundings } from './surroundings.ts';
import { readWords } from './words.ts';

export interface Reading {
  /** In reading order. */
  quantities: Quantity[];
  dates: DateFound[];
  times: TimeFound[];
}

export function readQuantities(written: string, lang: string): Reading {
  const korean = baseOf(lang) === 'ko';
  const folded = foldDigits(written);
  const reigns = writesHan(lang) ? readReigns(folded) : [];
  const common = blank(folded, reigns);
  const dates = readDates(common, lang);
  const free = blank(common, dates);
  const times = readTimes(free, lang);
  const text = blank(free, times);
  const eras = readEras(text);
  // Joined by concat: as arguments of push, a hundred thousand numbers would overflow the stack.
  const whole = [...eras, ...readRoman(text), ...inSteps(text, lang)];
  let out = [...reigns, ...dates.flatMap(ofDate), ...times.flatMap(ofTime), ...whole];
  let rest = blank(text, whole);
  const digits = readInDigits(rest, lang);
  out = out.concat(digits);
  rest = blank(rest, digits);
  out = out.concat(readParts(rest, lang));
  rest = blank(
    rest,
    out.filter((found) => rest.startsWith(found.raw, found.at)),
  );
  const inWords = writesHan(lang) || korean;
  out = out.concat(inWords ? readNumerals(rest, folded) : spoken(rest, folded, lang));
  out.sort((a, b) => a.at - b.at);
  spreadOverRanges(out, folded);
  return { quantities: withOtherYears(out, baseOf(lang)), dates, times };
}

/** What a language writes around its digits, read whole before the digits alone. */
function inSteps(text: string, lang: string): Quantity[] {
  if (baseOf(lang) === 'ko') return readHangul(text);
  if (writesHan(lang)) return readHanHalves(text);
  return baseOf(lang) === 'fa' ? [...readSolarDays(text), ...readHalves(text, lang)] : readHalves(text, lang);
}

const ofDate = (date: DateFound): Quantity[] => [
  ...(date.year === undefined ? [] : [quantity(String(date.year), date.at, [date.year])]),
  quantity(date.raw, date.at, [date.month], { weight: 'soft' }),
  ...(date.day === undefined ? [] : [quantity(date.raw, date.at, [date.day], { weight: 'soft' })]),
];

const ofTime = (time: TimeFound): Quantity[] => [
  quantity(time.raw, time.at, [time.hour, time.hour + 12, time.hour - 12], { weight: 'soft' }),
  quantity(time.raw, time.at, [time.minute], { weight: 'soft' }),
];

function spoken(text: string, context: string, lang: string): Quantity[] {
  return readWords(text, lang).map((word) =>
    withSurroundings(context, word.at, word.at + word.raw.length, word.values, {
      weight: word.firm ? 'firm' : 'soft',
    }),
  );
}

const between =
  /^[\s\u00a0]?(?:[-–—~～〜]|to|and|or|bis|und|oder|à|a|et|y|e|или|до|и|do|až|至|到|或|和|から|و|से)[\s\u00a0]?$/iu;

/** In "3 to 4 million" and "10–15 %" the scale, the ratio and the currency hold for both ends. */
function spreadOverRanges(quantities: readonly Quantity[], text: string): void {
  quantities.forEach((second, n) => {
    const first = quantities[n - 1];
    if (!first || first.literal !== undefined || second.literal !== undefined) return;
    const gap = text.slice(first.at + first.raw.length, second.at).replace(/[$€£¥]/, '');
    // "1974-5", "1939–45", "2013/14": the second year is cut short.
    if (/^[-–/]$/.test(gap) && /^[12]\d{3}$/.test(first.raw) && /^\d{1,2}$/.test(second.raw))
      second.values = [...second.values, Number(first.raw.slice(0, 4 - second.raw.length) + second.raw)];
    if (!between.test(gap) || !/^\d{1,3}(?:[.,]\d+)?$/.test(first.raw)) return;
    const digits = Number(/\d+(?:\.\d+)?/.exec(second.raw.replace(/,/g, ''))?.[0]);
    const value = second.values[0];
    if (!first.ratio && second.ratio)
      first.values = [...first.values, ...first.values.map((x) => x / (second.ratio === '%' ? 100 : 1000))];
    else if (digits && value && value / digits >= 1000)
      first.values = [...first.values, ...first.values.map((x) => (x * value) / digits)];
  });
}
