/** A word written twice: "the the", 的的. Doubling that the language uses (好好, 天天, "had had") is left alone. */
import { writesHan } from '../segments/language.ts';
import { type Check, finding, isProse, said } from './check.ts';

/** Particles and pronouns that never double; 的的确确 and 了了 are words. */
const han =
  /(的的(?!确)|了了(?![解结断])|是是(?!非)|在在|和和(?!睦|气)|与与|及及|我我|们们|这这|为为|被被|把把|将将(?!才)|对对(?!方|手|联|子)|，，|。。(?!。)|、、|；；|：：(?!\w))/u;
/** Two or more characters twice in a row, between which nothing stands: 他们他们, 因为因为. */
const hanWord =
  /(他们|她们|我们|你们|它们|这个|那个|因为|所以|但是|可以|没有|已经|可能|如果|以及|或者|并且|这些|那些|进行|通过|使用|表示|认为)\1/u;
/** A function word twice with one space between; matched without a list in any script with spaces. */
const spaced = /(?<![\p{L}\p{M}\p{N}’'-])(\p{L}{2,20})[ \u00a0]\1(?![\p{L}\p{M}\p{N}’'-])/iu;
const allowed = new Set(
  'had that very bye ha no so sehr vous nous sie der die das blah ta da aux tic cha yo ping log bora dance duran wie far many much long really big knock'.split(
    ' ',
  ),
);

export const checkDoubled: Check = ({ lang, body }) => {
  const eastern = writesHan(lang);
  return body.filter(isProse).flatMap((segment) => {
    if (segment.kind === 'table') return [];
    const text = segment.prose;
    const found = eastern ? (han.exec(text) ?? hanWord.exec(text)) : spaced.exec(text);
    if (!found) return [];
    const word = found[1] ?? found[0];
    // "New York New York", "Duran Duran": a name may repeat itself.
    if (!eastern && (allowed.has(word.toLowerCase()) || /^\p{Lu}/u.test(found[0].slice(word.length + 1))))
      return [];
    return [finding('doubled', 'note', `${said(found[0])} is doubled.`, text, found.index)];
  });
};
