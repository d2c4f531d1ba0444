/**
 * A folder of Markdown: Jekyll, Hugo, Hexo, an export of our own, or just files. One unreadable file does not
 * stop the others. Text that needs no change is submitted byte for byte.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { FRONT_MATTER_MAX_BYTES, MARKDOWN_MAX_BYTES } from '../../../limits.ts';
import { readExportFile } from '../../export/file.ts';
import { readSiteFile, SITE_FILE } from '../../export/site-file.ts';
import type { ImportItem, ReadFiles, ReadOptions } from '../item.ts';
import { exportedItem } from './exported.ts';
import { decode, isMarkdown, isOtherText, listFiles } from './files.ts';
import { type Mistake, readSourceText, withOpening } from './front-matter.ts';
import { type Context, itemOf } from './item.ts';
import { readOldSite } from './site.ts';

export function readMarkdownFolder(root: string, options: ReadOptions): ReadFiles {
  const site = readOldSite(root);
  const baseUrl = options.baseUrl ?? site.baseUrl;
  const base = baseUrl ? { baseUrl } : {};
  const read: ReadFiles = { items: [], skipped: [], broken: [], ...base };
  const context: Context = { root, site, options: { ...options, ...base } };
  for (const folder of site.contentRoots) {
    for (const path of listFiles(root, folder)) {
      if (isOtherText(path))
        read.skipped.push({ item: path, reason: 'is no Markdown; convert it to Markdown first' });
      if (!isMarkdown(path)) continue;
      const name = basename(path);
      if (/^_index\b/.test(name))
        read.skipped.push({ item: path, reason: 'is a section page, which the new site makes by itself' });
      else if (dirname(path) === '.' && /^(?:readme|license|changelog|contributing)\b/i.test(name))
        read.skipped.push({
          item: path,
          reason: 'is about the folder and no article; rename it if it is one',
        });
      else readOne(path, context, read);
    }
  }
  const about = readSiteFile(root);
  if (!about.ok) read.broken.push({ item: SITE_FILE, reason: about.error });
  else if (about.value) read.site = about.value;
  return read;
}

function readOne(path: string, context: Context, read: ReadFiles): void {
  const found = readItem(path, context);
  if (!found.ok) read.broken.push({ item: `${path}:${found.error.line}`, reason: found.error.message });
  else if (found.value === 'empty') read.skipped.push({ item: path, reason: 'has no text' });
  else read.items.push(found.value);
}

const tooLarge = (what: string, maxBytes: number, line = 1): Mistake => ({
  line,
  message: `The ${what} is larger than ${maxBytes / 1024} KB. Split it into parts.`,
});

function readItem(path: string, context: Context): Result<ImportItem | 'empty', Mistake> {
  const file = join(context.root, path);
  // Front matter goes away or stays; four times the limit is room for both and not for a mistake.
  if (statSync(file).size > 4 * MARKDOWN_MAX_BYTES) return fail(tooLarge('file', MARKDOWN_MAX_BYTES));
  const decoded = decode(readFileSync(file));
  if (!decoded.ok) return decoded;
  const text = withOpening(decoded.value);
  const read = readSourceText(text);
  if (!read.ok) return read;
  const source = read.value;
  const exported = readExportFile(text, source.fields.dragoman);
  if (exported) return ok(exportedItem(path, file, exported));
  if (!/[\p{L}\p{N}]/u.test(source.body)) return ok('empty');
  if (Buffer.byteLength(source.inside) > FRONT_MATTER_MAX_BYTES) {
    return fail(tooLarge('front matter', FRONT_MATTER_MAX_BYTES, 2));
  }
  const item = itemOf(path, file, { text, source }, context);
  if (Buffer.byteLength(item.markdown) > MARKDOWN_MAX_BYTES)
    return fail(tooLarge('text', MARKDOWN_MAX_BYTES));
  return ok(item);
}
