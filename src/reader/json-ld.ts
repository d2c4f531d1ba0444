/** schema.org's NewsArticle of an article, with the properties that Google names and those of a translation. */
import { rfc3339 } from '../lib/clock.ts';
import { editionPath } from '../lib/paths.ts';
import type { ArticleView, CreditView, SourceView } from '../store/reader/views.ts';
import type { CreditRole } from '../store/schema/words.ts';
import type { Frame } from './frame.tsx';
import { ogPicturePath } from './head.ts';

/** Roles for which schema.org has a property of its own; the others are contributors. */
const properties: Record<CreditRole, string> = {
  author: 'author',
  translator: 'translator',
  proofreader: 'contributor',
  reviewer: 'contributor',
  editor: 'editor',
  publisher: 'contributor',
  selector: 'contributor',
  transcriber: 'contributor',
  commentator: 'contributor',
  producer: 'producer',
  photographer: 'contributor',
};

type Json = Record<string, unknown>;

const person = (frame: Frame, credit: CreditView): Json => ({
  '@type': 'Person',
  name: credit.name,
  url: frame.siteUrl + credit.path,
  ...(credit.affiliation === undefined
    ? {}
    : { affiliation: { '@type': 'Organization', name: credit.affiliation } }),
});

function contributors(frame: Frame, credits: CreditView[]): Json {
  const found: Record<string, Json[]> = {};
  for (const credit of credits) {
    const property = properties[credit.role];
    found[property] ??= [];
    const people = found[property];
    const one = person(frame, credit);
    if (!people.some((other) => other.url === one.url)) people.push(one);
  }
  return found;
}

const original = (source: SourceView): Json => ({
  '@type': 'NewsArticle',
  url: source.url,
  ...(source.title === undefined ? {} : { headline: source.title, name: source.title }),
  ...(source.lang === undefined ? {} : { inLanguage: source.lang }),
  ...(source.publisher === undefined
    ? {}
    : { publisher: { '@type': 'Organization', name: source.publisher } }),
});

export function newsArticle(frame: Frame, article: ArticleView): Json {
  const { siteUrl, site } = frame;
  const [first, ...rest] = article.sources;
  const byCredit = contributors(frame, article.credits);
  const group = { '@type': 'Organization', name: article.byline ?? site.name, url: `${siteUrl}/` };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: siteUrl + article.path,
    url: siteUrl + article.path,
    headline: article.title,
    description: article.excerpt,
    inLanguage: article.lang,
    image: [siteUrl + ogPicturePath(article.header)],
    datePublished: rfc3339(article.published_at),
    dateModified: rfc3339(article.changed_at ?? article.published_at),
    wordCount: article.words,
    isAccessibleForFree: true,
    ...byCredit,
    author: byCredit.author ?? [group],
    publisher: { '@type': 'Organization', name: site.name, url: `${siteUrl}/` },
    isPartOf: { '@type': 'WebSite', name: site.name, url: siteUrl + editionPath(article.lang) },
    ...(article.topics.length > 0 ? { articleSection: article.topics.map((topic) => topic.name) } : {}),
    ...(first ? { translationOfWork: original(first), isBasedOn: first.url } : {}),
    ...(rest.length > 0 ? { citation: rest.map((source) => source.url) } : {}),
    ...(article.siblings.length > 0
      ? {
          workTranslation: article.siblings.map((sibling) => ({
            '@type': 'NewsArticle',
            url: siteUrl + sibling.path,
            inLanguage: sibling.lang,
          })),
        }
      : {}),
    ...(article.corrections.length > 0
      ? {
          correction: article.corrections.map((correction) => ({
            '@type': 'CorrectionComment',
            name: frame.voice.t.correctionKinds[correction.kind],
            text: correction.note,
            datePublished: rfc3339(correction.at),
          })),
        }
      : {}),
  };
}
