/** What http-cache-tests asks for beside the rest: fields, changes, statuses (RFC 9111, sections 3.1, 3.2, 4.4, 5.1, 5.2). */
import { describe, expect, it } from 'vitest';
import { page, probe, statusOf } from './probe.ts';

const minute = { 'cache-control': 'max-age=60' };

describe('fields', () => {
  it('takes those of a 304, but for what describes the stored body', async () => {
    const { ask, wait } = probe();
    const policy = { ...minute, etag: '"e1"', 'content-type': 'text/html', 'content-language': 'en' };
    await ask('/a', page('body', { ...policy, 'content-security-policy': "default-src 'self'" }));
    wait(61);
    const fresh = {
      ...minute,
      'content-security-policy': "default-src 'none'",
      'content-language': 'ar',
      'content-length': '999',
      'content-encoding': 'gzip',
      etag: '"e2"',
    };
    const answer = await ask('/a', new Response(null, { status: 304, headers: fresh }));
    const [status, text] = [statusOf(answer), await answer.text()];
    expect([status, text]).toEqual(['REVALIDATED', 'body']);
    const { headers } = await ask('/a', page('never'));
    expect(
      ['content-security-policy', 'content-language', 'content-type', 'content-encoding', 'etag'].map(
        (name) => headers.get(name),
      ),
    ).toEqual(["default-src 'none'", 'ar', 'text/html', null, '"e1"']);
    expect(headers.get('content-length')).not.toBe('999');
  });

  it('hands on the age that an answer brought, and counts on from it', async () => {
    const { ask, wait } = probe();
    const first = await ask('/a', page('x', { ...minute, age: '30' }));
    expect([statusOf(first), first.headers.get('age')]).toEqual(['MISS', '30']);
    wait(29);
    const second = await ask('/a', page('never'));
    expect([statusOf(second), second.headers.get('age')]).toEqual(['HIT', '59']);
    wait(2);
    const third = await ask('/a', page('new', minute));
    expect([statusOf(third), third.headers.has('age')]).toEqual(['EXPIRED', false]);
  });

  it('stores none that is about one connection', async () => {
    const { ask } = probe();
    await ask('/a', page('x', { ...minute, connection: 'a, keep-alive', a: '1', 'keep-alive': '5', b: '2' }));
    const { headers } = await ask('/a', page('never'));
    expect(['connection', 'a', 'keep-alive', 'b'].map((name) => headers.get(name))).toEqual([
      null,
      null,
      null,
      '2',
    ]);
  });
});

describe('a change', () => {
  const all = ['/a', '/b', '/c'];
  const changed = async (method: string, status: number, headers: Record<string, string>) => {
    const { ask } = probe();
    for (const path of all) await ask(path, () => page(path, minute));
    await ask('/a', new Response(null, { status, headers }), { method });
    const statuses = await Promise.all(all.map((path) => ask(path, () => page(path, minute))));
    return statuses.map(statusOf);
  };

  it.each(['POST', 'PUT', 'DELETE'])(
    'by %s invalidates its own URL, and those that it names',
    async (method) => {
      const named = { location: '/b', 'content-location': 'http://dragoman.test/c' };
      expect(await changed(method, 201, named)).toEqual(['MISS', 'MISS', 'MISS']);
      expect(await changed(method, 303, { location: 'b' })).toEqual(['MISS', 'MISS', 'HIT']);
    },
  );

  it('invalidates nothing of another origin, nor when it failed', async () => {
    // The key has no host, so another site's address would fit ours.
    const elsewhere = { location: 'https://other.test/b', 'content-location': 'http://[' };
    expect(await changed('POST', 201, elsewhere)).toEqual(['MISS', 'HIT', 'HIT']);
    expect(await changed('POST', 409, { location: '/b' })).toEqual(['HIT', 'HIT', 'HIT']);
  });
});

it('stores what must be understood only with a status whose rules it knows', async () => {
  const { ask } = probe();
  const answer = (status: number, control: string) => () =>
    new Response('x', { status, headers: { 'cache-control': control } });
  for (const [status, second] of [
    [200, 'HIT'],
    [410, 'HIT'],
    [599, 'BYPASS'],
  ] as const) {
    const must = answer(status, 'max-age=60, must-understand');
    await ask(`/${status}`, must);
    expect([status, statusOf(await ask(`/${status}`, must))]).toEqual([status, second]);
  }
  const free = answer(599, 'max-age=60');
  await ask('/free', free);
  expect(statusOf(await ask('/free', free))).toBe('HIT');
});
