import { describe, expect, it } from 'vitest';
import { page, probe, statusOf } from './probe.ts';

const minute = { 'cache-control': 'max-age=60' };

describe('the key', () => {
  it('is path and query: order and host as documented', async () => {
    const { ask, cache } = probe();
    await ask('/a?x=1&y=2', page('a', minute));
    expect(statusOf(await ask('/a?x=1&y=2', page('b', minute)))).toBe('HIT');
    expect(statusOf(await ask('/a?y=2&x=1', page('b', minute)))).toBe('MISS');
    expect(statusOf(await ask('/a/?x=1&y=2', page('b', minute)))).toBe('MISS');
    const elsewhere = new Request('https://other.test/a?x=1&y=2#part');
    const answer = await cache.fetch(
      elsewhere,
      async () => page('c', minute),
      () => undefined,
    );
    expect([statusOf(answer), await answer.text()]).toEqual(['HIT', 'a']);
  });
});

describe('Vary', () => {
  const greeting = (request: Request) =>
    page(request.headers.get('accept-language') ?? 'none', { ...minute, vary: 'Accept-Language' });
  const inLanguage = (value: string) => ({ headers: { 'accept-language': value } });

  it('stores one variant per verbatim value', async () => {
    const { ask } = probe();
    for (const value of ['en, fr', 'fr, en', 'en,fr']) {
      expect(statusOf(await ask('/a', greeting, inLanguage(value)))).toBe('MISS');
    }
    const again = await ask('/a', greeting, inLanguage('fr, en'));
    expect([statusOf(again), await again.text()]).toEqual(['HIT', 'fr, en']);
  });

  it('tells a missing field from an empty one and needs every named field to match', async () => {
    const { ask } = probe();
    const both = () => page('x', { ...minute, vary: 'a, B' });
    await ask('/a', both);
    expect(statusOf(await ask('/a', both, { headers: { a: '' } }))).toBe('MISS');
    await ask('/a', both, { headers: { a: '1', b: '2' } });
    expect(statusOf(await ask('/a', both, { headers: { a: '1', b: '3' } }))).toBe('MISS');
    expect(statusOf(await ask('/a', both, { headers: { b: '2', a: '1', c: '9' } }))).toBe('HIT');
  });

  it('does not store for *', async () => {
    const { ask } = probe();
    expect(statusOf(await ask('/a', page('x', { ...minute, vary: 'accept, *' })))).toBe('BYPASS');
  });

  it('purges all variants by a tag of one', async () => {
    const { ask, cache } = probe();
    const tagged = (request: Request) =>
      page('x', { ...minute, vary: 'a', 'cache-tag': `v${request.headers.get('a')}` });
    await ask('/a', tagged, { headers: { a: '1' } });
    await ask('/a', tagged, { headers: { a: '2' } });
    await cache.purge({ tags: ['v1'] });
    expect(statusOf(await ask('/a', tagged, { headers: { a: '2' } }))).toBe('MISS');
  });
});

describe('conditional requests', () => {
  const dated = { ...minute, etag: '"e1"', 'last-modified': 'Wed, 31 Dec 2025 10:00:00 GMT' };
  const rows: [string, Record<string, string>, number][] = [
    ['If-None-Match', { 'if-none-match': '"e1"' }, 304],
    ['a weak form of it', { 'if-none-match': 'W/"e1"' }, 304],
    ['one of a list', { 'if-none-match': '"x,y", "e1"' }, 304],
    ['*', { 'if-none-match': '*' }, 304],
    ['another', { 'if-none-match': '"e2"' }, 200],
    ['an unquoted one', { 'if-none-match': 'e1' }, 200],
    ['If-Modified-Since, later', { 'if-modified-since': 'Wed, 31 Dec 2025 11:00:00 GMT' }, 304],
    ['If-Modified-Since, earlier', { 'if-modified-since': 'Wed, 31 Dec 2025 09:00:00 GMT' }, 200],
    [
      'If-None-Match decides alone',
      { 'if-none-match': '"e2"', 'if-modified-since': 'Wed, 31 Dec 2025 11:00:00 GMT' },
      200,
    ],
  ];
  it.each(rows)('%s', async (_, headers, status) => {
    const { ask } = probe();
    await ask('/a', page('body', dated));
    const answer = await ask('/a', page('never', dated), { headers });
    expect([answer.status, await answer.text()]).toEqual([status, status === 304 ? '' : 'body']);
    if (status === 304) expect(answer.headers.get('etag')).toBe('"e1"');
  });

  it('fills the cache whole though the client holds the page already', async () => {
    const { ask, seen } = probe();
    const first = await ask('/a', page('body', dated), { headers: { 'if-none-match': '"e1"' } });
    expect([first.status, statusOf(first)]).toEqual([304, 'MISS']);
    expect(seen[0]?.headers.has('if-none-match')).toBe(false);
    expect(await (await ask('/a', page('never'))).text()).toBe('body');
  });

  it('asks the Worker whether a stale entry still stands, and says REVALIDATED', async () => {
    const { ask, seen, wait } = probe();
    await ask('/a', page('body', dated));
    wait(61);
    const unchanged = new Response(null, { status: 304, headers: { ...dated, 'x-new': '1' } });
    const answer = await ask('/a', unchanged);
    expect(seen[1]?.headers.get('if-none-match')).toBe('"e1"');
    expect(seen[1]?.headers.get('if-modified-since')).toBe(dated['last-modified']);
    expect([answer.status, statusOf(answer), await answer.text()]).toEqual([200, 'REVALIDATED', 'body']);
    expect(answer.headers.get('x-new')).toBe('1');
    wait(59);
    expect(statusOf(await ask('/a', page('never')))).toBe('HIT');
  });
});

describe('HEAD', () => {
  it('is answered from a GET’s entry, without a body', async () => {
    const { ask } = probe();
    await ask('/a', page('body', minute));
    const head = await ask('/a', page('never'), { method: 'HEAD' });
    expect([statusOf(head), await head.text(), head.headers.get('content-length')]).toEqual(['HIT', '', '4']);
  });

  it('fills the cache for the GETs after it', async () => {
    const { ask, seen } = probe();
    const head = await ask('/a', page('body', minute), { method: 'HEAD' });
    expect([seen[0]?.method, statusOf(head), await head.text()]).toEqual(['GET', 'MISS', '']);
    const get = await ask('/a', page('never'));
    expect([statusOf(get), await get.text()]).toEqual(['HIT', 'body']);
  });
});

describe('Range', () => {
  const tagged = { ...minute, etag: '"e1"' };
  const rows: [string, number, string, string | null][] = [
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=3-1', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
  ];
  it.each(rows)('%s: %i', async (range, status, body, contentRange) => {
    const { ask, seen } = probe();
    for (const cacheStatus of ['MISS', 'HIT']) {
      const answer = await ask('/a', () => page('0123456789', tagged), { headers: { range } });
      expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
        status,
        body,
        contentRange,
      ]);
      expect(statusOf(answer)).toBe(cacheStatus);
    }
    expect(seen.map((request) => request.headers.has('range'))).toEqual([false]);
  });

  it.each([
    ['"e1"', 206],
    ['W/"e1"', 200],
    ['"e2"', 200],
  ])('with If-Range: %s gives %i', async (ifRange, status) => {
    const { ask } = probe();
    const answer = await ask('/a', page('0123456789', tagged), {
      headers: { range: 'bytes=0-1', 'if-range': ifRange },
    });
    expect(answer.status).toBe(status);
  });
});

describe('stale-while-revalidate', () => {
  const swr = { 'cache-control': 'max-age=10, stale-while-revalidate=20' };

  it('answers UPDATING at once and refreshes behind it, once for all who ask', async () => {
    const { ask, wait, settle, seen } = probe();
    await ask('/a', page('old', swr));
    wait(15);
    let refresh = (_: Response) => {};
    const later = new Promise<Response>((resolve) => {
      refresh = resolve;
    });
    for (const _ of [1, 2, 3]) {
      const answer = await ask('/a', () => later);
      expect([statusOf(answer), await answer.text(), answer.headers.get('age')]).toEqual([
        'UPDATING',
        'old',
        '15',
      ]);
    }
    refresh(page('new', swr));
    await settle();
    expect(seen).toHaveLength(2);
    const after = await ask('/a', page('never'));
    expect([statusOf(after), await after.text()]).toEqual(['HIT', 'new']);
  });

  it('ends with its window', async () => {
    const { ask, wait } = probe();
    await ask('/a', page('old', swr));
    wait(30);
    expect(statusOf(await ask('/a', page('new', swr)))).toBe('EXPIRED');
  });

  it('works beside no-cache', async () => {
    const { ask, wait, settle } = probe();
    await ask('/a', page('old', { 'cache-control': 'no-cache, stale-while-revalidate=20' }));
    wait(19);
    expect(statusOf(await ask('/a', page('new', swr)))).toBe('UPDATING');
    await settle();
  });

  it.each(['s-maxage=10', 'max-age=10, must-revalidate', 'max-age=10, proxy-revalidate'])(
    'is switched off by %s',
    async (field) => {
      const { ask, wait } = probe();
      await ask('/a', page('old', { 'cache-control': `${field}, stale-while-revalidate=20` }));
      wait(15);
      expect(statusOf(await ask('/a', page('new')))).toBe('EXPIRED');
    },
  );

  it('keeps the old entry when the refresh fails', async () => {
    const { ask, wait, settle } = probe();
    await ask('/a', page('old', swr));
    wait(15);
    await ask('/a', new Response('broken', { status: 500 }));
    await settle();
    expect(await (await ask('/a', page('new', swr))).text()).toBe('old');
    await settle();
  });
});

describe('stale-if-error', () => {
  const failing: [string, () => Response][] = [
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['answers 500', () => new Response('broken', { status: 500 })],
    ['answers 503', () => new Response('broken', { status: 503 })],
  ];
  const day = 86_400;

  it.each(failing)('serves STALE when the Worker %s', async (_, fail) => {
    const { ask, wait } = probe();
    await ask('/a', page('old', { 'cache-control': 'max-age=10, stale-if-error=60' }));
    wait(69);
    const answer = await ask('/a', fail);
    expect([statusOf(answer), await answer.text()]).toEqual(['STALE', 'old']);
    wait(2);
    const late = await ask('/a', fail).catch((error: Error) => error);
    expect(late instanceof Error || late.status >= 500).toBe(true);
  });

  it.each([
    ['max-age=10', 365 * day, 'STALE'],
    ['max-age=10, stale-if-error=0', 11, 'DYNAMIC'],
    ['s-maxage=10, stale-if-error=60', 11, 'DYNAMIC'],
    ['max-age=10, must-revalidate', 11, 'DYNAMIC'],
    ['max-age=10, proxy-revalidate, stale-if-error=60', 11, 'DYNAMIC'],
    ['no-cache, stale-if-error=60', 11, 'DYNAMIC'],
  ])('%s after %i s: %s', async (field, seconds, expected) => {
    const { ask, wait } = probe();
    await ask('/a', page('old', { 'cache-control': field }));
    wait(seconds);
    expect(statusOf(await ask('/a', new Response('broken', { status: 500 })))).toBe(expected);
  });

  it('has nothing to serve on a first miss', async () => {
    const { ask } = probe();
    expect((await ask('/a', new Response('broken', { status: 500 }))).status).toBe(500);
    await expect(
      ask('/b', () => {
        throw new Error('no database');
      }),
    ).rejects.toThrow('no database');
  });

  it('does not serve an entry that was purged while the Worker was failing', async () => {
    const { ask, cache, wait } = probe();
    await ask('/a', page('old', { 'cache-control': 'max-age=10', 'cache-tag': 't' }));
    wait(11);
    const answer = await ask('/a', async () => {
      await cache.purge({ tags: ['t'] });
      return new Response('broken', { status: 500 });
    });
    expect(answer.status).toBe(500);
  });
});

describe('request collapsing', () => {
  const gate = () => {
    let open = (_: Response) => {};
    const answer = new Promise<Response>((resolve) => {
      open = resolve;
    });
    return { answer, open };
  };

  it('runs the Worker once for concurrent misses of a key', async () => {
    const { ask, seen } = probe();
    const { answer, open } = gate();
    const asked = [1, 2, 3].map(() => ask('/a', () => answer));
    const head = ask('/a', () => answer, { method: 'HEAD' });
    open(page('body', minute));
    const answers = await Promise.all(asked);
    expect(await Promise.all(answers.map((one) => one.text()))).toEqual(['body', 'body', 'body']);
    expect(answers.map(statusOf)).toEqual(['MISS', 'HIT', 'HIT']);
    expect(await (await head).text()).toBe('');
    expect(seen).toHaveLength(1);
  });

  it('gives each request its own run when the answer may not be shared', async () => {
    const { ask, seen } = probe();
    const own = (request: Request) =>
      page(request.headers.get('x-who') ?? '', { 'cache-control': 'private' });
    const answers = await Promise.all(
      ['1', '2', '3'].map((who) => ask('/a', own, { headers: { 'x-who': who } })),
    );
    expect(await Promise.all(answers.map((one) => one.text()))).toEqual(['1', '2', '3']);
    expect(seen).toHaveLength(3);
  });

  it('never gives one variant to who asked for another', async () => {
    const { ask } = probe();
    const echo = (request: Request) => page(request.headers.get('x-who') ?? '', { ...minute, vary: 'x-who' });
    const answers = await Promise.all(
      ['1', '2'].map((who) => ask('/a', echo, { headers: { 'x-who': who } })),
    );
    expect(await Promise.all(answers.map((one) => one.text()))).toEqual(['1', '2']);
  });

  it('lets those who waited run the Worker themselves when the one ahead failed', async () => {
    const { ask } = probe();
    const first = ask('/a', async () => {
      throw new Error('first');
    });
    const next = ask('/a', page('body', minute));
    await expect(first).rejects.toThrow('first');
    expect(await (await next).text()).toBe('body');
  });
});

describe('purge', () => {
  it('removes by tag, whatever its case, and leaves the rest', async () => {
    const { ask, cache } = probe();
    await ask('/a', page('a', { ...minute, 'cache-tag': 'One, two' }));
    await ask('/b', page('b', { ...minute, 'cache-tag': 'three,,two-b' }));
    expect(await cache.purge({ tags: ['ONE'] })).toEqual({ success: true });
    expect(statusOf(await ask('/a', page('a', minute)))).toBe('MISS');
    expect(statusOf(await ask('/b', page('b', minute)))).toBe('HIT');
  });

  it('removes everything', async () => {
    const { ask, cache } = probe();
    await ask('/a', page('a', minute));
    await cache.purge({ everything: true });
    expect(cache.size()).toEqual({ keys: 0, bytes: 0 });
    expect(statusOf(await ask('/a', page('a', minute)))).toBe('MISS');
  });

  it('refuses more than 100 tags by its result, as Cloudflare does', async () => {
    const { cache } = probe();
    const tags = Array.from({ length: 101 }, (_, at) => `t${at}`);
    expect((await cache.purge({ tags })).success).toBe(false);
  });

  it('drops bad tags without a word', async () => {
    const { ask, cache } = probe();
    await ask('/a', page('a', { ...minute, 'cache-tag': `sp ace,${'x'.repeat(1_025)},good` }));
    await cache.purge({ tags: ['sp ace', 'x'.repeat(1_025)] });
    expect(statusOf(await ask('/a', page('a', minute)))).toBe('HIT');
    await cache.purge({ tags: ['good'] });
    expect(statusOf(await ask('/a', page('a', minute)))).toBe('MISS');
  });

  it('cannot stop a fill that began before it: the old page is stored after the purge', async () => {
    const { ask, cache } = probe();
    await ask('/a', async () => {
      await cache.purge({ tags: ['t'] });
      return page('rendered before the change', { ...minute, 'cache-tag': 't' });
    });
    expect(await (await ask('/a', page('after the change'))).text()).toBe('rendered before the change');
    await cache.purge({ tags: ['t'] });
    expect(await (await ask('/a', page('after the change'))).text()).toBe('after the change');
  });
});

describe('what the client sees', () => {
  it('gets no field that only Cloudflare reads, stored or not', async () => {
    const { ask } = probe();
    const inward = {
      'cloudflare-cdn-cache-control': 'max-age=60',
      'cdn-cache-control': 'max-age=9',
      'cache-tag': 't',
    };
    for (const headers of [inward, { ...inward, 'cloudflare-cdn-cache-control': 'no-store' }]) {
      const answer = await ask(`/${headers['cloudflare-cdn-cache-control']}`, page('a', headers));
      expect([...answer.headers.keys()].sort()).toEqual([
        'cdn-cache-control',
        'cf-cache-status',
        'content-type',
      ]);
    }
  });

  it('cannot change what is stored through the body it got', async () => {
    const { ask } = probe();
    await ask('/a', page('body', minute));
    new Uint8Array(await (await ask('/a', page('never'))).arrayBuffer()).fill(0);
    expect(await (await ask('/a', page('never'))).text()).toBe('body');
  });

  it('keeps a status and its fields', async () => {
    const { ask } = probe();
    const moved = () => new Response(null, { status: 301, headers: { location: '/b', ...minute } });
    await ask('/a', moved);
    const again = await ask('/a', page('never'));
    expect([again.status, again.headers.get('location'), statusOf(again)]).toEqual([301, '/b', 'HIT']);
  });
});

describe('memory', () => {
  it('holds no more than its bound, and forgets what was used longest ago', async () => {
    const { ask, cache } = probe({ maxBytes: 40_000 });
    const large = () => page('x'.repeat(3_000), minute);
    for (let at = 0; at < 9; at++) await ask(`/${at}`, large);
    await ask('/0', large);
    await ask('/9', large);
    expect(cache.size().bytes).toBeLessThanOrEqual(40_000);
    expect(statusOf(await ask('/0', large))).toBe('HIT');
    expect(statusOf(await ask('/1', large))).toBe('MISS');
  });

  it('hands on what is too large to store', async () => {
    const { ask } = probe({ maxBytes: 40_000 });
    const huge = () => page('x'.repeat(6_000), minute);
    expect(await (await ask('/a', huge)).text()).toHaveLength(6_000);
    expect(statusOf(await ask('/a', huge))).toBe('MISS');
  });
});
