/** What somebody is told whom a rate limit stops: at the form, whose text is not lost by it, and at the search. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { app } from '../../src/app.ts';
import { enter, ORIGIN, post } from '../desk/site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });

afterEach(() => vi.restoreAllMocks());

const limited = (name: 'DOOR_LIMIT' | 'SEARCH_LIMIT') =>
  vi.spyOn(env[name], 'limit').mockResolvedValue({ success: false });

const count = (table: string) => env.DB.prepare(`select count(*) as n from ${table}`).first<number>('n');

it.each(['/desk/submit', '/desk/submit/preview'])(
  'gives the form back filled in with 429 at %s, and takes nothing in',
  async (path) => {
    const limit = limited('DOOR_LIMIT');
    const fields = {
      lang: 'zh-Hans',
      markdown: '# 渡轮\n\n渡轮停了。',
      source_url: 'https://coast.example.com/ferry',
      topics: '城市, 交通',
    };
    const reply = await post(path, fields, tara);
    expect(limit).toHaveBeenCalledExactlyOnceWith({ key: tara.memberId });
    expect(reply.status).toBe(429);
    expect(reply.headers.get('Cache-Control')).toContain('no-store');
    expect(reply.headers.get('Retry-After')).toBe('60');
    const page = await reply.text();
    expect(page).toContain('Nothing is lost: wait a minute, then send this again.');
    expect(page).toMatch(/<textarea[^>]*name="markdown"[^>]*>\n?# 渡轮\n\n渡轮停了。<\/textarea>/);
    expect(page).toContain('value="https://coast.example.com/ferry"');
    expect(page).toContain('value="城市, 交通"');
    expect(page).toMatch(/<option value="zh-Hans" selected/i);
    expect(await count('submissions')).toBe(0);

    limit.mockResolvedValue({ success: true });
    expect((await post('/desk/submit', fields, tara)).status).toBe(303);
    await env.DB.batch(['outbox', 'submissions'].map((table) => env.DB.prepare(`delete from ${table}`)));
  },
);

it('answers a search too many with 429, the words still in the box, for no cache, and asks no index', async () => {
  const limit = limited('SEARCH_LIMIT');
  const prepare = vi.spyOn(env.SEARCH, 'prepare');
  const reply = await app.fetch(
    new Request(`${ORIGIN}/en/search?q=ferry`, { headers: { 'CF-Connecting-IP': '203.0.113.7' } }),
    env,
    createExecutionContext(),
  );
  expect(limit).toHaveBeenCalledExactlyOnceWith({ key: '203.0.113.7' });
  expect(reply.status).toBe(429);
  expect(reply.headers.get('Retry-After')).toBe('10');
  expect(reply.headers.get('Cache-Control')).toContain('no-store');
  expect(reply.headers.get('Cloudflare-CDN-Cache-Control')).toBeNull();
  const page = await reply.text();
  expect(page).toContain('Search is busy. Please try again in a few seconds.');
  expect(page).toContain('value="ferry"');
  expect(prepare).not.toHaveBeenCalled();
});
