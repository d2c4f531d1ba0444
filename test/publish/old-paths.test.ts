/** Addresses that articles had on another site: what readers get there, from the caches too, while articles change. */
import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { localCache } from '../../src/edge/local.ts';
import { PAGE_ROWS } from '../../src/limits.ts';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { changeSlug } from '../../src/publish/move.ts';
import { moveIn } from '../../src/publish/move-in.ts';
import { leadOldPaths } from '../../src/publish/old-paths.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { findArticleDetail } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { visit } from '../reader/site.ts';

const THEN = Date.UTC(2019, 4, 6, 7, 8, 9);
const admin: Actor = { memberId: 'ada', role: 'admin' };
let clock = Date.UTC(2026, 2, 14, 9);

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await localCache.purge({ everything: true });
  await makeMember(env.DB, { id: 'ada', role: 'admin' });
});

async function approved(title: string): Promise<string> {
  clock += 1000;
  const markdown = `# ${title}\n\nA harbour town makes power from its tides. Report ${clock}.\n`;
  const id = await makeArticle({ memberId: 'ada', lang: 'en', markdown, now: clock });
  expect(await approve(depsAt(clock), { articleId: id, actor: admin })).toMatchObject({ ok: true });
  return id;
}

const standing = { publishedAt: THEN, oldSlugs: [], corrections: [] };
async function movedIn(title: string, ...oldPaths: string[]): Promise<string> {
  const id = await approved(title);
  const done = await moveIn(depsAt(clock), {
    articleId: id,
    actor: admin,
    standing: { ...standing, oldPaths },
  });
  expect(done).toMatchObject({ ok: true, value: { old_paths: oldPaths } });
  return id;
}
const lead = (articleId: string, ...paths: string[]) =>
  leadOldPaths(depsAt(++clock), { articleId, paths, actor: admin });

const get = (path: string, method = 'GET'): Promise<Response> =>
  exports.default.fetch(new Request(`http://dragoman.test${path}`, { method, redirect: 'manual' }));
/** Status, place, and what the cache did. */
async function seen(path: string, method?: string): Promise<(string | number | null)[]> {
  const answer = await get(path, method);
  await answer.arrayBuffer();
  return [answer.status, answer.headers.get('location'), answer.headers.get('cf-cache-status')];
}

const here = '/en/2019/05/power-from-the-tides';

describe('an old address', () => {
  it('leads to the article at once, in every spelling, and is kept by the edge', async () => {
    await movedIn(
      'Power from the tides',
      '/2019/05/tides',
      '/2019/%E6%BD%AE',
      '/fr/posts/tides',
      '/the-tides',
      '/?p=12',
    );
    for (const path of [
      '/2019/05/tides',
      '/2019/05/tides/',
      '/index.php/2019/05/tides/',
      '/2019/05/tides.html',
      '//2019/05/tides//',
      '/2019/%e6%bd%ae/',
      '/2019/潮',
      '/fr/posts/tides/',
      '/the-tides/',
      '/?p=12',
      '/index.php?p=12',
    ]) {
      expect([path, ...(await seen(path))]).toEqual([path, 301, here, 'MISS']);
      expect([path, ...(await seen(path))]).toEqual([path, 301, here, 'HIT']);
      expect([path, ...(await seen(path, 'HEAD'))]).toEqual([path, 301, here, 'HIT']);
    }
    // What a network appends keeps no entry of its own, and asks for none.
    for (const path of ['/2019/05/tides/?fbclid=x', '/?utm_source=y&page_id=12', '/?p=12&p=13']) {
      expect([path, ...(await seen(path))]).toEqual([path, 301, here, 'HIT']);
    }
    expect((await get('/2019/05/Tides')).status).toBe(404);
  });

  it('asks D1 once and reads a row each for settings, path, article and revision', async () => {
    await movedIn('Power from the tides', '/2019/05/tides', '/en/2018/01/tides', '/the-tides', '/?p=12');
    for (const path of ['/2019/05/tides', '/en/2018/01/tides', '/the-tides/', '/?p=12', '/2019/05/tides/']) {
      const { response, tags, trips, rows } = await visit(path);
      expect([path, response.status, trips.main]).toEqual([path, 301, 1]);
      expect(tags.filter((tag) => tag.startsWith('article:'))).toHaveLength(1);
      // What is named like a language is looked for as an edition first.
      expect([path, rows.main <= (path === '/the-tides/' ? 8 : 5)]).toEqual([path, true]);
    }
    const { response, tags, trips, rows } = await visit('/2019/05/nothing');
    expect([response.status, trips.main, tags]).toEqual([404, 1, ['old-paths', 'site']]);
    expect(rows.main).toBeLessThanOrEqual(1);
  });

  it('follows its article through a new slug, its withdrawal and its return, whatever was cached', async () => {
    const id = await movedIn('Power from the tides', '/2019/05/tides', '/?p=12');
    const paths = ['/2019/05/tides', '/2019/05/tides/', '/?p=12'];
    const all = async (): Promise<(string | number | null)[][]> => {
      const found: (string | number | null)[][] = [];
      for (const path of paths) found.push((await seen(path)).slice(0, 2));
      return found;
    };
    const each = <T>(value: T): T[] => paths.map(() => value);
    expect(await all()).toEqual(each([301, here]));
    await changeSlug(depsAt(++clock), { articleId: id, slug: 'ebb', actor: admin });
    expect(await all()).toEqual(each([301, '/en/2019/05/ebb']));
    await withdraw(depsAt(++clock), { articleId: id, reason: 'It was another town.', actor: admin });
    expect(await all()).toEqual(each([410, null]));
    expect(await (await get('/2019/05/tides')).text()).toContain('It was another town.');
    await publish(depsAt(++clock), { articleId: id, actor: admin });
    expect(await all()).toEqual(each([301, '/en/2019/05/ebb']));
  });

  it('of an article that is not out answers 404, until it is published', async () => {
    const id = await approved('Power from the tides');
    expect(await seen('/2019/05/tides')).toEqual([404, null, 'MISS']);
    expect(await seen('/the-tides/')).toEqual([404, null, 'MISS']);
    expect(await lead(id, '/2019/05/tides', '/the-tides', '/?p=12')).toMatchObject({
      ok: true,
      value: { purge: { tags: ['old-paths'], state: 'done' } },
    });
    expect(await seen('/2019/05/tides')).toEqual([404, null, 'MISS']);
    expect(await seen('/2019/05/tides')).toEqual([404, null, 'HIT']);
    expect(await seen('/the-tides/')).toEqual([404, null, 'MISS']);
    expect((await get('/?p=12')).status).toBe(200);
    const done = await publish(depsAt(++clock), { articleId: id, actor: admin });
    const path = done.ok ? new URL(done.value.url).pathname : '';
    for (const old of ['/2019/05/tides', '/the-tides/', '/?p=12']) {
      expect(await seen(old)).toEqual([301, path, 'MISS']);
    }
  });

  it('takes the place of no page: what is published there comes first, also after it was cached', async () => {
    const path = '/en/2019/05/power-from-the-wind';
    await movedIn('Power from the tides', path, '/en');
    expect((await seen(path)).slice(0, 2)).toEqual([301, here]);
    expect((await seen(`${path}.md`)).slice(0, 2)).toEqual([301, `${here}.md`]);
    expect((await get('/en/')).status).toBe(200);
    await movedIn('Power from the wind');
    for (const live of [path, `${path}.md`]) expect((await get(live)).status).toBe(200);
  });

  it('takes nothing from the front page: what is no known number is answered from its one entry', async () => {
    await movedIn('Power from the tides', '/?p=12');
    expect(await seen('/')).toEqual([200, null, 'MISS']);
    const { keys } = localCache.size();
    for (const query of ['?p=13', '?p=999', '?page_id=4', '?p=x', '?p=', '?p=-1', '?cat=12', '?q=12']) {
      expect([query, ...(await seen(`/${query}`))]).toEqual([query, 200, null, 'HIT']);
    }
    expect(localCache.size().keys).toBe(keys);
  });
});

describe('giving an article its old addresses', () => {
  it('leaves those that another article has to that one, says so, and repeats without harm', async () => {
    await movedIn('Power from the wind', '/2019/05/wind', '/shared');
    const id = await movedIn('Power from the tides');
    const first = await lead(id, '/shared', '/2019/05/tides', '/2019/05/tides');
    expect(first).toMatchObject({ ok: true, value: { old_paths: ['/2019/05/tides'] } });
    const written = () =>
      env.DB.prepare('select count(*) as n from audit')
        .first<number>('n')
        .then(async (audit) => [
          audit,
          await env.DB.prepare('select count(*) as n from purges').first<number>('n'),
        ]);
    const before = await written();
    expect(await lead(id, '/2019/05/tides', '/shared')).toEqual({
      ok: true,
      value: { old_paths: ['/2019/05/tides'], purge: { tags: [], state: 'done' } },
    });
    expect(await written()).toEqual(before);
    expect((await findArticleDetail(env.DB, id))?.old_paths).toEqual(['/2019/05/tides']);
    expect((await seen('/shared')).slice(0, 2)).toEqual([301, '/en/2019/05/power-from-the-wind']);
  });

  it('answers a repeated move with what leads to the article', async () => {
    const id = await movedIn('Power from the tides', '/2019/05/tides');
    const again = { ...standing, oldPaths: ['/2019/05/tides', '/other'] };
    expect(await moveIn(depsAt(clock), { articleId: id, actor: admin, standing: again })).toMatchObject({
      ok: true,
      value: { old_paths: ['/2019/05/tides'], purge: { tags: [] } },
    });
  });

  it('stops at a bound of its own, however often it is called', async () => {
    const id = await movedIn('Power from the tides');
    const paths = Array.from({ length: PAGE_ROWS + 5 }, (_, n) => `/archives/${n}`);
    await lead(id, ...paths.slice(0, 30));
    const last = await lead(id, ...paths);
    expect(last.ok && last.value.old_paths).toEqual(paths.slice(0, PAGE_ROWS));
    expect((await findArticleDetail(env.DB, id))?.old_paths).toHaveLength(PAGE_ROWS);
  });

  it('is an admin’s to do, for an article that there is', async () => {
    const id = await approved('Power from the tides');
    const publisher: Actor = { memberId: 'ada', role: 'publisher' };
    const as = (articleId: string, actor: Actor) =>
      leadOldPaths(depsAt(clock), { articleId, paths: ['/x'], actor });
    expect(await as(id, publisher)).toMatchObject({ ok: false, error: { reason: 'not_allowed' } });
    expect(await as('0192f000-0000-7000-8000-000000000999', admin)).toMatchObject({
      ok: false,
      error: { reason: 'not_found' },
    });
  });
});
