/**
 * A WordPress export file (WXR 1.0 to 1.2): posts with authors, terms, header pictures, old addresses, and
 * Polylang's languages and translations. Pages, menus and revisions are no articles and are named as such.
 */
import { MARKDOWN_MAX_BYTES } from '../../../limits.ts';
import { rewriteAddresses } from '../addresses.ts';
import { unescapeHtml } from '../escape.ts';
import { htmlToMarkdown } from '../html.ts';
import type { ReadFiles, ReadOptions } from '../item.ts';
import { knownLang } from '../language.ts';
import { postHtml } from './content.ts';
import { type Blog, itemOf, metaOf } from './post.ts';
import { readChannel, textOf, type XmlNode } from './xml.ts';

/** Kinds of records that nobody misses one by one. */
const internalTypes = new Set([
  'revision',
  'nav_menu_item',
  'custom_css',
  'customize_changeset',
  'oembed_cache',
  'wp_global_styles',
  'wp_navigation',
  'wp_template',
  'wp_template_part',
  'wp_font_family',
  'wp_font_face',
  'polylang_mo',
  'user_request',
]);

export async function readWordPress(file: string, options: ReadOptions): Promise<ReadFiles> {
  const blog: Blog = {
    version: '',
    baseUrl: '',
    authors: new Map(),
    langs: new Map(),
    attachments: new Map(),
    captions: new Map(),
    media: new Map(),
    posts: [],
  };
  const read: ReadFiles = { items: [], skipped: [], broken: [] };
  const internal = new Map<string, number>();
  await readChannel(file, (node) => takeRecord(node, blog, read, internal));
  if (blog.version === '' && !blog.posts.some((node) => textOf(node, 'wp:post_id') !== '')) {
    throw new Error(
      `${file}:1: This RSS file has no wp:wxr_version and no wp:post_id and is no WordPress export. Make one under Tools, Export, All content.`,
    );
  }
  for (const [type, count] of internal)
    read.skipped.push({ item: `${type} (${count})`, reason: 'belongs to the old site and is no article' });
  const baseUrl = options.baseUrl ?? blog.baseUrl;
  if (URL.canParse(baseUrl)) read.baseUrl = baseUrl;
  for (const node of blog.posts) takePost(node, blog, options, read);
  return read;
}

function takeRecord(node: XmlNode, blog: Blog, read: ReadFiles, internal: Map<string, number>): void {
  if (node.name === 'wp:wxr_version') blog.version = node.text.trim();
  else if (node.name === 'wp:base_blog_url' || (node.name === 'link' && blog.baseUrl === ''))
    blog.baseUrl = node.text.trim();
  else if (node.name === 'wp:author') {
    const login = textOf(node, 'wp:author_login');
    const full = `${textOf(node, 'wp:author_first_name')} ${textOf(node, 'wp:author_last_name')}`.trim();
    blog.authors.set(login, unescapeHtml(textOf(node, 'wp:author_display_name') || full || login));
  } else if (node.name === 'wp:term' && textOf(node, 'wp:term_taxonomy') === 'language') {
    const slug = textOf(node, 'wp:term_slug');
    const locale = /"locale";s:\d{1,3}:"([\w-]{2,20})"/.exec(textOf(node, 'wp:term_description'))?.[1];
    const lang = slug === 'zh' ? (knownLang(locale) ?? 'zh') : (knownLang(slug) ?? knownLang(locale));
    if (lang) blog.langs.set(slug, lang);
  } else if (node.name === 'item') takeItem(node, blog, read, internal);
}

function takeItem(node: XmlNode, blog: Blog, read: ReadFiles, internal: Map<string, number>): void {
  const type = textOf(node, 'wp:post_type') || 'post';
  const id = textOf(node, 'wp:post_id');
  if (type === 'post') blog.posts.push(node);
  else if (type === 'attachment') {
    const meta = metaOf(node);
    const parent = textOf(node, 'wp:post_parent');
    blog.media.set(parent, [...(blog.media.get(parent) ?? []), id]);
    blog.attachments.set(id, textOf(node, 'wp:attachment_url') || textOf(node, 'guid'));
    blog.captions.set(id, {
      alt: meta.get('_wp_attachment_image_alt') ?? '',
      caption: textOf(node, 'excerpt:encoded'),
    });
  } else if (internalTypes.has(type)) internal.set(type, (internal.get(type) ?? 0) + 1);
  else {
    const what =
      type === 'page'
        ? 'is a page and no article; Dragoman publishes articles only'
        : `is of the type "${type}", which has no counterpart here`;
    read.skipped.push({ item: `${type} ${id} "${textOf(node, 'title')}"`, reason: what });
  }
}

function takePost(node: XmlNode, blog: Blog, options: ReadOptions, read: ReadFiles): void {
  const id = textOf(node, 'wp:post_id');
  const title = textOf(node, 'title');
  const name = `post ${id}${title ? ` "${title}"` : ''}`;
  if (id === '')
    return void read.broken.push({
      item: `post "${title}" (line ${node.line})`,
      reason: 'has no wp:post_id, by which a second run would know it; export it again from WordPress',
    });
  const status = textOf(node, 'wp:status') || 'publish';
  if (status === 'trash' || status === 'auto-draft')
    return void read.skipped.push({ item: name, reason: `is in the state "${status}"` });
  const content = postHtml(textOf(node, 'content:encoded'), blog.attachments, blog.media.get(id) ?? []);
  let converted: ReturnType<typeof htmlToMarkdown>;
  try {
    converted = htmlToMarkdown(content.html);
  } catch (error) {
    return void read.broken.push({
      item: `${name} (line ${node.line})`,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  const baseUrl = options.baseUrl ?? blog.baseUrl;
  const places = { fileFolder: '', roots: [], ...(URL.canParse(baseUrl) ? { baseUrl } : {}) };
  const { markdown, losses } = rewriteAddresses(converted.markdown, places, 'leave');
  const isEmpty = !/[\p{L}\p{N}]|\]\(/u.test(markdown);
  if (isEmpty && title === '')
    return void read.skipped.push({ item: name, reason: 'has neither title nor text' });
  if (Buffer.byteLength(markdown) > MARKDOWN_MAX_BYTES) {
    return void read.broken.push({
      item: `${name} (line ${node.line})`,
      reason: `is longer than ${MARKDOWN_MAX_BYTES / 1024} KB; split it in WordPress and export it again`,
    });
  }
  read.items.push(
    itemOf(
      node,
      { id, title, status },
      [...(isEmpty ? ['text: it has a title only'] : []), ...content.losses, ...converted.losses, ...losses],
      markdown,
      blog,
      options,
    ),
  );
}
