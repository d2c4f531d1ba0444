/** The file of a Ghost export, parsed once: its tables by the key they are asked with. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { IMPORT_JSON_MAX_BYTES } from '../../../limits.ts';
import { jsonErrorLine } from '../markdown/front-matter.ts';

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

export interface Ghost {
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

export type Post = z.infer<typeof post>;

/** Throws an error that names line and remedy when the file is no Ghost export. */
export const readGhostFile = (file: string): Ghost => indexed(parse(file));

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
