import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { answerCanonical } from '../edge/canonical.ts';
import { parseLang } from '../i18n/languages.ts';
import { editionPath } from '../lib/paths.ts';
import { getFront, getHome, getMonth } from '../store/reader/front.ts';
import { findAway } from '../store/reader/old-path.ts';
import { openReading } from '../store/reader/reading.ts';
import type { Cursor } from '../store/reader/views.ts';
import { renderFront } from './front-page.tsx';
import { renderMonth } from './month-page.tsx';
import { askedOldPath, sendAway, sendNotFound, sendNotFoundOf, sendPage } from './respond.ts';

export const frontRoutes = new Hono<AppEnv>();

frontRoutes.get('/', async (c) => {
  const post = askedOldPath(c);
  if (post !== undefined) return sendPost(c, post);
  const reading = openReading(c.env.DB);
  const view = await getHome(reading);
  const html = renderFront(view, c.get('config').siteUrl, '/');
  return sendPage(c, html, { policy: 'listing', tags: reading.tags });
});

/**
 * `/?p=12`. A number that no article had means nothing, as any other query: the front page answers from its own entry,
 * and nothing is stored under the longer URL, however many numbers somebody tries.
 */
async function sendPost(c: Context<AppEnv>, post: string): Promise<Response> {
  const reading = openReading(c.env.DB);
  const away = await findAway(reading, post);
  if (away.kind === 'unknown') return answerCanonical(c.req.raw, new URL('/', c.req.url));
  return sendAway(c, away, { tags: reading.tags });
}

frontRoutes.get('/:lang/', async (c) => {
  const lang = parseLang(c.req.param('lang'));
  if (lang === undefined) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await getFront(reading, lang);
  if (view.away) return sendAway(c, view.away, { lang, tags: reading.tags });
  const html = renderFront(view, c.get('config').siteUrl, editionPath(lang));
  return sendPage(c, html, { policy: 'listing', tags: reading.tags });
});

/** `yyyy-mm` of a path, where such a month can be. */
export function monthIn(params: { yyyy: string; mm: string }): string | undefined {
  const { yyyy, mm } = params;
  return /^(?:19|2\d)\d\d$/.test(yyyy) && /^(?:0[1-9]|1[0-2])$/.test(mm) ? `${yyyy}-${mm}` : undefined;
}

function cursorIn(text: string): Cursor | undefined {
  const [, at, row] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return at === undefined || row === undefined ? undefined : { at: Number(at), row: Number(row) };
}

frontRoutes.on('GET', ['/:lang/:yyyy/:mm/', '/:lang/:yyyy/:mm/before/:place'], async (c) => {
  const lang = parseLang(c.req.param('lang'));
  const month = monthIn({ yyyy: c.req.param('yyyy') ?? '', mm: c.req.param('mm') ?? '' });
  const place = c.req.param('place');
  const before = place === undefined ? undefined : cursorIn(place);
  if (lang === undefined || month === undefined || (place !== undefined && !before)) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const view = await getMonth(reading, { lang, month, ...(before ? { before } : {}) });
  if (view.links.length === 0) return sendNotFoundOf(c, { site: view.site, lang, tags: reading.tags });
  const html = renderMonth(view, { lang, month, path: c.req.path }, c.get('config').siteUrl);
  return sendPage(c, html, { policy: 'listing', tags: reading.tags });
});
