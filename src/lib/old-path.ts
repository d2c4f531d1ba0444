/**
 * Addresses that an article had on another site. The same function makes the row's key out of what an import names
 * and out of what a reader asks for, so that a trailing slash, `.html`, `index.html`, `index.php` and the spelling of
 * percent-encoding make no difference; the case of letters does, as on the servers they come from.
 *
 * Of queries there is one form: WordPress's number of a post, at the site's root. Any other query meant something
 * only the old program knew, and a site that let it into its keys would keep an entry for whatever a stranger appends.
 */
import { canonicalPath } from './canonical-path.ts';

/** What a path may begin with that is a language to the router, and a little more: `_` is read as `-` there. */
const lang = '[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,4}';
const feed = 'feed\\.(?:xml|json)';

/** Rooms, and files at the root. */
const rooms =
  /^\/(?:desk|api|images|healthz|cdn-cgi|\.well-known|(?:news-)?sitemap\.xml|robots\.txt|llms\.txt|favicon\.ico)(?:\/|$)/;

/** Lists, feeds, maps and searches of an edition. */
const lists = new RegExp(
  `^/${lang}/(?:(?:topics|people)/[^/]+(?:/before/[^/]+|/${feed})?|stories/[^/]+|search|${feed}` +
    '|\\d{4}/\\d{2}(?:/before/[^/]+|/sitemap(?:-\\d+)?\\.xml)?)/?$',
  'i',
);

/**
 * Front pages and articles. Old paths may have these forms; whatever stands there comes first, so another spelling of
 * one is led to the canonical spelling before anybody asks whether it is old.
 */
const pages = new RegExp(`^/${lang}(?:/\\d{4}/\\d{2}/[^/]+)?/?$`, 'i');

/** A canonical path that only the answer to unknown paths could have. */
export const isForeign = (path: string): boolean =>
  path !== '/' && !rooms.test(path) && !lists.test(path) && !pages.test(path);

/** WordPress's `?p=12` and `?page_id=12`, which it answers alike. Undefined for all that is no number. */
export function postNumber(query: string): string | undefined {
  const given = new URLSearchParams(query);
  return [given.get('p'), given.get('page_id')]
    .map((value) => /^0{0,9}([1-9]\d{0,9})$/.exec(value ?? '')?.[1])
    .find((number) => number !== undefined);
}

/** The paths at which a post's number may stand. */
export const isRoot = (path: string): boolean => path === '/' || path === '/index.php';

/**
 * The key of an address, percent-encoded: `/2021/03/name`, `/?p=12`. The host counts for nothing. Undefined where no
 * old path can be: in the forms of our own rooms, lists and feeds, at the root, and with any other query.
 */
export function oldPathOf(address: string): string | undefined {
  // Two slashes at the beginning would name a host to the parser.
  const url = URL.parse(address.startsWith('/') ? `http://old.invalid${address}` : address);
  if (!url) return undefined;
  const whole = canonicalPath(url.pathname);
  const bare = whole
    .replace(/(?:\/index\.html?|(?<=[^/.])\.html?)+\/?$/i, '')
    .replace(/^(?:\/index\.php)+(?=\/|$)/, '');
  const path = (bare === whole ? whole : canonicalPath(bare)).replace(/\/$/, '');
  if (path === '') {
    const number = postNumber(url.search);
    return number && `/?p=${number}`;
  }
  return url.search !== '' || rooms.test(path) || lists.test(path) ? undefined : path;
}

/** What a path of `articlePath`, which is NFC and percent-encoded, holds where it may not be its own key. */
const unsure = /[.]|%(?:24|26|2B|2C|3A|3B|3D|40)|\/$/;

/** The same of what `articlePath` gives, as each request for an article asks it. */
export const oldPathOfArticle = (path: string): string | undefined =>
  unsure.test(path) || rooms.test(path) ? oldPathOf(path) : path;
