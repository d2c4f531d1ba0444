/** Atom 1.0 (RFC 4287), with the text whole and `via` pointing to the report it translates. */
import { exactTime, rfc3339 } from '../lib/clock.ts';
import { xml } from '../lib/xml.ts';
import type { EntryView, FeedView } from '../store/reader/views.ts';
import { authorsOf, entryHtml, entryId } from './entry.ts';
import type { Frame } from './frame.tsx';
import { isWeb } from './outward.tsx';

export interface FeedPlace {
  /** Path of the page whose feed this is. */
  home: string;
  /** Path of the feed itself. */
  self: string;
}

const changed = (entry: EntryView): number => entry.changed_at ?? entry.published_at;

/** Epoch for a feed that has never had an entry: `updated` is required, and must not change by itself. */
const feedUpdated = (view: FeedView): number => Math.max(0, ...view.entries.map(changed));

export const feedTitle = (frame: Frame, view: FeedView): string =>
  view.about === undefined ? frame.site.name : `${view.about.name} – ${frame.site.name}`;

export function renderAtom(frame: Frame, view: FeedView, place: FeedPlace): string {
  const { siteUrl, site } = frame;
  return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${frame.lang}">
<id>${siteUrl + place.home}</id>
<title>${feedTitle(frame, view)}</title>
<subtitle>${frame.voice.t.tagline}</subtitle>
<updated>${exactTime(feedUpdated(view))}</updated>
<link rel="self" type="application/atom+xml" href="${siteUrl + place.self}"/>
<link rel="alternate" type="text/html" hreflang="${frame.lang}" href="${siteUrl + place.home}"/>
${
  site.hub !== undefined &&
  xml`<link rel="hub" href="${site.hub}"/>
`
}<author><name>${site.name}</name><uri>${siteUrl}/</uri></author>
${view.entries.map((entry) => renderEntry(frame, entry))}</feed>
`.markup;
}

const renderEntry = (frame: Frame, entry: EntryView) => xml`<entry>
<id>${entryId(entry.id)}</id>
<title>${entry.title}</title>
<link rel="alternate" type="text/html" hreflang="${entry.lang}" href="${frame.siteUrl + entry.path}"/>
${entry.sources
  .filter((source) => isWeb(source.url))
  .map(
    (
      source,
    ) => xml`<link rel="via" href="${source.url}"${source.lang !== undefined && xml` hreflang="${source.lang}"`}${source.title !== undefined && xml` title="${source.title}"`}/>
`,
  )}<published>${rfc3339(entry.published_at)}</published>
<updated>${exactTime(changed(entry))}</updated>
${authorsOf(frame, entry).map(
  (name) => xml`<author><name>${name}</name></author>
`,
)}${
  entry.authors.length > 0 &&
  entry.translators.map(
    (name) => xml`<contributor><name>${name}</name></contributor>
`,
  )
}${entry.topics.map(
  (topic) => xml`<category term="${topic.slug}" label="${topic.name}"/>
`,
)}<summary>${entry.excerpt}</summary>
<content type="html">${entryHtml(frame, entry)}</content>
</entry>
`;
