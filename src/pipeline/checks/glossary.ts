/** The newsroom's glossary: a term of the source needs one of its translations; some forms are not wanted. */
import { tell } from '../../i18n/told/tell.ts';
import { GLOSSARY_MAX_TERMS } from '../../limits.ts';
import type { Finding } from '../types.ts';
import { type Check, finding, type GlossaryTerm, joined, said } from './check.ts';

export const checkGlossary: Check = ({ glossary, body, source, pairs }) => {
  const terms = glossary.slice(0, GLOSSARY_MAX_TERMS);
  if (terms.length === 0) return [];
  const whole = body
    .map((segment) => segment.prose)
    .join('\n')
    .toLowerCase();
  const out = terms.flatMap((term) => unwanted(term, whole, body));
  if (!source) return out;
  const original = source.segments
    .map((segment) => segment.prose)
    .join('\n')
    .toLowerCase();
  // Most terms of a glossary stand nowhere in one article: those are done with one search.
  const used = terms.filter(({ term }) => term && original.includes(term.toLowerCase()));
  if (used.length === 0) return out;
  for (const pair of pairs) {
    if (pair.source.length === 0 || pair.translation.length === 0) continue;
    const theirs = joined(pair.source);
    const ours = joined(pair.translation);
    for (const { term, translation, variants } of used) {
      if (has(theirs, term) && ![translation, ...variants].some((word) => has(ours, word)))
        out.push(
          finding(
            'glossary',
            'warning',
            tell('term-here', { term: said(term), translation: said(translation) }),
            ours,
          ),
        );
    }
  }
  return out;
};

function unwanted(
  { translation, forbidden }: GlossaryTerm,
  whole: string,
  body: Parameters<Check>[0]['body'],
): Finding[] {
  return forbidden.flatMap((word) => {
    if (!word || !whole.includes(word.toLowerCase())) return [];
    return body.flatMap((segment) => {
      const at = place(segment.prose, word);
      // 伊斯兰 inside 伊斯兰国: the wanted form may hold the unwanted one.
      if (at < 0 || (translation.includes(word) && has(segment.prose, translation))) return [];
      return [
        finding(
          'glossary',
          'warning',
          tell('term-unwanted', { word: said(word), translation: said(translation) }),
          segment.prose,
          at,
        ),
      ];
    });
  });
}

const has = (text: string, word: string): boolean => place(text, word) >= 0;

/** Where a word stands as a whole word, in any case; scripts without spaces have no word borders. */
export function place(text: string, word: string, from = 0): number {
  if (!word) return -1;
  const lower = text.toLowerCase();
  const sought = word.toLowerCase();
  for (let at = lower.indexOf(sought, from); at >= 0; at = lower.indexOf(sought, at + 1)) {
    const joins = (edge: string, beside: string) =>
      /[\p{L}\p{N}]/u.test(beside) && spacedLetter.test(edge) && spacedLetter.test(beside);
    // English plurals and possessives are the same term.
    const after = lower.slice(at + sought.length).replace(/^(?:['’]s|e?s)(?![\p{L}])/u, '');
    if (!joins(sought.charAt(0), lower.charAt(at - 1)) && !joins(sought.at(-1) ?? '', after.charAt(0)))
      return at;
  }
  return -1;
}

const spacedLetter =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{N}]/u;
