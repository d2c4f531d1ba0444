/** JSON Feed 1.1, with the text whole and `external_url` pointing to the report it translates. */
import { exactTime, rfc3339 } from '../lib/clock.ts';
import type { EntryView, FeedView } from '../store/reader/views.ts';
import { type FeedPlace, feedTitle } from './atom.ts';
import { authorsOf, entryHtml, entryId } from './entry.ts';
import type { Frame } from './frame.tsx';
import { isWeb } from './outward.tsx';

function item(frame: Frame, entry: EntryView) {
  const source = entry.sources.find((one) => isWeb(one.url));
  return {
    id: entryId(entry.id),
    url: frame.siteUrl + entry.path,
    ...(source ? { external_url: source.url } : {}),
    title: entry.title,
    content_html: entryHtml(frame, entry),
    summary: entry.excerpt,
    ...(entry.header ? { image: `${frame.siteUrl}/images/${entry.header.sha256}/1600.jpeg` } : {}),
    date_published: rfc3339(entry.published_at),
    date_modified: exactTime(entry.changed_at ?? entry.published_at),
    authors: authorsOf(frame, entry).map((name) => ({ name })),
    ...(entry.topics.length > 0 ? { tags: entry.topics.map((topic) => topic.name) } : {}),
    language: entry.lang,
  };
}

export function renderJsonFeed(frame: Frame, view: FeedView, place: FeedPlace): string {
  const { siteUrl, site } = frame;
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(frame, view),
    home_page_url: siteUrl + place.home,
    feed_url: siteUrl + place.self,
    description: frame.voice.t.tagline,
    authors: [{ name: site.name, url: `${siteUrl}/` }],
    language: frame.lang,
    ...(site.hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: site.hub }] }),
    items: view.entries.map((entry) => item(frame, entry)),
  };
  return `${JSON.stringify(feed).toWellFormed()}\n`;
}
