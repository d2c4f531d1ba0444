/** The one spelling of a path: what the site redirects to, caches by, and knows old addresses by. */

/** A language as a path names it; the tail's length is bounded so that a slug is never taken for one. */
const language = /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}$/i;

/** Characters that a path segment may hold as they are (RFC 3986, section 3.3), though encodeURIComponent does not. */
const restore = (encoded: string): string =>
  encoded.replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);

/** What stays as it is: ASCII without escapes, in characters that a segment may hold or encodeURIComponent keeps. */
const plain = /^[\w.~!*'()$&+,;=:@-]*$/;

function canonicalSegment(segment: string): string {
  if (plain.test(segment)) return segment;
  try {
    return restore(encodeURIComponent(decodeURIComponent(segment).normalize('NFC')));
  } catch {
    return segment; // No UTF-8 behind the percent signs: nothing of ours has such a name.
  }
}

/** A fixed point: giving it its own result changes nothing. */
export function canonicalPath(path: string): string {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(canonicalSegment);
  const [first, second, third] = segments;
  if (first === undefined) return '/';
  const inEdition = language.test(first);
  if (inEdition) segments[0] = first.toLowerCase();
  // Front pages and months are folders; everything else is a leaf.
  const month = segments.length === 3 && /^\d{4}$/.test(second ?? '') && /^\d{2}$/.test(third ?? '');
  const folder = inEdition && (segments.length === 1 || month);
  return `/${segments.join('/')}${folder ? '/' : ''}`;
}
