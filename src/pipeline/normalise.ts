/**
 * The first step: text that every later step can trust. Well-formed Unicode in NFC, `\n` for every line
 * end, no control characters, nothing that reorders or hides text. What is removed is invisible; when it
 * could have deceived a reader or broken a parser, a finding says so. Running it twice changes nothing.
 * Linear in the length of the text.
 */
import { type Told, tell } from '../i18n/told/tell.ts';
import type { Finding } from './types.ts';

/** UAX #15, section 13: a longer run of combining marks makes canonical ordering quadratic. */
const MARKS_MAX = 30;
const tooManyMarks = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');
/** Isolates nested deeper than this are no language. */
const ISOLATES_MAX_DEPTH = 8;

const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{fe0f}/u;
/** Scripts in which the joiners spell different words: Arabic and its relatives, the Indic scripts, Mongolian. */
const joining =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/u;

const before = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
};
const after = (text: string, at: number): string => {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
};

/** ZWJ glues emoji and Indic letters, ZWNJ parts Persian and Indic ones; elsewhere both only hide. */
function joiner(char: string, at: number, text: string): string {
  const left = before(text, at);
  const right = after(text, at + 1);
  if (left === '' || right === '') return '';
  if (joining.test(left) || (joining.test(right) && /\p{L}|\p{M}/u.test(left))) return char;
  return char === '\u200d' && emoji.test(left) && emoji.test(right) ? char : '';
}

/** No-break spaces: typography between words, litter beside Chinese text, other spaces and line ends. */
function noBreakSpaces(run: string, at: number, text: string): string {
  const left = before(text, at);
  const right = after(text, at + run.length);
  if (left === '' || left === '\n' || right === '' || right === '\n') return '';
  const glued = run.length === 1 && !/\s/.test(left) && !/\s/.test(right);
  return glued && !wide.test(left) && !wide.test(right) ? run : ' '.repeat(run.length);
}

/** A file server tells composed from decomposed letters: an address keeps its own, percent-encoded. */
const destination = /(?<=\]\(<?)https?:\/\/[^\s<>()"']{1,4096}/g;

const encodeUnlessComposed = (url: string): string =>
  url === url.normalize('NFC') ? url : url.replace(/[^\u0000-\u007f]+/g, encodeURIComponent);

interface Removed {
  control: number;
  hidden: number;
  reordering: number;
}

/** Direction characters of one line: overrides never, isolates in balance, marks only beside letters that run right to left. */
function direction(line: string, removed: Removed): string {
  if (!bidi.test(line)) return line;
  // The Arabic mark is itself of that script.
  const needed = rightToLeft.test(line.replaceAll('\u061c', ''));
  const open: number[] = [];
  const closed = new Set<number>();
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code >= 0x2066 && code <= 0x2068) open.push(at);
    else if (code === 0x2069) {
      const start = open.pop();
      if (start !== undefined && open.length < ISOLATES_MAX_DEPTH) closed.add(start).add(at);
    }
  }
  return line.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char, at: number) => {
    if (char >= '\u202a' && char <= '\u202e') {
      removed.reordering += 1;
      return '';
    }
    if (char >= '\u2066') {
      if (needed && closed.has(at)) return char;
      removed.reordering += 1;
      return '';
    }
    return needed ? char : '';
  });
}

/** Whatever `withoutLitter` looks for: foreign line ends, controls, what is invisible, spaces of other widths. */
const litter =
  /\u034f|\u17b4|\u17b5|[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u115f\u1160\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/u;

function withoutLitter(text: string, removed: Removed): string {
  return (
    text
      .replace(/\r\n?|[\u0085\u2028\u000b\u000c]/g, '\n')
      .replace(/\u2029/g, '\n\n')
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, () => {
        removed.control += 1;
        return '';
      })
      .replace(
        /\u034f|\u17b4|\u17b5|[\ufeff\ufffe\uffff\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]/g,
        '',
      )
      // Tag characters spell text that nobody sees, except behind the black flag, where they name a country.
      .replace(
        /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0000}-\u{e007f}]/gu,
        (_, flag?: string) => {
          if (flag === undefined) removed.hidden += 1;
          return flag ?? '';
        },
      )
      .replace(/[\u200c\u200d]/g, joiner)
      .replace(/[\u00a0\u202f]+/g, noBreakSpaces)
      .replace(/[\u1680\u2000-\u200a\u205f]/g, ' ')
  );
}

/**
 * Anything but characters that no rule here is about: most texts have none, and this one look is many times quicker
 * than those with Unicode properties. Latin, Greek and Cyrillic, punctuation and symbols, kana, Han, Hangul.
 */
const notable =
  /[^\t\n\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u3163\u3165-\ua4cf\uac00-\ud7a3\uff01-\uff9f]/;

/** Normalised text, and findings about what was removed from it and could have done harm. */
export function normalise(markdown: string): { text: string; findings: Finding[] } {
  if (!notable.test(markdown) && markdown === markdown.normalize('NFC'))
    return { text: markdown, findings: [] };
  const removed: Removed = { control: 0, hidden: 0, reordering: 0 };
  const formed = markdown.toWellFormed();
  // Of what the door or an editor before it could not read, this character is what is left.
  const broken = formed.includes('\ufffd');
  // Most texts hold nothing of what is removed, which one look tells.
  const text = (litter.test(formed) ? withoutLitter(formed, removed) : formed)
    .replace(tooManyMarks, (_, kept: string) => {
      removed.hidden += 1;
      return kept;
    })
    .replace(destination, encodeUnlessComposed)
    .normalize('NFC');
  const lines = bidi.test(text)
    ? text
        .split('\n')
        .map((line) => direction(line, removed))
        .join('\n')
    : text;
  return { text: lines, findings: report(removed, broken) };
}

function report(removed: Removed, broken: boolean): Finding[] {
  const findings: Finding[] = [];
  const add = (check: string, told: Told): void => {
    findings.push({ check, severity: 'warning', told });
  };
  if (removed.reordering > 0) add('text-reordering', tell('text-reordering', { n: removed.reordering }));
  if (removed.control > 0) add('control-characters', tell('control-characters', { n: removed.control }));
  if (removed.hidden > 0) add('hidden-text', tell('hidden-text', { n: removed.hidden }));
  if (broken) add('broken-characters', tell('broken-characters'));
  return findings;
}
