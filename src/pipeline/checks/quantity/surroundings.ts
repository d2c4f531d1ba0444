/** What stands round a figure and is part of its meaning: per cent, currency, a multiple, a unit that is converted. */
import { currencyAfter, currencyBefore } from './currencies.ts';
import { type Quantity, quantity } from './quantity.ts';

const converted =
  /^[\s\u00a0-]?(?:miles?|mi|feet|foot|ft|inch(?:es)?|yards?|yds?|pounds?|lbs?|ounces?|oz|gallons?|acres?|mph|°\s?F|degrees?\s(?:Fahrenheit|F\b)|knots?|square\s(?:miles?|feet|foot))(?!\p{L})/iu;
const percentAfter =
  /^[\s\u00a0\u202f-]?(?:%|per\s?cent\b|pct\b|percent\b|Prozent|procent|pour\s?cent\b|por\s?ciento\b|por\s?cento\b|per\s?cento\b|процент|відсот|proc\.|بالمئة|بالمائة|في المئة|في المائة|درصد|प्रतिशत|फीसदी|फ़ीसदी|퍼센트|パーセント|ポイント%|persen\b|yüzde\b|phần trăm)/iu;

/** "Two decades" may be 20 years, "three dozen" 36. */
const multiplier = /^\s(?:(decades?)|(centuries|century)|(dozens?)|(score))(?!\p{L})/iu;

/** Adds what stands round a figure: per cent, currency, a unit that translators convert. */
export function withSurroundings(
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
    : (percentAfter.exec(after) ??
      /(?:百分之|yüzde |(?<!\d\s?)%)$/i.exec(text.slice(Math.max(0, at - 6), at)));
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
