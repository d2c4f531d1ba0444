/** Articles that come from another site: what readers get, and what the caches are told. */
import { env, exports } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { moveIn, type Standing } from '../../src/publish/move-in.ts';
import { publish } from '../../src/publish/publish.ts';
import { findArticle } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';

const NOW = Date.UTC(2026, 2, 14, 9, 0, 0);
const THEN = Date.UTC(2019, 4, 6, 7, 8, 9);
const DAY = 86_400_000;
const admin: Actor = { memberId: 'ada', role: 'admin' };
const standing: Standing = { publishedAt: THEN, oldSlugs: [], oldPaths: [], corrections: [] };

let clock = NOW;
async function approved(title: string, topics: string[] = []): Promise<string> {
  clock += 1000;
  const markdown = `# ${title}\n\nA harbour town makes power from its tides. Report ${clock}.\n`;
  const id = await makeArticle({ memberId: 'ada', lang: 'en', markdown, now: clock, topics });
  expect(await approve(depsAt(clock), { articleId: id, actor: admin })).toMatchObject({ ok: true });
  return id;
}

const move = (articleId: string, how: Partial<Standing> = {}, actor = admin) =>
  moveIn(depsAt(clock), { articleId, actor, standing: { ...standing, ...how } });
const get = (path: string): Promise<Response> =>
  exports.default.fetch(`http://dragoman.test${path}`, { redirect: 'manual' });
const tagsOf = async (articleId: string): Promise<string[]> =>
  JSON.parse(
    (await env.DB.prepare("select tags from purges where article_id = ? and phase = 'now'")
      .bind(articleId)
      .first<string>('tags')) ?? '[]',
  );
const newsOf = (): Promise<number | null> =>
  env.DB.prepare('select count(*) as n from deliveries').first<number>('n');

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'ada', role: 'admin' });
});

it('gives readers the month, the dates, the notes and the old paths it had', async () => {
  const id = await approved('Power from the tides');
  const note = { kind: 'translation_error', note: 'It was a Friday.', at: THEN + DAY } as const;
  const moved = await move(id, { oldSlugs: ['tides', 'power-from-the-tides'], corrections: [note] });
  expect(moved).toMatchObject({
    ok: true,
    value: {
      url: 'http://dragoman.test/en/2019/05/power-from-the-tides',
      state: 'published',
      old_slugs: ['tides'],
    },
  });
  const page = await get('/en/2019/05/power-from-the-tides');
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('2019-05-06T07:08:09');
  expect(html).toContain('2019-05-07T07:08:09');
  expect(html).toContain('It was a Friday.');
  const old = await get('/en/2019/05/tides');
  expect([old.status, old.headers.get('location')]).toEqual([301, '/en/2019/05/power-from-the-tides']);
  expect(await (await get('/en/2019/05/')).text()).toContain('power-from-the-tides');
  expect(await findArticle(env.DB, id)).toMatchObject({ published_at: THEN, changed_at: THEN + DAY });
});

it('is withdrawn without having been out, and nobody is told of it', async () => {
  const id = await approved('Power from the wind');
  const withdrawn = { at: THEN + DAY, reason: 'It was about another town.' };
  const before = await newsOf();
  expect(await move(id, { publishedAt: THEN - 365 * DAY, withdrawn })).toMatchObject({
    ok: true,
    value: { state: 'withdrawn' },
  });
  const page = await get('/en/2018/05/power-from-the-wind');
  expect(page.status).toBe(410);
  expect(await page.text()).toContain(withdrawn.reason);
  expect((await get('/en/2018/05/')).status).toBe(404);
  expect(await newsOf()).toBe(before);
  expect(await tagsOf(id)).toEqual([`article:${id}`, 'month:en:2018-05']);
});

it('purges what shows its month, its edition, and the earlier articles of its topics', async () => {
  const id = await approved('Power from the tides', ['Energy']);
  await move(id);
  const topic = await env.DB.prepare('select id from topics').first<string>('id');
  expect(await tagsOf(id)).toEqual(
    expect.arrayContaining([
      'edition:en',
      'month:en:2019-05',
      `topic:${topic}:articles`,
      `topic:${topic}:past`,
    ]),
  );
});

it('answers the same again, and never changes the dates of what has been out', async () => {
  const id = await approved('Power from the tides');
  const first = await move(id, { oldSlugs: ['tides'] });
  expect(await move(id, { oldSlugs: ['tides'] })).toMatchObject({
    ok: true,
    value: { ...(first.ok ? first.value : {}), purge: { tags: [], state: 'done' } },
  });
  expect(await move(id, { publishedAt: THEN + DAY })).toMatchObject({
    ok: false,
    error: { reason: 'wrong_state' },
  });
  const own = await approved('Power from the wind');
  await publish(depsAt(clock), { articleId: own, actor: admin });
  expect(await move(own)).toMatchObject({ ok: false, error: { reason: 'wrong_state' } });
  expect(await findArticle(env.DB, own)).toMatchObject({ published_at: clock });
});

it('takes all notes of a long history', async () => {
  const id = await approved('Power from the tides');
  const corrections = Array.from({ length: 120 }, (_, n) => {
    return { kind: 'update', note: `Note ${n}`, at: THEN + n * DAY } as const;
  });
  expect(await move(id, { corrections })).toMatchObject({ ok: true });
  const { results } = await env.DB.prepare(
    'select kind, note, created_at as at from corrections where article_id = ? order by created_at',
  )
    .bind(id)
    .all();
  expect(results).toEqual(corrections);
  expect(await findArticle(env.DB, id)).toMatchObject({ changed_at: THEN + 119 * DAY });
});

it('leaves another article’s path to that one', async () => {
  await move(await approved('Power from the tides'), { oldSlugs: ['tides'] });
  const second = await approved('Power from the tides');
  expect(await move(second, { oldSlugs: ['tides', 'ebb'] })).toMatchObject({
    ok: true,
    value: { url: 'http://dragoman.test/en/2019/05/power-from-the-tides-2', old_slugs: ['ebb'] },
  });
});

it('is refused to all but an admin, before approval, and for a time to come, by name', async () => {
  const id = await approved('Power from the tides');
  expect(await move(id, {}, { memberId: 'ada', role: 'publisher' })).toMatchObject({
    ok: false,
    error: { reason: 'not_allowed' },
  });
  const late = clock + 1;
  const note = { kind: 'update', note: 'More.', at: late } as const;
  for (const [field, how] of [
    ['published_at', { publishedAt: late }],
    ['changed_at', { changedAt: late }],
    ['corrections', { corrections: [note] }],
    ['withdrawn', { withdrawn: { at: late, reason: 'Why' } }],
  ] as const) {
    expect(await move(id, how)).toMatchObject({ ok: false, error: { reason: 'bad_input', field } });
  }
  const markdown = '# Not read yet\n\nA text.\n';
  const unread = await makeArticle({ memberId: 'ada', lang: 'en', markdown, now: clock });
  expect(await move(unread)).toMatchObject({ ok: false, error: { reason: 'wrong_state' } });
});
