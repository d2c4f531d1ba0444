/** Sitemaps (sitemaps.org 0.9) with Google's extensions for languages, pictures and news. */
import { rfc3339 } from '../lib/clock.ts';
import { monthPath } from '../lib/paths.ts';
import { type Markup, xml } from '../lib/xml.ts';
import type { MappedArticle, MappedMonth } from '../store/reader/sitemap.ts';
import { alternatesOf } from './head.ts';

const head = '<?xml version="1.0" encoding="utf-8"?>\n';

/** A month's first map has no number, so that its address stays when a second one comes. */
const mapPath = (place: MappedMonth, part: number): string =>
  `${monthPath(place.lang, place.month)}sitemap${part === 1 ? '' : `-${part}`}.xml`;

export function renderIndex(months: MappedMonth[], siteUrl: string): string {
  const paths = months.flatMap((place) =>
    Array.from({ length: place.parts }, (_, n) => mapPath(place, n + 1)),
  );
  return `${head}${
    xml`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map(
  (path) => xml`<sitemap><loc>${siteUrl + path}</loc></sitemap>
`,
)}</sitemapindex>
`.markup
  }`;
}

/** An article in every language it has, as each of their pages says it. */
const languagesOf = ({ languages }: MappedArticle, defaultLang: string, siteUrl: string): Markup =>
  xml`${alternatesOf(languages, defaultLang).map(
    (one) => xml`<xhtml:link rel="alternate" hreflang="${one.lang}" href="${siteUrl + one.path}"/>
`,
  )}`;

export function renderMonthMap(articles: MappedArticle[], defaultLang: string, siteUrl: string): string {
  return `${head}${
    xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${articles.map(
  (article) => xml`<url><loc>${siteUrl + article.path}</loc><lastmod>${rfc3339(article.changed_at)}</lastmod>
${languagesOf(article, defaultLang, siteUrl)}${
  article.header_sha256 !== undefined &&
  xml`<image:image><image:loc>${siteUrl}/images/${article.header_sha256}/1600.jpeg</image:loc></image:image>
`
}</url>
`,
)}</urlset>
`.markup
  }`;
}

export function renderNewsMap(articles: MappedArticle[], siteName: string, siteUrl: string): string {
  return `${head}${
    xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${articles.map(
  (article) => xml`<url><loc>${siteUrl + article.path}</loc>
<news:news><news:publication><news:name>${siteName}</news:name><news:language>${newsLanguage(article.lang)}</news:language></news:publication>
<news:publication_date>${rfc3339(article.published_at)}</news:publication_date><news:title>${article.title}</news:title></news:news></url>
`,
)}</urlset>
`.markup
  }`;
}

/** Google wants ISO 639 alone, but tells simplified from traditional Chinese by `zh-cn` and `zh-tw`. */
function newsLanguage(lang: string): string {
  const { language, script } = new Intl.Locale(lang).maximize();
  if (language === 'zh') return script === 'Hant' ? 'zh-tw' : 'zh-cn';
  return language;
}
