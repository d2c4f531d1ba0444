/** A Ghost export (JSON of version 1 to 6): posts with authors, tags, header pictures and either form of text. */
import { MARKDOWN_MAX_BYTES, TOPICS_MAX } from '../../../limits.ts';
import { rewriteAddresses } from '../addresses.ts';
import { composeMarkdown } from '../compose.ts';
import { lostDate, publishedAt } from '../date.ts';
import { htmlToMarkdown } from '../html.ts';
import type { ImportItem, ReadFiles, ReadOptions } from '../item.ts';
import { editionOf, knownLang } from '../language.ts';
import { type Ghost, type Post, readGhostFile } from './file.ts';
import { lexicalToHtml } from './lexical.ts';
import { mobiledocToHtml } from './mobiledoc.ts';

export function readGhost(file: string, options: ReadOptions): ReadFiles {
  const ghost = readGhostFile(file);
  const { baseUrl } = options;
  const read: ReadFiles = { items: [], skipped: [], broken: [], ...(baseUrl ? { baseUrl } : {}) };
  for (const one of ghost.posts) {
    const name = `post ${one.id}${one.title ? ` "${one.title}"` : ''}`;
    if (one.type === 'page' || one.page === 1 || one.page === true) {
      read.skipped.push({ item: name, reason: 'is a page and no article; Dragoman publishes articles only' });
      continue;
    }
    try {
      const item = itemOf(one, ghost, options);
      if (item) read.items.push(item);
      else read.skipped.push({ item: name, reason: 'has no text' });
    } catch (error) {
      read.broken.push({ item: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return read;
}

/** The editor's own document says more than the HTML that was made of it; HTML is there when it is empty. */
function bodyOf(one: Post): { markdown: string; losses: string[] } {
  const tree = one.lexical
    ? lexicalToHtml(one.lexical)
    : one.mobiledoc
      ? mobiledocToHtml(one.mobiledoc)
      : undefined;
  const html =
    tree && /[\p{L}\p{N}]|<img/u.test(tree.html.replace(/<(?!img)[^>]*>/g, ''))
      ? tree.html
      : (one.html ?? '');
  const converted = htmlToMarkdown(html);
  return { markdown: converted.markdown, losses: [...(tree?.losses ?? []), ...converted.losses] };
}

const inOrder = <T extends { sort_order?: number | null | undefined }>(rows: T[] = []): T[] =>
  rows.toSorted((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0));

function itemOf(one: Post, ghost: Ghost, options: ReadOptions): ImportItem | undefined {
  const body = bodyOf(one);
  const base = options.baseUrl?.replace(/\/$/, '');
  const site = (text: string): string => (base ? text.replaceAll('__GHOST_URL__', base) : text);
  const picture = one.feature_image ? site(one.feature_image) : undefined;
  if (!/[\p{L}\p{N}]/u.test(body.markdown) && !picture) return undefined;
  const whole = site(body.markdown);
  const markdown = options.baseUrl
    ? rewriteAddresses(whole, { fileFolder: '', roots: [], baseUrl: options.baseUrl }, 'leave').markdown
    : whole;
  if (Buffer.byteLength(markdown) > MARKDOWN_MAX_BYTES)
    throw new Error(`is longer than ${MARKDOWN_MAX_BYTES / 1024} KB; split it in Ghost and export again`);
  const tags = inOrder(ghost.tagsOf.get(one.id)).flatMap((row) => ghost.tags.get(row.tag_id) ?? []);
  const internal = tags.filter((tag) => tag.visibility === 'internal' || tag.name?.startsWith('#'));
  // Editors of several languages mark them with an internal tag, #fr or #lang-fr.
  const marked = internal.map((tag) => knownLang((tag.name ?? '').replace(/^#(?:lang-)?/, ''))).find(Boolean);
  const topics = tags.filter((tag) => !internal.includes(tag)).flatMap((tag) => tag.name ?? []);
  const authors = inOrder(ghost.authorsOf.get(one.id)).flatMap((row) => ghost.users.get(row.author_id) || []);
  const meta = ghost.meta.get(one.id);
  const date = one.published_at ?? undefined;
  const isPublic = (one.visibility ?? 'public') === 'public';
  const state = (one.status === 'published' || one.status === 'sent') && isPublic ? 'published' : 'draft';
  const at = state === 'published' ? publishedAt(date) : undefined;
  const oldUrls = one.slug ? [`${base ?? ''}/${one.slug}/`] : [];
  const title = one.title || one.slug || `Post ${one.id}`;
  const source =
    one.canonical_url && /^https?:\/\/[^/]+\./.test(one.canonical_url) ? one.canonical_url : undefined;
  const losses = [
    ...body.losses,
    ...(isPublic
      ? []
      : [`visibility "${one.visibility}": all of the text is public here, so it comes in as a draft`]),
    ...(one.codeinjection_head || one.codeinjection_foot
      ? ['code injection: pages here run no scripts']
      : []),
    ...(one.status === 'scheduled' ? ['state scheduled: it comes in as a draft'] : []),
    ...(topics.length > TOPICS_MAX
      ? [`topics ${topics.slice(TOPICS_MAX).join(', ')}: an article has at most ${TOPICS_MAX}`]
      : []),
    ...(markdown.includes('__GHOST_URL__') || picture?.includes('__GHOST_URL__')
      ? ['addresses with __GHOST_URL__: give --base-url, the address of the old site']
      : []),
    ...(date && state === 'published' && !at ? [lostDate(date)] : []),
  ];
  return {
    id: `post ${one.id}`,
    lang: editionOf(marked ?? knownLang(one.locale) ?? options.lang, options.lang),
    title,
    markdown: composeMarkdown(
      {
        title,
        authors,
        date,
        description: one.custom_excerpt ?? undefined,
        old_address: base ? oldUrls[0] : undefined,
      },
      markdown,
      picture
        ? {
            url: picture,
            alt: meta?.feature_image_alt ?? '',
            caption: meta?.feature_image_caption?.replace(/<[^>]{0,500}>/g, ''),
          }
        : undefined,
    ),
    topics,
    state,
    oldUrls,
    oldSlugs: [],
    oldPaths: [],
    corrections: [],
    losses,
    ...(at ? { publishedAt: at } : {}),
    ...(one.slug ? { slug: one.slug } : {}),
    ...(source ? { sourceUrl: source } : {}),
  };
}
