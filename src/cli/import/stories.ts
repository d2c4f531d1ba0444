/**
 * Translations become one story through a common source address, which is how Dragoman knows a story. Where
 * no item of a group names a source, it is the old address of the first; without that, an address is made up
 * below `.invalid`, which no reader can mistake for a site, and the report says so.
 */
import { sha256 } from '../../lib/hash.ts';
import { oldAddress } from './addresses.ts';
import type { ImportItem, ReadOptions } from './item.ts';

const isWebAddress = (text: string | undefined): text is string => {
  const url = text === undefined ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.');
};

/** Groups of two languages or more. */
function groups(items: readonly ImportItem[]): ImportItem[][] {
  const found = new Map<string, ImportItem[]>();
  for (const item of items) {
    if (item.storyKey === undefined) continue;
    const group = found.get(item.storyKey) ?? [];
    group.push(item);
    found.set(item.storyKey, group);
  }
  return [...found.values()].filter((group) => new Set(group.map((item) => item.lang)).size > 1);
}

/** Gives the items of each group their common source, and names what was decided. Other items stay as they are. */
export async function joinStories(items: readonly ImportItem[], options: ReadOptions): Promise<number> {
  const joined = groups(items);
  for (const group of joined) {
    const said = group.find((item) => item.sourceUrl !== undefined);
    // The operator's language first: the others are its translations.
    const [first] = [...group].sort(
      (a, b) => Number(b.lang === options.lang) - Number(a.lang === options.lang),
    );
    if (!first) continue;
    const old = absolute(first.oldUrls[0], options.baseUrl);
    const sourceUrl =
      said?.sourceUrl ??
      old ??
      `https://import.invalid/${(await sha256(first.storyKey ?? first.id)).slice(0, 16)}`;
    for (const item of group) {
      if (said === undefined && old === undefined) {
        item.losses.push(
          'source: its translations are joined by a made-up address, since the old site’s is not known; give --base-url to use that',
        );
      }
      if (item.sourceUrl !== undefined && item.sourceUrl !== sourceUrl) {
        item.losses.push(
          `source ${item.sourceUrl}: its translation names ${sourceUrl}, and one story has one`,
        );
      }
      item.sourceUrl = sourceUrl;
      if (said === undefined) item.sourceLang = first.lang;
      else if (said.sourceLang !== undefined) item.sourceLang = said.sourceLang;
    }
  }
  return joined.length;
}

function absolute(path: string | undefined, base: string | undefined): string | undefined {
  const url = path === undefined || base === undefined ? path : oldAddress(path, base);
  return isWebAddress(url) ? url : undefined;
}
