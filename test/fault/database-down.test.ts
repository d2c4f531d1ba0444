/** The whole app behind the stand-in while D1 does not answer: readers get what was ever cached. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { app } from '../../src/app.ts';
import type { Bindings } from '../../src/config.ts';
import { edgeHeader, tagHeader } from '../../src/edge/policy.ts';
import { createStandIn, type StandIn } from '../../src/edge/stand-in.ts';
import { pathsOf } from '../property/pages.ts';
import { people, seedNewsroom, stories } from '../reader/newsroom.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const paths = pathsOf({
  old: ['/2021/03/ferry'],
  langs: ['en', 'zh-Hans', 'ar'],
  months: ['2026-10', '2026-11'],
  places: [
    { lang: 'en', month: '2026-10', slug: 'last-cable-ferry' },
    { lang: 'en', month: '2026-10', slug: 'old-ferry' },
    { lang: 'en', month: '2026-10', slug: 'tunnel' },
    { lang: 'en', month: '2026-10', slug: 'nothing' },
    { lang: 'zh-Hans', month: '2026-10', slug: '最后的缆索渡船' },
    { lang: 'ar', month: '2026-10', slug: 'آخر-عبّارة' },
  ],
  topics: ['rivers', 'nowhere'],
  people: [people.mina.slug],
  stories: Object.values(stories),
  words: ['ferry'],
  before: Date.UTC(2026, 9, 8),
}).filter((path) => path !== '/robots.txt'); // It reads nothing.

/** A database that takes calls and answers none of them. */
function broken(): D1Database {
  const fail = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'));
  const statement = { bind: () => statement, first: fail, all: fail, run: fail, raw: fail };
  const database = { prepare: () => statement, batch: fail, withSession: () => database };
  return database as unknown as D1Database;
}

type Health = 'up' | 'down';

let at: number;
let cache: StandIn;
let background: Promise<unknown>[];

beforeAll(async () => {
  // Each failed read is logged, as it should be.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await seedNewsroom();
});
afterAll(() => vi.restoreAllMocks());
beforeEach(() => {
  at = Date.UTC(2026, 10, 22);
  cache = createStandIn({ now: () => at, maxBytes: 50_000_000 });
  background = [];
});

function ask(path: string, database: Health, init?: RequestInit): Promise<Response> {
  const down = database === 'down' ? { DB: broken(), SEARCH: broken() } : {};
  const bindings: Bindings = {
    ...env,
    ...down,
    SEARCH_LIMIT: { limit: async () => ({ success: true }) },
  };
  return cache.fetch(
    new Request(`http://dragoman.test${path}`, { redirect: 'manual', ...init }),
    async (request) => app.fetch(request, bindings, createExecutionContext()),
    (promise) => background.push(promise),
  );
}

interface Seen {
  path: string;
  status: number;
  cache: string | null;
  text: string;
}

async function askAll(database: Health): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const path of paths) {
    const response = await ask(path, database);
    const text = (response.headers.get('location') ?? '') + (await response.text());
    seen.push({ path, status: response.status, cache: response.headers.get('cf-cache-status'), text });
  }
  await Promise.allSettled(background.splice(0));
  return seen;
}

const statusesOf = (seen: Seen[]): string[] => [...new Set(seen.map((one) => `${one.status}`))].sort();
const without = (seen: Seen[]) => seen.map(({ path, status, text }) => ({ path, status, text }));

/** A path that nothing stands at is kept a day beyond its minute, words searched for an hour. */
const isBrief = ({ path, status }: Seen): boolean => status === 404 || path.includes('search?');

describe('with D1 gone', { timeout: 60_000 }, () => {
  it('serves every kind of page that was cached, while it may be stale and long after', async () => {
    const cached = await askAll('up');
    expect(statusesOf(cached)).toEqual(['200', '301', '404', '410']);
    const lasting = new Set(cached.filter((one) => !isBrief(one)).map(({ path }) => path));
    const isLasting = ({ path }: Seen): boolean => lasting.has(path);

    at += 30 * MINUTE;
    const soon = await askAll('down');
    expect(without(soon)).toEqual(without(cached));
    expect(soon.filter((one) => !isLasting(one)).map((one) => one.cache)).not.toContain('HIT');

    for (const days of [3, 30, 300]) {
      at = Date.UTC(2026, 10, 22) + days * DAY;
      const later = (await askAll('down')).filter(isLasting);
      expect(without(later)).toEqual(without(cached.filter(isLasting)));
      expect([days, [...new Set(later.map((one) => one.cache))]]).toEqual([days, ['STALE']]);
    }
  });

  it('marks what has expired as STALE and answers conditional requests from it', async () => {
    const first = await ask('/en/2026/10/last-cable-ferry', 'up');
    const etag = first.headers.get('etag') ?? '';
    await first.text();
    at += 3 * DAY;
    const held = await ask('/en/2026/10/last-cable-ferry', 'down', { headers: { 'if-none-match': etag } });
    expect([held.status, held.headers.get('cf-cache-status')]).toEqual([304, 'STALE']);
    expect(Number(held.headers.get('age'))).toBe((3 * DAY) / 1000);
  });

  it('answers what was never cached with a plain 503 that nobody keeps and that says when to come again', async () => {
    for (const { path, status, text } of await askAll('down')) {
      expect([path, status]).toEqual([path, 503]);
      // Not a word of what broke.
      expect(text).toMatch(/^Something broke on our side\. Please try again\.\nRequest [0-9a-f-]{36}\n$/);
    }
    const answer = await ask('/en/', 'down');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    for (const name of [edgeHeader, tagHeader, 'etag', 'set-cookie']) {
      expect([name, answer.headers.has(name)]).toEqual([name, false]);
    }
    expect(cache.size().keys).toBe(0);
  });

  it('tells a client of the API that it may come again, and not that something is wrong with the call', async () => {
    const answer = await ask('/api/v1/articles', 'down', {
      headers: { authorization: `Bearer drg_${'A'.repeat(43)}` },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ title: 'Service unavailable', status: 503 });
  });

  it('does not bring a purged page back', async () => {
    await (await ask('/en/', 'up')).text();
    await cache.purge({ tags: ['edition:en'] });
    expect((await ask('/en/', 'down')).status).toBe(503);
  });

  it('says so at /healthz, and that all is well when it is', async () => {
    const down = await ask('/healthz', 'down');
    expect(down.status).toBe(503);
    expect(await down.json()).toMatchObject({ ok: false, db: false });
    const up = await ask('/healthz', 'up');
    expect([up.status, await up.json()]).toMatchObject([200, { ok: true, db: true }]);
    expect(up.headers.get('cache-control')).toContain('no-store');
  });

  it('serves fresh pages again when D1 is back', async () => {
    const cached = await askAll('up');
    at += 3 * DAY;
    await askAll('down');
    const back = await askAll('up');
    expect(without(back)).toEqual(without(cached));
    expect(back.map((one) => one.cache)).not.toContain('STALE');
  });
});
