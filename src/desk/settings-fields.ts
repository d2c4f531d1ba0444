/** The settings form's fields: settings written into them, and read out of them. */
import { parseLang } from '../i18n/languages.ts';
import type { GivenText } from '../intake/fields.ts';
import { findBadLink } from '../lib/linked.ts';
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

/** What the form holds: the field of a text in one language is `<text>:<language>`, an unticked box is not there. */
export function fieldsOf(site: SiteSettings): GivenText {
  const texts = textsByLang.flatMap((name) =>
    Object.entries(site[name]).map(([lang, text]) => [`${name}:${lang}`, text] as const),
  );
  return {
    ...Object.fromEntries(texts),
    name: site.name,
    langs: site.langs.join(', '),
    default_lang: site.default_lang,
    ...(site.four_eyes ? { four_eyes: 'on' } : {}),
    hub: site.hub ?? '',
    settle_seconds: String(site.settle_seconds ?? ''),
  };
}

/** What is wrong with a field, and the part of it that is. */
interface Wrong {
  field: string;
  what: 'badLangs' | 'badLink';
  part: string;
}

/** The field of the first text with a link that leads nowhere. */
function findWrongText(values: GivenText): Wrong | undefined {
  for (const name of textsByLang) {
    for (const [lang, text] of Object.entries(readByLang(values, name))) {
      const part = findBadLink(text);
      if (part !== undefined) return { field: `${name}:${lang}`, what: 'badLink', part: part.slice(0, 100) };
    }
  }
  return undefined;
}

/** The settings, not yet looked at one by one, or what is wrong with what was typed. */
export function readSettings(values: GivenText): Result<SiteSettings, Wrong> {
  const langs: string[] = [];
  for (const tag of text(values, 'langs').split(/[,，、;；\s]+/u)) {
    if (tag === '') continue;
    const lang = parseLang(tag);
    if (lang === undefined) return fail({ field: 'langs', what: 'badLangs', part: tag.slice(0, 40) });
    if (!langs.includes(lang)) langs.push(lang);
  }
  const written = text(values, 'default_lang');
  const defaultLang = parseLang(written);
  if (defaultLang === undefined) {
    return fail({ field: 'default_lang', what: 'badLangs', part: written.slice(0, 40) });
  }
  const wrong = findWrongText(values);
  if (wrong) return fail(wrong);
  const hub = text(values, 'hub');
  const settle = text(values, 'settle_seconds');
  return ok({
    name: text(values, 'name').normalize('NFC'),
    default_lang: defaultLang,
    langs,
    four_eyes: values.four_eyes !== undefined,
    hub: hub === '' ? undefined : hub,
    settle_seconds: settle === '' ? undefined : Number(settle),
    footer: readByLang(values, 'footer'),
    disclaimer: readByLang(values, 'disclaimer'),
    licence: readByLang(values, 'licence'),
  });
}
