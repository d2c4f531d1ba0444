/** The same figure in another currency: "$5 million" as 500万欧元. The figure itself is the numbers' business. */
import { tell } from '../../i18n/told/tell.ts';
import type { Finding } from '../types.ts';
import { finding, said } from './check.ts';
import type { Compared } from './quantity/compare.ts';
import { otherMoney } from './quantity/currencies.ts';
import { sameValue } from './quantity/quantity.ts';

export function moneyFindings({ text, source, translation }: Compared): Finding[] {
  const ours = translation.quantities.filter(({ currencies }) => currencies.length > 0);
  return source.quantities.flatMap((amount) => {
    if (amount.currencies.length === 0) return [];
    const same = ours.filter((other) => sameValue(amount, other));
    const [other] = same;
    if (!other || same.some(({ currencies }) => !otherMoney(amount.currencies, currencies))) return [];
    const told = tell('currency-changed', {
      fromCurrency: amount.currencies[0] ?? '',
      from: said(amount.raw),
      toCurrency: other.currencies[0] ?? '',
      to: said(other.raw),
    });
    return [finding('currency-changed', 'warning', told, text, other.at)];
  });
}
