/** Addresses of before: which of them an import takes for the article's own, and how they come to lead to it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportItem } from '../../../src/cli/import/item.ts';
import { readFiles } from '../../../src/cli/import/read.ts';
import { PAGE_ROWS } from '../../../src/limits.ts';
import { fakeSite, item, send } from './fake-site.ts';
import { ghostExport, makeFolder, newFolder } from './files.ts';

const text = (fields: string): string => `---\n${fields}\n---\n\nText.\n`;
/** Old paths by item. */
async function pathsOf(path: string, baseUrl?: string): Promise<Record<string, string[]>> {
  const { items } = await readFiles(path, { lang: 'en', ...(baseUrl ? { baseUrl } : {}) });
  return Object.fromEntries(items.map(({ id, oldPaths }) => [id, oldPaths]));
}

describe('old paths', () => {
  it('of a Jekyll site lie in its folder, and those of other sites are not its own', async () => {
    const root = makeFolder({
      '_config.yml': 'url: https://www.harbour.example.org\nbaseurl: /blog\n',
      '_posts/2022-02-03-low-bridge.md': text(
        'title: Low\ncategories: [Canal]\nredirect_from: [/old/bridge/, "http://harbour.example.org/b.html", "https://other.example.org/b"]',
      ),
      '_posts/2022-02-04-named.md': text('title: Named\npermalink: /named/:year/\nslug: by-name'),
      '_drafts/later.md': text('title: Later\nredirect_from: /later/'),
    });
    expect(await pathsOf(root)).toEqual({
      '_posts/2022-02-03-low-bridge.md': ['/blog/canal/2022/02/03/low-bridge', '/blog/old/bridge', '/b'],
      '_posts/2022-02-04-named.md': ['/blog/2022/02/04/by-name'],
      '_drafts/later.md': [],
    });
  });

  it('of a Hugo site begin with the language and follow its patterns and names', async () => {
    const files = {
      'content/posts/wheel.md': text('title: The wheel\naliases: [/w/, old-wheel]'),
      'content/posts/wheel.de.md': text('title: Das Rad\nslug: das-rad'),
      'content/fr/posts/wheel.md': text('title: La roue\nurl: /fr/roue.html'),
      'content/news/Big Day.md': text('title: "A big, big day!"\ndate: 2021-05-04'),
    };
    const hugo = '[permalinks]\nnews = "/:year/:month/:title/"\n';
    const plain = makeFolder({ ...files, 'hugo.toml': `baseURL = "https://mill.example.org/"\n${hugo}` });
    expect(await pathsOf(plain)).toEqual({
      'content/posts/wheel.md': ['/posts/wheel', '/w', '/old-wheel'],
      'content/posts/wheel.de.md': ['/de/posts/das-rad'],
      'content/fr/posts/wheel.md': ['/fr/roue', '/fr/posts/wheel'],
      'content/news/Big Day.md': ['/2021/05/a-big-big-day'],
    });
    const own = 'defaultContentLanguage = "de"\ndefaultContentLanguageInSubdir = true\n';
    const nested = makeFolder({ ...files, 'hugo.toml': own + hugo.replace(']', '.page]') });
    expect(await pathsOf(nested)).toMatchObject({
      'content/posts/wheel.md': ['/de/posts/wheel', '/w', '/old-wheel'],
      'content/posts/wheel.de.md': ['/de/posts/das-rad'],
      'content/news/Big Day.md': ['/de/2021/05/a-big-big-day'],
    });
  });

  it('of a Hexo site follow its permalink, and those of other scripts are percent-encoded', async () => {
    const root = makeFolder({
      '_config.yml': 'url: https://lamp.example.org\npermalink: :year/:month/:title.html\n',
      'source/_posts/灯芯.md': text('title: 灯芯\ndate: 2019-11-30\nalias: /wick/index.html'),
    });
    const name = encodeURIComponent('灯芯');
    expect(await pathsOf(root)).toEqual({ 'source/_posts/灯芯.md': [`/2019/11/${name}`, '/wick'] });
  });

  it('of a WordPress blog are its links, the slugs of before, and the numbers of its posts', async () => {
    const xml = readFileSync(join(import.meta.dirname, 'fixtures/blog.xml'), 'utf8');
    const file = join(makeFolder({ 'blog.xml': xml }), 'blog.xml');
    const found = await pathsOf(file);
    expect(found['post 11']).toEqual(['/2021/03/pots-that-ring', '/2021/03/ringing-pots', '/?p=11']);
    expect(Object.values(found).flat()).toContain('/fr/2021/03/des-pots-qui-sonnent');
    // In a folder of its host the number is a query that nothing here reads.
    writeFileSync(file, xml.replaceAll('kiln.example.org/', 'kiln.example.org/blog/'));
    const { items } = await readFiles(file, { lang: 'en' });
    expect(items[0]?.oldPaths).toEqual(['/blog/2021/03/pots-that-ring', '/blog/2021/03/ringing-pots']);
    expect(items[0]?.losses.join()).toContain(
      'old address https://kiln.example.org/blog/?p=11: nothing here',
    );
  });

  it('of a Ghost site stand at its root, also where its address is not known', async () => {
    const file = join(makeFolder({ 'ghost.json': JSON.stringify(ghostExport()) }), 'ghost.json');
    const expected = { 'post a1': ['/causeway'], 'post a2': ['/gulls'], 'post a3': [] };
    expect(await pathsOf(file)).toMatchObject(expected);
    expect(await pathsOf(file, 'https://tide.example.org/')).toMatchObject(expected);
  });

  it('end at a bound, and what is past it or the address of a list is named', async () => {
    const many = Array.from({ length: PAGE_ROWS + 2 }, (_, n) => `/old/${n}/`);
    const root = makeFolder({
      'one.md': text(`title: One\naliases: [/en/feed.xml, ${many.join(', ')}]`),
    });
    const [one] = (await readFiles(root, { lang: 'en' })).items;
    expect(one?.oldPaths).toHaveLength(PAGE_ROWS);
    expect(one?.losses).toEqual([
      expect.stringContaining('old address /en/feed.xml: nothing here can answer at it'),
      expect.stringContaining(`old address /old/${PAGE_ROWS}/: an article has at most ${PAGE_ROWS}`),
      expect.stringContaining(`old address /old/${PAGE_ROWS + 1}/`),
    ]);
  });
});

const AT = '2021-03-04T09:30:00Z';
const moving = (...oldPaths: string[]): ImportItem => ({ ...item('one'), publishedAt: AT, oldPaths });
const url = 'https://news.example.org/en/2021/03/one';

/** A site that leads some paths, and what was asked of it. */
async function siteWith(answer: { move?: [number, object]; lead?: [number, object] }) {
  const calls: [string, unknown][] = [];
  const address = await fakeSite((call, body) => {
    if (call === 'POST /submissions') return [202, { id: 'S', state: 'ready' }];
    if (call === 'GET /submissions/S')
      return [200, { state: 'ready', article: { id: 'A', state: 'in_review' } }];
    if (call.startsWith('POST')) calls.push([call, JSON.parse(body)]);
    if (call.endsWith('/move-in')) return answer.move ?? [200, { url, old_slugs: [], old_paths: ['/a'] }];
    if (call.endsWith('/old-paths')) return answer.lead ?? [200, { old_paths: ['/a', '/b'] }];
    return [200, { url, state: 'approved' }];
  });
  return { address, calls, named: () => calls.map(([call]) => call.replace(/^.*\//, '')) };
}

describe('on their way', () => {
  it('go with the move, and what that left is asked for once more and named when it leads elsewhere', async () => {
    const site = await siteWith({ lead: [200, { old_paths: ['/b'] }] });
    const [outcome] = await send(site.address, [moving('/a', '/b', '/c')], 'publish');
    expect(site.named()).toEqual(['approve', 'move-in', 'old-paths']);
    expect(site.calls[1]?.[1]).toMatchObject({ old_paths: ['/a', '/b', '/c'] });
    expect(site.calls[2]?.[1]).toEqual({ old_paths: ['/b', '/c'] });
    expect(outcome).toMatchObject({
      state: 'published',
      losses: ['old address /c: it leads to another article'],
    });
  });

  it('follow an article that comes in for review, or was out here before', async () => {
    const review = await siteWith({});
    await send(review.address, [moving('/a', '/b')], 'review');
    expect(review.named()).toEqual(['old-paths']);
    const out = await siteWith({ move: [409, { detail: 'It was out.' }] });
    expect(await send(out.address, [moving('/a')], 'publish')).toMatchObject([{ losses: [] }]);
    expect(out.named()).toEqual(['approve', 'move-in', 'publish', 'old-paths']);
  });

  it('are named when the token is no admin’s, and come along when it is', async () => {
    const answer: Parameters<typeof siteWith>[0] = { lead: [403, { detail: 'No.' }] };
    const site = await siteWith(answer);
    const folder = newFolder();
    const first = await send(site.address, [moving('/a', '/b')], 'review', folder);
    expect(first).toMatchObject([
      { losses: expect.arrayContaining([expect.stringContaining('old addresses /a, /b: only an admin’s')]) },
    ]);
    delete answer.lead;
    const again = await send(site.address, [moving('/a', '/b')], 'review', folder);
    expect(again).toMatchObject([{ state: 'known', losses: [] }]);
    await send(site.address, [moving('/a', '/b')], 'review', folder);
    expect(site.named()).toEqual(['old-paths', 'old-paths']);
  });

  it('are asked for again when an article that is here has others now', async () => {
    const site = await siteWith({});
    const folder = newFolder();
    await send(site.address, [moving()], 'publish', folder);
    await send(site.address, [moving('/a')], 'publish', folder);
    await send(site.address, [moving('/a')], 'publish', folder);
    expect(site.named()).toEqual(['approve', 'move-in', 'old-paths']);
  });
});
