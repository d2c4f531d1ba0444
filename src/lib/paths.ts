/**
 * Paths of reader pages, percent-encoded, without the origin. A language tag stands in lower case in a URL.
 */
const segment = (text: string): string => encodeURIComponent(text.normalize('NFC'));

export const editionPath = (lang: string): string => `/${lang.toLowerCase()}/`;

/** `month` is `yyyy-mm`. */
export const monthPath = (lang: string, month: string): string =>
  `/${lang.toLowerCase()}/${month.replace('-', '/')}/`;

export const articlePath = (lang: string, month: string, slug: string): string =>
  `${monthPath(lang, month)}${segment(slug)}`;

export const personPath = (lang: string, slug: string): string =>
  `${editionPath(lang)}people/${segment(slug)}`;

export const topicPath = (lang: string, slug: string): string =>
  `${editionPath(lang)}topics/${segment(slug)}`;

/** A path for people to read: in its own script, where the percent signs hide one. */
export function readablePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
