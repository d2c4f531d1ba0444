import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppEnv } from '../../src/config.ts';
import { answerCanonical, canonicalTarget, canonicalUrls } from '../../src/edge/canonical.ts';
import { page, probe, statusOf } from './probe.ts';

const site = 'http://dragoman.test';
const app = new Hono<AppEnv>().use(canonicalUrls()).all('*', (c) => c.text('page'));
const target = (url: string): string => {
  const { path, query } = canonicalTarget(new URL(url, site));
  return path + query;
};

describe('path spellings', () => {
  const rows: [string, string][] = [
    ['/zh-hans', '/zh-hans/'],
    ['/ZH-Hans/', '/zh-hans/'],
    ['//zh-hans///2026//01/', '/zh-hans/2026/01/'],
    ['/zh-hans/2026/01', '/zh-hans/2026/01/'],
    ['/zh-hans/2026/01/slug/', '/zh-hans/2026/01/slug'],
    ['/EN/2026/01/Slug.md', '/en/2026/01/Slug.md'],
    ['/en/2026/01/%73lug', '/en/2026/01/slug'],
    ['/en/2026/01/cafe\u0301', '/en/2026/01/caf%C3%A9'],
    ['/en/2026/01/caf%c3%a9', '/en/2026/01/caf%C3%A9'],
    ['/zh/2026/01/%e6%8b%9c%E7%99%BB/', '/zh/2026/01/%E6%8B%9C%E7%99%BB'],
    ['/en/feed.xml/', '/en/feed.xml'],
    ['//EN//evil.test/..', '/en/'],
    ['/en/a%2Fb', '/en/a%2Fb'],
    ['/en/./topics/x/../y', '/en/topics/y'],
    ['/en/%ff', '/en/%ff'],
  ];
  it.each(rows)('%s is %s', (given, expected) => {
    expect(target(`${site}${given}`)).toBe(expected);
  });

  it.each(rows.filter(([given]) => given !== '/en/a%2Fb' && given !== '/en/%ff' && !given.includes('..')))(
    '%s ends at %s by one redirect',
    async (given, expected) => {
      const answer = await app.request(new Request(`${site}${given}`));
      expect([answer.status, answer.headers.get('location')]).toEqual([301, expected]);
      expect((await app.request(new Request(`${site}${expected}`))).status).toBe(200);
    },
  );

  it('is a fixed point for every path and query, and never leaves the site', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '%2f',
        '%C3%A9',
        '%c3',
        'é',
        'e\u0301',
        'EN',
        'zh-Hans',
        '2026',
        '01',
        'search',
        '?q=',
        '&after=',
        '?utm=',
        '\\',
        '..',
        '%2e',
        ' ',
        '+',
        '%00',
        ':',
        '@',
        ';',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = new URL(site);
        const [path = '', ...query] = pieces.join('').split('?');
        url.pathname = path;
        url.search = query.join('?');
        const once = target(url.href);
        expect(once.startsWith('/') && !once.startsWith('//')).toBe(true);
        expect(new URL(once, site).origin).toBe(site);
        expect(target(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves the desk, the API and changes alone', async () => {
    for (const path of ['/desk//x/', '/api/v1/articles/', '/healthz?x=1']) {
      expect(await (await app.request(new Request(`${site}${path}`))).text()).toBe('page');
    }
    expect((await app.request(new Request(`${site}/EN//x`, { method: 'POST' }))).status).toBe(200);
  });

  it('keeps a redirect under a foreign query out of every cache, and drops that query', async () => {
    const answer = await app.request(new Request(`${site}/EN/?utm_source=x`));
    expect([answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
      '/en/',
      'private, no-store',
    ]);
    const plain = await app.request(new Request(`${site}/EN/`));
    expect(plain.headers.get('cloudflare-cdn-cache-control')).toBe('public, max-age=86400');
  });
});

describe('queries', () => {
  const rows: [string, string][] = [
    ['/en/?utm_source=x&fbclid=y', '/en/'],
    ['/en/search?utm_source=x&q=word', '/en/search?q=word'],
    ['/en/search?after=c&q=word', '/en/search?q=word&after=c'],
    ['/en/search?q=%20two%20%20words%20', '/en/search?q=two+words'],
    ['/en/search?q=cafe%CC%81', '/en/search?q=caf%C3%A9'],
    ['/en/search?q=a&q=b', '/en/search?q=a'],
    ['/en/search?q=', '/en/search'],
    ['/en/topics/search?q=a', '/en/topics/search'],
  ];
  it.each(rows)('%s is answered as %s', (given, expected) => {
    expect(target(given)).toBe(expected);
  });

  it('is answered 200 from the canonical entry, and neither stored nor asked of the Worker again', async () => {
    const { ask, seen } = probe();
    const cached = {
      'cloudflare-cdn-cache-control': 'public, max-age=60',
      'cache-control': 'public, no-cache',
      etag: '"e"',
    };
    const worker = async (request: Request): Promise<Response> => {
      const url = new URL(request.url);
      if (url.search === '') return page('page', cached);
      url.search = '';
      return answerCanonical(request, url, (inner) => ask('/en/', worker, inner));
    };
    await ask('/en/', worker);
    for (const query of ['?utm_source=1', '?utm_source=2', '?utm_source=1']) {
      const answer = await ask(`/en/${query}`, worker);
      expect([answer.status, await answer.text(), statusOf(answer)]).toEqual([200, 'page', 'HIT']);
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
      const held = await ask(`/en/${query}`, worker, { headers: { 'if-none-match': '"e"' } });
      expect(held.status).toBe(304);
      const head = await ask(`/en/${query}`, worker, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    }
    expect(seen.filter((request) => !request.url.includes('utm'))).toHaveLength(1);
  });

  it('hands on only the fields that choose a form of the page', async () => {
    let inner: Request | undefined;
    const given = { 'x-forwarded-host': 'evil.test', cookie: 'a=1', range: 'bytes=0-1', authorization: 'x' };
    await answerCanonical(
      new Request(`${site}/en/?a=1`, { headers: given }),
      new URL(`${site}/en/`),
      async (request) => {
        inner = request;
        return new Response('x');
      },
    );
    expect([...(inner?.headers.keys() ?? [])]).toEqual(['range']);
  });

  it('refuses to go round in circles', async () => {
    const hop = async () => new Response('x');
    await expect(answerCanonical(new Request(site), new URL(`${site}/en/?a=1`), hop)).rejects.toThrow(
      'Not a canonical URL',
    );
    await expect(answerCanonical(new Request(site), new URL(`${site}/EN`), hop)).rejects.toThrow(
      'Not a canonical URL',
    );
  });
});
