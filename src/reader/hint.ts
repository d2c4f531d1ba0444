/**
 * A hint to a reader who came to a page in another language than their browser's: one line that leads to the page in
 * theirs. The answer is the same for everyone and so may be cached, and there is no script: SVG's `switch` shows the
 * first of its children whose `systemLanguage` the browser has (SVG 2, 5.9). Where a browser knows none of them
 * there is nothing to see. Every page also lists its languages for all.
 */
import { dirOf, interfaceLangOf, nativeName } from '../i18n/languages.ts';
import { speak } from '../i18n/speak.ts';
import { memo } from '../lib/memo.ts';
import { xml } from '../lib/xml.ts';
import { HINT_LANGS_MAX } from '../limits.ts';
import type { Alternate } from './head.ts';

/** Chromium compares whole tags, so that `es` alone is not found by a browser that says `es-MX`. */
const regions: Record<string, readonly string[]> = {
  ar: ['EG', 'SA', 'AE', 'MA', 'DZ', 'IQ', 'SY', 'JO', 'LB', 'TN'],
  de: ['DE', 'AT', 'CH'],
  en: ['US', 'GB', 'CA', 'AU', 'IN', 'IE', 'NZ', 'ZA', 'NG', 'KE', 'PH', 'SG'],
  es: ['ES', '419', 'MX', 'US', 'AR', 'CO', 'CL', 'PE'],
  fr: ['FR', 'CA', 'BE', 'CH'],
  pt: ['BR', 'PT'],
  'zh-Hans': ['CN', 'SG'],
  'zh-Hant': ['TW', 'HK', 'MO'],
};

/** The tags by which browsers name a language, in the form of `systemLanguage`. */
export const browserTags = memo(HINT_LANGS_MAX, (lang: string): string => {
  const { language, script, region } = new Intl.Locale(lang).maximize();
  const known = regions[lang] ?? regions[language] ?? (region ? [region] : []);
  // `zh` alone is simplified, as `zh-CN` is.
  const isPlain = new Intl.Locale(language).maximize().script === script;
  return [
    ...new Set([lang, ...(isPlain ? [language] : []), ...known.map((one) => `${language}-${one}`)]),
  ].join();
});

/** Where the strings are borrowed, the language's own name says enough. */
const text = (lang: string): string =>
  interfaceLangOf(lang) === lang ? speak(lang).t.pageInThis : nativeName(lang);

/** Empty for a page in one language. Who reads the page's own language needs no hint: it comes first. */
export function hintMarkup(lang: string, alternates: readonly Alternate[]): string {
  const others = alternates.filter((one) => one.lang !== 'x-default' && one.lang !== lang);
  if (others.length === 0) return '';
  return xml`<nav class="hint" aria-label="${speak(lang).t.languages}"><svg><switch><g systemLanguage="${browserTags(lang)}"/>${others.map(
    (one) =>
      xml`<foreignObject systemLanguage="${browserTags(one.lang)}" width="100%" height="100%"><a href="${one.path}" hreflang="${one.lang}" lang="${one.lang}"><bdi dir="${dirOf(one.lang)}">${text(one.lang)}</bdi></a></foreignObject>`,
  )}</switch></svg></nav>`.markup;
}
