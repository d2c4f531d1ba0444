/** Numbers spelt out in languages that put spaces between words ("three hundred and twenty", "fünfundzwanzig"). */
import { baseOf } from '../../segments/language.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';

export interface Spoken {
  at: number;
  raw: string;
  /** Two where the form is ambiguous. */
  values: number[];
  firm: boolean;
}

/** Every number word of a text, runs taken together. Empty for a language without a lexicon. */
export function readWords(text: string, lang: string): Spoken[] {
  const lexicon = lexiconOf(baseOf(lang));
  if (!lexicon) return [];
  const out: Spoken[] = [];
  let run: { word: string; at: number; parts: string[] }[] = [];
  const flush = () => {
    while (run.length > 0 && lexicon.joins.has(run.at(-1)?.word ?? '')) run.pop();
    const spoken = run.length > 0 ? numberOf(run, lexicon, text) : undefined;
    if (spoken) out.push(spoken);
    run = [];
  };
  let end = 0;
  for (const found of text.matchAll(/[\p{L}\p{M}\u200c]+/gu)) {
    const word = found[0].toLowerCase();
    if (run.length > 0 && !/^(?:[\s\u00a0]|-|‑|- )$/.test(text.slice(end, found.index))) flush();
    const stem = lexicon.unitsFirst ? word.replace(tail, '') : word;
    const parts = partsOf(stem, lexicon);
    // "Ein Zwölfjähriger" is one of twelve years.
    if (stem !== word && parts) flush();
    if (parts) run.push({ word, at: found.index, parts });
    else if (run.length > 0 && lexicon.joins.has(word)) run.push({ word, at: found.index, parts: [] });
    else flush();
    end = found.index + found[0].length;
  }
  flush();
  return out;
}

/** "Dreijähriger", "zwölfköpfig" and "zweimal" count too. */
const tail =
  /(?<=..)(?:jährig|tägig|stündig|minütig|wöchig|monatig|köpfig|stöckig|fach|mal|jarig|daags)\p{L}{0,2}$/u;

/** The number words that one written word is made of: "dreihundertzwanzig" is three. */
function partsOf(word: string, lexicon: Lexicon): string[] | undefined {
  if (lexicon.numbers.has(word)) return [word];
  if (!lexicon.glued || word.length < 5 || word.length > 90) return undefined;
  const parts: string[] = [];
  let at = 0;
  while (at < word.length) {
    let size = Math.min(lexicon.longest, word.length - at);
    while (
      size > 0 &&
      !lexicon.numbers.has(word.slice(at, at + size)) &&
      !lexicon.glue.has(word.slice(at, at + size))
    )
      size--;
    if (size === 0) return undefined;
    parts.push(word.slice(at, at + size));
    at += size;
  }
  return parts;
}

/** Adds up: a hundred multiplies what is before it, a scale what has gathered since the last one. */
function numberOf(
  run: readonly { at: number; parts: string[] }[],
  lexicon: Lexicon,
  text: string,
): Spoken | undefined {
  let total = 0;
  let section = 0;
  let previous = Number.POSITIVE_INFINITY;
  let count = 0;
  const first = run[0];
  const lastWord = run.at(-1);
  if (!first || !lastWord) return undefined;
  for (const part of run.flatMap((word) => word.parts)) {
    const value = lexicon.numbers.get(part);
    if (value === undefined) continue;
    count++;
    if (value >= 1000) {
      // "mil millones" and "thousand million" multiply on.
      if (section === 0 && total > 0 && total < value) total *= value;
      else total += (section || 1) * value;
      section = 0;
      previous = Number.POSITIVE_INFINITY;
    } else if (value === 100 && section > 0 && section < 100) {
      section *= 100;
      previous = 100;
    } else if (value === 20 && lexicon.scores && section % 10 === 4 && previous === 4) {
      section += 76;
      previous = 20;
    } else if (value === 10 && lexicon.openTen && section % 100 > 0 && section % 100 < 10) {
      section += (section % 100) * 9;
      previous = 20;
    } else {
      // "one two three" is no number; in German and Dutch the units come before the tens.
      const fits =
        value < previous && (previous >= 20 || (previous === 10 && (lexicon.scores || lexicon.openTen)));
      const unitsFirst =
        lexicon.unitsFirst &&
        previous < 10 &&
        (value >= 20 || (lexicon.teens && value === 10)) &&
        value < 100;
      if (section > 0 && !fits && !unitsFirst) return undefined;
      section += value;
      previous = value;
    }
  }
  const raw =
    text.slice(first.at, lastWord.at) + (/^[\p{L}\p{M}]+/u.exec(text.slice(lastWord.at))?.[0] ?? '');
  const value = total + section;
  // "hàng trăm nghìn" are hundreds of thousands, without a count.
  if (lexicon.openTen && (lexicon.numbers.get(first.parts[0] ?? '') ?? 0) >= 100)
    return { at: first.at, raw, values: [value], firm: false };
  const values = count === 1 && lexicon.duals.has(first.parts[0] ?? '') ? [value, value * 2] : [value];
  return { at: first.at, raw, values, firm: value > 12 && (count > 1 || value < 100) };
}
