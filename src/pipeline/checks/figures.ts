/** Numbers, money, dates and times: each pair is read once for the three of them. */
import type { Check } from './check.ts';
import { dateFindings } from './dates.ts';
import { moneyFindings } from './money.ts';
import { numberFindings } from './numbers.ts';
import { comparePairs } from './quantity/compare.ts';

export const checkFigures: Check = ({ lang, source, pairs }) => {
  if (!source) return [];
  const compared = comparePairs(pairs, { from: source.lang, to: lang });
  return [numberFindings, moneyFindings, dateFindings].flatMap((findings) => compared.flatMap(findings));
};
