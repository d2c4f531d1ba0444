/** Every reader route that the bench counts, as Hono spells it; routes.test.ts compares them with those there are. */
import type { ArchivePlaces } from './archive.ts';

export interface BenchRoute {
  name: string;
  route: string;
  path: (places: ArchivePlaces) => string;
  status?: number;
}

const month = ({ lang, month: at }: ArchivePlaces): string => `/${lang}/${at.replace('-', '/')}`;
const late = Date.UTC(2100, 0);
const lastId = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
const article = '/:lang/:yyyy/:mm/:slug';
const format = ':format{feed\\.(?:xml|json)}';

export const benchRoutes: readonly BenchRoute[] = [
  { name: 'home', route: '/', path: () => '/' },
  { name: 'front page of an edition', route: '/:lang/', path: ({ lang }) => `/${lang}/` },
  { name: 'month archive', route: '/:lang/:yyyy/:mm/', path: (at) => `${month(at)}/` },
  {
    name: 'month archive, a later page',
    route: '/:lang/:yyyy/:mm/before/:place',
    path: (at) => `${month(at)}/before/${late}-9`,
  },
  { name: 'article', route: article, path: (at) => `${month(at)}/${at.slug}` },
  { name: 'article as Markdown', route: article, path: (at) => `${month(at)}/${at.slug}.md` },
  { name: '301', route: article, path: (at) => `${month(at)}/${at.moved}`, status: 301 },
  {
    name: '410',
    route: article,
    path: ({ lang, withdrawn }) => `/${lang}/${withdrawn.month.replace('-', '/')}/${withdrawn.slug}`,
    status: 410,
  },
  { name: '404 of an article', route: article, path: (at) => `${month(at)}/no-such-article`, status: 404 },
  { name: '301 of another site’s address', route: '/*', path: ({ old }) => `/archives/${old}`, status: 301 },
  { name: '301 of another site’s number', route: '/', path: ({ old }) => `/?p=${old}`, status: 301 },
  { name: '404', route: '/*', path: () => '/en/no/such/path/at/all', status: 404 },
  {
    name: 'topic',
    route: '/:lang/topics/:slug',
    path: ({ lang, topic }) => `/${lang}/topics/${topic}`,
  },
  {
    name: 'topic, a later page',
    route: '/:lang/topics/:slug/before/:before',
    path: ({ lang, topic }) => `/${lang}/topics/${topic}/before/${late}-${lastId}`,
  },
  {
    name: 'topic feed',
    route: `/:lang/topics/:slug/${format}`,
    path: ({ lang, topic }) => `/${lang}/topics/${topic}/feed.xml`,
  },
  {
    name: 'person',
    route: '/:lang/people/:slug',
    path: ({ lang, person }) => `/${lang}/people/${person}`,
  },
  {
    name: 'person, a later page',
    route: '/:lang/people/:slug/before/:before',
    path: ({ lang, person }) => `/${lang}/people/${person}/before/${late}-${lastId}`,
  },
  {
    name: 'person feed',
    route: `/:lang/people/:slug/${format}`,
    path: ({ lang, person }) => `/${lang}/people/${person}/feed.json`,
  },
  {
    name: 'story',
    route: '/:lang/stories/:id',
    path: ({ lang, story }) => `/${lang}/stories/${story}`,
  },
  { name: 'edition feed.xml', route: `/:lang/${format}`, path: ({ lang }) => `/${lang}/feed.xml` },
  { name: 'edition feed.json', route: `/:lang/${format}`, path: ({ lang }) => `/${lang}/feed.json` },
  { name: 'sitemap index', route: '/sitemap.xml', path: () => '/sitemap.xml' },
  {
    name: 'month sitemap',
    route: '/:lang/:yyyy/:mm/:map{sitemap(?:-[0-9]+)?\\.xml}',
    path: (at) => `${month(at)}/sitemap.xml`,
  },
  { name: 'news sitemap', route: '/news-sitemap.xml', path: () => '/news-sitemap.xml' },
  { name: 'robots.txt', route: '/robots.txt', path: () => '/robots.txt' },
  { name: 'llms.txt', route: '/llms.txt', path: () => '/llms.txt' },
  {
    name: 'search for a common word',
    route: '/:lang/search',
    path: ({ lang }) => `/${lang}/search?q=${encodeURIComponent('观测')}`,
  },
  {
    name: 'search for a rare word',
    route: '/:lang/search',
    path: ({ lang }) => `/${lang}/search?q=${encodeURIComponent('灯塔')}`,
  },
  { name: 'search form', route: '/:lang/search', path: ({ lang }) => `/${lang}/search` },
  {
    name: 'picture',
    route: '/images/:sha256/:name',
    path: ({ picture }) => `/images/${picture}/960.webp`,
  },
  { name: 'picture for link previews', route: '/images/og.png', path: () => '/images/og.png' },
  { name: 'healthz', route: '/healthz', path: () => '/healthz' },
];
