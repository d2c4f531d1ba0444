/** Stored responses of the stand-in: found by key and Vary, forgotten by tag or, when memory is short, by disuse. */

import type { Terms } from './freshness.ts';
import { edgeHeader, tagHeader } from './policy.ts';

export interface Entry {
  key: string;
  status: number;
  /** As the client gets them: without what only Cloudflare reads. */
  headers: Headers;
  /** Never changed, so that answers may share it. */
  body: Uint8Array<ArrayBuffer>;
  terms: Terms;
  /** Values of the fields in `terms.vary`, verbatim. */
  varied: (string | null)[];
  storedAt: number;
  bytes: number;
}

/** Fields about one connection, which the next one must not see (RFC 9110, section 7.6.1). */
const connectionFields = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Fields about the stored body and the stored version of it: those of a 304 are not for it (RFC 9111, section 3.2). */
const notUpdated = new Set(['content-encoding', 'content-length', 'content-md5', 'content-range', 'etag']);

/** RFC 9111, section 4.3.4: the stored fields, with those of a 304 in their place. */
export function updatedHeaders(stored: Headers, fresh: Headers): Headers {
  const headers = new Headers(stored);
  for (const [name, value] of fresh) if (!notUpdated.has(name)) headers.set(name, value);
  return headers;
}

/** Map slots, header objects and the like, beside the bytes that can be counted. */
const ENTRY_OVERHEAD_BYTES = 1_024;

export function makeEntry(
  key: string,
  request: Request,
  response: Response,
  stored: { body: ArrayBuffer; terms: Terms; now: number },
): Entry {
  const { body, terms, now } = stored;
  const headers = new Headers(response.headers);
  const named = (headers.get('connection') ?? '').split(',').map((name) => name.trim());
  for (const name of [...connectionFields, ...named.filter((name) => /^[\w-]+$/.test(name))])
    headers.delete(name);
  for (const name of [edgeHeader, tagHeader, 'age', 'cf-cache-status']) headers.delete(name);
  if (terms.withoutCookies) headers.delete('set-cookie');
  let bytes = ENTRY_OVERHEAD_BYTES + key.length + body.byteLength;
  for (const [name, value] of headers) bytes += name.length + value.length;
  for (const tag of terms.tags) bytes += tag.length;
  return {
    key,
    status: response.status,
    headers,
    body: new Uint8Array(body),
    terms,
    varied: terms.vary.map((name) => request.headers.get(name)),
    storedAt: now,
    bytes,
  };
}

/** RFC 9111, section 4.1, with values compared verbatim as Cloudflare does. */
export const matches = (entry: Entry, request: Request): boolean =>
  entry.terms.vary.every((name, at) => request.headers.get(name) === entry.varied[at]);

const sameVariant = (a: Entry, b: Entry): boolean =>
  a.terms.vary.length === b.terms.vary.length &&
  a.terms.vary.every((name, at) => name === b.terms.vary[at] && a.varied[at] === b.varied[at]);

/** An empty store that holds at most `maxBytes`, as counted by `Entry.bytes`. */
export function createStored(maxBytes: number) {
  /** Variants of a key, newest first. The order of the keys is the order of use. */
  const slots = new Map<string, Entry[]>();
  let bytes = 0;

  function drop(key: string): void {
    for (const entry of slots.get(key) ?? []) bytes -= entry.bytes;
    slots.delete(key);
  }

  return {
    find(key: string, request: Request): Entry | undefined {
      const slot = slots.get(key);
      if (slot === undefined) return undefined;
      slots.delete(key);
      slots.set(key, slot);
      return slot.find((entry) => matches(entry, request));
    },

    put(entry: Entry): void {
      // One variant that fits every request hides the others for good.
      const others = entry.terms.vary.length === 0 ? [] : (slots.get(entry.key) ?? []);
      const kept = others.filter((other) => !sameVariant(entry, other));
      drop(entry.key);
      const slot = [entry, ...kept];
      slots.set(entry.key, slot);
      for (const each of slot) bytes += each.bytes;
      for (const key of slots.keys()) {
        if (bytes <= maxBytes) break;
        drop(key);
      }
    },

    holds: (entry: Entry): boolean => slots.get(entry.key)?.includes(entry) ?? false,

    remove: drop,

    /** Variants of a URL go together: a tag of one is a tag of all. */
    removeTagged(tags: ReadonlySet<string>): void {
      for (const [key, slot] of slots) {
        if (slot.some((entry) => !tags.isDisjointFrom(entry.terms.tags))) drop(key);
      }
    },

    clear(): void {
      slots.clear();
      bytes = 0;
    },

    size: () => ({ keys: slots.size, bytes }),

    /** The newest variant of each key, for who watches what comes and goes. */
    held: (): Map<string, Entry> =>
      new Map([...slots].flatMap(([key, [newest]]) => (newest ? [[key, newest]] : []))),
  };
}
