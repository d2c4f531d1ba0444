/** The files of a folder, and their bytes as text. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../lib/result.ts';
import type { Mistake } from './front-matter.ts';

export const isMarkdown = (name: string): boolean => /\.(?:md|markdown|mdown|mkdn?|mdx)$/i.test(name);
export const isOtherText = (name: string): boolean =>
  /\.(?:html?|rst|adoc|asciidoc|org|textile|ipynb|docx?)$/i.test(name);
const skippedFolders = new Set([
  'node_modules',
  '_site',
  'public',
  'themes',
  '_layouts',
  '_includes',
  '_sass',
  'layouts',
  'archetypes',
  'resources',
  'pictures',
]);

/** Files below `folder`, sorted, as paths from `root` with slashes. Links are not followed, so there are no rings. */
export function listFiles(root: string, folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      if (!skippedFolders.has(entry.name)) found.push(...listFiles(root, path));
    } else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** UTF-8, or UTF-16 with its mark; `\n` line ends. The mistake names the line of the first bad byte. */
export function decode(bytes: Uint8Array): Result<string, Mistake> {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return ok(
      new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes).replace(/\r\n?/g, '\n'),
    );
  } catch {
    const before = new TextDecoder(encoding).decode(bytes).split('\ufffd')[0] ?? '';
    return fail({
      line: before.split('\n').length,
      message: 'The text is not in UTF-8. Save the file as UTF-8 in your editor.',
    });
  }
}
