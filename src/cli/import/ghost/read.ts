/** A Ghost export (JSON of version 1 to 6): posts with authors, tags, header pictures and either form of text. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { IMPORT_JSON_MAX_BYTES, MARKDOWN_MAX_BYTES, TOPICS_MAX } from '../../../limits.ts';
import { rewriteAddresses } from '../addresses.ts';
import { composeMarkdown } from '../compose.ts';
import { htmlToMarkdown } from '../html.ts';
import type { ImportItem, ReadFiles, ReadOptions } from '../item.ts';
import { editionOf, knownLang } from '../language.ts';
import { jsonErrorLine } from '../markdown/front-matter.ts';
import { lexicalToHtml } from './lexical.ts';
import { mobiledocToHtml } from './mobiledoc.ts';

const words = z.string().nullish();
const id = z.union([z.string(), z.number()]).transform(String);
const post = z.object({
  id,
  title: words,
  slug: words,
  html: words,
  lexical: words,
  mobiledoc: words,
  feature_image: words,
  type: words,
  status: words,
  visibility: words,
  published_at: words,
  created_at: words,
  custom_excerpt: words,
  codeinjection_head: words,
  codeinjection_foot: words,
  canonical_url: words,
  locale: words,
  page: z.unknown().optional(),
});
const data = z.object({
  posts: z.array(post),
  posts_meta: z
    .array(
      z.object({
        post_id: id,
        feature_image_alt: words,
        feature_image_caption: words,
        email_only: z.unknown().optional(),
      }),
    )
    .default([]),
  users: z.array(z.object({ id, name: words })).default([]),
  tags: z.array(z.object({ id, name: words, slug: words, visibility: words })).default([]),
  posts_authors: z
    .array(z.object({ post_id: id, author_id: id, sort_order: z.number().nullish() }))
    .default([]),
  posts_tags: z.array(z.object({ post_id: id, tag_id: id, sort_order: z.number().nullish() })).default([]),
});

type Data = z.infer<typeof data>;

/** The tables of the export by the key they are asked with. */
interface Ghost {
  posts: Data['posts'];
  meta: Map<string, Data['posts_meta'][number]>;
  users: Map<string, string>;
  tags: Map<string, Data['tags'][number]>;
  authorsOf: Map<string, Data['posts_authors']>;
  tagsOf: Map<string, Data['posts_tags']>;
}

const indexed = (read: Data): Ghost => ({
  posts: read.posts,
  meta: new Map(read.posts_meta.map((row) => [row.post_id, row])),
  users: new Map(read.users.map((user) => [user.id, user.name ?? ''])),
  tags: new Map(read.tags.map((tag) => [tag.id, tag])),
  authorsOf: Map.groupBy(read.posts_authors, (row) => row.post_id),
  tagsOf: Map.groupBy(read.posts_tags, (row) => row.post_id),
});

type Post = z.infer<typeof post>;

function parse(file: string): Data {
  if (statSync(file).size > IMPORT_JSON_MAX_BYTES) {
    throw new Error(
      `${file}: The file is larger than ${IMPORT_JSON_MAX_BYTES / 1024 / 1024} MB. Export fewer posts at a time.`,
    );
  }
  const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new Error(
      `${file}:${jsonErrorLine(text, message)}: The JSON cannot be read: ${message}. Export it again from Ghost (Settings, Import/Export); a file that was cut off breaks at its end.`,
    );
  }
  const top = z.object({ db: z.array(z.object({ data: z.unknown() })).min(1) }).safeParse(value);
  const inner = data.safeParse(
    top.success ? top.data.db[0]?.data : z.object({ data: z.unknown() }).safeParse(value).data?.data,
  );
  if (inner.success) return inner.data;
  const [issue] = inner.error.issues;
  throw new Error(
    `${file}:1: This is no Ghost export (${issue?.path.join('.') || 'db[0].data'}: ${issue?.message ?? 'missing'}). Make one in Ghost under Settings, Import/Export.`,
  );
}

export function readGhost(file: string, options: ReadOptions): ReadFiles {
  const ghost = indexed(parse(file));
  const read: ReadFiles = { items: [], skipped: [], broken: [] };
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
    ...(date
      ? [
          `date ${date}: it stays in the text's front matter; the new site counts from its own day of publication`,
        ]
      : []),
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
    corrections: [],
    losses,
    ...(one.slug ? { slug: one.slug } : {}),
    ...(source ? { sourceUrl: source } : {}),
  };
}
