/** Days and times of day in the writings of the main languages. */
import { baseOf } from '../../segments/language.ts';
import { readClock } from './clock.ts';
import { readHan } from './han.ts';
import { monthWords } from './months.ts';
import { vietnameseDates } from './vietnamese-dates.ts';

export interface DateFound {
  at: number;
  raw: string;
  year?: number;
  month: number;
  day?: number;
  /** "3/5/2024": month and day may stand the other way round. */
  swaps?: true;
}

export interface TimeFound {
  at: number;
  raw: string;
  hour: number;
  minute: number;
  /** Absent when the text does not say which half of the day. */
  half?: 'am' | 'pm';
}

export const sameDate = (a: DateFound, b: DateFound): boolean => {
  const year = a.year === undefined || b.year === undefined || a.year % 100 === b.year % 100;
  const straight = a.month === b.month && (a.day === undefined || b.day === undefined || a.day === b.day);
  const crossed = (a.swaps || b.swaps) && a.month === b.day && a.day === b.month;
  return year && (straight || crossed === true);
};

export const sameTime = (a: TimeFound, b: TimeFound): boolean =>
  a.minute === b.minute && a.hour % 12 === b.hour % 12 && (!a.half || !b.half || a.half === b.half);

const numeral = '\\d{1,2}|[一二三四五六七八九十]{1,3}';
const iso = /(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])/g;
const slashes = /(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.])/g;
const eastern = new RegExp(
  `(?:(\\d{2,4}|[〇零一二三四五六七八九]{4})\\s?[年년]\\s?)?(${numeral})\\s?[月월](?:(?:份)?\\s?(${numeral})\\s?[日号號일])?(?!\\s?[间間])`,
  'gu',
);

/** Which characters of a text are part of something already. A text may be ten thousand dates and nothing else. */
function stretches(length: number) {
  let taken: Uint8Array | undefined;
  return {
    isFree: (from: number, to: number): boolean => {
      for (let at = from; taken && at < to; at++) if (taken[at] === 1) return false;
      return true;
    },
    take: (from: number, to: number): void => {
      taken ??= new Uint8Array(length);
      taken.fill(1, from, to);
    },
  };
}

/** Dates in reading order, without overlaps. */
export function readDates(text: string, lang: string): DateFound[] {
  const out: DateFound[] = [];
  const { isFree, take } = stretches(text.length);
  const push = (found: RegExpMatchArray, date: Omit<DateFound, 'at' | 'raw'>) => {
    const at = found.index ?? 0;
    const valid =
      date.month >= 1 && date.month <= 12 && (date.day === undefined || (date.day >= 1 && date.day <= 31));
    const end = at + found[0].length;
    if (!valid || !isFree(at, end)) return;
    take(at, end);
    out.push({ at, raw: found[0], ...date });
  };
  for (const found of text.matchAll(iso))
    push(found, { year: Number(found[1]), month: Number(found[3]), day: Number(found[4]) });
  for (const found of text.matchAll(slashes)) {
    const [a, b, year] = [Number(found[1]), Number(found[3]), Number(found[4])];
    const full = year < 100 ? 2000 + year : year;
    if (a > 12) push(found, { year: full, month: b, day: a });
    else if (b > 12) push(found, { year: full, month: a, day: b });
    else push(found, { year: full, month: a, day: b, swaps: true });
  }
  if (/[月월]/.test(text)) {
    for (const found of text.matchAll(eastern)) {
      const day = han(found[3]);
      push(found, { ...yearOf(han(found[1])), month: han(found[2]) ?? 0, ...(day ? { day } : {}) });
    }
  }
  if (baseOf(lang) === 'vi') for (const { found, date } of vietnameseDates(text)) push(found, date);
  western(text, lang, push);
  return out.sort((a, b) => a.at - b.at);
}

const han = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : /^\d/.test(text) ? Number(text) : readHan(text)?.value;
const yearOf = (year: number | undefined) => (year === undefined ? {} : { year });

function western(
  text: string,
  lang: string,
  push: (found: RegExpMatchArray, date: Omit<DateFound, 'at' | 'raw'>) => void,
): void {
  const months = monthWords(baseOf(lang));
  if (!months) return;
  // "5 may be", "2 mar": where months take a capital, a word without one is none.
  const capital = /^(en|de)\b/i.test(lang);
  for (const found of text.matchAll(months.dayFirst)) {
    const n = months.number(found[2] ?? '');
    if (capital && !/^\p{Lu}/u.test(found[2] ?? '')) continue;
    push(found, { ...yearOf(found[3] ? Number(found[3]) : undefined), month: n, day: Number(found[1]) });
  }
  for (const found of text.matchAll(months.monthFirst)) {
    const n = months.number(found[1] ?? '');
    if (/^\p{Lu}/u.test(found[1] ?? ''))
      push(found, { ...yearOf(found[3] ? Number(found[3]) : undefined), month: n, day: Number(found[2]) });
  }
  for (const found of text.matchAll(months.monthYear))
    push(found, { year: Number(found[2]), month: months.number(found[1] ?? '') });
}

const beforeNoon = /^(?:凌晨|早上|早晨|清晨|上午|午前|오전)$/;
const clockText = new RegExp(
  '(?:(凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜里|夜间|深夜|午前|午後|오전|오후)\\s?)?' +
    `(?<![\\d.:])(${numeral})(?:[:：](\\d{2})(?![\\d:])|\\s?(?:[点點时時시](?![间間간候代尚髦刻])(?:\\s?(${numeral})\\s?[分분]|\\s?([半반]))?))`,
  'gu',
);
const halfText = /(?<![\d.:,])(\d{1,2})(?:[:.](\d{2}))?\s?(a\.?\s?m\b\.?|p\.?\s?m\b\.?|Uhr\b)/giu;

/** Times of day. A bare Han numeral needs the half of the day beside it: 三点 may be three points. */
export function readTimes(text: string, lang: string): TimeFound[] {
  const out: TimeFound[] = [];
  const { isFree, take } = stretches(text.length);
  const push = (found: RegExpMatchArray, hour: number, minute: number, half: 'am' | 'pm' | undefined) => {
    const at = found.index ?? 0;
    if (hour > 24 || minute > 59 || !isFree(at, at + found[0].length)) return;
    const known = half ?? (hour > 12 ? 'pm' : undefined);
    const raw = found[0].trim();
    take(at, at + raw.length);
    out.push({ at, raw, hour, minute, ...(known ? { half: known } : {}) });
  };
  for (const time of readClock(text, lang)) {
    if (time.hour > 24 || time.minute > 59 || !isFree(time.at, time.at + time.raw.length)) continue;
    take(time.at, time.at + time.raw.length);
    out.push(time.hour > 12 && !time.half ? { ...time, half: 'pm' } : time);
  }
  for (const found of text.matchAll(halfText)) {
    const word = (found[3] ?? '').toLowerCase();
    push(
      found,
      Number(found[1]),
      Number(found[2] ?? 0),
      word.startsWith('a') ? 'am' : word.startsWith('p') ? 'pm' : undefined,
    );
  }
  for (const found of text.matchAll(clockText)) {
    const part = found[1];
    if (!part && !/\d/.test(found[2] ?? '')) continue;
    const hour = han(found[2]) ?? 99;
    const minute = found[5] ? 30 : Number(found[3] ?? han(found[4]) ?? 0);
    push(
      found,
      hour,
      minute,
      part === undefined || part === '中午' ? undefined : beforeNoon.test(part) ? 'am' : 'pm',
    );
  }
  return out.sort((a, b) => a.at - b.at);
}
