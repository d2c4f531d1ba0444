/**
 * A foreign name in Chinese carries its original on first mention: 译名（Original）. A transcribed name of two
 * or more parts is known by its interpunct, so no list of names is needed. Acronyms are none.
 */
import { scriptOf } from '../segments/language.ts';
import { type Check, finding, isProse, said } from './check.ts';

const transcribed = /\p{Script=Han}{1,8}(?:[·•‧・]\p{Script=Han}{1,8}){1,4}/gu;
/** The original follows in brackets, in a gloss, or in quotation marks, at once or after a few characters. */
const original = /^[^。！？]{0,12}?[（(【[“"]?\s?[A-Za-zÀ-žА-я]/u;

export const checkNames: Check = ({ lang, body, title }) => {
  if (!['Hans', 'Hant'].includes(scriptOf(lang))) return [];
  const seen = new Set<string>();
  return body.flatMap((segment) => {
    if (!isProse(segment) || segment.kind === 'heading' || !/[·•‧・]/.test(segment.prose)) return [];
    return Array.from(segment.prose.matchAll(transcribed)).flatMap((found) => {
      const name = found[0];
      const last =
        name
          .split(/[·•‧・]/)
          .at(-1)
          ?.slice(0, 2) ?? name;
      if (seen.has(last)) return [];
      seen.add(last);
      if (original.test(segment.prose.slice(found.index + name.length, found.index + name.length + 24)))
        return [];
      if (title.includes(name) && body.some((other) => other.prose.includes(`${name}（`))) return [];
      return [
        finding(
          'name-original',
          'note',
          `${said(name)} stands here first, without the original name in brackets.`,
          segment.prose,
          found.index,
        ),
      ];
    });
  });
};
