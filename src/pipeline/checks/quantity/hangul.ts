/** Korean numbers: 3억 5000만, 1만5천, 삼백만 명, 스무 명, 4분의 3. Particles follow without a space, so counters bound the words. */
import { blank } from './blank.ts';
import { type HanNumber, readHan } from './han.ts';
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

/** The readers in turn; what one has read, the next does not see. */
const readers: [pattern: RegExp, read: (found: RegExpMatchArray) => HanNumber | undefined][] = [
  [mixed, ([raw]) => firm(valueIn(raw))],
  [sino, ([raw]) => readHan(toHan(raw))],
  [
    native,
    ([, ten = '', one = '']) => {
      const value = (ten === '스무' ? 2 : tens.indexOf(ten) + 1) * 10 + (one ? ones.indexOf(one) + 1 : 0);
      return { value, firm: value > 12 };
    },
  ],
];

export function readHangul(text: string): Quantity[] {
  let out = Array.from(text.matchAll(parts)).flatMap((found) => {
    const [below, above] = [valueIn(found[1] ?? ''), valueIn(found[2] ?? '')];
    return below && above ? [quantity(found[0], found.index, [above / below])] : [];
  });
  for (const [pattern, read] of readers) {
    const found = Array.from(blank(text, out).matchAll(pattern)).flatMap((match) => {
      const number = read(match);
      if (!number) return [];
      const weight = number.firm ? 'firm' : 'soft';
      return [withSurroundings(text, match.index, match.index + match[0].length, [number.value], { weight })];
    });
    out = out.concat(found);
  }
  return out;
}

const firm = (value: number | undefined): HanNumber | undefined =>
  value === undefined ? undefined : { value, firm: true };
const valueIn = (text: string): number | undefined =>
  /^\d+$/.test(text) ? Number(text) : readHan(toHan(text))?.value;
