/** The settings form's fields, read into settings. */
import { parseLang } from '../i18n/languages.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { SiteSettings } from '../store/settings.ts';

/** Texts that stand in every language: the field of one is `<text>:<language>`. */
export const textsByLang = ['footer', 'disclaimer', 'licence'] as const;

const text = (values: Record<string, unknown>, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** What was typed for one text, language by language; an empty one is taken out. */
export function readByLang(values: Record<string, unknown>, name: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const key of Object.keys(values)) {
    const lang = key.startsWith(`${name}:`) ? parseLang(key.slice(name.length + 1)) : undefined;
    const value = text(values, key).replaceAll('\r\n', '\n');
    if (lang !== undefined && value !== '') out[lang] = value;
  }
  return out;
}

/** The settings, or the tag that is no language. */
export function readSettings(
  values: Record<string, unknown>,
): Result<SiteSettings, { field: string; tag: string }> {
  const langs: string[] = [];
  for (const tag of text(values, 'langs').split(/[,，、;；\s]+/u)) {
    if (tag === '') continue;
    const lang = parseLang(tag);
    if (lang === undefined) return fail({ field: 'langs', tag: tag.slice(0, 40) });
    if (!langs.includes(lang)) langs.push(lang);
  }
  const written = text(values, 'default_lang');
  const defaultLang = parseLang(written);
  if (defaultLang === undefined) return fail({ field: 'default_lang', tag: written.slice(0, 40) });
  const hub = text(values, 'hub');
  return ok({
    name: text(values, 'name').normalize('NFC'),
    default_lang: defaultLang,
    langs,
    four_eyes: values.four_eyes !== undefined,
    hub: hub === '' ? undefined : hub,
    footer: readByLang(values, 'footer'),
    disclaimer: readByLang(values, 'disclaimer'),
    licence: readByLang(values, 'licence'),
  });
}
