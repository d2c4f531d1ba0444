import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readers } from '../../src/app.ts';
import { canonicalPath } from '../../src/lib/canonical-path.ts';
import { isForeign, oldPathOf, oldPathOfArticle } from '../../src/lib/old-path.ts';
import { articlePath } from '../../src/lib/paths.ts';

describe('the key of an old address', () => {
  it.each([
    ['/2021/03/04/name/', '/2021/03/04/name'],
    ['https://old.example.org/2021/03/name', '/2021/03/name'],
    ['//2021//03/name//', '/2021/03/name'],
    ['/index.php/2021/03/name/', '/2021/03/name'],
    ['/blog/2021/03/04/name.html', '/blog/2021/03/04/name'],
    ['/posts/name/index.html', '/posts/name'],
    ['/posts/name.HTM', '/posts/name'],
    ['/archives/123', '/archives/123'],
    ['/archives/123.html#more', '/archives/123'],
    ['/2019/11/%e6%b8%af%e5%8f%a3/', '/2019/11/%E6%B8%AF%E5%8F%A3'],
    ['/2019/11/港口/', '/2019/11/%E6%B8%AF%E5%8F%A3'],
    ['/cafe\u0301/', '/caf%C3%A9'],
    ['/Posts/Name', '/Posts/Name'],
    ['/%B8%DB/x', '/%B8%DB/x'],
    ['/the-weir/', '/the-weir'],
    ['/fr/2021/03/nom/', '/fr/2021/03/nom'],
    ['/FR/posts/Nom/', '/fr/posts/Nom'],
    ['/a%2Fb/', '/a%2Fb'],
    ['/?p=12', '/?p=12'],
    ['/?page_id=12', '/?p=12'],
    ['https://old.example.org/?lang=fr&p=0012', '/?p=12'],
    ['/index.php?p=12', '/?p=12'],
    ['/index.php/?page_id=7', '/?p=7'],
  ])('%s is %s', (address, key) => {
    expect(oldPathOf(address)).toBe(key);
  });

  it.each([
    '/',
    '/index.html',
    '/index.php',
    '/?p=',
    '/?p=-1',
    '/?p=0',
    '/?p=12abc',
    '/?p=12345678901',
    '/?cat=3',
    '/blog/?p=12',
    '/story.php?id=12',
    '/desk/articles',
    '/api/v1/articles',
    '/api.html',
    '/images/x.webp',
    '/.well-known/acme-challenge/x',
    '/sitemap.xml',
    '/en/feed.xml',
    '/en/2021/03/',
    '/en/search',
    '/zh_Hans/search.html',
    'https://exa mple/',
  ])('%s has none', (address) => {
    expect(oldPathOf(address)).toBeUndefined();
  });

  it('is the key of itself and of every spelling of itself, and a path of this site', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '/',
          '//',
          'index.php',
          'index.html',
          '.html',
          '.htm',
          'EN',
          'zh_Hans',
          '2021',
          '03',
          '%2f',
          '%c3',
          '%C3%A9',
        ],
        ...[
          'é',
          'e\u0301',
          '..',
          '%2e',
          '?p=12',
          '?p=',
          '&p=3',
          '#x',
          '\\',
          ':',
          '@',
          'feed.xml',
          'topics',
          ' ',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const key = oldPathOf(`/${pieces.join('')}`);
        if (key === undefined) return;
        expect(key).toMatch(/^\/[^/]/);
        expect(key).toMatch(/^[\x21-\x7e]+$/);
        const asked = new URL(key, 'http://dragoman.test');
        expect(asked.origin).toBe('http://dragoman.test');
        expect(oldPathOf(key)).toBe(key);
        expect(oldPathOf(canonicalPath(asked.pathname) + asked.search)).toBe(key);
        if (asked.search !== '') return;
        if (key.endsWith('.')) return;
        for (const form of ['/', '.html', '/index.html']) expect(oldPathOf(key + form)).toBe(key);
        expect(oldPathOf(`/index.php${key}`)).toBe(key);
      }),
      { numRuns: 3_000 },
    );
  });
});

it('of an article’s own path says the same, quickly', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['.', '..', '.html', 'index', '$', '&', "'", '+', ',', ':', ';', '=', '@', '!', '*', '(', ')', '~'],
      ...['%', '/', '\\', '?', '#', ' ', '\0', '\ud800', 'e\u0301', '第', 'é', '-', '_', 'before', 'sitemap'],
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const lang = fc.constantFrom('en', 'zh-Hans', 'api', 'desk', 'ar-x-y', 'images');
  fc.assert(
    fc.property(lang, fc.array(piece, { maxLength: 5 }), (tag, pieces) => {
      const path = articlePath(tag, '2026-03', pieces.join('').toWellFormed());
      expect(oldPathOfArticle(path)).toBe(oldPathOf(path));
    }),
    { numRuns: 3_000 },
  );
});

/** A path that the route answers. */
const exampleOf = (route: string): string =>
  route
    .replace(':format{feed\\.(?:xml|json)}', 'feed.xml')
    .replace(':map{sitemap(?:-[0-9]+)?\\.xml}', 'sitemap-2.xml')
    .replace(/:lang/, 'zh-hans')
    .replace(':yyyy', '2026')
    .replace(':mm', '03')
    .replace(/:\w+/g, 'x');

it('takes no path of a route: articles and front pages come before it, all others refuse it', () => {
  const routes = readers.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  const shared = ['/:lang/', '/:lang/:yyyy/:mm/:slug', '/*'];
  const own = new Set(routes.filter((route) => !shared.includes(route)));
  expect(own.size).toBeGreaterThan(15);
  for (const route of own) {
    expect([route, oldPathOf(exampleOf(route))]).toEqual([route, undefined]);
    expect([route, isForeign(exampleOf(route))]).toEqual([route, false]);
  }
  for (const route of shared.slice(0, 2)) expect(isForeign(exampleOf(route))).toBe(false);
  for (const path of ['/2021/03/name', '/fr/posts/nom', '/index.php', '/about-us']) {
    expect([path, isForeign(path)]).toEqual([path, true]);
  }
});
