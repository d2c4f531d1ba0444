/**
 * `node test/corpus/seed.ts`: the main job on the real document of ../shared/seed, by API on a real site: every field
 * exact, the page valid, the second reader answered by the cache, a new revision seen by the next one, both purges
 * done. Not part of `npm test`: the text is not ours, and is compared with its file.
 */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startSite } from '../browser/site.ts';
import { clientFor, read } from '../journey/client.ts';
import { grammarFaults } from '../reader/html-grammar.ts';
import { startTally } from './tally.ts';

const folder = resolve(import.meta.dirname, '../../../shared/seed');
const [file] = existsSync(folder) ? globSync('*.md', { cwd: folder }) : [];

async function journey(markdown: string): Promise<void> {
  const { check, end } = startTally();
  const between = (pattern: RegExp): string => pattern.exec(markdown)?.[1]?.trim() ?? '';
  const site = await startSite({ empty: true });
  try {
    const translator = clientFor(site, await site.token('translator', 'Seed'));
    const publisher = clientFor(site, await site.token('publisher', 'Publisher'));
    const id = await translator.whenReady(await translator.submit({ lang: 'zh-Hans', markdown }));
    const article = await translator.article(id);
    await check('title', () => assert.equal(article.title, between(/^title: (.+)$/m)));
    await check('byline', () => assert.equal(article.byline, '喜马拉雅-华盛顿DC农场'));
    await check('repost', () =>
      assert.deepEqual(article.repost, { name: 'GNews', url: 'https://gnews.org/zh-hans/2191742/' }),
    );
    await check('header picture with the address as written', () => {
      const url = between(/^!\[\]\((.+)\)$/m);
      assert.match(url, /\p{Script=Han}/u);
      assert.equal(article.header_image?.source_url, url);
    });
    await check('source', () => {
      assert.equal(new URL(article.source?.url ?? '').host, 'www.pbs.org');
      assert.equal(article.source?.url, between(/^原文链接：\[(.+?)\]/m));
    });
    await check('credits, in order, with their labels as written', () =>
      assert.deepEqual(article.credits, [
        { role: 'translator', name: 'JS709', as_written: '翻译' },
        { role: 'proofreader', name: 'Nick', as_written: '校对' },
        { role: 'editor', name: '文鸣', as_written: '编剧&发布' },
        { role: 'publisher', name: '文鸣', as_written: '编剧&发布' },
      ]),
    );
    await check('finding about the label 编剧', () =>
      assert.ok(article.findings.some(({ message }) => message.includes('编剧'))),
    );
    await check('disclaimer', () => assert.equal(article.disclaimer, between(/^(免责声明：.+)$/m)));
    await check('footer links', () => {
      const links = [...markdown.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, text, url]) => ({ text, url }));
      assert.equal(links.length, 4);
      assert.deepEqual(article.footer_links, links);
    });

    await publisher.approve(id);
    const { url } = await publisher.publish(id);
    const first = await read(url);
    await check('published page', () => {
      assert.deepEqual([first.status, first.cache], [200, 'MISS']);
      for (const text of [article.title, 'JS709', 'Nick', '文鸣', '喜马拉雅-华盛顿DC农场', 'ROL Foundation'])
        assert.ok(first.html.includes(text), `${text} is missing`);
    });
    await check('valid HTML', async () => assert.deepEqual(await grammarFaults(first.html), []));
    await check('second request is a HIT', async () =>
      assert.deepEqual(await read(url), { ...first, cache: 'HIT' }),
    );

    await translator.revise(id, markdown.replace('翻译：JS709', '翻译：JS710'), 'Another name');
    await publisher.approve(id);
    await publisher.publish(id);
    await check('a new revision at the next request', async () => {
      const { html, cache } = await read(url);
      assert.equal(cache, 'MISS');
      assert.ok(html.includes('JS710') && !html.includes('JS709'));
    });
    await check('both purges of both publications', async () => {
      const rows = await publisher.whenPurged(id);
      assert.deepEqual(rows.map(({ phase }) => phase).sort(), ['now', 'now', 'settle', 'settle']);
    });
  } finally {
    await site.stop();
  }
  end();
}

if (file === undefined) {
  console.log(`No seed at ${folder}.`);
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  await journey(readFileSync(join(folder, file), 'utf8'));
}
