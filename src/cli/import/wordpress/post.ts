/** One WordPress post as an article: authors, topics, language, old addresses, and what is lost. */
import { TOPICS_MAX } from '../../../limits.ts';
import { composeMarkdown } from '../compose.ts';
import { lostDate, publishedAt } from '../date.ts';
import { unescapeHtml } from '../escape.ts';
import type { ImportItem, ReadOptions } from '../item.ts';
import { editionOf, knownLang } from '../language.ts';
import { childrenOf, textOf, type XmlNode } from './xml.ts';

export interface Blog {
  version: string;
  baseUrl: string;
  /** Login to name. */
  authors: Map<string, string>;
  /** Polylang's slug to BCP 47. */
  langs: Map<string, string>;
  attachments: Map<string, string>;
  captions: Map<string, { alt: string; caption: string }>;
  /** Numbers of a post's own media files. */
  media: Map<string, string[]>;
  posts: XmlNode[];
}

export const metaOf = (node: XmlNode): Map<string, string> =>
  new Map(
    childrenOf(node, 'wp:postmeta').map((meta) => [
      textOf(meta, 'wp:meta_key'),
      textOf(meta, 'wp:meta_value'),
    ]),
  );

const isDate = (text: string): boolean => /^[1-9]\d{3}-\d\d-\d\d/.test(text);

/** Names of Co-Authors Plus, each once; otherwise of the one author. */
function authorsOf(node: XmlNode, blog: Blog): string[] {
  const several = childrenOf(node, 'category')
    .filter((one) => one.attributes.domain === 'author')
    .map((one) => unescapeHtml(one.text.trim()));
  const login = textOf(node, 'dc:creator');
  return [...new Set(several.length > 0 ? several : [blog.authors.get(login) ?? login])].filter(Boolean);
}

function topicsOf(node: XmlNode): string[] {
  const terms = childrenOf(node, 'category').filter((one) =>
    ['category', 'post_tag', 'tag', undefined].includes(one.attributes.domain),
  );
  return [
    ...new Set(
      terms
        .filter((one) => one.attributes.nicename !== 'uncategorized')
        .map((one) => unescapeHtml(one.text.trim())),
    ),
  ].filter(Boolean);
}

/** Main address first; then those that WordPress itself redirected from. */
function oldUrlsOf(node: XmlNode, meta: readonly XmlNode[]): string[] {
  const link = textOf(node, 'link');
  const slug = textOf(node, 'wp:post_name');
  const guid = textOf(node, 'guid');
  const old = meta
    .filter((one) => textOf(one, 'wp:meta_key') === '_wp_old_slug')
    .map((one) => textOf(one, 'wp:meta_value'));
  const renamed = slug !== '' && link.includes(slug) ? old.map((name) => link.replace(slug, name)) : [];
  return [...new Set([link, ...renamed, ...(/^https?:/.test(guid) ? [guid] : [])])].filter(
    (url) => url !== '',
  );
}

function lossesOf(node: XmlNode, meta: ReadonlyMap<string, string>, status: string): string[] {
  const comments = childrenOf(node, 'wp:comment').length;
  const fields = [...meta.keys()].filter((key) => !key.startsWith('_'));
  const format = childrenOf(node, 'category').find((one) => one.attributes.domain === 'post_format')?.text;
  const others = new Set(childrenOf(node, 'category').map((one) => one.attributes.domain ?? 'category'));
  for (const known of [
    'category',
    'post_tag',
    'tag',
    'author',
    'language',
    'post_translations',
    'post_format',
  ])
    others.delete(known);
  return [
    ...(comments > 0 ? [`${comments} comments: there are none here`] : []),
    ...(fields.length > 0 ? [`custom fields ${fields.slice(0, 10).join(', ')}: there are none here`] : []),
    ...(format ? [`post format ${format.trim()}: there are none here`] : []),
    ...[...others].map((domain) => `terms of "${domain}": only categories and tags become topics`),
    ...(textOf(node, 'wp:is_sticky') === '1' ? ['sticky: the front page goes by date'] : []),
    ...(textOf(node, 'wp:post_password') !== '' ? ['password: it comes in as a draft'] : []),
    ...(['private', 'future', 'pending'].includes(status) ? [`state ${status}: it comes in as a draft`] : []),
  ];
}

export function itemOf(
  node: XmlNode,
  post: { id: string; title: string; status: string },
  losses: string[],
  body: string,
  blog: Blog,
  options: ReadOptions,
): ImportItem {
  const metaNodes = childrenOf(node, 'wp:postmeta');
  const meta = metaOf(node);
  const term = (domain: string): string | undefined =>
    childrenOf(node, 'category').find((one) => one.attributes.domain === domain)?.attributes.nicename;
  const polylang = term('language');
  const lang = polylang === undefined ? undefined : (blog.langs.get(polylang) ?? knownLang(polylang));
  const group = term('post_translations');
  const gmt = textOf(node, 'wp:post_date_gmt');
  const written = isDate(gmt) ? `${gmt.replace(' ', 'T')}Z` : textOf(node, 'wp:post_date');
  const date = isDate(written) ? written : undefined;
  const isOut = post.status === 'publish' && textOf(node, 'wp:post_password') === '';
  const state = isOut ? 'published' : 'draft';
  const at = isOut ? publishedAt(date) : undefined;
  const thumbnail = meta.get('_thumbnail_id') ?? '';
  const picture = blog.attachments.get(thumbnail);
  const oldUrls = oldUrlsOf(node, metaNodes);
  const topics = topicsOf(node);
  const slug = decodeSlug(textOf(node, 'wp:post_name'));
  const head = {
    title: post.title || slug || `Post ${post.id}`,
    authors: authorsOf(node, blog),
    date,
    description: textOf(node, 'excerpt:encoded').replace(/<[^<>]{0,500}>/g, '') || undefined,
    old_address: oldUrls[0],
  };
  return {
    id: `post ${post.id}`,
    lang: editionOf(lang ?? options.lang, options.lang),
    title: head.title,
    markdown: composeMarkdown(
      head,
      body,
      picture
        ? { url: picture, ...blog.captions.get(thumbnail), alt: blog.captions.get(thumbnail)?.alt ?? '' }
        : undefined,
    ),
    topics,
    state,
    oldUrls,
    oldSlugs: [],
    oldPaths: [],
    corrections: [],
    losses: [
      ...losses,
      ...lossesOf(node, meta, post.status),
      ...(polylang !== undefined && lang === undefined
        ? [`language "${polylang}": it is no known language, so the article goes into ${options.lang}`]
        : []),
      ...(thumbnail !== '' && !picture
        ? [`header picture: attachment ${thumbnail} is not in the file; export all content`]
        : []),
      ...(topics.length > TOPICS_MAX
        ? [`topics ${topics.slice(TOPICS_MAX).join(', ')}: an article has at most ${TOPICS_MAX}`]
        : []),
      ...(date && state === 'published' && !at ? [lostDate(date)] : []),
    ],
    ...(at ? { publishedAt: at } : {}),
    ...(group ? { storyKey: `polylang:${group}` } : {}),
    ...(/[\p{L}\p{N}]/u.test(slug) ? { slug } : {}),
  };
}

/** WordPress keeps slugs of other scripts percent-encoded. */
function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
