/** Numbers in Han characters, alone or mixed with digits: 三百二十, 两万, 3千5百万, 35亿5000万, 二〇一四. */

const digits = new Map<string, number>();
['〇零○', '一壹弌', '二贰貳两兩弍', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].forEach(
  (same, value) => {
    for (const character of same) digits.set(character, value);
  },
);
const small = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
]);
const big = new Map([
  ['万', 1e4],
  ['萬', 1e4],
  ['亿', 1e8],
  ['億', 1e8],
  ['兆', 1e12],
]);

/** A run that may be a number: digits with their separators, and numerals. */
export const hanNumber =
  /(?:\d+(?:[.,]\d+)*\s?[多余餘]?\s?(?=[十百千万萬亿億兆拾佰仟])|[〇零○一二三四五六七八九十百千万萬亿億兆两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅])(?:[〇零○一二三四五六七八九十百千万萬亿億兆两兩壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅]|(?<=[十百千万萬亿億兆零]\s?)\d+(?:[.,]\d+)*|(?<=[〇零一二三四五六七八九])[点點](?=[〇零一二三四五六七八九]))*/gu;

export interface HanNumber {
  value: number;
  /** True when it can be no figure of speech: a digit and a unit, or four digits in a row. */
  firm: boolean;
}

/** The value of such a run, or undefined when the run is no number (五六, 一一). */
export function readHan(run: string): HanNumber | undefined {
  const point = run.search(/[点點]/);
  if (point > 0) return decimal(run.slice(0, point), run.slice(point + 1));
  const text = run
    .replace(/廿/g, '二十')
    .replace(/卅/g, '三十')
    .replace(/[\s多余餘]/g, '');
  if (!/[十百千万萬亿億兆拾佰仟]/.test(text)) return digitRow(text);
  let total = 0;
  let section = 0;
  let current: number | undefined;
  let lastUnit = 1;
  let lastBig = Number.POSITIVE_INFINITY;
  let zero = false;
  let numerals = 0;
  for (const item of text.match(/\d+(?:[.,]\d+)*|[^\d.,]/gu) ?? []) {
    const digit = digits.get(item) ?? (/^\d/.test(item) ? Number(item.replace(/,/g, '')) : undefined);
    const unit = small.get(item);
    const scale = big.get(item);
    if (digit !== undefined) {
      // Two digits side by side before a unit are a guess (三四百), not a number.
      if (current !== undefined && current !== 0) return undefined;
      current = digit;
      zero = digit === 0;
      if (digit !== 0) numerals++;
    } else if (unit !== undefined) {
      section += (current || 1) * unit;
      current = undefined;
      lastUnit = unit;
    } else if (scale !== undefined) {
      section += current ?? 0;
      current = undefined;
      if (section === 0 && total > 0) total *= scale;
      else if (scale > lastBig) total = (total + section) * scale;
      else total += (section || 1) * scale;
      section = 0;
      lastUnit = scale;
      lastBig = scale;
    }
  }
  // 三百五 is 350, 两万五 is 25,000; 三百零五 is 305.
  const short = current !== undefined && current < 10 && !zero && !/零.$|\d$/.test(text) && lastUnit >= 100;
  const rest = current === undefined ? 0 : short ? (current * lastUnit) / 10 : current;
  return { value: total + section + rest, firm: numerals > 0 && text.length > 1 };
}

function decimal(whole: string, part: string): HanNumber | undefined {
  const front = /^[〇零一二三四五六七八九]$/u.test(whole)
    ? { value: digits.get(whole) ?? 0 }
    : readHan(whole);
  const back = [...part].map((character) => digits.get(character));
  if (!front || back.some((digit) => digit === undefined)) return undefined;
  return { value: Number(`${front.value}.${back.join('')}`), firm: true };
}

/** 二〇一四 is read digit by digit; 三 is soft; two digits (五六, 九一) are a guess or a date. */
function digitRow(text: string): HanNumber | undefined {
  const row = [...text].map((character) => digits.get(character));
  if (row.some((digit) => digit === undefined)) return undefined;
  if (row.length === 1) return { value: row[0] ?? 0, firm: false };
  const value = Number(row.join(''));
  if (row.length === 4 && value >= 1000 && value < 2100) return { value, firm: true };
  return row.length > 2 && /[〇零]/.test(text) ? { value, firm: false } : undefined;
}
