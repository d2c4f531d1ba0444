import { beforeAll, describe, expect, it } from 'vitest';
import { ids, seedNewsroom } from './newsroom.ts';
import { visit } from './site.ts';

beforeAll(seedNewsroom);

describe('the article page', () => {
  it('shows all of the article in one round trip', async () => {
    const { text, response, trips } = await visit('/en/2026/10/last-cable-ferry');
    expect(response.status).toBe(200);
    expect(trips.main).toBe(1);
    for (const part of [
      '<html lang="en" dir="ltr">',
      '<h1>The last cable ferry on the Ash</h1>',
      'Two men, one rope, and a bridge that opens in spring.',
      'Harbour desk',
      'href="https://wire.example/1"',
      'Translated by <bdi>Mina Okafor</bdi>',
      'Translated from English',
      '<time datetime="2026-10-04T08:00:00Z">October 4, 2026</time>',
      '4 min read',
      'The rope is of steel, not of hemp.',
      'srcset="/images/',
      'fetchpriority="high"',
      'The ferry at dawn',
      '<a href="#s-rope">The rope</a>',
      'Harbour Gazette',
      'href="/en/people/mina-okafor"',
      '<bdi dir="ltr">wenzhu.example</bdi>',
      'The views are those of the author.',
      'About the harbour desk',
      '<a href="/ar/2026/10/',
      'id="fn-1"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(
      /<script(?! type="application\/ld\+json")|onclick|<link rel="stylesheet"|@import/,
    );
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('names all its languages to crawlers, the same set on each of them', async () => {
    const paths = [
      '/en/2026/10/last-cable-ferry',
      `/zh-hans/2026/10/${encodeURIComponent('最后的缆索渡船')}`,
      `/ar/2026/10/${encodeURIComponent('آخر-عبّارة')}`,
    ];
    const sets = await Promise.all(
      paths.map(async (path) => {
        const { text } = await visit(path);
        expect(text).toContain(`<link rel="canonical" href="http://dragoman.test${path}">`);
        return [...text.matchAll(/hreflang="([^"]+)" href="(http[^"]+)">/g)]
          .map((m) => `${m[1]} ${m[2]}`)
          .sort();
      }),
    );
    expect(sets[0]).toHaveLength(4);
    expect(sets[1]).toEqual(sets[0]);
    expect(sets[2]).toEqual(sets[0]);
  });

  it('says what was corrected below the title, the names and the dates, above everything else', async () => {
    const { text } = await visit('/en/2026/10/last-cable-ferry');
    const parts = [
      '<h1>',
      'Harbour desk',
      '4 min read',
      'class="corr"',
      '<figure',
      'class="toc"',
      'class="body"',
    ];
    const body = text.slice(text.indexOf('<body>'));
    const places = parts.map((part) => body.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('describes the translation as linked data that cannot end its element', async () => {
    const { text } = await visit(`/zh-hans/2026/10/${encodeURIComponent('最后的缆索渡船')}`);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '');
    expect(data).toMatchObject({
      '@type': 'NewsArticle',
      headline: '灰河上最后的缆索渡船',
      inLanguage: 'zh-Hans',
      datePublished: '2026-10-05T02:00:00Z',
      translator: [{ name: '温竹' }],
      editor: [{ name: 'Mina Okafor' }],
      isBasedOn: 'https://harbour.example/ferries',
      translationOfWork: { url: 'https://harbour.example/ferries', inLanguage: 'en' },
      publisher: { name: 'The Ash Courier' },
      isAccessibleForFree: true,
      image: [`http://dragoman.test/images/${'ab'.repeat(32)}/og.jpeg`],
    });
  });

  it('names roles in the reader’s language and shows a label as written where it says something else', async () => {
    const { text } = await visit(`/zh-hans/2026/10/${encodeURIComponent('最后的缆索渡船')}`);
    expect(text).toContain('<dt>编辑</dt>');
    expect(text).toContain('<dt>发布</dt>');
    expect(text.match(/原写作“<bdi>编剧＆发布<\/bdi>”/g)).toHaveLength(1);
    const english = await visit('/en/2026/11/eels-return');
    expect(english.text).not.toContain('as written');
  });

  it('is mirrored as a whole for a right-to-left edition', async () => {
    const { text } = await visit(`/ar/2026/10/${encodeURIComponent('آخر-عبّارة')}`);
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).toContain('ترجمة <bdi>سلمى حداد</bdi>');
  });

  it('has a Markdown form', async () => {
    const { text, response, tags } = await visit('/en/2026/10/last-cable-ferry.md');
    expect(text).toBe('# The last cable ferry on the Ash\n\nMarkdown of it.\n');
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(tags).toEqual([`article:${ids.ferryEn}`]);
  });

  it('has no Markdown form where it moved away or was withdrawn, and carries the tags that say so', async () => {
    const moved = await visit('/en/2026/10/old-ferry.md');
    expect(moved.response.headers.get('location')).toBe('/en/2026/10/last-cable-ferry.md');
    expect(moved.tags).toEqual((await visit('/en/2026/10/old-ferry')).tags);
    const gone = await visit('/en/2026/10/tunnel.md');
    const page = await visit('/en/2026/10/tunnel');
    expect([gone.text, gone.tags]).toEqual([page.text, page.tags]);
    expect(gone.text).toContain('The source took its report back.');
    expect(gone.text).not.toContain('Markdown of it.');
  });
});

describe('paths', () => {
  it.each([
    ['/en/2026/10/old-ferry', 301],
    ['/en/2026/10/tunnel', 410],
    ['/en/2026/11/draft', 404],
    ['/en/2026/10/nothing', 404],
    ['/en/2026/10/old-ferry.md', 301],
    ['/en/2026/10/tunnel.md', 410],
    ['/en/2026/11/draft.md', 404],
    ['/en/2026/10/nothing.md', 404],
    ['/en/2026/13/', 404],
    ['/en/2026/09/', 404],
    ['/ko/', 404],
    ['/nonsense', 404],
    ['/en/nonsense', 404],
    ['/', 200],
    ['/en/', 200],
    ['/en/2026/10/', 200],
    ['/en/2026/11/before/1795165200000-99', 200],
    ['/en/2026/11/before/x', 404],
  ])('%s answers %i', async (path, status) => {
    const { response, tags, trips } = await visit(path);
    expect(response.status).toBe(status);
    expect(tags.length).toBeGreaterThan(0);
    expect(trips.main).toBe(1);
    expect(response.headers.get('cloudflare-cdn-cache-control')).toMatch(/^public, max-age=/);
  });

  it('tells where an old path went and why an article is gone', async () => {
    const { response } = await visit('/en/2026/10/old-ferry');
    expect(response.headers.get('location')).toBe('/en/2026/10/last-cable-ferry');
    const gone = await visit('/en/2026/10/tunnel');
    expect(gone.text).toContain('The source took its report back.');
    expect(gone.text).toContain('<meta name="robots" content="noindex">');
  });

  it('marks a 404 with what would put a page there', async () => {
    expect((await visit('/en/2026/10/nothing')).tags).toEqual([
      'edition:en',
      'month:en:2026-10',
      'old-paths',
      'site',
    ]);
    expect((await visit('/ko/')).tags).toEqual(['edition:ko', 'months:ko', 'old-paths', 'site']);
    expect((await visit('/nonsense')).tags).toEqual(['old-paths', 'site']);
  });
});

describe('the front page', () => {
  it('leads with the newest article and names every edition in its own words', async () => {
    const { text, trips } = await visit('/en/');
    expect(trips.main).toBe(1);
    expect(text.indexOf('A night bus for the bakers')).toBeLessThan(text.indexOf('Eels return'));
    for (const name of ['العربية', 'English', '简体中文']) expect(text).toContain(name);
    expect(text).toContain('hreflang="x-default" href="http://dragoman.test/"');
  });

  it('answers 304 to who holds it', async () => {
    const first = await visit('/en/');
    const etag = first.response.headers.get('etag') ?? '';
    expect((await visit('/en/', { 'if-none-match': etag })).response.status).toBe(304);
  });
});
