/**
 * Brackets and quotation marks that open and do not close within their block, by the rules of the locale:
 * „…“ in German, « … » in French, “…” in Chinese and English. What the source leaves open may stay open.
 */
import { tell } from '../../i18n/told/tell.ts';
import { baseOf, scriptOf } from '../segments/language.ts';
import type { Segment } from '../segments/segment.ts';
import { type Check, finding, isProse, said } from './check.ts';

type Meaning = readonly [kind: string, side: 1 | -1];
/** By UTF-16 unit: to take a character out of a text is to make a string of it. */
type Marks = ReadonlyMap<number, Meaning>;

const marksOf = (meanings: Readonly<Record<string, Meaning>>): Marks =>
  new Map(Object.entries(meanings).map(([mark, meaning]) => [mark.charCodeAt(0), meaning]));

/** Kinds of brackets: half and full width count as one, because volunteers mix them. */
const shapes = marksOf({
  '(': ['()', 1],
  ')': ['()', -1],
  '（': ['()', 1],
  '）': ['()', -1],
  '[': ['[]', 1],
  ']': ['[]', -1],
  '【': ['【】', 1],
  '】': ['【】', -1],
  '「': ['「」', 1],
  '」': ['「」', -1],
  '『': ['『』', 1],
  '』': ['『』', -1],
  '《': ['《》', 1],
  '》': ['《》', -1],
  '〈': ['〈〉', 1],
  '〉': ['〈〉', -1],
  '{': ['{}', 1],
  '}': ['{}', -1],
  '〔': ['〔〕', 1],
  '〕': ['〔〕', -1],
});
const curly = marksOf({ '“': ['“”', 1], '”': ['“”', -1] });
/** Typed from right to left, the closing form often stands first. */
const curlyTurned = marksOf({ '”': ['“”', 1], '“': ['“”', -1] });
const low = marksOf({ '„': ['„“', 1], '“': ['„“', -1], '”': ['„“', -1] });
const angled = marksOf({ '«': ['«»', 1], '»': ['«»', -1] });
const angledIn = marksOf({ '»': ['»«', 1], '«': ['»«', -1] });
const none = marksOf({});

const lowQuotes = new Set(['de', 'cs', 'sk', 'pl', 'hu', 'bg', 'ro', 'hr', 'sl', 'lt', 'et', 'is']);

/** How a language writes quotations. */
interface Habits {
  guillemets: Marks;
  quotesIn: (text: string) => Marks;
}

function habitsOf(lang: string): Habits {
  const base = baseOf(lang);
  const fromRight = ['Arab', 'Hebr'].includes(scriptOf(lang));
  return {
    // German and Danish books turn the guillemets round; Finnish and Swedish close with what they open with.
    guillemets: (base === 'de' && !/-ch\b/i.test(lang)) || base === 'da' ? angledIn : angled,
    quotesIn: (text) => {
      if (base === 'fi' || base === 'sv') return none;
      if (lowQuotes.has(base) || text.includes('„')) return low;
      return fromRight && /^[^“”]*”[^“]*“/.test(text) ? curlyTurned : curly;
    },
  };
}

const anyMark = /[()（）[\]【】「」『』《》〈〉{}〔〕“”„«»]/g;
/** "a)" and "1）" at the head of a block or a clause, and faces, open nothing. */
const loose = /(?<=^|[，；;、。：:]|[^\p{Script=Han}]\s)(?:\d{1,2}|[a-zA-Z])[)）]|[:;=8]['’-]?[()]/gu;

interface Unpaired {
  kind: string;
  mark: string;
  at: number;
  opens: boolean;
}

/** The first mark of a block that has no partner. */
function unpaired(text: string, { guillemets, quotesIn }: Habits, next = ''): Unpaired | undefined {
  anyMark.lastIndex = 0;
  if (!anyMark.test(text)) return undefined;
  const quotes = quotesIn(text);
  const clean = /[()）]/.test(text)
    ? text.replace(loose, (part) =>
        /^[:;=8]/.test(part) || !opens(text, part) ? ' '.repeat(part.length) : part,
      )
    : text;
  const open = new Map<string, number[]>();
  anyMark.lastIndex = 0;
  while (anyMark.test(clean)) {
    const at = anyMark.lastIndex - 1;
    const unit = clean.charCodeAt(at);
    const shape = shapes.get(unit) ?? quotes.get(unit) ?? guillemets.get(unit);
    if (!shape) continue;
    const [kind, side] = shape;
    const stack = open.get(kind) ?? [];
    open.set(kind, stack);
    if (side === 1) stack.push(at);
    else if (stack.pop() === undefined) return { kind, mark: clean.charAt(at), at, opens: false };
  }
  for (const [kind, stack] of open) {
    const at = stack.at(-1);
    // A quotation over several paragraphs opens each of them and closes the last.
    if (at === undefined || (kind === '“”' && stack.length === 1 && next.startsWith('“'))) continue;
    return { kind, mark: text.charAt(at), at, opens: true };
  }
  return undefined;
}

const opens = (text: string, part: string): boolean => {
  const before = text.slice(0, text.indexOf(part));
  return (
    before.lastIndexOf('(') > before.lastIndexOf(')') || before.lastIndexOf('（') > before.lastIndexOf('）')
  );
};

export const checkBrackets: Check = ({ lang, body, source, pairs }) => {
  const partner = new Map<Segment, readonly Segment[]>();
  for (const pair of pairs) for (const segment of pair.translation) partner.set(segment, pair.source);
  const prose = body.filter(isProse);
  const [ours, theirs] = [habitsOf(lang), habitsOf(source?.lang ?? '')];
  const found = prose.map((segment, n) => unpaired(segment.prose, ours, prose[n + 1]?.prose));
  return prose.flatMap((segment, n) => {
    const here = found[n];
    if (!here || (here.opens ? closes(here, found[n + 1]) : closes(found[n - 1], here))) return [];
    const same = partner.get(segment)?.some((other) => unpaired(other.prose, theirs)?.kind === here.kind);
    if (same) return [];
    const told = tell('unbalanced', { mark: said(here.mark) });
    return [finding('unbalanced', 'warning', told, segment.prose, here.at)];
  });
};

/** A quotation may open in one paragraph and close in the next. */
const closes = (a: Unpaired | undefined, b: Unpaired | undefined): boolean =>
  a?.opens === true && b?.opens === false && a.kind === b.kind;
