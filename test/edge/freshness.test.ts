import { describe, expect, it } from 'vitest';
import { page, probe, statusOf } from './probe.ts';

/** Asks twice, `seconds` apart; the second status tells whether and how the first answer was kept. */
async function second(response: () => Response, seconds: number, init?: RequestInit): Promise<string | null> {
  const { ask, wait } = probe();
  await (await ask('/a', () => response(), init)).arrayBuffer();
  wait(seconds);
  return statusOf(await ask('/a', () => response(), init));
}

describe('explicit freshness', () => {
  const rows: [string, Record<string, string>, number, string][] = [
    ['max-age, inside', { 'cache-control': 'max-age=10' }, 9, 'HIT'],
    ['max-age, at its end', { 'cache-control': 'max-age=10' }, 10, 'EXPIRED'],
    ['s-maxage before max-age', { 'cache-control': 'max-age=1, s-maxage=10' }, 9, 'HIT'],
    ['s-maxage that is shorter', { 'cache-control': 'max-age=10, s-maxage=1' }, 5, 'EXPIRED'],
    ['max-age=0', { 'cache-control': 'max-age=0' }, 0, 'EXPIRED'],
    ['upper case and spaces', { 'cache-control': ' Public ,  MAX-AGE=10 ' }, 9, 'HIT'],
    ['a quoted argument', { 'cache-control': 'max-age="10"' }, 9, 'HIT'],
    ['a comma in quotes', { 'cache-control': 'x="no-store, max-age=1", max-age=10' }, 9, 'HIT'],
    ['the first of two', { 'cache-control': 'max-age=10, max-age=1' }, 9, 'HIT'],
    ['no number', { 'cache-control': 'max-age=ten' }, 0, 'EXPIRED'],
    ['a negative number', { 'cache-control': 'max-age=-10' }, 0, 'EXPIRED'],
    ['a decimal', { 'cache-control': 'max-age=10.5' }, 0, 'EXPIRED'],
    ['more than 2^31', { 'cache-control': 'max-age=99999999999999999999' }, 2_147_483_600, 'HIT'],
    ['an unknown directive', { 'cache-control': 'flour=1, max-age=10' }, 9, 'HIT'],
    ['no-cache', { 'cache-control': 'no-cache, max-age=10' }, 0, 'EXPIRED'],
    ['no-cache for a field', { 'cache-control': 'no-cache="x-a", max-age=10' }, 9, 'HIT'],
    ['no-store', { 'cache-control': 'no-store, max-age=10' }, 0, 'BYPASS'],
    ['private', { 'cache-control': 'private, max-age=10' }, 0, 'BYPASS'],
    ['Age takes from it', { 'cache-control': 'max-age=10', age: '8' }, 3, 'EXPIRED'],
    [
      'an old Date takes from it',
      { 'cache-control': 'max-age=10', date: 'Wed, 31 Dec 2025 23:59:52 GMT' },
      3,
      'EXPIRED',
    ],
    ['an Age that is no number', { 'cache-control': 'max-age=10', age: 'old' }, 9, 'HIT'],
    ['Expires', { expires: 'Thu, 01 Jan 2026 00:00:10 GMT' }, 9, 'HIT'],
    ['Expires, past', { expires: 'Thu, 01 Jan 2026 00:00:10 GMT' }, 10, 'EXPIRED'],
    [
      'Expires against Date',
      { expires: 'Thu, 01 Jan 2026 00:01:00 GMT', date: 'Thu, 01 Jan 2026 00:00:50 GMT' },
      11,
      'EXPIRED',
    ],
    ['Expires: 0', { expires: '0' }, 0, 'EXPIRED'],
    ['max-age before Expires', { 'cache-control': 'max-age=10', expires: '0' }, 9, 'HIT'],
  ];
  it.each(rows)('%s', async (_, headers, seconds, expected) => {
    expect(await second(() => page('a', headers), seconds)).toBe(expected);
  });
});

describe('the most specific field wins', () => {
  const rows: [string, Record<string, string>, number, string][] = [
    [
      'Cloudflare’s over the CDN’s',
      { 'cloudflare-cdn-cache-control': 'max-age=10', 'cdn-cache-control': 'no-store' },
      9,
      'HIT',
    ],
    [
      'the CDN’s over Cache-Control',
      { 'cdn-cache-control': 'max-age=10', 'cache-control': 'no-store' },
      9,
      'HIT',
    ],
    [
      'no-store for the edge only',
      { 'cloudflare-cdn-cache-control': 'no-store', 'cache-control': 'max-age=10' },
      0,
      'BYPASS',
    ],
    [
      'an empty one is not there',
      { 'cloudflare-cdn-cache-control': '', 'cache-control': 'max-age=10' },
      9,
      'HIT',
    ],
    [
      'Expires is not read beside a targeted one',
      { 'cdn-cache-control': 'public', expires: 'Thu, 01 Jan 2026 01:00:00 GMT' },
      1,
      'EXPIRED',
    ],
  ];
  it.each(rows)('%s', async (_, headers, seconds, expected) => {
    expect(await second(() => page('a', headers), seconds)).toBe(expected);
  });
});

describe('a response that says nothing is kept by its status', () => {
  const kept: [number, number][] = [
    [200, 7_200],
    [203, 7_200],
    [204, 7_200],
    [300, 1_200],
    [301, 1_200],
    [404, 180],
    [405, 60],
    [410, 180],
    [414, 60],
    [501, 60],
  ];
  it.each(kept)('%i for %i s', async (status, seconds) => {
    const silent = () => new Response(status === 204 ? null : 'a', { status });
    expect(await second(silent, seconds - 1)).toBe('HIT');
    expect(await second(silent, seconds)).toBe('EXPIRED');
  });

  it.each([201, 302, 307, 308, 400, 401, 403, 500, 503])('%i not at all', async (status) => {
    expect(await second(() => new Response('a', { status }), 0)).toBe('DYNAMIC');
  });

  it.each([302, 400, 403, 500, 503])('%i when it is told so', async (status) => {
    const told = () => new Response('a', { status, headers: { 'cache-control': 'max-age=10' } });
    expect(await second(told, 9)).toBe('HIT');
  });

  it.each([206, 520, 526])('%i never, whatever it says', async (status) => {
    const told = () => new Response('a', { status, headers: { 'cache-control': 'public, max-age=10' } });
    expect(await second(told, 0)).toBe('DYNAMIC');
  });
});

describe('bypass', () => {
  it('keeps no response that sets a cookie', async () => {
    expect(await second(() => page('a', { 'cache-control': 'max-age=10', 'set-cookie': 'a=1' }), 0)).toBe(
      'BYPASS',
    );
  });

  it.each(['private="set-cookie"', 'no-cache="Set-Cookie"'])(
    'stores without the cookie for %s',
    async (field) => {
      const { ask } = probe();
      const answer = () => page('a', { 'cache-control': `max-age=10, ${field}`, 'set-cookie': 'a=1' });
      await ask('/a', answer);
      const again = await ask('/a', answer);
      expect([statusOf(again), again.headers.get('set-cookie')]).toEqual(['HIT', null]);
    },
  );

  const authorized = { headers: { authorization: 'Bearer x' } };
  it.each([
    ['max-age=10', 'BYPASS'],
    ['public, max-age=10', 'HIT'],
    ['must-revalidate, max-age=10', 'HIT'],
    ['s-maxage=10', 'HIT'],
  ])('Authorization with %s: %s', async (field, expected) => {
    expect(await second(() => page('a', { 'cache-control': field }), 1, authorized)).toBe(expected);
  });

  it('runs the Worker for each method that changes something, and forgets what it changed', async () => {
    const { ask, seen } = probe();
    const fresh = () => page('a', { 'cache-control': 'max-age=10' });
    await ask('/a', fresh);
    const posted = await ask('/a', fresh, { method: 'POST' });
    expect(statusOf(posted)).toBe('BYPASS');
    expect(statusOf(await ask('/a', fresh))).toBe('MISS');
    await ask('/a', new Response('no', { status: 403 }), { method: 'POST' });
    expect(statusOf(await ask('/a', fresh))).toBe('HIT');
    expect(seen).toHaveLength(4);
  });
});
