/** A file that `npm run export` wrote: the text goes in again as it was published, and stands as it stood. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ExportFields } from '../../export/file.ts';
import type { ImportItem } from '../item.ts';

export function exportedItem(
  path: string,
  file: string,
  exported: { fields: ExportFields; markdown: string },
): ImportItem {
  const { fields, markdown } = exported;
  const losses: string[] = [];
  const header = fields.header === undefined ? undefined : resolve(dirname(file), fields.header);
  const hasHeader = header !== undefined && existsSync(header);
  if (header !== undefined && !hasHeader)
    losses.push(`header picture ${fields.header}: there is no such file; copy the folder "pictures" too`);
  if (fields.scheduled_at)
    losses.push(`time ${fields.scheduled_at}: it comes in for review; schedule it again at the desk`);
  const { state, published_at, changed_at, withdrawn_at, withdrawn_reason } = fields;
  const { url } = fields;
  return {
    id: path,
    lang: fields.lang,
    title: fields.slug,
    markdown,
    slug: fields.slug,
    topics: fields.topics,
    storyKey: `dragoman:${fields.story}`,
    state: state === 'published' || state === 'withdrawn' ? state : 'draft',
    oldUrls: url ? [url, ...fields.old_slugs.map((slug) => beside(url, slug))] : [],
    oldSlugs: fields.old_slugs,
    oldPaths: fields.old_paths,
    corrections: [...fields.corrections].sort((a, b) => (a.at < b.at ? -1 : 1)),
    losses,
    ...(published_at ? { publishedAt: published_at } : {}),
    ...(changed_at ? { changedAt: changed_at } : {}),
    ...(state === 'withdrawn'
      ? { withdrawn: { at: withdrawn_at ?? published_at ?? '', reason: withdrawn_reason ?? '' } }
      : {}),
    ...(fields.source_url ? { sourceUrl: fields.source_url } : {}),
    ...(fields.source_lang ? { sourceLang: fields.source_lang } : {}),
    ...(hasHeader ? { headerFile: header } : {}),
  };
}

/** The address of another slug of the same month. */
const beside = (url: string, slug: string): string => url.replace(/[^/]*$/, encodeURIComponent(slug));
