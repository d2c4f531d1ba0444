import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { localCache } from '../../src/edge/local.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { seedNewsroom } from '../reader/newsroom.ts';
import { statusOf } from './probe.ts';

const site = 'http://dragoman.test';
const ask = (path: string, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(site + path, { redirect: 'manual', ...init }));

beforeAll(seedNewsroom);

describe('the whole Worker behind the stand-in', () => {
  it('answers foreign query parameters from the canonical page’s entry', async () => {
    await localCache.purge({ everything: true });
    const first = await ask('/en/');
    expect([first.status, statusOf(first)]).toEqual([200, 'MISS']);
    const body = await first.text();
    for (const query of ['?utm_source=a', '?fbclid=b&x=y', '?']) {
      const answer = await ask(`/en/${query}`);
      expect([answer.status, statusOf(answer), await answer.text()]).toEqual([200, 'HIT', body]);
    }
    expect(localCache.size().keys).toBe(1);
    const etag = first.headers.get('etag') ?? '';
    expect((await ask('/en/?utm_source=c', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('fills the canonical entry when the first to come has a foreign query', async () => {
    await localCache.purge({ everything: true });
    const [one, two] = await Promise.all([ask('/en/2026/10/?a=1'), ask('/en/2026/10/?a=2')]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(statusOf(await ask('/en/2026/10/'))).toBe('HIT');
    expect(localCache.size().keys).toBe(1);
  });

  it('leads each spelling to its page by one redirect', async () => {
    const canonical = `/zh-hans/2026/10/${encodeURIComponent('最后的缆索渡船')}`;
    for (const path of [
      '/zh-Hans/2026/10/最后的缆索渡船',
      `/${canonical}/`,
      canonical.toLowerCase().replace('/zh', '//zh'),
    ]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.get('location')]).toEqual([301, canonical]);
    }
    expect((await ask(canonical)).status).toBe(200);
  });

  it('shows clients no tag and sets no cookie on any kind of reader page', async () => {
    for (const path of [
      '/',
      '/en/',
      '/en/2026/10/',
      '/en/2026/10/last-cable-ferry',
      '/en/2026/10/tunnel',
      '/en/nothing',
    ]) {
      const answer = await ask(path);
      for (const name of ['cache-tag', 'cloudflare-cdn-cache-control', 'set-cookie']) {
        expect([path, name, answer.headers.has(name)]).toEqual([path, name, false]);
      }
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'public, no-cache']);
    }
  });

  it('keeps llms.txt over a publication, and renews it with the first article of a language', async () => {
    await emptyDatabase(env.DB);
    await localCache.purge({ everything: true });
    for (const id of ['tina', 'paul']) await makeMember(env.DB, { id, role: 'publisher' });
    const bring = async (lang: string, now: number): Promise<void> => {
      const markdown = `# Tides ${now}\n\nA harbour town makes power from its tides.\n\nTranslator: Mira\n`;
      const articleId = await makeArticle({ memberId: 'tina', lang, markdown, now });
      const actor = { memberId: 'paul', role: 'publisher' } as const;
      await approve(depsAt(now + 1), { articleId, actor });
      expect(await publish(depsAt(now + 2), { articleId, actor })).toMatchObject({
        ok: true,
        value: { purge: { state: 'done' } },
      });
    };
    const statuses = async () => [
      statusOf(await ask('/llms.txt')),
      (await (await ask('/llms.txt')).text()).includes('`ar`'),
    ];
    await bring('en', 1_000);
    expect(await statuses()).toEqual(['MISS', false]);
    await bring('en', 2_000);
    expect(await statuses()).toEqual(['HIT', false]);
    await bring('ar', 3_000);
    expect(await statuses()).toEqual(['MISS', true]);
  });

  it('keeps the desk and the API out of the cache', async () => {
    const before = localCache.size().keys;
    for (const path of ['/desk', '/desk/', '/api/v1/articles', '/healthz']) {
      const answer = await ask(path);
      expect([path, statusOf(answer)]).toEqual([path, null]);
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
    expect(localCache.size().keys).toBe(before);
  });
});
