import type { Notation } from './languages.ts';

/** First code points of the decimal digits that news is written with, besides ASCII. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** The text with ASCII digits, as long as before, so that positions hold. */
export function foldDigits(text: string): string {
  if (!/[٠-٩۰-۹०-९০-৯๐-๙０-９％．٪]/.test(text)) return text;
  return text.replace(/[٠-٩۰-۹०-९০-৯๐-๙０-９％．٪]/g, (mark) => {
    const code = mark.charCodeAt(0);
    for (const zero of zeros) if (code >= zero && code < zero + 10) return String(code - zero);
    return mark === '．' ? '.' : '%';
  });
}

/** What digits with separators stand for: one number, a list of numbers, or a literal without a value. */
export type Digits =
  | { kind: 'number'; values: number[] }
  | { kind: 'list'; numbers: { raw: string; value: number }[] }
  | { kind: 'literal' };

const one = (value: number): Digits => ({ kind: 'number', values: [value] });
const grouped = /^\d{1,3}(?:\D\d{2,3})*\D\d{3}$/;

/** Reads "1,234.5", "1.234,5", "1 234,5", "12,34,567" and their like as the language means them. */
export function readDigits(raw: string, notation: Notation): Digits {
  const text = raw
    .replace(/٫/g, '.')
    .replace(/[٬'’\s\u00a0\u202f\u2009]/g, (mark) => (mark === '٬' ? ',' : ''));
  const marks = text.replace(/\d/g, '');
  if (marks === '') return one(Number(text));
  const last = marks.at(-1) ?? '';
  if (new Set(marks).size > 1) {
    const cut = text.lastIndexOf(last);
    const whole = text.slice(0, cut);
    // "1,234.5" and "1.234,5" leave no doubt in any language.
    if (marks.indexOf(last) === marks.length - 1 && grouped.test(whole))
      return one(Number(`${whole.replace(/\D/g, '')}.${text.slice(cut + 1)}`));
    return { kind: 'literal' };
  }
  const plain = Number(text.replace(/\D/g, ''));
  if (marks.length > 1) {
    if (grouped.test(text)) return one(plain);
    return last === ',' ? list(text) : { kind: 'literal' };
  }
  const decimal = Number(text.replace(',', '.'));
  if (grouped.test(text) && !text.startsWith('0')) {
    if (notation.groups === 'both') return { kind: 'number', values: [plain, decimal] };
    return one(last === notation.groups ? plain : decimal);
  }
  // A comma that groups nothing, where commas do not start decimals: "versions 1,2".
  if (last === ',' && notation.groups === ',') return list(text);
  return one(decimal);
}

function list(text: string): Digits {
  return { kind: 'list', numbers: text.split(',').map((raw) => ({ raw, value: Number(raw) })) };
}
