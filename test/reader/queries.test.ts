import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { findArticlePage } from '../../src/store/reader/article.ts';
import { getFront, getHome, getMonth } from '../../src/store/reader/front.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { at, countingD1, ids, people, seedNewsroom, stories, topics } from './newsroom.ts';

beforeAll(seedNewsroom);

const reading = () => {
  const counting = countingD1(env.DB);
  return { reading: openReading(counting.db), seen: counting.seen };
};

describe('an article', () => {
  it('comes whole in one round trip, with the tags of all it shows', async () => {
    const { reading: mine, seen } = reading();
    const page = await findArticlePage(mine, { lang: 'en', month: '2026-10', slug: 'last-cable-ferry' });
    expect(page).toMatchObject({
      kind: 'article',
      site: { name: 'The Ash Courier', default_lang: 'en' },
      article: {
        title: 'The last cable ferry on the Ash',
        path: '/en/2026/10/last-cable-ferry',
        header: { width: 2000, height: 1250, caption: 'The ferry at dawn' },
        repost: { name: 'Harbour Wire', url: 'https://wire.example/1' },
        translators: ['Mina Okafor'],
        credits: [
          { role: 'translator', path: '/en/people/mina-okafor', affiliation: 'Harbour desk' },
          { role: 'proofreader', path: `/en/people/${encodeURIComponent('温竹')}` },
        ],
        topics: [{ name: 'Rivers', path: '/en/topics/rivers' }],
        siblings: [{ lang: 'ar' }, { lang: 'zh-Hans' }],
        corrections: [{ kind: 'translation_error', note: 'The rope is of steel, not of hemp.' }],
        related: [],
      },
    });
    expect([...mine.tags].sort()).toEqual(
      [
        'site',
        `article:${ids.ferryEn}`,
        `article:${ids.ferryZh}`,
        `article:${ids.ferryAr}`,
        `story:${stories.ferry}`,
        `topic:${topics.rivers.id}`,
        `topic:${topics.rivers.id}:past`,
        `person:${people.mina.id}`,
        `person:${people.wenzhu.id}`,
      ].sort(),
    );
    expect(seen.trips).toBe(1);
    expect(seen.rows).toBeLessThanOrEqual(13);
  });

  it('leads to earlier ones of its topic, and not to later ones that would change its page', async () => {
    const { reading: mine } = reading();
    const page = await findArticlePage(mine, { lang: 'en', month: '2026-11', slug: 'eels-return' });
    expect(page).toMatchObject({ article: { related: [{ title: 'The last cable ferry on the Ash' }] } });
    expect(mine.tags).toContain(`article:${ids.ferryEn}`);
  });

  it('that moved names its new path, one taken back its reason, and others are unknown', async () => {
    const { reading: old } = reading();
    expect(await findArticlePage(old, { lang: 'en', month: '2026-10', slug: 'old-ferry' })).toEqual({
      kind: 'moved',
      path: '/en/2026/10/last-cable-ferry',
    });
    expect([...old.tags].sort()).toEqual([`article:${ids.ferryEn}`, 'month:en:2026-10']);
    const { reading: gone } = reading();
    expect(await findArticlePage(gone, { lang: 'en', month: '2026-10', slug: 'tunnel' })).toMatchObject({
      kind: 'gone',
      title: 'A tunnel under the weir',
      reason: 'The source took its report back.',
    });
    expect([...gone.tags].sort()).toEqual([`article:${ids.retractedEn}`, 'site']);
    const { reading: none } = reading();
    const unknown = await findArticlePage(none, {
      lang: 'zh-Hans',
      month: '2026-10',
      slug: 'last-cable-ferry',
    });
    expect(unknown.kind).toBe('unknown');
    expect([...none.tags].sort()).toEqual(['edition:zh-hans', 'month:zh-hans:2026-10', 'old-paths', 'site']);
  });
});

describe('a front page', () => {
  it('lists what is published in its edition, newest first, with the editions in the order of the settings', async () => {
    const { reading: mine, seen } = reading();
    const front = await getFront(mine, 'en');
    expect(front.cards.map((card) => card.id)).toEqual([ids.busEn, ids.eelEn, ids.ferryEn]);
    expect(front.editions).toEqual(['ar', 'en', 'zh-Hans']);
    expect(front.months).toEqual(['2026-11', '2026-10']);
    expect([...mine.tags].sort()).toEqual(
      [
        'site',
        'edition:en',
        'lead:en',
        'months:en',
        ...[ids.busEn, ids.eelEn, ids.ferryEn].map((id) => `article:${id}`),
        `topic:${topics.rivers.id}`,
        `topic:${topics.transit.id}`,
      ].sort(),
    );
    expect(seen.trips).toBe(1);
    expect(seen.rows).toBeLessThanOrEqual(34);
  });

  it('of the default language is found without knowing it before', async () => {
    const { reading: mine, seen } = reading();
    const home = await getHome(mine);
    expect([home.lang, home.cards.length, seen.trips]).toEqual(['en', 3, 1]);
  });
});

describe('a month', () => {
  it('lists its articles and no other month’s', async () => {
    const { reading: mine, seen } = reading();
    const month = await getMonth(mine, { lang: 'en', month: '2026-10' });
    expect(month.links.map((link) => link.id)).toEqual([ids.ferryEn]);
    expect(month.months).toEqual(['2026-11', '2026-10']);
    expect([...mine.tags].sort()).toEqual([
      `article:${ids.ferryEn}`,
      'month:en:2026-10',
      'months:en',
      'site',
    ]);
    expect(seen.trips).toBe(1);
    const before = { at: at('2026-11-20T09:00:00Z'), row: 0 };
    const { links } = await getMonth(reading().reading, { lang: 'en', month: '2026-11', before });
    expect(links.map((link) => link.id)).toEqual([ids.eelEn]);
  });
});
