/** Header fields through the stand-in (RFC 9111, sections 3.1, 3.2 and 5.1), as http-cache-tests asks for them. */
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
