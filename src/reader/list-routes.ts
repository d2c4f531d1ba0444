import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { parseLang } from '../i18n/languages.ts';
import { searchQuery } from '../lib/bigrams.ts';
import { isId } from '../lib/ids.ts';
import { personPath, topicPath } from '../lib/paths.ts';
import { findPersonPage, findTopicPage } from '../store/reader/lists.ts';
import { openReading } from '../store/reader/reading.ts';
import type { Reading } from '../store/reader/shown.ts';
import { getEditions, getSite } from '../store/reader/site.ts';
import { findStory } from '../store/reader/story.ts';
import type { ListCursor, SiteView } from '../store/reader/views.ts';
import { findHits } from '../store/search.ts';
import { renderPerson, renderStory, renderTopic } from './list-pages.tsx';
import { sendBusy, sendNotFound, sendNotFoundOf, sendPage } from './respond.ts';
import { renderSearch } from './search-page.tsx';
import { termsOf } from './snippet.ts';

export const listRoutes = new Hono<AppEnv>();

/** A row number in a query. */
const rowIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

interface Asked {
  lang: string;
  slug: string;
  before?: ListCursor;
}

/** The page asked for, percent-encoded; Hono's own path is decoded. */
const pathOf = (home: string, { before }: Asked): string =>
  before ? `${home}/before/${before.at}${before.id && `-${before.id}`}` : home;

/** `{time}-{id}` of the last article of the page before; a time alone begins before all of that moment. */
function cursorIn(text: string): ListCursor | undefined {
  const [, at, id = ''] = /^(\d{1,15})(?:-([0-9a-f-]{36}))?$/.exec(text) ?? [];
  return at === undefined || (id !== '' && !isId(id)) ? undefined : { at: Number(at), id };
}

/** Language, name and place of a listing's path; undefined for what can be none. */
export function askedFor(params: Record<string, string | undefined>): Asked | undefined {
  const lang = parseLang(params.lang);
  const { slug, before: asked } = params;
  const before = asked === undefined ? undefined : cursorIn(asked);
  if (lang === undefined || slug === undefined || (asked !== undefined && !before)) return undefined;
  return { lang, slug: slug.normalize('NFC'), ...(before === undefined ? {} : { before }) };
}

listRoutes.on('GET', ['/:lang/topics/:slug', '/:lang/topics/:slug/before/:before'], async (c) => {
  const asked = askedFor(c.req.param());
  if (!asked) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await findTopicPage(reading, asked);
  const { tags } = reading;
  if (!view.topic) return sendNotFoundOf(c, { site: view.site, lang: asked.lang, tags });
  const path = pathOf(topicPath(asked.lang, asked.slug), asked);
  const html = renderTopic(view, { lang: asked.lang, path }, c.get('config').siteUrl);
  return sendPage(c, html, { policy: 'listing', tags });
});

listRoutes.on('GET', ['/:lang/people/:slug', '/:lang/people/:slug/before/:before'], async (c) => {
  const asked = askedFor(c.req.param());
  if (!asked) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await findPersonPage(reading, asked);
  const { tags } = reading;
  if (!view.person) return sendNotFoundOf(c, { site: view.site, lang: asked.lang, tags });
  const path = pathOf(personPath(asked.lang, asked.slug), asked);
  const html = renderPerson(view, { lang: asked.lang, path }, c.get('config').siteUrl);
  return sendPage(c, html, { policy: 'listing', tags });
});

listRoutes.get('/:lang/stories/:id', async (c) => {
  const lang = parseLang(c.req.param('lang'));
  const id = c.req.param('id');
  if (lang === undefined || !isId(id)) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await findStory(reading, id);
  const { tags } = reading;
  if (view.id === undefined) return sendNotFoundOf(c, { site: view.site, lang, tags });
  return sendPage(c, renderStory(view, lang, c.get('config').siteUrl), { policy: 'listing', tags });
});

/** One client may not keep the index busy; behind Cloudflare the address cannot be forged. */
async function mayNotSearch(c: Context<AppEnv>): Promise<boolean> {
  const key = c.req.header('cf-connecting-ip') ?? 'local';
  return !(await c.env.SEARCH_LIMIT.limit({ key })).success;
}

/** The default edition exists before its first article; any other begins with one. */
async function getEdition(reading: Reading, lang: string): Promise<{ site: SiteView; isThere: boolean }> {
  const { site, editions } = await getEditions(reading);
  return { site, isThere: lang === site.default_lang || editions.includes(lang) };
}

listRoutes.get('/:lang/search', async (c) => {
  const lang = parseLang(c.req.param('lang'));
  if (lang === undefined) return sendNotFound(c);
  const query = (c.req.query('q') ?? '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed();
  const before = rowIn(c.req.query('after'));
  const expression = searchQuery(query);
  const reading = openReading(c.env.DB);
  const { siteUrl } = c.get('config');
  if (expression === undefined) {
    const { site, isThere } = await getEdition(reading, lang);
    if (!isThere) return sendNotFoundOf(c, { site, lang, tags: reading.tags });
    const html = renderSearch(site, lang, { kind: 'asked', query }, siteUrl);
    return sendPage(c, html, { policy: query === '' ? 'listing' : 'search', tags: reading.tags });
  }
  if (await mayNotSearch(c)) {
    return sendBusy(c, renderSearch(await getSite(reading), lang, { kind: 'busy', query }, siteUrl));
  }
  const index = { ...openReading(c.env.SEARCH), tags: reading.tags };
  const { site = await getSite(reading), ...found } = await findHits(index, {
    lang,
    expression,
    near: termsOf(query)[0] ?? '',
    ...(before === undefined ? {} : { before }),
  });
  const html = renderSearch(site, lang, { kind: 'found', query, ...found }, siteUrl);
  return sendPage(c, html, { policy: 'search', tags: reading.tags });
});
