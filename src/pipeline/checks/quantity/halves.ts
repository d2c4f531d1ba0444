/**
 * Halves and quarters of a scale word: "half a million", "anderthalb Millionen", "2 triệu rưỡi", "ढाई करोड़".
 * Without a scale word they are parts like any other, and count as soft.
 */
import { baseOf } from '../../segments/language.ts';
import { blank } from './blank.ts';
import { type Notation, notationOf } from './languages.ts';
import { lexiconOf } from './lexicon.ts';
import type { Quantity } from './quantity.ts';
import { withSurroundings } from './surroundings.ts';

interface Halves {
  /** Before a scale word: the text and its value, in pairs. */
  heads?: [words: string, value: number][];
  /** Before a number and a scale word, as साढ़े: what they add. */
  leads?: [words: string, value: number][];
  /** Between a number and a scale word: a half more. */
  plus?: string;
  /** After a scale word: half of it more. */
  after?: string;
}

const germanHalves = 'zwei drei vier fünf sechs sieben acht neun zehn'
  .split(' ')
  .map((word, n): [string, number] => [`${word}einhalb`, n + 2.5]);

const languages: Record<string, Halves> = {
  en: {
    heads: [
      ['half an?|half', 0.5],
      ['(?:an?|one)[ -]quarter (?:of )?an?|quarter', 0.25],
      ['three[ -]quarters of an?', 0.75],
    ],
    plus: 'and a half',
    after: 'and a half',
  },
  de: {
    heads: [['halbe[nrs]?', 0.5], ['anderthalb|eineinhalb', 1.5], ['viertel', 0.25], ...germanHalves],
  },
  nl: {
    heads: [
      ['half|halve', 0.5],
      ['anderhalf|anderhalve', 1.5],
    ],
    plus: 'en een half',
  },
  fr: {
    heads: [
      ['demi', 0.5],
      ['quart de', 0.25],
    ],
    after: 'et demie?',
  },
  es: {
    heads: [
      ['medio', 0.5],
      ['cuarto de', 0.25],
    ],
    after: 'y medio',
  },
  pt: {
    heads: [
      ['meio', 0.5],
      ['um quarto de', 0.25],
    ],
    after: 'e meio',
  },
  it: { heads: [['mezzo', 0.5]], after: 'e mezzo' },
  ru: {
    heads: [
      ['пол|полу', 0.5],
      ['полтора|полторы|полутора', 1.5],
      ['четверть', 0.25],
    ],
    plus: 'с половиной',
  },
  uk: {
    heads: [
      ['пів', 0.5],
      ['півтора|півтори', 1.5],
    ],
  },
  pl: {
    heads: [
      ['pół', 0.5],
      ['półtora|półtorej', 1.5],
    ],
    plus: 'i pół',
  },
  cs: {
    heads: [
      ['půl', 0.5],
      ['půldruhého', 1.5],
    ],
    plus: 'a půl',
  },
  tr: {
    heads: [
      ['yarım', 0.5],
      ['çeyrek', 0.25],
    ],
    plus: 'buçuk',
  },
  ar: {
    heads: [
      ['نصف', 0.5],
      ['ربع', 0.25],
    ],
    after: 'ونصف(?:\\s(?:ال)?(?:مليون|مليار))?',
  },
  fa: { heads: [['نیم', 0.5]], plus: 'و نیم' },
  hi: {
    heads: [
      ['आधा|आधे', 0.5],
      ['डेढ़', 1.5],
      ['ढाई', 2.5],
      ['सवा', 1.25],
      ['पौन', 0.75],
    ],
    leads: [
      ['साढ़े', 0.5],
      ['सवा', 0.25],
      ['पौने', -0.25],
    ],
  },
  vi: { heads: [['nửa', 0.5]], after: 'rưỡi' },
  id: { heads: [['setengah', 0.5]], plus: 'setengah' },
};

/** "Dwa i pół miliona" is no half million: without its number word it is not read at all. */
const joins = (base: string): string =>
  `(?:^|\\s)(?:${base === 'cs' ? 'a' : 'i|and|et|y|e|en|und|и|і|й|та|و'})\\s`;

interface Patterns {
  /** A word without which none of the others can match. */
  sign: RegExp;
  head?: RegExp;
  number?: RegExp;
  source: Halves;
}

function patterns(base: string, source: Halves, notation: Notation): Patterns {
  const scales = [...notation.scales.keys()].filter((word) => (notation.scales.get(word) ?? 0) >= 1000);
  const scale = `(${scales
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.')})(?![\\p{L}\\p{M}])`;
  const words = (list: readonly (readonly [string, number])[]) => list.map(([word]) => word).join('|');
  const spelt = [...(lexiconOf(base)?.numbers ?? [])].filter(([, value]) => value > 0 && value < 100);
  const number = `(\\d{1,3}(?:[.,]\\d{1,2})?|an?|${spelt.map(([word]) => word).join('|') || 'an?'})`;
  const leads = source.leads ? `(?:(${words(source.leads)})\\s)?` : '()';
  const heads = source.heads ? words(source.heads) : '';
  const all = [heads, source.leads && words(source.leads), source.plus, source.after]
    .filter(Boolean)
    .join('|');
  return {
    sign: new RegExp(all, 'iu'),
    ...(heads
      ? { head: new RegExp(`(?<![\\p{L}\\p{M}])(?<!${joins(base)})(${heads})[\\s-]?${scale}`, 'giu') }
      : {}),
    number: new RegExp(
      `(?<![\\p{L}\\p{M}\\d.,])${leads}(?:${number}[\\s-])?(?:(${source.plus ?? '(?!)'})[\\s-])?${scale}(?:\\s(${source.after ?? '(?!)'})(?![\\p{L}\\p{M}]))?`,
      'giu',
    ),
    source,
  };
}

const known = new Map(
  Object.entries(languages).map(([base, source]) => [base, patterns(base, source, notationOf(base))]),
);

export function readHalves(text: string, lang: string): Quantity[] {
  const base = baseOf(lang);
  const { sign, head, number, source } = known.get(base) ?? {};
  if (!sign?.test(text)) return [];
  const factorOf = (word = '') => notationOf(lang).scales.get(word.toLowerCase()) ?? 1;
  const valueIn = (list: Halves['heads'], word: string) =>
    list?.find(([words]) => new RegExp(`^(?:${words})$`, 'iu').test(word))?.[1];
  const quantityAt = (found: RegExpMatchArray, value: number): Quantity => {
    const at = found.index ?? 0;
    return withSurroundings(text, at, at + found[0].length, [value]);
  };
  const counted = Array.from(number ? text.matchAll(number) : []).flatMap((found) => {
    const [, lead, written = '', plus, scale, after] = found;
    if (!lead && !after && !(plus && written)) return [];
    const count = /^\d/.test(written)
      ? Number(written.replace(',', '.'))
      : (lexiconOf(base)?.numbers.get(written.toLowerCase()) ?? 1);
    const more = lead ? (valueIn(source?.leads, lead) ?? 0) : plus ? 0.5 : 0;
    return [quantityAt(found, (count + more + (after ? 0.5 : 0)) * factorOf(scale))];
  });
  const rest = blank(text, counted);
  const headed = Array.from(head ? rest.matchAll(head) : [], (found) =>
    quantityAt(found, (valueIn(source?.heads, found[1] ?? '') ?? 1) * factorOf(found[2])),
  );
  return [...counted, ...headed];
}
