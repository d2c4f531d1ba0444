import { type Context, Hono } from 'hono';
import type { AppEnv } from '../config.ts';
import { parseLang } from '../i18n/languages.ts';
import { findArticleMarkdown, findArticlePage, type Place } from '../store/reader/article.ts';
import { openReading } from '../store/reader/reading.ts';
import { renderArticle } from './article-page.tsx';
import { monthIn } from './front-routes.ts';
import { sendAway, sendMoved, sendNotFound, sendPage, sendText } from './respond.ts';

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
  if (page.kind !== 'article') return sendAway(c, page, { lang: place.lang, tags: reading.tags });
  const html = renderArticle(page.article, page.site, c.get('config').siteUrl);
  return sendPage(c, html, { policy: 'page', tags: reading.tags });
}

/** The Markdown as published, for machines and for those who would build on it. */
async function sendMarkdown(c: Context<AppEnv>, place: Place): Promise<Response> {
  const reading = openReading(c.env.DB);
  const found = await findArticleMarkdown(reading, place);
  const { tags } = reading;
  if (found.kind === 'moved') return sendMoved(c, `${found.path}.md`, tags);
  if (found.kind !== 'markdown') return sendAway(c, found, { lang: place.lang, tags });
  return sendText(c, found.markdown, 'text/markdown; charset=utf-8', { policy: 'page', tags });
}
