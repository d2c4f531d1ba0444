/** What a folder says about the site it was: its generator, its address, and where its posts stand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

export interface OldSite {
  generator: 'jekyll' | 'hugo' | 'hexo' | 'none';
  /** Folders below the root that hold articles; the root itself where no generator is known. */
  contentRoots: string[];
  /** Folders whose files are addressed from `/`. */
  assetRoots: string[];
  baseUrl?: string;
  permalink?: string;
  /** Hugo's patterns, by section. */
  permalinks: Record<string, string>;
  lang?: string;
  /** Hugo's default language; its addresses begin with it only where the settings say so. */
  hugoLang: { own: string; inPath: boolean };
}

const configNames = [
  '_config.yml',
  '_config.yaml',
  'hugo.toml',
  'hugo.yaml',
  'hugo.yml',
  'config.toml',
  'config.yaml',
  'config.yml',
  '_config.toml',
];

const CONFIG_MAX_BYTES = 256 * 1024;

function readConfig(root: string): Record<string, unknown> {
  const name = configNames.find((candidate) => existsSync(join(root, candidate)));
  if (!name) return {};
  const text = readFileSync(join(root, name), 'utf8').slice(0, CONFIG_MAX_BYTES);
  try {
    const value: unknown = name.endsWith('.toml') ? parseToml(text) : parseYaml(text, { maxAliasCount: 20 });
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Only its address would have been of use, and --base-url can say that.
    return {};
  }
}

const httpUrl = (value: unknown): string | undefined => {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
};

/** `[permalinks] posts = '…'`, or since Hugo 0.123 below `page`. */
function hugoPatterns(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries({ ...value, ...(('page' in value && value.page) || {}) });
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export function readOldSite(root: string): OldSite {
  const config = readConfig(root);
  const field = (...names: string[]): unknown =>
    names.map((name) => config[name]).find((value) => value !== undefined);
  const base = ['baseURL', 'url', 'baseurl']
    .map((name) => httpUrl(config[name]))
    .find((url) => url !== undefined);
  const sub = typeof config.url === 'string' && typeof config.baseurl === 'string' ? config.baseurl : '';
  const baseUrl =
    base === undefined ? undefined : (URL.parse(`${sub.replace(/\/?$/, '/')}`, base)?.href ?? base);
  const permalink = typeof config.permalink === 'string' ? config.permalink : undefined;
  const lang = field('languageCode', 'defaultContentLanguage', 'language', 'lang', 'locale');
  const said = {
    permalinks: hugoPatterns(config.permalinks),
    hugoLang: {
      own: String(config.defaultContentLanguage ?? 'en').toLowerCase(),
      inPath: config.defaultContentLanguageInSubdir === true,
    },
    ...(baseUrl ? { baseUrl } : {}),
    ...(permalink ? { permalink } : {}),
    ...(typeof lang === 'string' ? { lang } : {}),
  };
  const has = (path: string): boolean => existsSync(join(root, path));
  if (has('source/_posts')) {
    return {
      generator: 'hexo',
      contentRoots: ['source/_posts', 'source/_drafts'],
      assetRoots: ['source', 'source/_posts'],
      ...said,
    };
  }
  if (has('content'))
    return {
      generator: 'hugo',
      contentRoots: ['content'],
      assetRoots: ['static', 'assets', 'content'],
      ...said,
    };
  if (has('_posts'))
    return { generator: 'jekyll', contentRoots: ['_posts', '_drafts'], assetRoots: [''], ...said };
  return { generator: 'none', contentRoots: [''], assetRoots: [''], ...said };
}

export interface PagePlace {
  date?: { year: string; month: string; day: string };
  name: string;
  categories: string[];
  /** Path below the content root without language and extension. */
  path: string;
  title: string;
  /** What the page itself says that its name in addresses is. */
  slug: string | undefined;
  /** As its path has it. */
  lang: string | undefined;
}

const jekyllStyles: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
};

/** The path that the generator gave a page, as far as its settings tell it. */
export function oldPath(site: OldSite, place: PagePlace): string | undefined {
  const { name, slug = name } = place;
  if (site.generator === 'none') return undefined;
  if (site.generator === 'hugo') return hugoPath(site, place);
  const byDefault = site.generator === 'hexo' ? ':year/:month/:day/:title/' : jekyllStyles.date;
  const pattern = jekyllStyles[site.permalink ?? ''] ?? site.permalink ?? byDefault ?? '';
  const title = site.generator === 'jekyll' ? slug : name;
  return fill(pattern, { ...values(place), title, slug, name });
}

function hugoPath({ permalinks, hugoLang }: OldSite, place: PagePlace): string | undefined {
  const { name, lang = hugoLang.own } = place;
  const folders = place.path.toLowerCase().split('/').slice(0, -1);
  const pattern = permalinks[folders[0] ?? ''] ?? '/:sections/:slugorfilename/';
  const title = named(place.title);
  const { slug = name.toLowerCase() } = place;
  const path = fill(pattern, {
    ...values(place),
    title,
    slug: place.slug ?? title,
    filename: name.toLowerCase(),
    contentbasename: name.toLowerCase(),
    slugorfilename: slug,
    slugorcontentbasename: slug,
    section: folders[0] ?? '',
    sections: folders.join('/'),
  });
  const isOwn = lang.toLowerCase() === hugoLang.own;
  return path && (isOwn && !hugoLang.inPath ? path : `/${lang.toLowerCase()}${path}`);
}

/** As Hugo makes a name of a title. */
const named = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_. -]/gu, '')
    .replace(/[ -]+/g, '-');

const values = (place: PagePlace): Record<string, string | undefined> => ({
  year: place.date?.year,
  month: place.date?.month,
  i_month: place.date && String(Number(place.date.month)),
  day: place.date?.day,
  i_day: place.date && String(Number(place.date.day)),
  categories: place.categories.map((name) => name.toLowerCase().replace(/\s+/g, '-')).join('/'),
  category: place.categories[0] ?? '',
});

/** A pattern such as `/:year/:title/`; undefined where it asks for what is not known. */
function fill(pattern: string, known: Record<string, string | undefined>): string | undefined {
  let isWhole = true;
  const path = pattern.replace(/:([a-z_]+)/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? `/${path}`.replace(/\/{2,}/g, '/') : undefined;
}
