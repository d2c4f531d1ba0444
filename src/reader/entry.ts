/** What both kinds of feed say of an article. */
import type { EntryView } from '../store/reader/views.ts';
import type { Frame } from './frame.tsx';
import { isWeb } from './outward.tsx';

/** In text `<` is an entity, so this is a tag, and never an article's sample of HTML. */
const linkingTags = /<(?:a|img|source) (?:[^">]|"[^"]*")*>/g;

/**
 * Links and pictures of an article are paths of ours, and its footnotes places on its page; a feed is read elsewhere, and
 * the next entry has a first footnote too.
 */
const absolute = (html: string, siteUrl: string, page: string): string =>
  html.replace(linkingTags, (tag) =>
    tag
      .replace(/ (href|src)="\//, ` $1="${siteUrl}/`)
      .replace(' href="#', ` href="${page}#`)
      .replace(
        / srcset="([^"]*)"/,
        (_, set: string) => ` srcset="${set.replace(/(^|,\s*)\//g, `$1${siteUrl}/`)}"`,
      ),
  );

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** As on the article's page: on top, since a feed reader shows an entry again when it changes. */
function correctionsHtml({ voice }: Frame, { corrections }: EntryView): string {
  if (corrections.length === 0) return '';
  const items = corrections.map(
    ({ kind, note, at }) =>
      `<li><b>${escapeHtml(voice.t.correctionKinds[kind])}</b>, ${voice.date(at)}: <span dir="auto">${escapeHtml(note)}</span></li>`,
  );
  return `<p><b>${escapeHtml(voice.t.corrections)}</b></p>\n<ul>${items.join('')}</ul>\n`;
}

/** The article as HTML on its own: corrections, header picture, text, and a word on where it comes from. */
export function entryHtml(frame: Frame, entry: EntryView): string {
  const { header } = entry;
  const picture = header
    ? `<p><img src="${frame.siteUrl}/images/${header.sha256}/960.jpeg" alt="${escapeHtml(header.alt)}"></p>\n`
    : '';
  const text = entry.html ?? `<p>${escapeHtml(entry.excerpt)}</p>`;
  const source = entry.sources.find((one) => isWeb(one.url));
  const { t } = frame.voice;
  const from = source
    ? `\n<p>${t.source}: <a href="${escapeHtml(source.url)}">${escapeHtml(source.title ?? source.publisher ?? source.url)}</a></p>`
    : '';
  return (
    correctionsHtml(frame, entry) + picture + absolute(text, frame.siteUrl, frame.siteUrl + entry.path) + from
  );
}

/** Who a feed reader names: those who wrote it, else those who translated it, else the site. */
export function authorsOf(frame: Frame, entry: EntryView): string[] {
  if (entry.authors.length > 0) return entry.authors;
  return entry.translators.length > 0 ? entry.translators : [frame.site.name];
}

/** RFC 4151: a name for an entry that survives a new slug and a new domain. */
export const entryId = (id: string): string => `urn:uuid:${id}`;
