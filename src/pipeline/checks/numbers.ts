/**
 * Numbers by value. What is in the source and not in the translation is matched against what is in the
 * translation and not in the source, first in the pair, then among its neighbours, because sentences move.
 * Only a number that is nowhere on the other side, in a pair that has a stranger on both sides, has
 * changed its value, and blocks.
 */
import { tell } from '../../i18n/told/tell.ts';
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
          tell('number-missing', { from: said(number.quantity.raw) }),
          text,
        ),
      );
  }
  for (const { quantity, strong } of left) {
    if (strong && quantity.weight === 'firm' && !quantity.values.includes(1))
      out.push(
        finding(
          'number-added',
          'note',
          tell('number-added', { added: said(quantity.raw) }),
          text,
          quantity.at,
        ),
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
  const both = { from: said(from.raw), to: said(to.raw) };
  if (from.converted) return finding('number-converted', 'note', tell('number-converted', both), text, to.at);
  if (rounded(from, to))
    return finding('number-rounded', 'warning', tell('number-rounded', both), text, to.at);
  if (lax || !sure(a) || !sure(b))
    return finding('number-doubtful', 'warning', tell('number-doubtful', both), text, to.at);
  return finding('number-changed', 'block', tell('number-changed', both), text, to.at);
}
