import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchText } from '../../src/lib/bigrams.ts';
import { getIndexedSite, writeIndexed } from '../../src/store/search-index.ts';
import { ids, people, seedNewsroom, stories, topics } from './newsroom.ts';
import { visit } from './site.ts';

beforeAll(seedNewsroom);

describe('a topic', () => {
  it('lists what readers of the edition can read under it, newest first', async () => {
    const { text, tags, trips, rows } = await visit('/en/topics/rivers');
    expect(trips.main).toBe(1);
    // What the settings, the topic and its languages cost; then, an article: listing, article, revision, translators.
    expect(rows.main).toBeLessThanOrEqual(28);
    expect(text).toContain('<bdi>Rivers</bdi>');
    expect(text.indexOf('Eels return')).toBeLessThan(text.indexOf('last cable ferry'));
    expect(text).not.toContain('Not yet out');
    expect(text).not.toContain('A tunnel under the weir');
    expect(tags).toEqual(
      [
        'site',
        `topic:${topics.rivers.id}`,
        `topic:${topics.rivers.id}:articles`,
        `article:${ids.ferryEn}`,
        `article:${ids.eelEn}`,
      ].sort(),
    );
  });

  it('is named in the language of the edition, and unknown without articles in it', async () => {
    expect((await visit('/zh-hans/topics/rivers')).text).toContain('<bdi>河流</bdi>');
    const none = await visit('/zh-hans/topics/transit');
    expect([none.response.status, none.tags]).toEqual([
      404,
      ['site', `topic:${topics.transit.id}:articles`].sort(),
    ]);
    expect((await visit('/en/topics/nothing')).tags).toEqual(['edition:en', 'site']);
  });
});

describe('a person', () => {
  it('is shown with all they did in an edition, by role, and the way to the others', async () => {
    const { text, tags, trips, rows } = await visit('/zh-hans/people/mina-okafor');
    expect(trips.main).toBe(1);
    expect(rows.main).toBeLessThanOrEqual(15);
    expect(text).toContain('<h2>编辑</h2>');
    expect(text).toContain('<h2>发布</h2>');
    expect(text).toContain('1 篇文章');
    expect(text).toContain('href="/en/people/mina-okafor"');
    expect(tags).toEqual(
      [
        'site',
        `person:${people.mina.id}`,
        `person:${people.mina.id}:articles`,
        `article:${ids.ferryZh}`,
      ].sort(),
    );
  });

  it('is found under a name in any script, and not at all without one', async () => {
    expect((await visit(`/ar/people/${encodeURIComponent(people.salma.slug)}`)).text).toContain('سلمى حداد');
    expect((await visit('/en/people/nobody')).response.status).toBe(404);
    expect((await visit('/en/people/mina-okafor/before/1')).text).not.toContain('Eels return');
  });
});

describe('a story', () => {
  it('lists its languages, each in its own', async () => {
    const { text, tags, trips } = await visit(`/en/stories/${stories.ferry}`);
    expect(trips.main).toBe(1);
    expect(text).toContain('hreflang="zh-Hans"><bdi lang="zh-Hans" dir="ltr">灰河上最后的缆索渡船</bdi></a>');
    expect(text).toContain('Harbour Gazette');
    expect(tags).toEqual(
      [
        'site',
        `story:${stories.ferry}`,
        `story:${stories.ferry}:twins`,
        `topic:${topics.rivers.id}`,
        ...[ids.ferryEn, ids.ferryZh, ids.ferryAr].map((id) => `article:${id}`),
      ].sort(),
    );
    expect((await visit(`/en/stories/${stories.draft}`)).response.status).toBe(404);
    expect((await visit('/en/stories/1')).response.status).toBe(404);
  });
});

describe('search', () => {
  beforeAll(async () => {
    const site = await getIndexedSite(env.DB);
    const entry = (article: string, lang: string, path: string, title: string, text: string) =>
      writeIndexed(env.SEARCH, {
        article_id: article,
        version: 1,
        entry: {
          lang,
          revision: 1,
          path,
          title,
          text,
          published_at: 1,
          words: { title: searchText(title), body: searchText(text) },
        },
        site,
      });
    await entry(
      ids.ferryEn,
      'en',
      '/en/2026/10/last-cable-ferry',
      'The last cable ferry',
      'A rope across the Ash. Café at the quay.',
    );
    await entry(ids.eelEn, 'en', '/en/2026/11/eels-return', 'Eels return', 'Below the ferry at the weir.');
    await entry(
      ids.busEn,
      'en',
      '/en/2026/11/night-bus',
      'A night bus',
      `${'They bake. '.repeat(3_000)}At the end the Lighthouse is lit.`,
    );
    await entry(ids.ferryZh, 'zh-Hans', '/zh-hans/2026/10/x', '最后的缆索渡船', '灰河上的渡船明年停航。');
  });

  it('finds words in one edition, newest first, and marks them', async () => {
    const { text, tags, trips } = await visit('/en/search?q=ferry');
    expect(trips).toEqual({ main: 0, search: 1 });
    expect(text).toContain('The Ash Courier');
    expect(text.indexOf('/en/2026/11/eels-return')).toBeLessThan(
      text.indexOf('/en/2026/10/last-cable-ferry'),
    );
    expect(text).toContain('The last cable <mark>ferry</mark>');
    expect(tags).toEqual(['edition:en', 'site', `article:${ids.ferryEn}`, `article:${ids.eelEn}`].sort());
  });

  it('finds a Han word of two characters, and a Latin one without its accent', async () => {
    expect((await visit(`/zh-hans/search?q=${encodeURIComponent('渡船')}`)).text).toContain(
      '缆索<mark>渡船</mark>',
    );
    expect((await visit('/en/search?q=cafe')).text).toContain('<mark>Café</mark>');
  });

  it('shows the place in a long text where a word stands only at its end', async () => {
    const { text } = await visit('/en/search?q=lighthouse');
    expect(text).toMatch(/… .*At the end the <mark>Lighthouse<\/mark> is lit\./);
  });

  it('goes on after a row, and says when there is nothing', async () => {
    const later = await visit('/en/search?q=ferry&after=2');
    expect(later.text).not.toContain('eels-return');
    const none = await visit(`/en/search?q=${encodeURIComponent('"; drop OR NEAR( <b>')}`);
    expect(none.response.status).toBe(200);
    expect(none.text).not.toContain('<b>');
    expect((await visit('/en/search')).tags).toEqual(['site']);
  });

  it('has no page in a language that has no edition', async () => {
    const empty = await visit('/ko/search');
    expect([empty.response.status, empty.tags, empty.trips.main]).toEqual([404, ['site'], 1]);
    // What was asked takes one question, and none of it about editions.
    const asked = await visit('/ko/search?q=ferry');
    expect([asked.response.status, asked.tags]).toEqual([200, ['edition:ko', 'site']]);
  });
});
