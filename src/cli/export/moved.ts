/** Old addresses in a static copy: a page at each that leads to the article's, on any web server. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MovedPath } from '../../store/old-paths.ts';
import { escapeHtml } from '../import/escape.ts';
import { fileOf } from './links.ts';

/** `origin` is the copy's own; a refresh and a link work without it. */
function pageTo(path: string, origin: string): string {
  const to = escapeHtml(path);
  return `<!doctype html>
<meta charset="utf-8">
<title>${to}</title>
<link rel="canonical" href="${escapeHtml(origin + path)}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${to}">
<p><a href="${to}">${to}</a></p>
`;
}

/** What a file system says of a name that it cannot have, or that stands where another's folder would. */
const refusals = new Set(['ENAMETOOLONG', 'ENOTDIR', 'EEXIST', 'EISDIR', 'EINVAL', 'EILSEQ']);
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && refusals.has(String(error.code));

/** The files of an address; none for what could not be one, as a query or `%2F..`, which a server would take for a way up. */
function filesOf(path: string): string[] {
  if (path.includes('?') || !URL.canParse(path, 'http://copy.invalid')) return [];
  try {
    const page = fileOf(path, 'text/html');
    // Servers of plain files tell `/name/` and `/name.html` apart.
    return [page, page.replace(/\/index\.html$/, '.html')];
  } catch {
    return [];
  }
}

/** Writes a page for each address that can have one. A page of the copy's own comes first. */
export async function writeMoved(
  folder: string,
  moved: AsyncIterable<MovedPath>,
  origin: string,
): Promise<{ written: number; left: number }> {
  const count = { written: 0, left: 0 };
  for await (const { from, to } of moved) {
    const files = filesOf(from).map((file) => join(folder, file));
    if (files.length === 0 || files.some((file) => existsSync(file))) {
      count.left += 1;
      continue;
    }
    try {
      for (const file of files) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, pageTo(to, origin));
      }
      count.written += 1;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      count.left += 1;
    }
  }
  return count;
}
