import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { type AppEnv, readConfig } from '../../src/config.ts';
import { parseCacheControl } from '../../src/edge/cache-control.ts';
import { privateByDefault } from '../../src/edge/default-policy.ts';
import { cacheTagField, type Policy, policies, putPolicy } from '../../src/edge/policy.ts';
import { bucketTag } from '../../src/edge/tags.ts';
import { probe, statusOf } from './probe.ts';

const request = (headers: Record<string, string> = {}): Request =>
  new Request('http://dragoman.test/en/', { headers });
const whole = (body: string) => ({ status: 200, headers: {}, body }) as const;
const names = Object.keys(policies) as Policy[];

describe('policies', () => {
  it.each(names)('%s keeps Cloudflare’s stale serving on and says how long', (name) => {
    for (const field of [policies[name].edge, policies[name].browser]) {
      const directives = parseCacheControl(field);
      for (const off of ['s-maxage', 'must-revalidate', 'proxy-revalidate'])
        expect(directives.has(off)).toBe(false);
    }
    expect(parseCacheControl(policies[name].edge).has('stale-if-error')).toBe(true);
  });

  it.each(names.filter((name) => name !== 'immutable' && name !== 'drawn'))(
    '%s makes a browser ask each time',
    (name) => {
      expect(policies[name].browser).toBe('public, no-cache');
    },
  );

  it('puts directives, tags and a strong ETag of the body on a page', async () => {
    const make = (body: string) =>
      putPolicy(request(), whole(body), { policy: 'page', tags: ['site', 'article:1', 'site'] });
    const [one, same, other] = await Promise.all([make('body'), make('body'), make('other')]);
    expect(one.headers.get('cache-tag')).toBe('site,article:1');
    expect(one.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
    expect(one.headers.get('etag')).toBe(same.headers.get('etag'));
    expect(one.headers.get('etag')).not.toBe(other.headers.get('etag'));
    expect(await one.text()).toBe('body');
  });

  it('answers 304 with the policy and the tags, so that a revalidation keeps them', async () => {
    const choice = { policy: 'page', tags: ['site'] } as const;
    const etag = (await putPolicy(request(), whole('body'), choice)).headers.get('etag') ?? '';
    const again = await putPolicy(request({ 'if-none-match': etag }), whole('body'), choice);
    expect([again.status, await again.text(), again.headers.get('cache-tag')]).toEqual([304, '', 'site']);
    const { ask, wait, cache } = probe();
    const worker = (asked: Request) => putPolicy(asked, whole('body'), { ...choice, policy: 'notFound' });
    await ask('/a', worker);
    wait(61);
    expect(statusOf(await ask('/a', worker))).toBe('REVALIDATED');
    wait(59);
    expect(statusOf(await ask('/a', worker))).toBe('HIT');
    await cache.purge({ tags: ['site'] });
    expect(statusOf(await ask('/a', worker))).toBe('MISS');
  });

  it('puts no ETag on what is no 200 and keeps its fields', async () => {
    const moved = { status: 301, headers: { location: '/x' }, body: null } as const;
    const answer = await putPolicy(request({ 'if-none-match': '*' }), moved, {
      policy: 'redirect',
      tags: ['article:1'],
    });
    expect([answer.status, answer.headers.get('location'), answer.headers.has('etag')]).toEqual([
      301,
      '/x',
      false,
    ]);
  });
});

describe('tags', () => {
  it.each(['', 'two words', 'a,b', 'тег', 'a\n', 'x'.repeat(1_025)])(
    'refuses %j, which Cloudflare would drop',
    (tag) => {
      expect(() => cacheTagField(['site', tag])).toThrow('Not a cache tag');
    },
  );

  it.each([400, 1_000, 1_001, 5_000])(
    'keeps %i tags within Cloudflare’s limits, every one of them purgeable',
    (count) => {
      const tags = Array.from({ length: count }, () => `article:${crypto.randomUUID()}`);
      const field = cacheTagField(tags);
      const sent = new Set(field.split(','));
      expect(field.length).toBeLessThanOrEqual(16_384);
      expect(sent.size).toBeLessThanOrEqual(1_000);
      expect(tags.every((tag) => sent.has(tag) || sent.has(bucketTag(tag)))).toBe(true);
    },
  );
});

describe('private by default', () => {
  function site(edgeCache: 'workers' | 'stand-in') {
    const app = new Hono<AppEnv>();
    app.use(async (c, next) => {
      c.set('config', { ...readConfig(env), edgeCache });
      c.set('requestId', () => 'test');
      await next();
    });
    app.use(async (c, next) => {
      await next();
      privateByDefault(c);
    });
    app.get('/silent', (c) => c.text('x'));
    app.get('/careless', (c) =>
      c.text('x', 200, {
        'cache-control': 'public, max-age=60',
        'cache-tag': 't',
        'cdn-cache-control': 'max-age=9',
      }),
    );
    app.get('/throws', () => {
      throw new Error('x');
    });
    app.get('/page', (c) => putPolicy(c.req.raw, whole('page'), { policy: 'page', tags: ['site'] }));
    app.get('/cookie', async (c) => {
      const answer = await putPolicy(c.req.raw, whole('page'), { policy: 'page', tags: ['site'] });
      answer.headers.append('set-cookie', 'a=1');
      return answer;
    });
    app.onError((_, c) => c.text('broken', 500));
    return (path: string) => app.request(`http://dragoman.test${path}`);
  }

  it.each(['/silent', '/careless', '/throws', '/unknown'])('%s is stored by nobody', async (path) => {
    const { headers } = await site('workers')(path);
    expect(headers.get('cache-control')).toBe('private, no-store');
    for (const name of ['cache-tag', 'cdn-cache-control', 'cloudflare-cdn-cache-control'])
      expect(headers.has(name)).toBe(false);
  });

  it('leaves a chosen policy alone', async () => {
    expect((await site('workers')('/page')).headers.get('cache-control')).toBe(policies.page.browser);
  });

  it('fails loudly on a cookie under a public policy, and in production takes it off', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const loud = await site('stand-in')('/cookie');
    expect([loud.status, loud.headers.has('set-cookie'), loud.headers.get('cache-control')]).toEqual([
      500,
      false,
      'private, no-store',
    ]);
    const quiet = await site('workers')('/cookie');
    expect([quiet.status, quiet.headers.has('set-cookie'), await quiet.text()]).toEqual([200, false, 'page']);
    expect(log).toHaveBeenCalledTimes(2);
    log.mockRestore();
  });
});
