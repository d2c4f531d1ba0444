/** Every kind of URL that the model asks for. */
import { articlePath, editionPath, monthPath, personPath, topicPath } from '../../src/lib/paths.ts';

export interface Standing {
  lang: string;
  month: string;
  slug: string;
}

export interface Ground {
  langs: string[];
  months: string[];
  places: Standing[];
  topics: string[];
  people: string[];
  stories: string[];
  /** Words to search for. */
  words: string[];
  /** Addresses that articles had elsewhere, as they are asked for. */
  old: string[];
  /** A moment in a month that some of its articles came before, in milliseconds. */
  before: number;
}

const feeds = (path: string): string[] => [`${path}feed.xml`, `${path}feed.json`];

export function pathsOf(ground: Ground): string[] {
  const { langs, months, places, topics, people, stories, words, old, before } = ground;
  const [last = ''] = stories;
  const [lang = 'en'] = langs;
  const standing = places.map((place) => articlePath(place.lang, place.month, place.slug));
  return [
    '/',
    '/robots.txt',
    '/llms.txt',
    '/sitemap.xml',
    '/news-sitemap.xml',
    '/xx-nothing/at/all/here',
    ...langs.flatMap((each) => {
      const edition = editionPath(each);
      return [
        edition,
        ...feeds(edition),
        ...months.flatMap((month) => [monthPath(each, month), `${monthPath(each, month)}sitemap.xml`]),
        ...topics.flatMap((slug) => {
          const topic = topicPath(each, slug);
          return [topic, ...feeds(`${topic}/`)];
        }),
        ...people.flatMap((slug) => {
          const person = personPath(each, slug);
          return [person, ...feeds(`${person}/`)];
        }),
        ...words.map((word) => `${edition}search?${new URLSearchParams({ q: word })}`),
      ];
    }),
    `${editionPath(lang)}search`,
    ...months.map((month) => `${monthPath(lang, month)}before/${before}-9`),
    ...topics.map((slug) => `${topicPath(lang, slug)}/before/${before}-${last}`),
    ...people.map((slug) => `${personPath(lang, slug)}/before/${before}-${last}`),
    ...stories.map((id) => `${editionPath(lang)}stories/${id}`),
    ...old,
    ...standing,
    ...standing.map((path) => `${path}.md`),
  ];
}

/** The kind of page that a path leads to, for counting. */
export function kindOf(path: string, status: number): string {
  if (status !== 200) return String(status);
  const shapes: [RegExp, string][] = [
    [/\.md$/, 'markdown'],
    [/news-sitemap/, 'news sitemap'],
    [/^\/sitemap/, 'sitemap index'],
    [/sitemap/, 'month sitemap'],
    [/(topics|people).*feed/, 'feed of a list'],
    [/feed/, 'feed of an edition'],
    [/\/search/, 'search'],
    [/\/topics\//, 'topic'],
    [/\/people\//, 'person'],
    [/\/stories\//, 'story'],
    [/\.txt$/, 'text for crawlers'],
    [/^\/[^/]*\/?$/, 'front page'],
    [/^\/[^/]+\/\d+\/\d+\/(before\/.*)?$/, 'month'],
  ];
  return shapes.find(([shape]) => shape.test(path))?.[1] ?? 'article';
}
