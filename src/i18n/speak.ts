/**
 * A language spoken to the reader: its strings, and its dates, numbers, lists and plurals through `Intl`.
 * One voice a language is made in an isolate and kept, since building an `Intl` formatter costs more than a
 * whole page (measured: test/i18n/speak.test.ts); each formatter is made when it is first asked for.
 */

import { memo } from '../lib/memo.ts';
import { once } from '../lib/once.ts';
import { FORMATTED_MAX } from '../limits.ts';
import { ar } from './catalogues/ar.ts';
import { de } from './catalogues/de.ts';
import { en } from './catalogues/en.ts';
import { es } from './catalogues/es.ts';
import { fa } from './catalogues/fa.ts';
import { fr } from './catalogues/fr.ts';
import { hi } from './catalogues/hi.ts';
import { id } from './catalogues/id.ts';
import { ja } from './catalogues/ja.ts';
import { ko } from './catalogues/ko.ts';
import { pt } from './catalogues/pt.ts';
import { ru } from './catalogues/ru.ts';
import { vi } from './catalogues/vi.ts';
import { zhHans } from './catalogues/zh-hans.ts';
import { zhHant } from './catalogues/zh-hant.ts';
import { type Dir, dirOf, type InterfaceLang, interfaceLangOf } from './languages.ts';
import type { Messages, Plural } from './messages.ts';

const catalogues: Record<InterfaceLang, Messages> = {
  en,
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  ja,
  ko,
  es,
  fr,
  de,
  ru,
  ar,
  fa,
  vi,
  pt,
  hi,
  id,
};

export interface Voice {
  /** The language of the strings; not always the language of the page. */
  lang: InterfaceLang;
  dir: Dir;
  t: Messages;
  /** Day in UTC, in the calendar of the language: "23 November 2026". */
  date(at: number): string;
  /** Day and month in UTC, Gregorian: "23 November", for rows below a month's heading. */
  day(at: number): string;
  /** `yyyy-mm`, Gregorian as in the address: "November 2026". */
  month(month: string): string;
  number(n: number): string;
  /** "5 min" */
  minutes(n: number): string;
  plural(forms: Plural, n: number): string;
  /** "A, B and C" */
  list(items: readonly string[]): string;
  /** The same in pieces, for items that get markup of their own. */
  listParts(items: readonly string[]): { type: 'element' | 'literal'; value: string }[];
  /** A language's name in this one. */
  languageName(lang: string): string;
}

/** Puts values into a sentence's named gaps. */
export const fill = (sentence: string, values: Record<string, string>): string =>
  sentence.replace(/\{([a-z]+)\}/g, (gap, name: string) => values[name] ?? gap);

/** What stands before and after a gap, for a sentence with markup in it. */
export function around(sentence: string, gap: string): [string, string] {
  const at = sentence.indexOf(`{${gap}}`);
  return [sentence.slice(0, at), sentence.slice(at + gap.length + 2)];
}

const DAY_MS = 86_400_000;

function makeVoice(lang: InterfaceLang): Voice {
  const gregorian = `${lang}-u-ca-gregory`;
  const date = once(() => new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }));
  const day = once(
    () => new Intl.DateTimeFormat(gregorian, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  );
  const month = once(
    () => new Intl.DateTimeFormat(gregorian, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  );
  const number = once(() => new Intl.NumberFormat(lang));
  // English says "5 min read": the whole word would have to be "5-minute" there.
  const unitDisplay = lang === 'en' ? 'short' : 'long';
  const minutes = once(() => new Intl.NumberFormat(lang, { style: 'unit', unit: 'minute', unitDisplay }));
  const list = once(() => new Intl.ListFormat(lang, { type: 'conjunction' }));
  const rules = once(() => new Intl.PluralRules(lang));
  const names = once(() => new Intl.DisplayNames([lang], { type: 'language' }));
  const dates = memo(FORMATTED_MAX, (n: number) => date().format(n * DAY_MS));
  const days = memo(FORMATTED_MAX, (n: number) => day().format(n * DAY_MS));
  const months = memo(FORMATTED_MAX, (text: string) =>
    month().format(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1)),
  );
  const lengths = memo(FORMATTED_MAX, (n: number) => minutes().format(n));
  const languageNames = memo(FORMATTED_MAX, (tag: string) => names().of(tag) ?? tag);
  return {
    lang,
    dir: dirOf(lang),
    t: catalogues[lang],
    date: (at) => dates(Math.floor(at / DAY_MS)),
    day: (at) => days(Math.floor(at / DAY_MS)),
    month: months,
    number: (n) => number().format(n),
    minutes: lengths,
    plural: (forms, n) => fill(forms[rules().select(n)] ?? forms.other, { n: number().format(n) }),
    list: (items) => list().format(items),
    // Of one there is nothing to join: what most articles have, and the dearest formatter of all.
    listParts: (items) =>
      items.length === 1 ? items.map((value) => ({ type: 'element', value })) : list().formatToParts(items),
    languageName: languageNames,
  };
}

/** Filled at most once for each catalogue. */
const voices = new Map<InterfaceLang, Voice>();

/** The voice for a reader of `lang`, which may be any well-formed tag. */
export function speak(lang: string): Voice {
  const spoken = interfaceLangOf(lang);
  let voice = voices.get(spoken);
  if (!voice) {
    voice = makeVoice(spoken);
    voices.set(spoken, voice);
  }
  return voice;
}
