/** What programs ask a site for: sitemaps, robots.txt, llms.txt, its health. */
import { Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { nativeName, parseLang } from '../i18n/languages.ts';
import { speak } from '../i18n/speak.ts';
import { errorKind, logEvent } from '../lib/log.ts';
import { editionPath } from '../lib/paths.ts';
import { SITEMAP_PARTS } from '../limits.ts';
import { getBacklog } from '../store/reader/health.ts';
import { openReading } from '../store/reader/reading.ts';
import { getEditions } from '../store/reader/site.ts';
import { listMonthMap, listMonths, listNews } from '../store/reader/sitemap.ts';
import { monthIn } from './front-routes.ts';
import { sendNotFound, sendNotFoundOf, sendText } from './respond.ts';
import { renderIndex, renderMonthMap, renderNewsMap } from './sitemap.ts';

export const crawlerRoutes = new Hono<AppEnv>();

const xmlType = 'application/xml; charset=utf-8';
const textType = 'text/plain; charset=utf-8';
/** `sitemap.xml` is the first part of a month, `sitemap-2.xml` the second. */
function partIn(name: string): number | undefined {
  const part = name === 'sitemap.xml' ? 1 : Number(/^sitemap-([2-9]|[1-9]\d)\.xml$/.exec(name)?.[1] ?? 0);
  return part >= 1 && part <= SITEMAP_PARTS ? part : undefined;
}

/** What Google calls news. */
const NEWS_MS = 2 * 86_400_000;

crawlerRoutes.get('/sitemap.xml', async (c) => {
  const reading = openReading(c.env.DB);
  const months = await listMonths(reading);
  const text = renderIndex(months, c.get('config').siteUrl);
  return sendText(c, text, xmlType, { policy: 'sitemap', tags: reading.tags });
});

crawlerRoutes.get('/:lang/:yyyy/:mm/:map{sitemap(?:-[0-9]+)?\\.xml}', async (c) => {
  const { lang: asked, map, ...params } = c.req.param();
  const lang = parseLang(asked);
  const month = monthIn(params);
  const part = partIn(map);
  if (lang === undefined || month === undefined || part === undefined) return sendNotFound(c);
  const reading = openReading(c.env.DB);
  const { site, articles } = await listMonthMap(reading, { lang, month, part });
  if (articles.length === 0) return sendNotFoundOf(c, { site, lang, tags: reading.tags });
  const text = renderMonthMap(articles, site.default_lang, c.get('config').siteUrl);
  return sendText(c, text, xmlType, { policy: 'sitemap', tags: reading.tags });
});

crawlerRoutes.get('/news-sitemap.xml', async (c) => {
  const reading = openReading(c.env.DB);
  const { site, articles } = await listNews(reading, c.var.now - NEWS_MS);
  const text = renderNewsMap(articles, site.name, c.get('config').siteUrl);
  return sendText(c, text, xmlType, { policy: 'sitemap', tags: reading.tags });
});

/** The question mark: `*` stands for slashes too, and an article's slug may begin with "search". */
crawlerRoutes.get('/robots.txt', (c) => {
  const { siteUrl } = c.get('config');
  const text = `User-agent: *
Disallow: /desk
Disallow: /api/
Disallow: /*/search?

Sitemap: ${siteUrl}/sitemap.xml
Sitemap: ${siteUrl}/news-sitemap.xml
`;
  return sendText(c, text, textType, { policy: 'listing', tags: [] });
});

/** llmstxt.org: what there is, and how to have it as Markdown. */
crawlerRoutes.get('/llms.txt', async (c) => {
  const reading = openReading(c.env.DB);
  const { site, editions } = await getEditions(reading);
  const { siteUrl } = c.get('config');
  const { t } = speak('en');
  const text = `# ${site.name}

> ${t.tagline}. Each article names its source and its translators; please keep both when you quote it.

Append \`.md\` to the address of an article for its Markdown.

## Editions

${editions.map((lang) => `- [${nativeName(lang)}](${siteUrl}${editionPath(lang)}): \`${lang}\`, [feed](${siteUrl}${editionPath(lang)}feed.xml)`).join('\n')}

## Index

- [Sitemap](${siteUrl}/sitemap.xml): every article, by language and month
`;
  return sendText(c, text, 'text/plain; charset=utf-8', { policy: 'listing', tags: reading.tags });
});

/** No policy: never stored. 503 only when the database does not answer; a backlog is for the operator to judge. */
crawlerRoutes.get('/healthz', async (c) => {
  try {
    const backlog = await getBacklog(c.env.DB, c.var.now);
    return c.json({ ok: true, db: true, queue_backlog: backlog.queue, purge_backlog: backlog.purge });
  } catch (error) {
    logEvent('error', 'healthz.failed', { request: c.var.requestId(), error: errorKind(error) });
    return c.json({ ok: false, db: false, queue_backlog: null, purge_backlog: null }, 503);
  }
});
