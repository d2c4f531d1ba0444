/** Language tags in file names, folders and other systems' settings. */

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const byCountry: Record<string, string> = {
  'zh-CN': 'zh-Hans',
  'zh-SG': 'zh-Hans',
  'zh-MY': 'zh-Hans',
  'zh-TW': 'zh-Hant',
  'zh-HK': 'zh-Hant',
  'zh-MO': 'zh-Hant',
};

/** Language, script, region, variants: what an edition is named by. */
const wellFormed = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-[a-z0-9]{5,8}){0,2}$/i;

/** `zh_CN` is `zh-Hans`; undefined for what names no language. */
export function knownLang(text: unknown): string | undefined {
  const tag = typeof text === 'string' ? text.trim().replaceAll('_', '-') : '';
  if (!wellFormed.test(tag)) return undefined;
  const [lang] = Intl.getCanonicalLocales(tag);
  if (lang === undefined || names.of(lang) === undefined) return undefined;
  return byCountry[lang] ?? lang;
}

/** A tag of a folder or suffix: two letters, since `new`, `pop` and `tag` are languages too. */
export const langOfName = (name: string): string | undefined =>
  /^[a-z]{2}(?:[-_][a-z0-9]{2,8}){0,2}$/i.test(name) ? knownLang(name) : undefined;

/** `en-US` goes into the edition `en` that the operator asked for; other languages stay as they are. */
export function editionOf(lang: string, asked: string): string {
  const found = new Intl.Locale(lang);
  const wanted = new Intl.Locale(asked);
  const same = found.language === wanted.language && found.maximize().script === wanted.maximize().script;
  return same ? asked : lang;
}
