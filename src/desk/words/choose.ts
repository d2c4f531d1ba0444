import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { AppEnv } from '../../config.ts';
import { keepCookie } from '../cookie.ts';
import { en, type Words } from './en.ts';
import { zhHans } from './zh-hans.ts';

export const wordsLangs = ['en', 'zh-Hans'] as const;
export type WordsLang = (typeof wordsLangs)[number];

const catalogues: Record<WordsLang, Words> = { en, 'zh-Hans': zhHans };
const COOKIE = 'dragoman-words';
const YEAR_MS = 31_536_000_000;

const isWordsLang = (text: string | undefined): text is WordsLang => wordsLangs.some((lang) => lang === text);

/** The language of the desk's own words: as chosen, else as the browser prefers. The desk is private, so this splits no cache. */
export function chooseWords<E extends AppEnv>(c: Context<E>): { lang: WordsLang; words: Words } {
  const chosen = getCookie(c, COOKIE);
  const lang = isWordsLang(chosen) ? chosen : preferred(c);
  return { lang, words: catalogues[lang] };
}

/** RFC 9110, section 12.5.4, as far as it tells two languages apart: of equal weights the first counts. */
function preferred<E extends AppEnv>(c: Context<E>): WordsLang {
  const header = c.req.header('Accept-Language') ?? '';
  const [wanted] = header
    .split(',')
    .map((part) => {
      const [, language = '', weight = '1'] = /^\s*(zh|en)\b(?:.*;\s*q=([\d.]+))?/i.exec(part) ?? [];
      return { language: language.toLowerCase(), weight: language === '' ? 0 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return wanted?.language === 'zh' ? 'zh-Hans' : 'en';
}

/** Keeps a choice; anything but a language of the desk is let be. */
export function keepWords<E extends AppEnv>(c: Context<E>, lang: string): void {
  if (!isWordsLang(lang)) return;
  keepCookie(c, COOKIE, lang, YEAR_MS);
}
