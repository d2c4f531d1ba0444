/** Numbers in Han numerals within a text: 三百二十, 百分之五, 三成, 20世纪60年代. */
import { blank } from './blank.ts';
import { hanNumber, readHan } from './han.ts';
import { type Quantity, quantity } from './quantity.ts';
import { withSurroundings } from './surroundings.ts';

const era =
  /(?:(\d{1,2}|[一二三四五六七八九十]{1,3})\s?世[纪紀]\s?)?(?:(?<!\d)(\d0|[一二三四五六七八九]?十|[一二三四五六七八九]〇)\s?年代|(?<=世[纪紀]\s?)(?![一二三四五六七八九十\d]))/gu;

/** 20世纪60年代 is 1960 and 60; 18世纪 is 18. */
export function readEras(text: string): Quantity[] {
  if (!/世[纪紀]|年代/.test(text)) return [];
  return Array.from(text.matchAll(era)).flatMap((found) => {
    const century = valueOfHan(found[1] ?? '');
    const decade = valueOfHan((found[2] ?? '').replace('〇', '十'));
    if (!found[0] || (century === undefined && decade === undefined)) return [];
    if (decade === undefined) return [quantity(found[0], found.index, [century ?? 0])];
    if (century === undefined)
      return [quantity(found[0], found.index, [decade, 1900 + decade, 2000 + decade, 1800 + decade])];
    return [quantity(found[0], found.index, [(century - 1) * 100 + decade, decade, century])];
  });
}

const andHalf =
  /([一二两兩三四五六七八九十\d]{1,3})\s?(?:个半|個半|(?:年|天|周|週|小时|小時|时间|時間|[かヶカ]月)半)/gu;

/** 两个半小时, 三年半, 2時間半: the half belongs to the number. */
export const readHanHalves = (text: string): Quantity[] =>
  text.includes('半')
    ? Array.from(text.matchAll(andHalf)).flatMap((found) => {
        const value = valueOfHan(found[1] ?? '');
        return value === undefined
          ? []
          : [quantity(found[0], found.index, [value + 0.5, value, 0.5], { weight: 'soft' })];
      })
    : [];

const guess = /^([一二三四五六七八九])([二三四五六七八九])([十百千万萬亿億]+)$/u;

/** 三四十人 are thirty or forty, and either satisfies a number. */
function guesses(run: string, at: number): Quantity[] {
  const [, low, high, unit] = guess.exec(run) ?? [];
  return [low, high].flatMap((digit) => {
    const value = digit && unit ? valueOfHan(digit + unit) : undefined;
    return value === undefined ? [] : [quantity(run, at, [value], { weight: 'soft' })];
  });
}

const hanFraction =
  /([〇零一二三四五六七八九十百千万萬两兩\d.点點]{1,16})[个個]?分(?:之|の\s?(?=[\d一二三四五六七八九十]))([〇零一二三四五六七八九十百千万萬两兩\d.点點]{1,16})/gu;

/** `context` is the text before anything was blanked out of it. */
export function readNumerals(text: string, context: string): Quantity[] {
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
    if (!read) {
      out.push(...guesses(raw, found.index));
      continue;
    }
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
      withSurroundings(context, found.index, found.index + raw.length, values, {
        weight: unsure && !/\d/.test(raw) ? 'soft' : 'firm',
      }),
    );
  }
  return out;
}

const valueOfHan = (text: string): number | undefined =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : readHan(text)?.value;
