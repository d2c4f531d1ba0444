/** A crawler's walk from the front page along every link: languages answer each other, feeds hold what they owe. */
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { beforeAll, expect, it } from 'vitest';
import { seedNewsroom } from './newsroom.ts';
import { type Visit, visit } from './site.ts';

const origin = 'http://dragoman.test';
const PAGES_MAX = 200;

/** Every page of the site that a link or an alternate leads to, by path. */
let pages: Map<string, Visit>;

const pathsIn = (text: string): string[] =>
  [...text.matchAll(/ href="([^"]+)"/g)].flatMap(([, found = '']) => {
    const path = found.startsWith(origin) ? found.slice(origin.length) : found;
    return /^\/(?!\/|images\/)/.test(path) ? [path.replace(/#.*$/, '')] : [];
  });

beforeAll(async () => {
  await seedNewsroom();
  pages = new Map();
  const waiting = ['/'];
  for (const path of waiting) {
    if (pages.has(path)) continue;
    const seen = await visit(path);
    pages.set(path, seen);
    expect(pages.size).toBeLessThan(PAGES_MAX);
    if (seen.response.headers.get('content-type')?.startsWith('text/html'))
      waiting.push(...pathsIn(seen.text));
  }
});

const alternatesOf = ({ text }: Visit): [string, string][] =>
  [...text.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)].map(
    ([, lang = '', href = '']) => [lang, href.slice(origin.length)],
  );

const canonicalOf = ({ text }: Visit): string | undefined =>
  /<link rel="canonical" href="([^"]+)">/.exec(text)?.[1]?.slice(origin.length);

it('finds a page behind every link', () => {
  const missing = [...pages].filter(([, { response }]) => response.status !== 200).map(([path]) => path);
  expect(missing).toEqual([]);
  for (const kind of ['topics', 'people', 'stories', '2026/10', 'search', 'feed.xml', '.md']) {
    expect([...pages.keys()].some((path) => path.includes(kind))).toBe(true);
  }
});

it('gives every page its own address, percent-encoded as a URL is', () => {
  for (const [path, seen] of pages) {
    const canonical = canonicalOf(seen);
    if (canonical !== undefined) expect([path, canonical]).toEqual([path, path]);
  }
});

it('names the same languages at every language of a page, itself and a default among them', () => {
  let checked = 0;
  for (const [path, seen] of pages) {
    const alternates = alternatesOf(seen);
    if (alternates.length === 0) continue;
    checked += 1;
    const [, lang = ''] = /<html lang="([^"]+)"/.exec(seen.text) ?? [];
    expect(Object.fromEntries(alternates)).toMatchObject(
      path === '/' ? { 'x-default': '/' } : { [lang]: canonicalOf(seen) },
    );
    expect(alternates.filter(([name]) => name === 'x-default')).toHaveLength(1);
    for (const [, other] of alternates) {
      const there = pages.get(other);
      expect([path, other, there && alternatesOf(there).sort()]).toEqual([
        path,
        other,
        [...alternates].sort(),
      ]);
    }
  }
  // Three front pages and `/`; the ferry, its topic and its story in three languages; two people in two.
  expect(checked).toBe(17);
});

const feedsNamedIn = ({ text }: Visit): string[] =>
  [
    ...text.matchAll(
      /<link rel="alternate" type="application\/(?:atom|feed)\+(?:xml|json)" title="[^"]+" href="([^"]+)">/g,
    ),
  ].map(([, href = '']) => href);

/** Where the feeds of a page stand, without their names; undefined for a page that has none. */
function feedsOf(path: string): string | undefined {
  if (/^\/[a-z-]+\/(?:topics|people)\/[^/]+$/.test(path)) return `${path}/`;
  const [, edition] = /^(\/[a-z-]+\/)(?:\d{4}\/\d\d\/[^/.]+)?$/.exec(path) ?? [];
  return edition;
}

it('names a page’s own feeds in its head, where feed readers look', () => {
  const kinds = new Set<string | undefined>();
  for (const [path, seen] of pages) {
    const base = feedsOf(path);
    if (base === undefined) continue;
    kinds.add(/topics|people|\d{4}/.exec(path)?.[0]);
    const feeds = feedsNamedIn(seen);
    expect([path, feeds]).toEqual([path, [`${base}feed.xml`, `${base}feed.json`]]);
    for (const feed of feeds) expect([feed, pages.get(feed)?.response.status]).toEqual([feed, 200]);
  }
  expect(kinds).toEqual(new Set([undefined, 'topics', 'people', '2026']));
});

it('feeds give a reader all that their formats ask for', () => {
  const feeds = [...pages].filter(([path]) => /feed\.(?:xml|json)$/.test(path));
  expect(feeds.length).toBeGreaterThan(10);
  for (const [path, { text }] of feeds) {
    if (path.endsWith('.xml')) {
      const feed = parseAtomFeed(text);
      const rels = feed.links?.map((link) => link.rel);
      expect([path, rels]).toEqual([path, ['self', 'alternate', 'hub']]);
      expect(feed.links?.[0]?.href).toBe(origin + path);
      expect([path, feed.id, feed.title?.value, feed.updated].every(Boolean)).toBe(true);
      for (const entry of feed.entries ?? []) {
        for (const field of [
          'id',
          'title',
          'updated',
          'published',
          'authors',
          'summary',
          'content',
        ] as const) {
          expect([path, field, entry[field] === undefined]).toEqual([path, field, false]);
        }
      }
    } else {
      const feed = parseJsonFeed(text);
      expect(feed).toMatchObject({ feed_url: origin + path, hubs: [{ url: 'https://hub.example/' }] });
      expect(feed.items?.every((item) => item.id && item.url && item.title && item.content_html)).toBe(true);
    }
  }
});
