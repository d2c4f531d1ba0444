/** Half-width punctuation beside Han: 你好,世界 should be 你好，世界. */
import { tell } from '../../i18n/told/tell.ts';
import { writesHan } from '../segments/language.ts';
import { type Check, finding, isProse, said } from './check.ts';

/** Between Han on both sides, or after Han at the end: "3.5", "Node.js" and "10:30" are none. */
const halfWidth = /(?<=\p{Script=Han})\s?([,;!?:]|\.(?!\.))(?=\s?(?:\p{Script=Han}|$))/gu;
/** Holds of whatever `halfWidth` finds, and costs a fraction of it: no Unicode property. */
const beside = /[^\x00-\x7f]\s?[,;!?:.](?=\s?(?:[^\x00-\x7f]|$))/;

export const checkPunctuation: Check = ({ lang, body }) => {
  if (!writesHan(lang)) return [];
  return body.flatMap((segment) => {
    if (!isProse(segment) || segment.kind === 'table' || !beside.test(segment.prose)) return [];
    const found = Array.from(segment.prose.matchAll(halfWidth));
    const [first] = found;
    if (!first) return [];
    const mark = said(first[1] ?? '');
    const told =
      found.length > 1 ? tell('half-width-times', { mark, n: found.length }) : tell('half-width', { mark });
    return [finding('half-width', 'note', told, segment.prose, first.index)];
  });
};
