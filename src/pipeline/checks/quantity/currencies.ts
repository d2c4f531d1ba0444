/** Signs and names of money, and the ISO 4217 codes that each may mean. */

const dollars = 'USD CAD AUD HKD TWD SGD NZD MXN';

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

/** After the figure, lower case. */
const names: [name: string, codes: string][] = [
  ['美元', 'USD'],
  ['美金', 'USD'],
  ['欧元', 'EUR'],
  ['歐元', 'EUR'],
  ['英镑', 'GBP'],
  ['英鎊', 'GBP'],
  ['日元', 'JPY'],
  ['日圆', 'JPY'],
  ['日圓', 'JPY'],
  ['人民币', 'CNY'],
  ['人民幣', 'CNY'],
  ['港元', 'HKD'],
  ['港币', 'HKD'],
  ['港幣', 'HKD'],
  ['新台币', 'TWD'],
  ['新台幣', 'TWD'],
  ['台币', 'TWD'],
  ['台幣', 'TWD'],
  ['加元', 'CAD'],
  ['加拿大元', 'CAD'],
  ['澳元', 'AUD'],
  ['新加坡元', 'SGD'],
  ['韩元', 'KRW'],
  ['韓元', 'KRW'],
  ['韩圆', 'KRW'],
  ['卢布', 'RUB'],
  ['盧布', 'RUB'],
  ['卢比', 'INR'],
  ['盧比', 'INR'],
  ['瑞士法郎', 'CHF'],
  ['瑞郎', 'CHF'],
  ['比索', 'MXN'],
  ['里拉', 'TRY'],
  ['元', `CNY ${dollars}`],
  ['円', 'JPY'],
  ['ドル', dollars],
  ['ユーロ', 'EUR'],
  ['ポンド', 'GBP'],
  ['ウォン', 'KRW'],
  ['달러', dollars],
  ['유로', 'EUR'],
  ['엔', 'JPY'],
  ['원', 'KRW'],
  ['위안', 'CNY'],
  ['파운드', 'GBP'],
  ['us dollars', 'USD'],
  ['u.s. dollars', 'USD'],
  ['american dollars', 'USD'],
  ['dollars', dollars],
  ['dollar', dollars],
  ['euros', 'EUR'],
  ['euro', 'EUR'],
  ['eur', 'EUR'],
  ['pounds sterling', 'GBP'],
  ['yen', 'JPY'],
  ['yuan', 'CNY'],
  ['renminbi', 'CNY'],
  ['rupees', 'INR'],
  ['rupien', 'INR'],
  ['roupies', 'INR'],
  ['rupias', 'INR'],
  ['roubles', 'RUB'],
  ['rubles', 'RUB'],
  ['rubel', 'RUB'],
  ['won', 'KRW'],
  ['swiss francs', 'CHF'],
  ['dólares', dollars],
  ['dólar', dollars],
  ['dollari', dollars],
  ['dolarů', dollars],
  ['dolary', dollars],
  ['dolarów', dollars],
  ['доларів', dollars],
  ['доллара', dollars],
  ['долларов', dollars],
  ['доллар', dollars],
  ['долл', dollars],
  ['евро', 'EUR'],
  ['євро', 'EUR'],
  ['рублей', 'RUB'],
  ['рубля', 'RUB'],
  ['юаней', 'CNY'],
  ['иен', 'JPY'],
  ['фунтов', 'GBP'],
  ['гривень', 'UAH'],
  ['libras', 'GBP'],
  ['livres sterling', 'GBP'],
  ['pfund', 'GBP'],
  ['yenes', 'JPY'],
  ['yuanes', 'CNY'],
  ['yuans', 'CNY'],
  ['euró', 'EUR'],
  ['eura', 'EUR'],
  ['korun', 'CZK'],
  ['złotych', 'PLN'],
  ['kronor', 'SEK'],
  ['dolar', dollars],
  ['avro', 'EUR'],
  ['đô la', dollars],
  ['usd', 'USD'],
  ['دولار', dollars],
  ['يورو', 'EUR'],
  ['یورو', 'EUR'],
  ['دلار', dollars],
  ['डॉलर', dollars],
  ['यूरो', 'EUR'],
  ['रुपये', 'INR'],
  ['रुपए', 'INR'],
  ['येन', 'JPY'],
  ['युआन', 'CNY'],
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
const before = new RegExp(`(?<!\\p{L})(?:${either(signWords)}|人民币|人民幣|新台币|港币)\\s?$`, 'iu');
const after = new RegExp(
  `^[\\s\\u00a0\\u202f-]?(?:(?:de|di|d'|of|US|amerikanische|американских)\\s)?(${either([...signWords, ...names.map(([name]) => name)])})`,
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
