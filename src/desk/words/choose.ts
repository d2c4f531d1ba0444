import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { parseAccept } from 'hono/utils/accept';
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

function preferred<E extends AppEnv>(c: Context<E>): WordsLang {
  const wanted = parseAccept(c.req.header('Accept-Language') ?? '')
    .map(({ type }) => type.toLowerCase().split('-')[0])
    .find((language) => language === 'zh' || language === 'en');
  return wanted === 'zh' ? 'zh-Hans' : 'en';
}

/** Keeps a choice; anything but a language of the desk is let be. */
export function keepWords<E extends AppEnv>(c: Context<E>, lang: string): void {
  if (!isWordsLang(lang)) return;
  keepCookie(c, COOKIE, lang, YEAR_MS);
}
