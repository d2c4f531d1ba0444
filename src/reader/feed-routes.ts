import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { parseLang } from '../i18n/languages.ts';
import { editionPath, personPath, topicPath } from '../lib/paths.ts';
import { findPersonFeed, findTopicFeed, getEditionFeed } from '../store/reader/feed.ts';
import { openReading } from '../store/reader/reading.ts';
import type { Reading } from '../store/reader/shown.ts';
import type { FeedView, Missing } from '../store/reader/views.ts';
import { renderAtom } from './atom.ts';
import { frameOf } from './frame.tsx';
import { renderJsonFeed } from './json-feed.ts';
import { askedFor } from './list-routes.ts';
import { sendNotFound, sendNotFoundOf, sendText } from './respond.ts';

export const feedRoutes = new Hono<AppEnv>();

const formats = {
  'feed.xml': { render: renderAtom, type: 'application/atom+xml; charset=utf-8' },
  'feed.json': { render: renderJsonFeed, type: 'application/feed+json; charset=utf-8' },
} as const;
type Format = keyof typeof formats;

const isFormat = (name: string | undefined): name is Format =>
  name !== undefined && Object.hasOwn(formats, name);

function sendFeed(
  c: Context<AppEnv>,
  feed: { lang: string; home: string; format: Format; view: FeedView; reading: Reading },
): Promise<Response> {
  const frame = frameOf(feed.view.site, feed.lang, c.get('config').siteUrl);
  const { render, type } = formats[feed.format];
  const self = `${feed.home.endsWith('/') ? feed.home : `${feed.home}/`}${feed.format}`;
  const text = render(frame, feed.view, { home: feed.home, self });
  const { hub } = feed.view.site;
  // WebSub, section 4: what looks for the hub of a JSON feed reads the header alone.
  const link = hub && { link: `<${new URL(hub).href}>; rel="hub", <${frame.siteUrl}${self}>; rel="self"` };
  return sendText(c, text, type, { policy: 'feed', tags: feed.reading.tags, ...link });
}

feedRoutes.get('/:lang/:format{feed\\.(?:xml|json)}', async (c) => {
  const lang = parseLang(c.req.param('lang'));
  const format = c.req.param('format');
  if (lang === undefined || !isFormat(format)) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await getEditionFeed(reading, lang);
  if (view.entries.length === 0 && lang !== view.site.default_lang) {
    return sendNotFoundOf(c, { site: view.site, lang, tags: reading.tags });
  }
  return sendFeed(c, { lang, home: editionPath(lang), format, view, reading });
});

type Find = (
  reading: Reading,
  place: { lang: string; slug: string },
) => Promise<FeedView | (Missing & { entries?: never })>;

const listFeed =
  (find: Find, homeOf: (lang: string, slug: string) => string) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const asked = askedFor(c.req.param());
    const format = c.req.param('format');
    if (!asked || !isFormat(format)) return sendNotFound(c);
    const reading = openReading(c.env.DB);
    const view = await find(reading, asked);
    const { lang } = asked;
    if (!view.entries) return sendNotFoundOf(c, { site: view.site, lang, tags: reading.tags });
    return sendFeed(c, { lang, home: homeOf(lang, asked.slug), format, view, reading });
  };

feedRoutes.get('/:lang/topics/:slug/:format{feed\\.(?:xml|json)}', listFeed(findTopicFeed, topicPath));
feedRoutes.get('/:lang/people/:slug/:format{feed\\.(?:xml|json)}', listFeed(findPersonFeed, personPath));
