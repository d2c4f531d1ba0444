/**
 * Every number of a text with what it stands for. Digits with the separators and scale words of the
 * language, Han numerals, spelt-out numbers, percentages, fractions and money. Dates and times are read
 * first; their days, months and hours count as soft numbers, their years as numbers like any other.
 */
import { baseOf, writesHan } from '../../segments/language.ts';
import { currencyAfter, currencyBefore } from './currencies.ts';
import { type DateFound, readDates, readTimes, type TimeFound } from './dates.ts';
import { foldDigits, readDigits } from './digits.ts';
import { readFigures } from './figures.ts';
import { hanNumber, readHan } from './han.ts';
import { type Notation, notationOf } from './languages.ts';
import { type Quantity, quantity } from './quantity.ts';
import { readWords } from './words.ts';

export interface Reading {
  /** In reading order. */
  quantities: Quantity[];
  dates: DateFound[];
  times: TimeFound[];
}

export function readQuantities(written: string, lang: string): Reading {
  const folded = foldDigits(written);
  const dates = readDates(folded, lang);
  const free = blank(folded, dates);
  const times = readTimes(free);
  const text = blank(free, times);
  const notation = notationOf(lang);
  const eras = decades(text);
  const out = [...dates.flatMap(ofDate), ...times.flatMap(ofTime), ...eras];
  let rest = blank(text, eras);
  const digits = figures(rest, lang, notation);
  out.push(...digits);
  rest = blank(rest, digits);
  out.push(...readFigures(rest, lang));
  rest = blank(
    rest,
    out.filter((found) => rest.startsWith(found.raw, found.at)),
  );
  if (writesHan(lang) || baseOf(lang) === 'ko') out.push(...numerals(rest, folded));
  else out.push(...spoken(rest, folded, lang));
  out.sort((a, b) => a.at - b.at);
  spreadOverRanges(out, folded);
  return { quantities: out, dates, times };
}

const era =
  /(?:(\d{1,2}|[一二三四五六七八九十]{1,3})\s?世[纪紀]\s?)?(?:(?<!\d)(\d0|[一二三四五六七八九]?十)\s?年代|(?<=世[纪紀]\s?)(?![一二三四五六七八九十\d]))/gu;

/** 20世纪60年代 is 1960 and 60; 18世纪 is 18. */
function decades(text: string): Quantity[] {
  if (!/世[纪紀]|年代/.test(text)) return [];
  return Array.from(text.matchAll(era)).flatMap((found) => {
    const century = valueOfHan(found[1] ?? '');
    const decade = valueOfHan(found[2] ?? '');
    if (!found[0] || (century === undefined && decade === undefined)) return [];
    if (decade === undefined) return [quantity(found[0], found.index, [century ?? 0])];
    if (century === undefined)
      return [quantity(found[0], found.index, [decade, 1900 + decade, 2000 + decade, 1800 + decade])];
    return [quantity(found[0], found.index, [(century - 1) * 100 + decade, decade, century])];
  });
}

/** The text with the found places as blanks, so that nothing is read twice. */
function blank(text: string, found: readonly { at: number; raw: string }[]): string {
  let out = '';
  let at = 0;
  for (const { at: from, raw } of found.toSorted((a, b) => a.at - b.at)) {
    if (from < at) continue;
    out += text.slice(at, from) + '\u0001'.repeat(raw.length);
    at = from + raw.length;
  }
  return out + text.slice(at);
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

const plainDigits = /(?<!\d)\d+(?:[.,'’٫٬]\d+)*(?:\/\d{1,3}(?![\d/]))?/g;
const spacedDigits =
  /(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,'’]\d+)*(?:\/\d{1,3}(?![\d/]))?)/g;
const narrowDigits =
  /(?<!\d)(?:\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,'’٫٬]\d+)*(?:\/\d{1,3}(?![\d/]))?)/g;
const converted =
  /^[\s\u00a0-]?(?:miles?|mi|feet|foot|ft|inch(?:es)?|yards?|yds?|pounds?|lbs?|ounces?|oz|gallons?|acres?|mph|°\s?F|degrees?\s(?:Fahrenheit|F\b)|knots?|square\s(?:miles?|feet|foot))(?!\p{L})/iu;
const suffix = /^(?:(k|K)|\s?(m|M|mn)|\s?(b|B))(?![\p{L}\d])/u;
const scaledInHan = /^\s?[多余餘]?\s?[十百千万萬亿億兆拾佰仟]/;
const hanDigits = /[十百千万萬亿億兆拾佰仟]/;

function figures(text: string, lang: string, notation: Notation): Quantity[] {
  const out: Quantity[] = [];
  const eastern = writesHan(lang);
  const pattern = notation.spaced
    ? spacedDigits
    : /[\u00a0\u202f\u2009]/.test(text)
      ? narrowDigits
      : plainDigits;
  for (const found of text.matchAll(pattern)) {
    const at = found.index;
    let end = at + found[0].length;
    // 3千5百万 is one number, which the reader of numerals takes whole.
    if (eastern && scaledInHan.test(text.slice(end, end + 4))) continue;
    if (eastern && hanDigits.test(text.charAt(at - 1))) continue;
    if (eastern && /分之$/.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (eastern && text.startsWith('分之', end)) continue;
    if (found[0].includes('/')) {
      out.push(fraction(found[0], at));
      continue;
    }
    // "0x5555" is an address; "1960s" is a decade, which others call the sixties.
    if (found[0] === '0' && /^x[0-9a-f]{2}/i.test(text.slice(end, end + 3))) continue;
    if (/^(?:1[0-9]|20)\d0$/.test(found[0]) && /^['’]?s(?!\p{L})/u.test(text.slice(end, end + 3))) {
      out.push(quantity(found[0], at, [Number(found[0]), Number(found[0]) % 100]));
      continue;
    }
    const digits = readDigits(found[0], notation);
    if (digits.kind === 'literal') {
      out.push(quantity(found[0], at, [], { literal: found[0] }));
      continue;
    }
    if (digits.kind === 'list') {
      let offset = at;
      for (const { raw, value } of digits.numbers) {
        out.push(quantity(raw, offset, [value]));
        offset += raw.length + 1;
      }
      continue;
    }
    let values = digits.values;
    const scaled = scale(text, end, notation);
    if (scaled) {
      values = values.map((value) => value * scaled.factor);
      end = scaled.end;
    } else {
      const short = suffix.exec(text.slice(end, end + 4));
      const factor = short?.[1] ? 1e3 : short?.[2] ? 1e6 : short?.[3] ? 1e9 : 1;
      if (factor > 1) values = [...values, ...values.map((value) => value * factor)];
      if (eastern && '割成'.includes(text.charAt(end) || ' '))
        values = [...values, ...values.map((value) => value / 10)];
    }
    out.push(finish(text, at, end, values));
  }
  return out;
}

/** "3.500 millones" scales once; "2 hundred thousand" twice. */
function scale(text: string, from: number, notation: Notation): { factor: number; end: number } | undefined {
  let factor = 1;
  let end = from;
  for (let times = 0; times < 2; times++) {
    const found = notation.scale.exec(text.slice(end, end + 20));
    const step = found ? notation.scales.get((found[1] ?? '').toLowerCase()) : undefined;
    if (!found || !step) break;
    factor *= step;
    end += found[0].length;
  }
  return factor > 1 ? { factor, end } : undefined;
}

const percentAfter =
  /^[\s\u00a0\u202f-]?(?:%|per\s?cent\b|pct\b|percent\b|Prozent|procent|pour\s?cent\b|por\s?ciento\b|por\s?cento\b|per\s?cento\b|процент|відсот|proc\.|بالمئة|بالمائة|درصد|प्रतिशत|फीसदी|퍼센트|パーセント|ポイント%|persen\b|yüzde\b|phần trăm)/iu;

/** "Two decades" may be 20 years, "three dozen" 36. */
const multiplier = /^\s(?:(decades?)|(centuries|century)|(dozens?)|(score))(?!\p{L})/iu;

/** Adds what stands round a figure: per cent, currency, a unit that translators convert. */
function finish(
  text: string,
  at: number,
  end: number,
  read: number[],
  more: Partial<Quantity> = {},
): Quantity {
  let values = read;
  const after = text.slice(end, end + 24);
  const perMille = /^\s?‰/.test(after);
  const percent = perMille
    ? null
    : (percentAfter.exec(after) ?? /(?:百分之|yüzde )$/.exec(text.slice(Math.max(0, at - 6), at)));
  const before = currencyBefore(text, at);
  const times = multiplier.exec(after);
  if (times) {
    const factor = times[1] ? 10 : times[2] ? 100 : times[3] ? 12 : 20;
    values = [...values, ...values.map((value) => value * factor)];
  }
  const ratio = perMille ? '‰' : percent ? '%' : '';
  return quantity(
    text.slice(at, end),
    at,
    ratio ? values.map((value) => value / (percent ? 100 : 1000)) : values,
    {
      ratio,
      glued: /[A-Za-z_][-_]?$/.test(text.slice(Math.max(0, at - 2), at)),
      currencies: before.length > 0 ? before : currencyAfter(text, end),
      converted:
        converted.test(after) ||
        /^\s?(?:英里|英尺|英寸|英亩|加仑|磅|盎司|华氏度|マイル|フィート|ポンド)/u.test(after),
      ...more,
    },
  );
}

/** "1/3" may be a third or the first of March: it satisfies either, and is not missed. */
function fraction(raw: string, at: number): Quantity {
  const [a = 0, b = 1] = raw.split('/').map(Number);
  // "1974/75" is a season.
  if (a >= 1000) return quantity(raw, at, [a]);
  return quantity(raw, at, [a / b, a, b].filter(Number.isFinite), { weight: 'soft' });
}

const hanFraction =
  /([〇零一二三四五六七八九十百千万两兩\d.点]{1,16})个?分之([〇零一二三四五六七八九十百千万两兩\d.点]{1,16})/gu;

function numerals(text: string, context: string): Quantity[] {
  const out: Quantity[] = [];
  for (const found of text.matchAll(hanFraction)) {
    const [below, above] = [valueOfHan(found[1] ?? ''), valueOfHan(found[2] ?? '')];
    if (!below || above === undefined) continue;
    out.push(
      quantity(found[0], found.index, [above / below], {
        ratio: below === 100 ? '%' : below === 1000 ? '‰' : '',
      }),
    );
  }
  const rest = blank(text, out);
  for (const found of rest.matchAll(hanNumber)) {
    const raw = found[0].trimEnd();
    const read = readHan(raw);
    if (!read) continue;
    const vague =
      /[几幾数數上近成第初周星期]$/.test(rest.slice(0, found.index)) &&
      !/[一二三四五六七八九\d]/.test(raw.slice(0, 1));
    const unsure = !read.firm || vague || rest.startsWith('几', found.index + raw.length);
    // 兆 is a million in mainland usage and a trillion elsewhere.
    const values = raw.includes('兆') ? [read.value, read.value / 1e6] : [read.value];
    // 三成, 3割: tenths.
    if (
      /^[成割](?![为為立功员員长長就分本果])/.test(
        rest.slice(found.index + raw.length, found.index + raw.length + 2),
      )
    )
      values.push(read.value / 10);
    out.push(
      finish(context, found.index, found.index + raw.length, values, {
        weight: unsure && !/\d/.test(raw) ? 'soft' : 'firm',
      }),
    );
  }
  return out;
}

const valueOfHan = (text: string): number | undefined =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : readHan(text)?.value;

function spoken(text: string, context: string, lang: string): Quantity[] {
  return readWords(text, lang).map((word) =>
    finish(context, word.at, word.at + word.raw.length, [word.value], {
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
