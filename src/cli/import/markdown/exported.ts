/** A file that `npm run export` wrote: the text goes in again as it was published. */
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
  if (fields.published_at)
    losses.push(
      `publication date ${fields.published_at}: the new site counts from its own day of publication`,
    );
  for (const correction of fields.corrections)
    losses.push(`date ${correction.at} of a correction: the note is published again with the new date`);
  if (fields.state === 'withdrawn')
    losses.push('state withdrawn: it comes in as a draft; its old address answers 404 and not 410');
  return {
    id: path,
    lang: fields.lang,
    title: fields.slug,
    markdown,
    slug: fields.slug,
    topics: fields.topics,
    storyKey: `dragoman:${fields.story}`,
    state: fields.state === 'published' ? 'published' : 'draft',
    oldUrls: fields.url ? [fields.url] : [],
    corrections: [...fields.corrections]
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ kind, note }) => ({ kind, note })),
    losses,
    ...(fields.source_url ? { sourceUrl: fields.source_url } : {}),
    ...(fields.source_lang ? { sourceLang: fields.source_lang } : {}),
    ...(hasHeader ? { headerFile: header } : {}),
  };
}
