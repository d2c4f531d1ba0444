/** The main job from end to end, by API, on the real thing: and nothing acknowledged is lost when it is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../src/cli/database.ts';
import { checkPurge } from '../../src/cli/deploy/purge.ts';
import { isFree } from '../../src/cli/local-site.ts';
import { freePort, type Site, startSite } from '../browser/site.ts';
import { grammarFaults } from '../reader/html-grammar.ts';
import { clientFor, read } from './client.ts';
import { type PictureHost, startPictureHost } from './picture-host.ts';
import { descendantsOf, listProcesses } from './processes.ts';
import { expected, submission } from './submission.ts';

const persistTo = mkdtempSync(join(tmpdir(), 'dragoman-journey-'));
let pictures: PictureHost;
let site: Site;
let port: number;
let people: Record<'translator' | 'proofreader' | 'publisher', ReturnType<typeof clientFor>>;
let markdown: string;
let pictureUrl: string;

const start = (): Promise<Site> => startSite({ empty: true, port, persistTo, pictureHosts: pictures.host });

beforeAll(async () => {
  pictures = await startPictureHost();
  pictureUrl = `http://${pictures.host}/uploads/2026/10/灯塔-重新亮起.jpg`;
  markdown = submission.replace('{picture}', pictureUrl);
  port = await freePort();
  site = await start();
  people = {
    translator: clientFor(site, await site.token('translator', 'KM412')),
    proofreader: clientFor(site, await site.token('proofreader', 'Robin')),
    publisher: clientFor(site, await site.token('publisher', '海平')),
  };
});

afterAll(async () => {
  await site.stop();
  await pictures.close();
  rmSync(persistTo, { recursive: true, force: true });
});

let articleId: string;
let url: string;

it('reads every part of a submission', async () => {
  articleId = await people.translator.whenReady(
    await people.translator.submit({ lang: 'zh-Hans', markdown }),
  );
  const article = await people.translator.article(articleId);
  expect(article).toMatchObject({ title: expected.title, byline: expected.byline, repost: expected.repost });
  expect(article.source?.url).toBe(expected.source);
  expect(article.credits).toEqual(expected.credits);
  expect(article.disclaimer).toBe(expected.disclaimer);
  expect(article.footer_links).toEqual(expected.footer_links);
  expect(article.header_image).toMatchObject({
    width: 1600,
    source_url: pictureUrl,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(article.state).toBe('in_review');
});

it('says that the label 编剧 was read as 编辑', async () => {
  const { findings } = await people.translator.article(articleId);
  expect(findings.map(({ message }) => message).join('\n')).toContain('编剧');
});

it('publishes after a second person approved, and the second reader is answered by the cache', async () => {
  await people.proofreader.approve(articleId);
  ({ url } = await people.publisher.publish(articleId));
  const first = await read(url);
  expect(first).toMatchObject({ status: 200, cache: 'MISS' });
  for (const text of [
    expected.title,
    expected.byline,
    '三名志愿者',
    'KM412',
    expected.source,
    'Harbour Society',
  ]) {
    expect(first.html).toContain(text);
  }
  expect(await grammarFaults(first.html)).toEqual([]);
  expect(await read(url)).toMatchObject({ status: 200, cache: 'HIT', html: first.html });
});

it('serves the header picture in its widths', async () => {
  const { header_image } = await people.translator.article(articleId);
  for (const name of ['480.webp', '960.webp', '960.jpeg']) {
    const response = await fetch(`${site.url}/images/${header_image?.sha256}/${name}`);
    expect([name, response.status]).toEqual([name, 200]);
    expect(response.headers.get('Cache-Control')).toContain('immutable');
  }
});

it('shows a new revision to the very next reader', async () => {
  await people.translator.revise(
    articleId,
    markdown.replace('三名志愿者', '四名志愿者'),
    'One more volunteer',
  );
  expect((await read(url)).html).toContain('三名志愿者');
  await people.proofreader.approve(articleId);
  await people.publisher.publish(articleId);
  const { html } = await read(url);
  expect(html).toContain('四名志愿者');
  expect(html).not.toContain('三名志愿者');
});

it('passes the check that ends a deployment: cron does a purge, and the front page is made anew', async () => {
  const ask = (statement: string) => execute({ persistTo }, [statement]);
  expect(await checkPurge(site.url, ask)).toMatchObject({ name: 'purge', verdict: 'ok' });
});

it('purges a second time after the settle time', async () => {
  const rows = await people.publisher.whenPurged(articleId);
  expect(rows.map(({ phase }) => phase).sort()).toEqual(['now', 'now', 'settle', 'settle']);
});

it('loses nothing when it is killed', async () => {
  await people.publisher.correct(articleId, { note: 'The cost was given in the wrong currency.' });
  const waiting = await people.translator.submit({
    lang: 'zh-Hans',
    markdown: markdown.replaceAll('灯塔', '雾笛').replaceAll('lighthouse', 'foghorn'),
  });
  await site.kill();
  site = await start();
  expect((await read(url)).html).toContain('The cost was given in the wrong currency.');
  const second = await people.translator.whenReady(waiting);
  expect((await people.translator.article(second)).title).toBe(expected.title.replace('灯塔', '雾笛'));
  await people.publisher.whenPurged(articleId);
}, 300_000);

it('stops everything at Ctrl-C, and starts again with what it had', async () => {
  const processes = descendantsOf(site.pid);
  expect(processes.filter(({ command }) => command.includes('workerd')).length).toBeGreaterThan(0);
  await site.stop();
  expect(await isFree(port)).toBe(true);
  const left = new Set(listProcesses().map(({ pid }) => pid));
  expect(processes.filter(({ pid }) => left.has(pid))).toEqual([]);

  const begun = Date.now();
  site = await start();
  console.log(`Second start, nothing changed: ready after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  expect((await read(url)).html).toContain('The cost was given in the wrong currency.');
}, 300_000);

it('answers 410 with a notice after a withdrawal', async () => {
  await people.publisher.withdraw(articleId, 'The report was about another town.');
  const gone = await read(url);
  expect(gone.status).toBe(410);
  expect(gone.html).toContain('The report was about another town.');
  expect(gone.html).not.toContain('四名志愿者');
});
