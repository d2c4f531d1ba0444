/** How an item comes before readers again: its date, its notes, its old paths, and its withdrawal. */
import { describe, expect, it } from 'vitest';
import { openApi } from '../../../src/cli/import/api.ts';
import { publishedAt } from '../../../src/cli/import/date.ts';
import type { ImportItem } from '../../../src/cli/import/item.ts';
import { makeReport } from '../../../src/cli/import/report.ts';
import { nameTopics, withTopicNames } from '../../../src/cli/import/topics.ts';
import { fakeSite, item, send } from './fake-site.ts';

const AT = '2021-03-04T09:30:00Z';
const dated = (more: Partial<ImportItem> = {}): ImportItem => ({ ...item('one'), publishedAt: AT, ...more });
const withdrawn = { state: 'withdrawn', withdrawn: { at: AT, reason: 'Wrong town.' } } as const;
const url = 'https://news.example.org/en/2021/03/one';

/** A site that answers `move-in` with `status`; what was asked of it, and what the article is like there. */
async function siteWith(status: number, article: object = {}) {
  const calls: [string, unknown][] = [];
  const address = await fakeSite((call, body) => {
    if (call === 'POST /submissions') return [202, { id: 'S', state: 'ready' }];
    if (call === 'GET /submissions/S')
      return [200, { state: 'ready', article: { id: 'A', state: 'in_review' } }];
    calls.push([call, body === '' ? undefined : JSON.parse(body)]);
    if (call === 'GET /articles/A') return [200, { state: 'approved', corrections: [], ...article }];
    if (call.endsWith('/move-in'))
      return status === 200 ? [200, { url, old_slugs: ['uno'] }] : [status, { detail: 'No.' }];
    return [200, { url }];
  });
  return { address, calls, paths: () => calls.map(([call]) => call) };
}

it('comes with its date, notes and old paths in one call', async () => {
  const site = await siteWith(200);
  const corrections = [{ kind: 'update', note: 'More.', at: AT }];
  const [outcome] = await send(
    site.address,
    [dated({ oldSlugs: ['uno', 'une'], corrections, changedAt: AT })],
    'publish',
  );
  expect(site.calls).toEqual([
    ['POST /articles/A/approve', {}],
    [
      'POST /articles/A/move-in',
      { published_at: AT, changed_at: AT, old_slugs: ['uno', 'une'], corrections },
    ],
  ]);
  expect(outcome).toMatchObject({
    state: 'published',
    url,
    losses: ['old slug une: it leads to another article'],
  });
});

it('is published under a new date without an admin’s token, and the report says so', async () => {
  const site = await siteWith(403);
  const outcomes = await send(site.address, [dated({ oldSlugs: ['uno'] })], 'publish');
  expect(site.paths()).toEqual([
    'POST /articles/A/approve',
    'POST /articles/A/move-in',
    'POST /articles/A/publish',
  ]);
  const { lines } = makeReport({ items: [], skipped: [], broken: [] }, outcomes, []);
  expect(lines.join('\n')).toContain(`publication date ${AT}: only an admin’s token carries it over`);
  expect(lines.join('\n')).toContain('old slug uno: only an admin’s token');
});

it('goes on from where an article that was out here stands', async () => {
  const site = await siteWith(409);
  expect(await send(site.address, [dated()], 'publish')).toMatchObject([{ state: 'published', losses: [] }]);
  expect(site.paths().at(-1)).toBe('POST /articles/A/publish');
});

describe('what was withdrawn', () => {
  it('comes in withdrawn, with its reason', async () => {
    const site = await siteWith(200);
    expect(await send(site.address, [dated(withdrawn)], 'publish')).toMatchObject([{ state: 'withdrawn' }]);
    expect(site.calls.at(-1)?.[1]).toMatchObject({ published_at: AT, withdrawn: withdrawn.withdrawn });
  });

  it('is never shown on the way: without an admin’s token it stays unpublished', async () => {
    const site = await siteWith(403);
    expect(await send(site.address, [dated(withdrawn)], 'publish')).toMatchObject([
      { state: 'unpublished', losses: expect.arrayContaining([expect.stringContaining('was withdrawn')]) },
    ]);
    expect(site.paths().filter((call) => /publish|withdraw/.test(call))).toEqual([]);
  });

  it('is withdrawn here too when it is out here, and left alone when it is withdrawn', async () => {
    const out = await siteWith(409, { state: 'published', published_at: AT, url });
    expect(await send(out.address, [dated(withdrawn)], 'publish')).toMatchObject([
      { state: 'withdrawn', url },
    ]);
    expect(out.calls.at(-1)).toEqual(['POST /articles/A/withdraw', { reason: 'Wrong town.' }]);
    const gone = await siteWith(409, { state: 'withdrawn', published_at: AT, url });
    expect(await send(gone.address, [dated(withdrawn)], 'publish')).toMatchObject([
      { state: 'withdrawn', url },
    ]);
    expect(gone.paths().at(-1)).toBe('GET /articles/A');
  });
});

it('reads the dates of other systems, in UTC where they name no zone', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  for (const [written, at] of [
    ['2019-11-30 08:00:00', '2019-11-30T08:00:00Z'],
    ['2021-03-04 10:00:00 +0800', '2021-03-04T02:00:00Z'],
    ['2024-05-01T08:00:00.000Z', '2024-05-01T08:00:00Z'],
    ['2022-2-3', '2022-02-03T00:00:00Z'],
    ['2021/3/4 07:05', '2021-03-04T07:05:00Z'],
    ['2021.03.04', '2021-03-04T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2023-02-29', undefined],
    ['2027-01-01', undefined],
    ['yesterday', undefined],
    ['2022-13-40', undefined],
    [undefined, undefined],
  ] as const) {
    expect([written, publishedAt(written, now)]).toEqual([written, at]);
  }
});

describe('topics of an export', () => {
  const site = { topics: { bus: { en: 'Bus', 'zh-Hans': '公交' }, rail: { en: 'Trains' } } };

  it('are sent so that they come to have the slugs they had', () => {
    const sent = withTopicNames({ ...item('one'), topics: ['bus', 'rail', 'sea'] }, site);
    expect(sent).toMatchObject({ topics: ['Bus', 'rail', 'sea'], topicSlugs: ['bus', 'rail', 'sea'] });
  });

  it('get the names they had, but for those that somebody gave them here', async () => {
    const posted: unknown[] = [];
    const address = await fakeSite((call, body) => {
      if (call.startsWith('POST')) posted.push(JSON.parse(body));
      const topics = [
        { slug: 'bus', names: { en: 'Buses' } },
        { slug: 'rail', names: { de: 'rail' } },
      ];
      return [200, { topics }];
    });
    const api = openApi({ url: address, token: 'drg_x' });
    const articleWith = new Map([
      ['bus', 'A'],
      ['rail', 'A'],
    ]);
    expect(await nameTopics(site, articleWith, api)).toEqual([
      { item: 'site.json', reason: 'topic bus: it is called "Buses" here and "Bus" there (en)' },
    ]);
    expect(posted).toEqual([
      { slug: 'bus', names: { en: 'Buses', 'zh-Hans': '公交' } },
      { slug: 'rail', names: { en: 'Trains' } },
    ]);
  });
});
