/** Of the addresses that readers knew an article by, those that can go on leading to it here. */
import { z } from 'zod';
import { oldPathOf } from '../../lib/old-path.ts';
import { PAGE_ROWS, URL_MAX_CHARS } from '../../limits.ts';
import { oldAddress } from './addresses.ts';
import { type Api, Refused } from './api.ts';
import type { ImportItem, ReadFiles } from './item.ts';

const isAbsolute = (address: string): boolean => /^[a-z][a-z0-9+.-]{0,20}:|^\/\//i.test(address);
const hostOf = (url: URL | null): string | undefined => url?.hostname.replace(/^www\./, '');

/** The whole address when it was one of the site that moves in; undefined for one of another site. */
function ownAddress(written: string, baseUrl: string | undefined): string | undefined {
  if (!isAbsolute(written)) {
    const path = written.startsWith('/') ? written : `/${written}`;
    return baseUrl === undefined ? path : oldAddress(path, baseUrl);
  }
  const base = baseUrl === undefined ? null : URL.parse(baseUrl);
  const url = URL.parse(written, base ?? undefined);
  return url && hostOf(url) === hostOf(base) ? url.href : undefined;
}

/** Gives each item that was public its old paths; what cannot be one of them is a loss of the item. */
export function findOldPaths({ items, baseUrl }: ReadFiles): void {
  for (const item of items) {
    // An export of our own says them itself.
    if (item.oldPaths.length > 0 || item.state === 'draft') continue;
    const paths = new Set<string>();
    for (const written of item.oldUrls) {
      const address = ownAddress(written, baseUrl);
      if (address === undefined) continue;
      const path = oldPathOf(address);
      const fits = path !== undefined && path.length <= URL_MAX_CHARS;
      if (fits && (paths.has(path) || paths.size < PAGE_ROWS)) paths.add(path);
      else item.losses.push(`old address ${written}: ${fits ? TOO_MANY : NO_PATH}`);
    }
    item.oldPaths = [...paths];
  }
}

const NO_PATH =
  'nothing here can answer at it, being a query or the address of a list; the redirects lead from it elsewhere';
const TOO_MANY = `an article has at most ${PAGE_ROWS} of them; the redirects lead from it elsewhere`;

const led = z.object({ old_paths: z.array(z.string()) });

/**
 * Makes the item's old paths lead to its article, but for those that do already. True when there is nothing left to be
 * done; what leads elsewhere is added to `losses`.
 */
export async function leadOldPaths(
  item: ImportItem,
  id: string,
  api: Api,
  losses: string[],
  already: readonly string[] = [],
): Promise<boolean> {
  const missing = item.oldPaths.filter((path) => !already.includes(path));
  if (missing.length === 0) return true;
  try {
    const done = led.parse(await api.post(`/articles/${id}/old-paths`, { old_paths: missing }));
    const taken = missing.filter((path) => !done.old_paths.includes(path));
    losses.push(...taken.map((path) => `old address ${path}: it leads to another article`));
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    const why = error.status === 403 ? 'only an admin’s token makes them lead here' : error.message;
    losses.push(`old addresses ${missing.join(', ')}: ${why}`);
    return false;
  }
}
