/** Unwanted forms of the glossary in a segment's Markdown, and putting the wanted one in their place. */
import type { GlossaryTerm } from '../checks/check.ts';
import { place } from '../checks/glossary.ts';

/** Code, addresses and tags are no words: nothing is replaced in them. */
const notWords = /(`[^`\n]*`|\]\([^()\s]*[^()]*\)|<[^<>\n]*>|https?:\/\/[^\s<>)\]]+)/;

export interface Unwanted {
  word: string;
  translation: string;
}

/** Each unwanted form that stands in the Markdown as a word, with what the glossary wants. */
export const unwantedIn = (markdown: string, terms: readonly GlossaryTerm[]): Unwanted[] =>
  terms.flatMap(({ translation, forbidden }) =>
    forbidden
      .filter((word) => word !== '' && replaceWord(markdown, word, translation) !== markdown)
      .map((word) => ({ word, translation })),
  );

/** Every `word` of the Markdown as `by`, but for those that are part of a `by` already. */
export const replaceWord = (markdown: string, word: string, by: string): string =>
  markdown
    .split(notWords)
    .map((piece, n) => (n % 2 === 1 ? piece : inWords(piece, word, by)))
    .join('');

function inWords(text: string, word: string, by: string): string {
  const inside = by.toLowerCase().indexOf(word.toLowerCase());
  let out = '';
  let done = 0;
  for (let at = place(text, word); at >= 0; at = place(text, word, at + word.length)) {
    const from = at - inside;
    const isWanted = inside >= 0 && text.slice(from, from + by.length).toLowerCase() === by.toLowerCase();
    out += text.slice(done, at) + (isWanted ? text.slice(at, at + word.length) : by);
    done = at + word.length;
  }
  return out + text.slice(done);
}
