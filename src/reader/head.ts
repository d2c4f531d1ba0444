/** The head of a page: what browsers, search engines and link previews read. */
import { openGraphLocale, urlLang } from '../i18n/languages.ts';
import { rfc3339 } from '../lib/clock.ts';
import { editionPath } from '../lib/paths.ts';
import { jsonInMarkup, type Markup, trusted, xml } from '../lib/xml.ts';
import type { PictureView } from '../store/reader/views.ts';
import type { Frame } from './frame.tsx';
import { styleSheet } from './style.ts';

/** The same page in other languages; complete only when it names itself too. */
export interface Alternate {
  /** A language tag or `x-default`. */
  lang: string;
  path: string;
}

export interface FeedLink {
  title: string;
  /** Without `feed.xml` or `feed.json`. */
  base: string;
}

export interface Head {
  title: string;
  description?: string;
  /** Canonical path; undefined for pages that no one should find again (404, 410, search). */
  path?: string;
  alternates?: Alternate[];
  feeds?: FeedLink[];
  /** `/…` path of the Markdown form. */
  markdownPath?: string;
  article?: { publishedAt: number; changedAt: number; header?: PictureView; section?: string };
  jsonLd?: unknown;
}

const styleMarkup = trusted(`<style>${styleSheet}</style>`);

export const ogPicturePath = (header: PictureView | undefined): string =>
  header ? `/images/${header.sha256}/og.jpeg` : '/images/og.png';

function openGraph(frame: Frame, head: Head): Markup {
  const { siteUrl, lang, site } = frame;
  const { article, path, alternates = [] } = head;
  const others = alternates.filter((other) => other.lang !== 'x-default' && other.lang !== lang);
  return xml`<meta property="og:type" content="${article ? 'article' : 'website'}">
<meta property="og:title" content="${head.title}">
<meta property="og:site_name" content="${site.name}">
<meta property="og:locale" content="${openGraphLocale(lang)}">
${others.map(
  (other) => xml`<meta property="og:locale:alternate" content="${openGraphLocale(other.lang)}">
`,
)}${
  path !== undefined &&
  xml`<meta property="og:url" content="${siteUrl + path}">
`
}${
  head.description !== undefined &&
  xml`<meta property="og:description" content="${head.description}">
`
}<meta property="og:image" content="${siteUrl + ogPicturePath(article?.header)}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
${
  article?.header?.alt &&
  xml`<meta property="og:image:alt" content="${article.header.alt}">
`
}<meta name="twitter:card" content="summary_large_image">
${
  article &&
  xml`<meta property="article:published_time" content="${rfc3339(article.publishedAt)}">
<meta property="article:modified_time" content="${rfc3339(article.changedAt)}">
${
  article.section !== undefined &&
  xml`<meta property="article:section" content="${article.section}">
`
}`
}`;
}

export function headMarkup(frame: Frame, head: Head): Markup {
  const { siteUrl, site } = frame;
  const { path, alternates = [], feeds = [] } = head;
  const title = head.title === site.name ? head.title : `${head.title} – ${site.name}`;
  return xml`<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${
  head.description !== undefined &&
  xml`<meta name="description" content="${head.description}">
`
}${
  path === undefined
    ? xml`<meta name="robots" content="noindex">
`
    : xml`<meta name="robots" content="max-image-preview:large">
<link rel="canonical" href="${siteUrl + path}">
`
}${alternates.map(
  (other) => xml`<link rel="alternate" hreflang="${other.lang}" href="${siteUrl + other.path}">
`,
)}${feeds.map(
  (
    feed,
  ) => xml`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${feed.base}feed.xml">
<link rel="alternate" type="application/feed+json" title="${feed.title}" href="${feed.base}feed.json">
`,
)}${
  head.markdownPath !== undefined &&
  xml`<link rel="alternate" type="text/markdown" href="${head.markdownPath}">
`
}${path !== undefined && openGraph(frame, head)}<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'%3E%3Cpath fill='%23a1281b' d='M0 0h1v1H0z'/%3E%3C/svg%3E">
${styleMarkup}
${
  head.jsonLd !== undefined &&
  xml`<script type="application/ld+json">${jsonInMarkup(head.jsonLd)}</script>
`
}</head>
`;
}

/** A page that every edition has, in all of them; `x-default` is that of the default language. */
export const editionAlternates = (editions: string[], defaultLang: string): Alternate[] => [
  ...editions.map((lang) => ({ lang, path: editionPath(lang) })),
  ...(editions.includes(defaultLang) ? [{ lang: 'x-default', path: '/' }] : []),
];

/**
 * One page in all its languages, itself included, as each of them says it: in one order, with `x-default` for the
 * site's default language or else the first. None for a page in one language.
 */
export function alternatesOf(all: readonly Alternate[], defaultLang: string): Alternate[] {
  const sorted = [...all].sort((one, other) => (one.lang < other.lang ? -1 : 1));
  const byDefault = sorted.find((one) => one.lang === defaultLang) ?? sorted[0];
  return sorted.length > 1 && byDefault ? [...sorted, { lang: 'x-default', path: byDefault.path }] : [];
}

export const editionFeeds = (frame: Frame): FeedLink[] => [
  { title: `${frame.site.name} (${urlLang(frame.lang)})`, base: editionPath(frame.lang) },
];
