/**
 * An item that came in, before readers as it stood before them elsewhere. Each step may be repeated: what stands as
 * it should stays so.
 */
import { z } from 'zod';
import { articlePath } from '../../lib/paths.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Api, Refused } from './api.ts';
import type { ImportItem } from './item.ts';

const out = z.object({ url: z.string() });
const moved = out.extend({
  old_slugs: z.array(z.string()),
  old_paths: z.array(z.string()).default([]),
});
const article = z.object({
  state: z.string(),
  url: z.string().optional(),
  published_at: z.string().optional(),
  corrections: z.array(z.object({ note: z.string() })).default([]),
});

export interface Out {
  /** Public. */
  url: string;
  /** Of the item's, those that lead there already. */
  oldPaths: readonly string[];
}

/** Where the article is now; or why it stays where it is, in the site's words. What it lacks is added to `losses`. */
export async function bringOut(
  item: ImportItem,
  id: string,
  api: Api,
  losses: string[],
): Promise<Result<Out, string>> {
  try {
    await api.post(`/articles/${id}/approve`, {});
    const moved = await moveIn(item, id, api, losses);
    if (moved) return ok(moved);
    const url = await bringUpToDate(item, id, api);
    return url === undefined
      ? fail('it was withdrawn, and only an admin’s token brings it in without showing it first')
      : ok({ url, oldPaths: [] });
  } catch (error) {
    if (error instanceof Refused && error.status !== 401) return fail(error.message);
    throw error;
  }
}

/** With its dates, in one step; undefined for an item that has none, and where the site does not do it. */
async function moveIn(item: ImportItem, id: string, api: Api, losses: string[]): Promise<Out | undefined> {
  if (item.publishedAt === undefined) return undefined;
  const { withdrawn, changedAt, corrections, oldSlugs, oldPaths } = item;
  try {
    const done = moved.parse(
      await api.post(`/articles/${id}/move-in`, {
        published_at: item.publishedAt,
        old_slugs: oldSlugs,
        corrections,
        ...(oldPaths.length > 0 ? { old_paths: oldPaths } : {}),
        ...(changedAt ? { changed_at: changedAt } : {}),
        ...(withdrawn ? { withdrawn } : {}),
      }),
    );
    losses.push(...lostPaths(item, done));
    return { url: done.url, oldPaths: done.old_paths };
  } catch (error) {
    // 409: it has been out here, and goes on from there.
    if (!(error instanceof Refused) || (error.status !== 403 && error.status !== 409)) throw error;
    if (error.status === 403) losses.push(...lostDates(item, 'only an admin’s token carries it over'));
    return undefined;
  }
}

/** A place in the report for each date that stays behind. */
export function lostDates(item: ImportItem, why: string): string[] {
  return [
    ...(item.publishedAt
      ? [`publication date ${item.publishedAt}: ${why}; the new site counts from its own day of publication`]
      : []),
    ...item.oldSlugs.map((slug) => `old slug ${slug}: ${why}`),
    ...item.corrections.map(({ at }) => `date ${at} of a correction: ${why}`),
  ];
}

function lostPaths(item: ImportItem, done: z.infer<typeof moved>): string[] {
  const path = new URL(done.url).pathname;
  const month = item.publishedAt?.slice(0, 7) ?? '';
  const wanted = articlePath(item.lang, month, item.slug ?? '');
  return [
    ...(item.slug !== undefined && isExported(item) && path !== wanted
      ? [`address ${wanted}: another article has it; it came in at ${path}`]
      : []),
    ...item.oldSlugs
      .filter((slug) => !done.old_slugs.includes(slug) && path !== articlePath(item.lang, month, slug))
      .map((slug) => `old slug ${slug}: it leads to another article`),
  ];
}

/** Of this system's own making, so that its address should be the same again. */
const isExported = (item: ImportItem): boolean => item.storyKey?.startsWith('dragoman:') === true;

/** What has been out here already, and what comes without a date. Undefined for a withdrawn one that was never out. */
async function bringUpToDate(item: ImportItem, id: string, api: Api): Promise<string | undefined> {
  if (item.withdrawn) {
    const { state, url, published_at } = article.parse(await api.get(`/articles/${id}`));
    if (published_at === undefined || state === 'withdrawn') return published_at && url;
    const { reason } = item.withdrawn;
    return out.parse(await api.post(`/articles/${id}/withdraw`, { reason })).url;
  }
  const { url } = out.parse(await api.post(`/articles/${id}/publish`, {}));
  if (item.corrections.length > 0) {
    const { corrections } = article.parse(await api.get(`/articles/${id}`));
    const known = new Set(corrections.map(({ note }) => note));
    for (const { kind, note } of item.corrections) {
      if (!known.has(note)) await api.post(`/articles/${id}/correct`, { kind, note });
    }
  }
  return url;
}
