/**
 * Numbers by value. What is in the source and not in the translation is matched against what is in the
 * translation and not in the source, first in the pair, then among its neighbours, because sentences move.
 * Only a number that is nowhere on the other side, in a pair that has a stranger on both sides, has
 * changed its value, and blocks.
 */
import type { Finding } from '../types.ts';
import { finding, said } from './check.ts';
import type { Compared, Left } from './quantity/compare.ts';
import { rounded } from './quantity/quantity.ts';

export function numberFindings({ text, missing, added, lax }: Compared): Finding[] {
  const out: Finding[] = [];
  const left = [...added];
  for (const number of missing) {
    const n = left.findIndex((other) => suspect(number, other));
    const other = n < 0 ? undefined : left.splice(n, 1)[0];
    if (other) out.push(changed(number, other, text, lax));
    else if (number.strong && number.quantity.weight === 'firm')
      out.push(
        finding(
          'number-missing',
          'warning',
          `The source has ${said(number.quantity.raw)}, which is not in the translation.`,
          text,
        ),
      );
  }
  for (const { quantity, strong } of left) {
    if (strong && quantity.weight === 'firm' && !quantity.values.includes(1))
      out.push(
        finding('number-added', 'note', `${said(quantity.raw)} is not in the source.`, text, quantity.at),
      );
  }
  return out;
}

/** One at least is in no place of the other side, and neither is a mere figure of speech. */
const suspect = (a: Left, b: Left): boolean =>
  (a.strong || b.strong) && a.quantity.weight === 'firm' && b.quantity.weight === 'firm';

/** Nowhere on the other side, and not part of a name. */
const sure = ({ quantity, strong }: Left): boolean => strong && !quantity.glued;

function changed(a: Left, b: Left, text: string, lax: boolean): Finding {
  const [from, to] = [a.quantity, b.quantity];
  const told = `The source has ${said(from.raw)}, the translation ${said(to.raw)}`;
  if (from.converted)
    return finding('number-converted', 'note', `${told}: check the conversion.`, text, to.at);
  if (rounded(from, to)) return finding('number-rounded', 'warning', `${told}: rounded.`, text, to.at);
  if (lax || !sure(a) || !sure(b))
    return finding('number-doubtful', 'warning', `${told}: is it the same number?`, text, to.at);
  return finding('number-changed', 'block', `${told}.`, text, to.at);
}
