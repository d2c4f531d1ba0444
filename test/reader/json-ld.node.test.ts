/** NewsArticle as Google's documentation of article markup names its properties, and what says: a translation. */
import { expect, it } from 'vitest';
import { frameOf } from '../../src/reader/frame.tsx';
import { newsArticle } from '../../src/reader/json-ld.ts';
import { correctionKinds } from '../../src/store/schema/words.ts';
import { articleOf, site } from './fixtures.ts';

const url = 'https://ash.example';
const keys = ['en', 'zh', 'ar'] as const;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

it.each(keys)('names what search engines show of an article (%s)', (key) => {
  const article = articleOf(key);
  const data = newsArticle(frameOf(site, article.lang, url), article);
  expect(data).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.title,
    image: [`${url}/images/${article.header?.sha256}/og.jpeg`],
    datePublished: expect.stringMatching(rfc3339),
    dateModified: expect.stringMatching(rfc3339),
    author: [
      { '@type': expect.stringMatching(/^(?:Person|Organization)$/), name: 'Harbour desk', url: `${url}/` },
    ],
    publisher: { '@type': 'Organization', name: site.name, url: `${url}/` },
    mainEntityOfPage: url + article.path,
  });
});

it('says whose report it is, who put it into which language, and what was corrected', () => {
  const article = articleOf('zh');
  expect(newsArticle(frameOf(site, article.lang, url), article)).toMatchObject({
    inLanguage: 'zh-Hans',
    translator: [{ '@type': 'Person', name: '温竹', affiliation: { name: 'Harbour desk' } }],
    translationOfWork: {
      '@type': 'NewsArticle',
      url: 'https://harbour.example/news/the-last-cable-ferry',
      inLanguage: 'en',
      publisher: { name: 'Harbour Gazette' },
    },
    isBasedOn: 'https://harbour.example/news/the-last-cable-ferry',
    workTranslation: [{ inLanguage: 'en' }, { inLanguage: 'ar' }],
    correction: [
      {
        '@type': 'CorrectionComment',
        name: '译文更正',
        text: 'The rope is of steel, not of hemp.',
        datePublished: '2026-11-21T10:00:00Z',
      },
    ],
  });
});

it('says in the words of the article what kind a correction is of', () => {
  const article = articleOf('en');
  const [correction] = article.corrections;
  if (!correction) throw new Error('The fixture has a correction.');
  const corrections = correctionKinds.map((kind) => ({ ...correction, kind }));
  const data = newsArticle(frameOf(site, 'en', url), { ...article, corrections });
  expect(data.correction).toMatchObject([
    { name: 'Translation corrected' },
    { name: 'Original changed' },
    { name: 'Update' },
  ]);
});

it('names a person once for two roles of one kind, and an author before the desk', () => {
  const article = articleOf('en');
  const [first] = article.credits;
  if (!first) throw new Error('The fixture has credits.');
  const written = { ...first, role: 'author' as const, name: 'R. Abara', path: '/en/people/r-abara' };
  const data = newsArticle(frameOf(site, 'en', url), {
    ...article,
    credits: [written, { ...first, role: 'reviewer' }, { ...first, role: 'selector' }],
  });
  expect(data.author).toMatchObject([
    { '@type': 'Person', name: 'R. Abara', url: `${url}/en/people/r-abara` },
  ]);
  expect(data.contributor).toHaveLength(1);
});
