/** Conditional requests (RFC 9110, section 13), for the Worker's own answers and for the stand-in's. */

/** Weak comparison: Cloudflare turns a strong validator weak when it compresses a response. */
const opaque = (tag: string): string => (tag.startsWith('W/') ? tag.slice(2) : tag);

/** The entity tags of an If-None-Match list. A comma may stand inside the quotes. */
function entityTags(list: string): string[] {
  return list.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

/**
 * True when the client already holds what `validators` (the headers of a 200) describe. If-None-Match decides
 * alone when it is there; If-Modified-Since counts only without it (RFC 9110, section 13.2.2).
 */
export function clientHolds(request: Headers, validators: Headers): boolean {
  const noneMatch = request.get('if-none-match');
  if (noneMatch !== null) {
    if (noneMatch.trim() === '*') return true;
    const etag = validators.get('etag');
    return etag !== null && entityTags(noneMatch).some((tag) => opaque(tag) === opaque(etag));
  }
  const since = request.get('if-modified-since');
  const modified = validators.get('last-modified');
  if (since === null || modified === null) return false;
  return Date.parse(modified) <= Date.parse(since);
}

/** Fields that describe a body which a 304 does not have (RFC 9110, section 15.4.5). */
const bodyFields = [
  'content-length',
  'content-type',
  'content-encoding',
  'content-language',
  'content-range',
];

/** The 304 that stands for a 200 with these headers. */
export function notModified(headers: Headers): Response {
  const kept = new Headers(headers);
  for (const name of bodyFields) kept.delete(name);
  return new Response(null, { status: 304, headers: kept });
}
