import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { parseLang } from '../i18n/languages.ts';
import { findArticleMarkdown, findArticlePage, type Place } from '../store/reader/article.ts';
import { openReading } from '../store/reader/reading.ts';
import { renderArticle } from './article-page.tsx';
import { monthIn } from './front-routes.ts';
import { renderGone } from './notice-page.tsx';
import { sendMoved, sendNotFound, sendNotFoundOf, sendPage, sendText } from './respond.ts';

export const articleRoutes = new Hono<AppEnv>();

articleRoutes.get('/:lang/:yyyy/:mm/:slug', async (c) => {
  const { lang: asked, yyyy, mm, slug } = c.req.param();
  const lang = parseLang(asked);
  const month = monthIn({ yyyy, mm });
  if (lang === undefined || month === undefined) return sendNotFound(c);
  const name = slug.normalize('NFC');
  return name.endsWith('.md')
    ? sendMarkdown(c, { lang, month, slug: name.slice(0, -3) })
    : sendArticle(c, { lang, month, slug: name });
});

async function sendArticle(c: Context<AppEnv>, place: Place): Promise<Response> {
  const reading = openReading(c.env.DB);
  const page = await findArticlePage(reading, place);
  const { siteUrl } = c.var.config;
  const { tags } = reading;
  switch (page.kind) {
    case 'article':
      return sendPage(c, renderArticle(page.article, page.site, siteUrl), { policy: 'page', tags });
    case 'moved':
      return sendMoved(c, page.path, tags);
    case 'gone':
      return sendPage(c, renderGone(page, place.lang, siteUrl), { policy: 'gone', tags, status: 410 });
    case 'unknown':
      return sendNotFoundOf(c, { site: page.site, lang: place.lang, tags });
  }
}

/** The Markdown as published, for machines and for those who would build on it. */
async function sendMarkdown(c: Context<AppEnv>, place: Place): Promise<Response> {
  const reading = openReading(c.env.DB);
  const found = await findArticleMarkdown(reading, place);
  const { tags } = reading;
  if (found.markdown === undefined) return sendNotFoundOf(c, { site: found.site, lang: place.lang, tags });
  return sendText(c, found.markdown, 'text/markdown; charset=utf-8', { policy: 'page', tags });
}
