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

/** Gives the number of addresses that lead on. A page of the copy's own comes first; a query can have no file. */
export async function writeMoved(
  folder: string,
  moved: AsyncIterable<MovedPath>,
  origin: string,
): Promise<number> {
  let written = 0;
  for await (const { from, to } of moved) {
    if (from.includes('?')) continue;
    const page = fileOf(from, 'text/html');
    // Servers of plain files tell `/name/` and `/name.html` apart.
    const files = [page, page.replace(/\/index\.html$/, '.html')].map((file) => join(folder, file));
    if (files.some((file) => existsSync(file))) continue;
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, pageTo(to, origin));
    }
    written += 1;
  }
  return written;
}
