/** Whole documents against the grammars of others: html-validate for HTML, libxml2 for XML. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { renderArticle } from '../../src/reader/article-page.tsx';
import { renderAtom } from '../../src/reader/atom.ts';
import { frameOf } from '../../src/reader/frame.tsx';
import { renderFront } from '../../src/reader/front-page.tsx';
import { renderPerson, renderStory, renderTopic } from '../../src/reader/list-pages.tsx';
import { renderMonth } from '../../src/reader/month-page.tsx';
import { renderGone, renderNotFound } from '../../src/reader/notice-page.tsx';
import { renderSearch } from '../../src/reader/search-page.tsx';
import { renderMonthMap, renderNewsMap } from '../../src/reader/sitemap.ts';
import type { EntryView } from '../../src/store/reader/views.ts';
import { articleOf, cardsOf, site, texts } from './fixtures.ts';
import { grammarFaults } from './html-grammar.ts';
import { marked } from './marked.ts';

const url = 'https://ash.example';
const keys = ['en', 'zh', 'ar'] as const;

const pages = (key: (typeof keys)[number]): Record<string, string> => {
  const { lang, translator } = texts[key];
  const article = articleOf(key);
  const cards = cardsOf(key);
  const [topic = { slug: 'x', name: 'X', path: '/x' }] = article.topics;
  const months = ['2026-11', '2026-10'];
  const editions = ['ar', 'en', 'zh-Hans'];
  const person = { slug: 'a', name: translator, path: '/en/people/a' };
  const work = cards.slice(0, 4).map((link) => ({ role: 'translator' as const, link }));
  const hits = cards.slice(0, 3).map((card) => ({
    title: card.title,
    path: card.path,
    text: card.excerpt,
    published_at: card.published_at,
  }));
  return {
    article: renderArticle(article, site, url),
    bare: renderArticle(
      marked({
        ...article,
        credits: [],
        sources: [],
        siblings: [],
        corrections: [],
        related: [],
        footer_links: [],
        topics: [],
      }),
      site,
      url,
    ),
    front: renderFront(marked({ site, lang, editions, cards, months }), url, '/'),
    empty: renderFront(marked({ site, lang, editions: [], cards: [], months: [] }), url, '/'),
    month: renderMonth(
      marked({ site, links: cards, months, older: { at: 1, row: 2 } }),
      { lang, month: '2026-11', path: '/x' },
      url,
    ),
    topic: renderTopic(
      marked({ site, topic, cards, langs: ['ja'], older: { at: 3, id: article.id } }),
      { lang, path: topic.path },
      url,
    ),
    person: renderPerson(
      marked({ site, person, work, langs: ['ja'], older: { at: 3, id: article.id } }),
      { lang, path: person.path },
      url,
    ),
    story: renderStory(
      marked({ site, id: article.story_id, articles: [article], twins: cards.slice(0, 2) }),
      lang,
      url,
    ),
    later: renderTopic(
      marked({ site, topic, cards, langs: [] }),
      { lang, path: `${topic.path}/before/3` },
      url,
    ),
    search: renderSearch(site, lang, marked({ kind: 'found', query: 'a', hits, older: 9 }), url),
    searchNone: renderSearch(site, lang, marked({ kind: 'found', query: '<a> ب', hits: [] }), url),
    searchEmpty: renderSearch(site, lang, { kind: 'asked', query: '' }, url),
    searchBusy: renderSearch(site, lang, { kind: 'busy', query: 'a' }, url),
    notFound: renderNotFound(site, lang, url),
    gone: renderGone({ site, title: article.title, reason: 'Taken back.', at: 1 }, lang, url),
  };
};

describe('every page', () => {
  it.each(keys)('is valid HTML (%s)', async (key) => {
    for (const [name, html] of Object.entries(pages(key)))
      expect([name, await grammarFaults(html)]).toEqual([name, []]);
  });

  it('of an article fits the first TCP window', () => {
    for (const key of keys) expect(gzipSync(pages(key).article ?? '').byteLength).toBeLessThan(14_000);
  });
});

const broken = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((text) => `${text}\u0000\u000b\ufffe\ud800]]>\u202e<&`);

describe('XML', () => {
  it('stays well-formed whatever the titles, names and texts are', async () => {
    const titles = fc.sample(broken, { numRuns: 60, seed: 7 });
    const frame = frameOf({ ...site, name: titles[0] ?? '' }, 'zh-Hans', url);
    const entries = titles.map(
      (title): EntryView => ({
        ...articleOf('zh'),
        title,
        excerpt: title,
        html: title,
        translators: [title],
        authors: [title],
      }),
    );
    const mapped = entries.map((entry) => ({
      ...entry,
      changed_at: 1,
      languages: [
        { lang: 'en', path: '/en/x' },
        { lang: 'zh-Hans', path: entry.path },
      ],
    }));
    const documents = [
      renderAtom(frame, marked({ site: frame.site, entries }), {
        home: '/zh-hans/',
        self: '/zh-hans/feed.xml',
      }),
      renderMonthMap(marked(mapped), 'en', url),
      renderNewsMap(marked(mapped), titles[1] ?? '', url),
    ];
    for (const contents of documents) {
      const { valid, errors } = await validateXML({
        xml: [{ fileName: 'd.xml', contents }],
        schema: undefined as never,
      });
      expect([valid, errors]).toEqual([true, []]);
    }
  });
});

it('links to the web alone, whatever a row holds', () => {
  const bad = 'javascript:alert(1)';
  const article = articleOf('en');
  const html = renderArticle(
    {
      ...article,
      repost: { name: 'x', url: bad },
      sources: [{ url: bad }],
      footer_links: [{ text: 'x', url: `${bad}//https://` }],
      credits: article.credits.map((credit) => ({ ...credit, url: 'data:text/html,x' })),
    },
    site,
    url,
  );
  expect(html).not.toMatch(/href="(?:javascript|data:text)/);
});
