/** Articles as the API gives them: the list page by page, and each whole, in the revision that readers see. */
import { z } from 'zod';
import type { Api } from '../import/api.ts';

const summary = z.object({ id: z.string(), state: z.string() });
const page = z.object({ articles: z.array(summary), next_cursor: z.string().optional() });

const article = z.object({
  id: z.string(),
  story: z.string(),
  lang: z.string(),
  state: z.string(),
  slug: z.string(),
  url: z.string().optional(),
  title: z.string(),
  header_image: z.object({ sha256: z.string().nullish(), source_url: z.string().nullish() }).optional(),
  source: z.object({ url: z.string(), lang: z.string().optional() }).optional(),
  markdown: z.string(),
  html: z.string(),
  sha256: z.string(),
  topics: z.array(z.object({ slug: z.string(), names: z.record(z.string(), z.string()) })),
  old_slugs: z.array(z.string()).default([]),
  old_paths: z.array(z.string()).default([]),
  corrections: z.array(z.object({ kind: z.string(), note: z.string(), at: z.string() })),
  next_corrections_cursor: z.string().optional(),
  published_at: z.string().optional(),
  scheduled_at: z.string().optional(),
  changed_at: z.string().optional(),
  withdrawn_at: z.string().optional(),
  withdrawn_reason: z.string().optional(),
  revision: z.number(),
  current_revision: z.number(),
  published_revision: z.number().nullish(),
});

export type ExportedArticle = z.infer<typeof article>;

/** Ids of all that was not spiked. An article that changes while the list is read may come twice, not never. */
export async function listArticleIds(api: Api): Promise<string[]> {
  const ids = new Set<string>();
  let cursor: string | undefined;
  do {
    const read = page.parse(
      await api.get(`/articles${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`),
    );
    for (const { id, state } of read.articles) if (state !== 'spiked') ids.add(id);
    cursor = read.next_cursor;
  } while (cursor !== undefined);
  return [...ids];
}

/** With all its corrections, of which the API gives the newest first, page by page. */
export async function getArticle(api: Api, id: string): Promise<ExportedArticle> {
  const current = article.parse(await api.get(`/articles/${id}`));
  const corrections = [...current.corrections];
  let cursor = current.next_corrections_cursor;
  while (cursor !== undefined) {
    const older = article.parse(
      await api.get(`/articles/${id}?corrections_cursor=${encodeURIComponent(cursor)}`),
    );
    corrections.push(...older.corrections);
    cursor = older.next_corrections_cursor;
  }
  const { published_revision: out } = current;
  const shown =
    !out || out === current.revision
      ? current
      : article.parse(await api.get(`/articles/${id}?revision=${out}`));
  return { ...shown, corrections };
}

/** Digests of the pictures that the article shows. */
export const picturesOf = ({ html, header_image }: ExportedArticle): string[] => [
  ...new Set([
    ...(header_image?.sha256 ? [header_image.sha256] : []),
    ...[...html.matchAll(/\/images\/([0-9a-f]{64})\//g)].map((match) => match[1] ?? ''),
  ]),
];
