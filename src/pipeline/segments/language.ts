/** What the checks need to know about a BCP 47 tag, and nothing more. */
export type Script =
  | 'Hans'
  | 'Hant'
  | 'Jpan'
  | 'Kore'
  | 'Latn'
  | 'Cyrl'
  | 'Arab'
  | 'Hebr'
  | 'Deva'
  | 'Thai'
  | 'Grek'
  | 'Other';

/** The language subtag: `pt` of `pt-BR`. */
export function baseOf(lang: string): string {
  const tag = lang.toLowerCase();
  const end = tag.search(/[-_]/);
  return end < 0 ? tag : tag.slice(0, end);
}

const byBase: Record<string, Script> = {
  ja: 'Jpan',
  ko: 'Kore',
  ru: 'Cyrl',
  uk: 'Cyrl',
  be: 'Cyrl',
  bg: 'Cyrl',
  mk: 'Cyrl',
  kk: 'Cyrl',
  mn: 'Cyrl',
  ar: 'Arab',
  fa: 'Arab',
  ur: 'Arab',
  ps: 'Arab',
  ug: 'Arab',
  he: 'Hebr',
  yi: 'Hebr',
  hi: 'Deva',
  mr: 'Deva',
  ne: 'Deva',
  th: 'Thai',
  el: 'Grek',
  bn: 'Other',
  ta: 'Other',
  te: 'Other',
  my: 'Other',
  km: 'Other',
  lo: 'Other',
  ka: 'Other',
  hy: 'Other',
  am: 'Other',
  bo: 'Other',
  si: 'Other',
  gu: 'Other',
  pa: 'Other',
  kn: 'Other',
  ml: 'Other',
};

export function scriptOf(lang: string): Script {
  const tag = lang.toLowerCase();
  const base = baseOf(tag);
  if (base === 'zh' || base === 'yue') return /-(hant|tw|hk|mo)\b/.test(tag) ? 'Hant' : 'Hans';
  if (/-latn\b/.test(tag)) return 'Latn';
  if (/-cyrl\b/.test(tag)) return 'Cyrl';
  return byBase[base] ?? 'Latn';
}

/** Chinese in either script, and Japanese: no spaces between words, full-width punctuation. */
export const writesHan = (lang: string): boolean => ['Hans', 'Hant', 'Jpan'].includes(scriptOf(lang));

/**
 * Characters that a language needs where English needs one: medians over published parallel news and
 * documentation. Chinese from English lies between 0.23 and 0.56, in the middle at 0.36.
 */
const perEnglishCharacter: Record<string, number> = {
  zh: 0.36,
  yue: 0.36,
  ja: 0.5,
  ko: 0.55,
  de: 1.14,
  fr: 1.15,
  es: 1.14,
  it: 1.12,
  pt: 1.1,
  nl: 1.1,
  sv: 1.02,
  da: 1.02,
  nb: 1,
  no: 1,
  fi: 1.05,
  et: 1,
  cs: 1,
  sk: 1,
  pl: 1.08,
  hu: 1.05,
  ro: 1.1,
  ru: 1.08,
  uk: 1.05,
  bg: 1.08,
  el: 1.12,
  tr: 1.03,
  ar: 0.85,
  fa: 0.92,
  he: 0.78,
  ur: 0.95,
  hi: 1,
  bn: 0.98,
  th: 0.95,
  vi: 1.05,
  id: 1.08,
  ms: 1.08,
};

/** Expected characters of `to` for one character of `from`. An unknown language counts as English. */
export function lengthRatio(from: string, to: string): number {
  return (perEnglishCharacter[baseOf(to)] ?? 1) / (perEnglishCharacter[baseOf(from)] ?? 1);
}
