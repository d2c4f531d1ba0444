/** The same figure in another currency: "$5 million" as 500万欧元. The figure itself is the numbers' business. */
import { type Check, finding, joined, said } from './check.ts';
import { otherMoney } from './quantity/currencies.ts';
import { type Quantity, sameValue } from './quantity/quantity.ts';
import { readQuantities } from './quantity/read.ts';

export const checkMoney: Check = ({ lang, source, pairs }) => {
  if (!source) return [];
  return pairs.flatMap((pair) => {
    const translation = joined(pair.translation);
    const theirs = money(joined(pair.source), source.lang);
    if (theirs.length === 0) return [];
    const ours = money(translation, lang);
    return theirs.flatMap((amount) => {
      const same = ours.filter((other) => sameValue(amount, other));
      const other = same.find((candidate) => otherMoney(amount.currencies, candidate.currencies));
      if (!other || same.some((candidate) => !otherMoney(amount.currencies, candidate.currencies))) return [];
      const told = `The source has ${amount.currencies[0]} ${said(amount.raw)}, the translation ${other.currencies[0]} ${said(other.raw)}.`;
      return [finding('currency-changed', 'warning', told, translation, other.at)];
    });
  });
};

/** Reads numbers only where a text has a sign or a word for money: most paragraphs have none. */
function money(text: string, lang: string): Quantity[] {
  if (!/\d/.test(text) && !/[元円]/.test(text)) return [];
  return readQuantities(text, lang).quantities.filter((amount) => amount.currencies.length > 0);
}
