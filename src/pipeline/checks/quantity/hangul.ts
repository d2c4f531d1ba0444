/** Korean numbers: 3억 5000만, 1만5천, 삼백만 명, 스무 명, 4분의 3. Particles follow without a space, so counters bound the words. */
import { readHan } from './han.ts';
import { type Quantity, quantity } from './quantity.ts';
import { withSurroundings } from './surroundings.ts';

const hangul = '일이삼사오육칠팔구십백천만억조';
const han = '一二三四五六七八九十百千万億兆';
const toHan = (text: string): string =>
  text
    .replace(/[일이삼사오육칠팔구십백천만억조]/g, (sign) => han.charAt(hangul.indexOf(sign)))
    .replace(/여/g, '');

const item = '\\d+(?:,\\d{3})*(?:\\.\\d+)?\\s?[십백천만억조]+';
/** Digits and units, with what is left below the last unit: 1만5000, 1만 5000. 제3조 is the third article of a law. */
const mixed = new RegExp(
  `(?<![제\\d.,])${item}(?:\\s?${item})*(?:\\s?\\d(?:,?\\d{3})(?![\\d.,]|\\s?[년%십백천만억조]))?`,
  'gu',
);
const counter =
  '(?=여?\\s?(?:명|개|원|달러|유로|엔|위안|년|대|건|곳|번|회|살|세|표|채|마리|톤|미터|킬로|퍼센트|시간|배|가구|석|권|장|가지|사람))';
const sino = new RegExp(`(?<!\\p{L})[${hangul}]*[십백천만억조][${hangul}]*${counter}`, 'gu');
const native = new RegExp(
  `(?<!\\p{L})(열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)(한|두|세|네|다섯|여섯|일곱|여덟|아홉)?${counter}`,
  'gu',
);
const tens = ['열', '스물', '서른', '마흔', '쉰', '예순', '일흔', '여든', '아흔'];
const ones = ['한', '두', '세', '네', '다섯', '여섯', '일곱', '여덟', '아홉'];
const parts =
  /(\d{1,4}|[일이삼사오육칠팔구십백천만]{1,4})분의\s?(\d{1,4}|[일이삼사오육칠팔구십백천만]{1,4})/gu;

export function readHangul(text: string): Quantity[] {
  const out: Quantity[] = [];
  for (const found of text.matchAll(parts)) {
    const [below, above] = [valueIn(found[1] ?? ''), valueIn(found[2] ?? '')];
    if (below && above) out.push(quantity(found[0], found.index, [above / below]));
  }
  const push = (found: RegExpMatchArray, value: number | undefined, firm: boolean) => {
    const [at, end] = [found.index ?? 0, (found.index ?? 0) + found[0].length];
    if (value === undefined || out.some((other) => at < other.at + other.raw.length && other.at < end))
      return;
    out.push(withSurroundings(text, at, end, [value], { weight: firm ? 'firm' : 'soft' }));
  };
  if (/\d\s?[십백천만억조]/.test(text))
    for (const found of text.matchAll(mixed)) push(found, valueIn(found[0]), true);
  for (const found of text.matchAll(sino)) {
    const read = readHan(toHan(found[0]));
    push(found, read?.value, read?.firm === true);
  }
  for (const found of text.matchAll(native)) {
    const ten = found[1] === '스무' ? 2 : tens.indexOf(found[1] ?? '') + 1;
    const value = ten * 10 + (found[2] ? ones.indexOf(found[2]) + 1 : 0);
    push(found, value, value > 12);
  }
  return out;
}

const valueIn = (text: string): number | undefined =>
  /^\d+$/.test(text) ? Number(text) : readHan(toHan(text))?.value;
