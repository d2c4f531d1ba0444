/**
 * Languages: a tag is parsed once at the border and canonical inside (`zh-Hans`); URLs carry its lower-case
 * form (`zh-hans`). Any well-formed BCP 47 tag may be an edition; only the languages with a catalogue have
 * interface strings of their own, and the others borrow the nearest.
 */

export type Dir = 'ltr' | 'rtl';

/** Languages that have a catalogue of interface strings. */
export const interfaceLangs = [
  'en',
  'zh-Hans',
  'zh-Hant',
  'ja',
  'ko',
  'es',
  'fr',
  'de',
  'ru',
  'ar',
  'fa',
  'vi',
  'pt',
  'hi',
  'id',
] as const;
export type InterfaceLang = (typeof interfaceLangs)[number];

/** Each language in its own words: what a reader looks for in a list of languages. */
const nativeNames: Record<InterfaceLang, string> = {
  en: 'English',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  ja: '日本語',
  ko: '한국어',
  es: 'Español',
  fr: 'Français',
  de: 'Deutsch',
  ru: 'Русский',
  ar: 'العربية',
  fa: 'فارسی',
  vi: 'Tiếng Việt',
  pt: 'Português',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
};

/** language, script, region, variants (RFC 5646, section 2.1); extensions and private use name no edition. */
const wellFormed =
  /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})){0,2}$/i;

/** `/api/` is a path of our own, and the tag of a language with a few hundred speakers. */
const reserved = new Set(['api']);

/** Those that nearly every page is in, as paths and as rows spell them: `Intl` is slow to say the same. */
const spelled = new Map<unknown, InterfaceLang>(
  interfaceLangs.flatMap((lang) => [
    [lang, lang],
    [lang.toLowerCase(), lang],
  ]),
);

/** The canonical form of a well-formed language tag, in any case and with `_` for `-`; otherwise undefined. */
export function parseLang(value: unknown): string | undefined {
  const known = spelled.get(value);
  if (known !== undefined) return known;
  if (typeof value !== 'string') return undefined;
  const tag = value.replaceAll('_', '-');
  if (!wellFormed.test(tag) || reserved.has(tag.toLowerCase())) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // a doubled variant is well-formed to the pattern and invalid to RFC 5646
  }
}

/** The form a tag has in paths. */
export const urlLang = (lang: string): string => lang.toLowerCase();

/**
 * Script and Open Graph locale of the languages that nearly every page is in. `Intl.Locale` says the same (a test
 * compares), but costs a page a tenth of what its database read costs.
 */
export const likely: Record<InterfaceLang, readonly [script: string, locale: string]> = {
  en: ['Latn', 'en_US'],
  'zh-Hans': ['Hans', 'zh_CN'],
  'zh-Hant': ['Hant', 'zh_TW'],
  ja: ['Jpan', 'ja_JP'],
  ko: ['Kore', 'ko_KR'],
  es: ['Latn', 'es_ES'],
  fr: ['Latn', 'fr_FR'],
  de: ['Latn', 'de_DE'],
  ru: ['Cyrl', 'ru_RU'],
  ar: ['Arab', 'ar_EG'],
  fa: ['Arab', 'fa_IR'],
  vi: ['Latn', 'vi_VN'],
  pt: ['Latn', 'pt_BR'],
  hi: ['Deva', 'hi_IN'],
  id: ['Latn', 'id_ID'],
};

const rtlScripts = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr', 'Yezi']);

/** ISO 15924 code of the script a language is written in: `Hans`, `Latn`, `Arab`, … */
export const scriptOf = (lang: string): string =>
  isInterfaceLang(lang) ? likely[lang][0] : (new Intl.Locale(lang).maximize().script ?? 'Latn');

export const dirOf = (lang: string): Dir => (rtlScripts.has(scriptOf(lang)) ? 'rtl' : 'ltr');

const isInterfaceLang = (tag: string): tag is InterfaceLang => Object.hasOwn(nativeNames, tag);

/** Whose strings a reader of `lang` understands best: itself, its script, its language, English. */
export function interfaceLangOf(lang: string): InterfaceLang {
  if (isInterfaceLang(lang)) return lang;
  const full = new Intl.Locale(lang).maximize();
  const language = full.language === 'yue' || full.language === 'wuu' ? 'zh' : full.language;
  const written = `${language}-${full.script}`;
  if (isInterfaceLang(written)) return written;
  return isInterfaceLang(language) ? language : 'en';
}

/** A language's name in itself; the tag where nobody knows one. */
export function nativeName(lang: string): string {
  if (isInterfaceLang(lang)) return nativeNames[lang];
  return new Intl.DisplayNames([lang], { type: 'language' }).of(lang) ?? lang;
}

/** `en_US`, as Open Graph spells a locale; a language alone where no region is named. */
export const openGraphLocale = (lang: string): string => {
  if (isInterfaceLang(lang)) return likely[lang][1];
  const { language, region } = new Intl.Locale(lang).maximize();
  return region ? `${language}_${region}` : language;
};
