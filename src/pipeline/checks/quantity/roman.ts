/** Roman numerals, which many languages count centuries and parts with. They satisfy a number; none is missed. */
import { type Quantity, quantity } from './quantity.ts';

const several = /(?<![\p{L}\p{N}])([IVX]{2,6})(?=(?:e|er|º|ème)?(?![\p{L}\p{N}]))/gu;
/** One letter is a numeral beside a century only. */
const century =
  /(?<=(?:siglo|século|secolo|secolul|segle)\s)[IVX](?!\p{L})|(?<!\p{L})[IVX](?=(?:e|er)?\s(?:siècle|век|в\.|столет|стол|wiek|század|yüzyıl|secolo|stolet))/gu;
const values = { I: 1, V: 5, X: 10 };

export function readRoman(text: string): Quantity[] {
  if (!/[IVX]/.test(text)) return [];
  return [...text.matchAll(several), ...text.matchAll(century)].map((found) =>
    quantity(found[0], found.index, [valueIn(found[0])], { weight: 'soft' }),
  );
}

function valueIn(numeral: string): number {
  const digits = Array.from(numeral, (letter) => values[letter === 'X' ? 'X' : letter === 'V' ? 'V' : 'I']);
  return digits.reduce((sum, digit, n) => sum + (digit < (digits[n + 1] ?? 0) ? -digit : digit), 0);
}
