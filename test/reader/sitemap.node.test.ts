/** Sitemaps against the rules of sitemaps.org and Google, and a month that one map cannot hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { renderIndex, renderMonthMap, renderNewsMap } from '../../src/reader/sitemap.ts';
import type { MappedArticle } from '../../src/store/reader/sitemap.ts';
import { articleOf } from './fixtures.ts';
import { marked } from './marked.ts';

const schemaNames = ['sitemap.xsd', 'xhtml-link.xsd', 'image.xsd', 'news.xsd'];
const [schema, ...preload] = schemaNames.map((fileName) => ({
  fileName,
  contents: readFileSync(join(import.meta.dirname, 'schemas', fileName), 'utf8'),
}));

async function faultsIn(contents: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'map.xml', contents }],
    schema: schema ? [schema] : [],
    preload,
  });
  return errors.map(({ message }) => message);
}

const url = 'https://ash.example';
const mapped = (['en', 'zh', 'ar'] as const).map((key): MappedArticle => {
  const article = articleOf(key);
  return marked({
    ...article,
    path: `${article.path}-${encodeURIComponent('渡船')}`,
    changed_at: article.published_at,
    header_sha256: 'ab'.repeat(32),
    languages: [article, ...article.siblings].map(({ lang, path }) => ({ lang, path })),
  });
});

it('keeps to the rules of sitemaps, pictures, languages and news', async () => {
  expect(await faultsIn(renderMonthMap(mapped, 'en', url))).toEqual([]);
  expect(await faultsIn(renderMonthMap([], 'en', url))).toEqual([]);
  expect(await faultsIn(renderNewsMap(mapped, 'The Ash Courier', url))).toEqual([]);
  expect(await faultsIn(renderIndex(marked([{ lang: 'zh-Hans', month: '2026-11', parts: 2 }]), url))).toEqual(
    [],
  );
});

it('would not pass with an address in another script, an unknown language or a second title', async () => {
  const month = renderMonthMap(mapped, 'en', url);
  const news = renderNewsMap(mapped, 'The Ash Courier', url);
  for (const broken of [
    month.replace('<loc>https://ash.example/', '<loc>https://ash.example/渡船'),
    month.replace('hreflang="ar"', 'hreflang="arabic"'),
    month.replace('</lastmod>', ' noon</lastmod>'),
    news.replace('</news:title>', '</news:title><news:title>Again</news:title>'),
  ]) {
    expect(await faultsIn(broken)).not.toEqual([]);
  }
});

it('splits a month of very many articles, and leaves its first map where it was', () => {
  const maps = renderIndex(marked([{ lang: 'en', month: '2026-11', parts: 3 }]), url).match(/<loc>[^<]+/g);
  expect(maps).toEqual(
    ['sitemap', 'sitemap-2', 'sitemap-3'].map((name) => `<loc>${url}/en/2026/11/${name}.xml`),
  );
});
