/** What both kinds of feed say of an article. */
import type { EntryView } from '../store/reader/views.ts';
import type { Frame } from './frame.tsx';
import { isWeb } from './outward.tsx';

/** Links and pictures of an article are paths of ours; a feed is read elsewhere. */
const absolute = (html: string, siteUrl: string): string =>
  html
    .replace(/ (href|src)="\//g, ` $1="${siteUrl}/`)
    .replace(
      / srcset="([^"]*)"/g,
      (_, set: string) => ` srcset="${set.replace(/(^|,\s*)\//g, `$1${siteUrl}/`)}"`,
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
  return correctionsHtml(frame, entry) + picture + absolute(text, frame.siteUrl) + from;
}

/** Who a feed reader names: those who wrote it, else those who translated it, else the site. */
export function authorsOf(frame: Frame, entry: EntryView): string[] {
  if (entry.authors.length > 0) return entry.authors;
  return entry.translators.length > 0 ? entry.translators : [frame.site.name];
}

/** RFC 4151: a name for an entry that survives a new slug and a new domain. */
export const entryId = (id: string): string => `urn:uuid:${id}`;
