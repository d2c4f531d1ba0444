import { env } from 'cloudflare:workers';
import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import { beforeAll, describe, expect, it } from 'vitest';
import { ids, people, seedNewsroom, stories, topics } from './newsroom.ts';
import { visit } from './site.ts';

beforeAll(seedNewsroom);

describe('feeds', () => {
  it('carry an edition’s articles whole, with the way to their sources', async () => {
    const { text, trips, tags } = await visit('/en/feed.xml');
    expect(trips.main).toBe(1);
    const feed = parseAtomFeed(text);
    expect(feed.title?.value).toBe('The Ash Courier');
    expect(feed.links?.map((link) => [link.rel, link.href])).toEqual([
      ['self', 'http://dragoman.test/en/feed.xml'],
      ['alternate', 'http://dragoman.test/en/'],
      ['hub', 'https://hub.example/'],
    ]);
    const ferry = feed.entries?.find((entry) => entry.id === `urn:uuid:${ids.ferryEn}`);
    expect(ferry?.links?.find((link) => link.rel === 'via')?.href).toBe('https://harbour.example/ferries');
    expect(ferry?.content).toMatchObject({ type: 'html' });
    expect(JSON.stringify(ferry)).toContain('Two of them remain.');
    // Corrected since: the note stands above the text, and the entry counts as changed.
    const told =
      '<b>Translation corrected</b>, October 6, 2026: <span dir="auto">The rope is of steel, not of hemp.</span>';
    expect(ferry?.content?.value?.indexOf(told)).toBeGreaterThan(0);
    expect(ferry?.content?.value?.indexOf(told)).toBeLessThan(
      ferry?.content?.value?.indexOf('Two of them') ?? 0,
    );
    expect(ferry?.updated).toBe('2026-10-06T08:00:00Z');
    expect(feed.entries?.map((entry) => entry.title?.value)).toEqual([
      'A night bus for the bakers',
      'Eels return to the upper Ash',
      'The last cable ferry on the Ash',
    ]);
    expect(tags).toContain('edition:en');
    expect(tags).toContain(`article:${ids.busEn}`);
  });

  it('say the same as JSON', async () => {
    const { text, response } = await visit('/zh-hans/feed.json');
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    expect(response.headers.get('link')).toBe(
      '<https://hub.example/>; rel="hub", <http://dragoman.test/zh-hans/feed.json>; rel="self"',
    );
    const feed = parseJsonFeed(text);
    expect(feed).toMatchObject({
      feed_url: 'http://dragoman.test/zh-hans/feed.json',
      hubs: [{ type: 'WebSub' }],
      items: [
        { external_url: 'https://harbour.example/ferries', authors: [{ name: '温竹' }], tags: ['河流'] },
      ],
    });
  });

  it('exist for topics and people too', async () => {
    const topic = await visit('/en/topics/rivers/feed.xml');
    expect(parseAtomFeed(topic.text)).toMatchObject({
      title: { value: 'Rivers – The Ash Courier' },
      entries: [{}, {}],
    });
    expect(topic.tags).toContain(`topic:${topics.rivers.id}:articles`);
    const person = await visit('/zh-hans/people/mina-okafor/feed.json');
    expect(parseJsonFeed(person.text).items).toHaveLength(1);
    expect(person.tags).toContain(`person:${people.mina.id}:articles`);
    expect((await visit('/en/topics/none/feed.xml')).response.status).toBe(404);
    expect((await visit('/ko/feed.xml')).response.status).toBe(404);
    expect([topic.trips.main, person.trips.main]).toEqual([1, 1]);
  });
});

describe('for crawlers', () => {
  it('sitemaps lead to every month and from there to every article in all its languages', async () => {
    const index = await visit('/sitemap.xml');
    const maps = [...index.text.matchAll(/<loc>http:\/\/dragoman\.test([^<]+)</g)].map(
      (match) => match[1] ?? '',
    );
    expect(maps).toEqual([
      '/ar/2026/10/sitemap.xml',
      '/en/2026/10/sitemap.xml',
      '/en/2026/11/sitemap.xml',
      '/zh-hans/2026/10/sitemap.xml',
    ]);
    expect(index.tags).toEqual(['edition:ar', 'edition:en', 'edition:zh-hans', 'site']);
    const october = await visit('/en/2026/10/sitemap.xml');
    expect(october.text.match(/<url>/g)).toHaveLength(1);
    expect(october.text.match(/<xhtml:link /g)).toHaveLength(4);
    expect(october.text).toContain('<image:loc>http://dragoman.test/images/');
    expect(october.tags).toEqual([
      `article:${ids.ferryEn}`,
      'month:en:2026-10',
      'site',
      `story:${stories.ferry}`,
    ]);
    expect([index.trips.main, october.trips.main]).toEqual([1, 1]);
    const empty = await visit('/ko/2026/10/sitemap.xml');
    expect([empty.response.status, empty.tags]).toEqual([404, ['month:ko:2026-10', 'site']]);
  });

  it('news is what the last two days brought', async () => {
    const { text, tags, trips } = await visit('/news-sitemap.xml');
    expect(text).toContain('A night bus for the bakers');
    expect(text).not.toContain('Eels');
    expect(text).toContain('<news:language>en</news:language>');
    expect(tags).toEqual(
      [
        'edition:ar',
        'edition:en',
        'edition:zh-hans',
        'site',
        `story:${stories.bus}`,
        `article:${ids.busEn}`,
      ].sort(),
    );
    expect(trips.main).toBe(1);
  });

  it('robots.txt and llms.txt name what there is', async () => {
    const robots = (await visit('/robots.txt')).text;
    expect(robots).toContain('Sitemap: http://dragoman.test/sitemap.xml');
    // `*` stands for slashes too: without the question mark, articles whose slug begins with "search" were barred.
    expect(robots.match(/^Disallow: .*search.*$/gm)).toEqual(['Disallow: /*/search?']);
    expect((await visit('/llms.txt')).text).toContain('[简体中文](http://dragoman.test/zh-hans/)');
  });

  it('health counts overdue work and is not stored', async () => {
    const overdue = env.DB.prepare("insert into outbox values (?, 'index', 'x', ?, 0, null, 1, ?)");
    await env.DB.batch([
      overdue.bind('late', 1, null),
      overdue.bind('done', 1, 2),
      overdue.bind('later', Date.parse('2027-01-01'), null),
    ]);
    const { text, response } = await visit('/healthz');
    expect(JSON.parse(text)).toEqual({ ok: true, db: true, queue_backlog: 1, purge_backlog: 0 });
    expect(response.headers.has('cloudflare-cdn-cache-control')).toBe(false);
  });
});
