/** Signs and names of money, and the ISO 4217 codes that each may mean. */
import { dollars, moneyNames as names } from './currency-names.ts';

/** Before or after the figure. Longest first, so that "US$" is no "$". */
const signs: [sign: string, codes: string][] = [
  ['US$', 'USD'],
  ['HK$', 'HKD'],
  ['NT$', 'TWD'],
  ['NZ$', 'NZD'],
  ['A$', 'AUD'],
  ['C$', 'CAD'],
  ['S$', 'SGD'],
  ['R$', 'BRL'],
  ['$', dollars],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['CN¥', 'CNY'],
  ['JP¥', 'JPY'],
  ['¥', 'CNY JPY'],
  ['￥', 'CNY JPY'],
  ['₹', 'INR'],
  ['₽', 'RUB'],
  ['₩', 'KRW'],
  ['₺', 'TRY'],
  ['₴', 'UAH'],
  ['₫', 'VND'],
  ['฿', 'THB'],
  ['₪', 'ILS'],
  ['Kč', 'CZK'],
  ['zł', 'PLN'],
  ['RMB', 'CNY'],
  ...'USD EUR GBP JPY CNY INR RUB KRW CHF CAD AUD HKD TWD SGD BRL CZK PLN SEK NOK DKK TRY UAH MXN'
    .split(' ')
    .map((code): [string, string] => [code, code]),
];

const codesOf = new Map(
  [...signs.map(([sign, codes]) => [sign.toLowerCase(), codes] as const), ...names].map(
    ([word, codes]) => [word, codes.split(' ')] as const,
  ),
);

const either = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => (/[a-zà-žа-я]$/i.test(word) ? `${escaped(word)}(?!\\p{L})` : escaped(word)))
    .join('|');
const escaped = (word: string): string => word.replace(/[$.]/g, '\\$&');

const signWords = signs.map(([sign]) => sign);
const before = new RegExp(
  `(?<!\\p{L})(?:${either(signWords)}|人民币|人民幣|新台币|新台幣|新臺幣|港币|港幣)\\s?$`,
  'iu',
);
const after = new RegExp(
  `^[\\s\\u00a0\\u202f-]?(?:(?:de|di|of|US|amerikanische|американских)\\s|d['’])?(${either([...signWords, ...names.map(([name]) => name)])})`,
  'iu',
);

/** The currency that stands just before position `at`. */
export function currencyBefore(text: string, at: number): readonly string[] {
  const found = before.exec(text.slice(Math.max(0, at - 8), at));
  return found ? (codesOf.get(found[0].trim().toLowerCase()) ?? []) : [];
}

/** The currency that stands just after position `at`. A sign after belongs to the next figure when that is glued to it. */
export function currencyAfter(text: string, at: number): readonly string[] {
  const found = after.exec(text.slice(at, at + 30));
  if (!found?.[1] || /^[$€£¥￥₹]\d/.test(text.slice(at + found[0].length - 1))) return [];
  return codesOf.get(found[1].toLowerCase()) ?? [];
}

/** Both name money and cannot mean the same. */
export const otherMoney = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((code) => b.includes(code));
