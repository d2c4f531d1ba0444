/** A word written twice: "the the", 的的. Doubling that the language uses (好好, 天天, "had had") is left alone. */
import { tell } from '../../i18n/told/tell.ts';
import { baseOf, scriptOf, writesHan } from '../segments/language.ts';
import { type Check, finding, isProse, said } from './check.ts';
import { particles } from './particles.ts';

/** Particles and pronouns that never double; 的的确确 and 了了 are words. */
export const han =
  /(的的(?!确)|了了(?![解结断])|是是(?!非)|(?<![现存实正所内外])在在|和和(?!睦|气)|与与|與與|及及|我我|们们|們們|这这|這這|被被|把把|[将將]{2}(?![才就])|(?<![反相绝絕面针針核])[对對]{2}(?!方|手|联|聯|子)|，，|。。(?!。)|、、|；；|：：(?!\w))/u;
/** Two or more characters twice in a row, between which nothing stands: 他们他们, 因为因为. */
export const hanWord =
  /([他她我你它][们們]|[这這那][个個些]|因[为為]|所以|但是|可以|[没沒]有|已[经經]|可能|如果|以及|或者|[并並]且|[进進]行|通[过過]|使用|表示|[认認][为為])\1/u;
/**
 * False where neither of the two can match: no unit stands beside itself, nor two beside the same two. Of the patterns
 * only the one for 将 and the one for 对 take another character for the second, their traditional form, which
 * stands near them in the block.
 */
export function mayDouble(text: string): boolean {
  let first = 0;
  let second = 0;
  let third = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Below are letters of alphabets and blanks, which double everywhere and stand in neither pattern.
    if (unit > 0x2fff && (unit === first || (unit === second && first === third) || areForms(unit, first)))
      return true;
    third = second;
    second = first;
    first = unit;
  }
  return false;
}
const areForms = (a: number, b: number): boolean => a >= 0x5bf9 && a <= 0x5c0d && b >= 0x5bf9 && b <= 0x5c0d;

/** In Japanese をを is a slip for sure; のの and はは stand in words. */
export const kana = /をを|、、|。。/u;
const allowed = new Set(
  'had that very bye ha no so sehr vous nous sie der die das blah ta da aux tic cha yo ping log bora dance duran wie far many much long really big knock via piano dat det egy جدا 하나 하루'.split(
    ' ',
  ),
);

/** A word and the same again after one space, in any script with spaces; a name may repeat itself. */
function repeated(text: string, only?: ReadonlySet<string>): { words: string; at: number } | undefined {
  let at = 0;
  let before = '';
  for (const word of text.split(' ')) {
    const again = before.length > 1 && word.length >= before.length && word.toLowerCase().startsWith(before);
    if (again && letters.test(before) && !/^[\p{L}\p{M}\p{N}’'-]/u.test(word.slice(before.length))) {
      if ((only ? only.has(before) : !allowed.has(before)) && !/^\p{Lu}/u.test(word))
        return { words: `${before} ${word.slice(0, before.length)}`, at };
    }
    before = word.toLowerCase();
    at += word.length + 1;
  }
  return undefined;
}

const letters = /^[\p{L}\p{M}]{2,20}$/u;

export const checkDoubled: Check = ({ lang, body }) => {
  const eastern = writesHan(lang);
  const japanese = scriptOf(lang) === 'Jpan';
  const inHanOf = (prose: string): RegExpExecArray | null =>
    japanese ? kana.exec(prose) : (han.exec(prose) ?? hanWord.exec(prose));
  const only = particles[baseOf(lang)];
  return body.filter(isProse).flatMap(({ kind, prose }) => {
    if (kind === 'table') return [];
    const inHan = eastern && mayDouble(prose) ? inHanOf(prose) : null;
    const found = inHan ? { words: inHan[0], at: inHan.index } : eastern ? undefined : repeated(prose, only);
    return found
      ? [finding('doubled', 'note', tell('doubled', { words: said(found.words) }), prose, found.at)]
      : [];
  });
};
