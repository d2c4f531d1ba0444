/** Numbers in digits within a text, with their scale words. */
import { baseOf, writesHan } from '../../segments/language.ts';
import { compounded, type Scaled } from './compounds.ts';
import { readDigits } from './digits.ts';
import { type Notation, notationOf } from './languages.ts';
import { type Quantity, quantity } from './quantity.ts';
import { withSurroundings } from './surroundings.ts';

const plainDigits = /(?<!\d)\d+(?:[.,'’٫٬]\d+)*(?:\/\d{1,3}(?![\d/]))?/g;
const spacedDigits =
  /(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,'’]\d+)*(?:\/\d{1,3}(?![\d/]))?)/g;
const narrowDigits =
  /(?<!\d)(?:\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,'’٫٬]\d+)*(?:\/\d{1,3}(?![\d/]))?)/g;
const suffix = /^(?:(k|K)|\s?(m|M|mn)|\s?(b|B))(?![\p{L}\d])/u;
const scaledInHan = /^\s?[多余餘]?\s?[十百千万萬亿億兆拾佰仟]/;
const hanDigits = /[十百千万萬亿億兆拾佰仟]/;

export function readInDigits(text: string, lang: string): Quantity[] {
  const notation = notationOf(lang);
  const out: Scaled[] = [];
  const add = (found: Quantity, factor = 1, end = found.at + found.raw.length) => {
    out.push({ found, factor, end });
  };
  const eastern = writesHan(lang);
  const persian = baseOf(lang) === 'fa';
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
    if (eastern && /分[之の]$/.test(text.slice(Math.max(0, at - 2), at))) continue;
    if (eastern && /^分(?:之|の[\d一二三四五六七八九十])/.test(text.slice(end, end + 3))) continue;
    const slash = persian && found[0].includes('/') ? scale(text, end, notation) : undefined;
    if (slash) {
      // ۱/۵ میلیون is 1.5 million.
      const value = Number(found[0].replace('/', '.')) * slash.factor;
      add(withSurroundings(text, at, slash.end, [value]), slash.factor, slash.end);
      continue;
    }
    if (found[0].includes('/')) {
      add(fraction(found[0], at, lang));
      continue;
    }
    // "0x5555" is an address; "1960s" is a decade, which others call the sixties.
    if (found[0] === '0' && /^x[0-9a-f]{2}/i.test(text.slice(end, end + 3))) continue;
    if (/^(?:1[0-9]|20)\d0$/.test(found[0]) && /^['’]?s(?!\p{L})/u.test(text.slice(end, end + 3))) {
      add(quantity(found[0], at, [Number(found[0]), Number(found[0]) % 100]));
      continue;
    }
    const digits = readDigits(found[0], notation);
    if (digits.kind === 'literal') {
      add(quantity(found[0], at, [], { literal: found[0] }));
      continue;
    }
    if (digits.kind === 'list') {
      let offset = at;
      for (const { raw, value } of digits.numbers) {
        add(quantity(raw, offset, [value]));
        offset += raw.length + 1;
      }
      continue;
    }
    let values = digits.values;
    const scaled = scale(text, end, notation);
    if (scaled) {
      values = values.map((value) => value * scaled.factor);
      // अरब is a milliard, and Arab.
      if (/अरब$/.test(text.slice(end, scaled.end))) values = [...values, ...digits.values];
      end = scaled.end;
    } else {
      const short = suffix.exec(text.slice(end, end + 4));
      const factor = short?.[1] ? 1e3 : short?.[2] ? 1e6 : short?.[3] ? 1e9 : 1;
      if (factor > 1) values = [...values, ...values.map((value) => value * factor)];
      if (eastern && '割成'.includes(text.charAt(end) || ' '))
        values = [...values, ...values.map((value) => value / 10)];
    }
    add(withSurroundings(text, at, end, values), scaled?.factor, end);
  }
  return compounded(out, text);
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

/** "1/3" may be a third or the first of March: it satisfies either, and is not missed. In Persian ۱۲/۵ is 12.5. */
function fraction(raw: string, at: number, lang: string): Quantity {
  const [a = 0, b = 1] = raw.split('/').map(Number);
  if (baseOf(lang) === 'fa')
    return quantity(raw, at, [Number(raw.replace('/', '.')), a / b, a, b], { weight: 'soft' });
  // "1974/75" is a season.
  if (a >= 1000) return quantity(raw, at, [a]);
  return quantity(raw, at, [a / b, a, b].filter(Number.isFinite), { weight: 'soft' });
}
