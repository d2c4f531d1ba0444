/** The months of an edition are kept in one row: by triggers, whatever comes out or goes. */
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { getFront, getMonth } from '../../src/store/reader/front.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { listMonths } from '../../src/store/reader/sitemap.ts';
import { articleRows } from '../reader/newsroom.ts';
import { listDriftedEditions } from './kept.ts';

const id = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const places = ['2024-02', '2025-12', '2026-01', '2026-10'].flatMap((month) => [
  { lang: 'en', month },
  { lang: 'zh-Hant', month },
  { lang: 'en', month },
]);

beforeAll(async () => {
  await env.DB.batch(
    places.flatMap(({ lang, month }, n) => [
      env.DB.prepare('insert into stories (id, created_at, updated_at) values (?, 1, 1)').bind(id(0x200 + n)),
      ...articleRows(env.DB, {
        id: id(n),
        story: id(0x200 + n),
        lang,
        slug: `article-${n}`,
        title: `Article ${n}`,
        html: '<p>Text.</p>',
        at: Date.parse(`${month}-05T08:00:00Z`),
        topics: [],
      }),
    ]),
  );
});

const turn = (n: number, state: 'published' | 'withdrawn'): Promise<unknown> =>
  env.DB.prepare(
    `update articles set state = ?1, withdrawn_at = case ?1 when 'withdrawn' then 5 end,
       withdrawn_reason = case ?1 when 'withdrawn' then 'Wrong.' end where id = ?2`,
  )
    .bind(state, id(n))
    .run();

const reading = () => openReading(env.DB);

it('begins with what was published before the release that keeps them', async () => {
  expect(await listDriftedEditions()).toEqual([]);
  const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('editions'));
  const fill = migration?.queries.filter((query) => /^insert/im.test(query)) ?? [];
  expect(fill).toHaveLength(1);
  await env.DB.prepare('delete from editions').run();
  expect(await listDriftedEditions()).toEqual(['en', 'zh-Hant']);
  await env.DB.batch(fill.map((query) => env.DB.prepare(query)));
  expect(await listDriftedEditions()).toEqual([]);
});

it('follows whatever comes out and goes, in any order', async () => {
  const step = fc.tuple(fc.nat(places.length - 1), fc.constantFrom('published', 'withdrawn'));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      for (const [n, state] of steps) {
        await turn(n, state);
        expect([n, state, await listDriftedEditions()]).toEqual([n, state, []]);
      }
    }),
    { numRuns: 20 },
  );
});

it('names them newest first, and no edition that has nothing', async () => {
  for (const n of places.keys()) await turn(n, 'published');
  const all = ['2026-10', '2026-01', '2025-12', '2024-02'];
  expect((await getFront(reading(), 'en')).months).toEqual(all);
  expect((await getMonth(reading(), { lang: 'zh-Hant', month: '2026-10' })).months).toEqual(all);
  expect((await listMonths(reading())).map(({ lang, month }) => `${lang} ${month}`)).toEqual(
    ['en', 'zh-Hant'].flatMap((lang) => all.toReversed().map((month) => `${lang} ${month}`)),
  );
  for (const [n, { lang }] of places.entries()) if (lang === 'zh-Hant') await turn(n, 'withdrawn');
  const front = await getFront(reading(), 'zh-Hant');
  expect([front.months, front.editions]).toEqual([[], ['en']]);
});
