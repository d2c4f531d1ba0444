/** Which kind of export a path is, by what stands in it and not by its name alone. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { encodingOf } from './encoding.ts';
import { readGhost } from './ghost/read.ts';
import type { ReadFiles, ReadOptions } from './item.ts';
import { readMarkdownFolder } from './markdown/folder.ts';
import { findOldPaths } from './old-paths.ts';
import { readWordPress } from './wordpress/wxr.ts';

function beginning(file: string): string {
  const bytes = new Uint8Array(512);
  const handle = openSync(file, 'r');
  const length = readSync(handle, bytes);
  closeSync(handle);
  const read = bytes.subarray(0, length);
  const encoding = encodingOf(read);
  return new TextDecoder(encoding.startsWith('utf-16') ? encoding : 'utf-8')
    .decode(read)
    .replace(/^\ufeff/, '')
    .trimStart();
}

/** Throws an error that names the place and the remedy when the whole of it cannot be read. */
export async function readFiles(path: string, options: ReadOptions): Promise<ReadFiles> {
  const read = withoutDoubles(await readByKind(path, options));
  findOldPaths(read);
  return read;
}

/** Two items of one id would be taken for one that changed, and the second would overwrite the first. */
function withoutDoubles(read: ReadFiles): ReadFiles {
  const known = new Set<string>();
  const items = read.items.filter(({ id, title }) => {
    if (!known.has(id)) return known.add(id);
    const reason =
      'one before it has the same number; import each export in a file of its own, with a --work folder of its own';
    read.broken.push({ item: `${id} "${title}"`, reason });
    return false;
  });
  return { ...read, items };
}

async function readByKind(path: string, options: ReadOptions): Promise<ReadFiles> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no file or folder ${path}.`);
  if (found.isDirectory()) return readMarkdownFolder(path, options);
  const start = beginning(path);
  if (start.startsWith('<')) return readWordPress(path, options);
  if (start.startsWith('{') || start.startsWith('[')) return readGhost(path, options);
  throw new Error(
    `${path}:1: This is neither a WordPress export (XML), nor a Ghost export (JSON), nor a folder of Markdown. Give one of the three; a single Markdown file goes into a folder.`,
  );
}
