/**
 * A page cannot show a row without carrying its tag. The compiler sees to it: views are marked, `shown` alone gives
 * the mark, and every read that a page can make gives marked views. What the compiler cannot see, the casts and
 * the statements, is read here from the code.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleTag, editionTag, personTag } from '../../src/edge/tags.ts';
import type * as article from '../../src/store/reader/article.ts';
import type * as feed from '../../src/store/reader/feed.ts';
import type * as front from '../../src/store/reader/front.ts';
import type * as lists from '../../src/store/reader/lists.ts';
import type * as oldPath from '../../src/store/reader/old-path.ts';
import { type Reading, type Shown, shown } from '../../src/store/reader/shown.ts';
import type * as site from '../../src/store/reader/site.ts';
import type * as sitemap from '../../src/store/reader/sitemap.ts';
import type * as story from '../../src/store/reader/story.ts';
import type { CardView, LinkView, Missing, PersonView } from '../../src/store/reader/views.ts';
import type * as search from '../../src/store/search.ts';

/** What stands outside of any mark: what was asked for, and places in a list. */
type Free = 'kind' | 'lang' | 'older';
/** The first thing in a view that is under no mark; `never` when all is. */
type Unmarked<View> = View extends Shown<unknown, never> | null | undefined
  ? never
  : View extends readonly (infer Item)[]
    ? Unmarked<Item>
    : View extends object
      ? { [Key in Exclude<keyof View, Free>]-?: Unmarked<View[Key]> }[Exclude<keyof View, Free>]
      : View;
/** What the reads of a module give: its exported functions of a reader's request. */
type Given<Module> = {
  [Name in keyof Module]: Module[Name] extends (reading: Reading, ...rest: never[]) => Promise<infer View>
    ? View
    : never;
}[keyof Module];
type Pages =
  | Given<typeof article>
  | Given<typeof feed>
  | Given<typeof front>
  | Given<typeof lists>
  | Given<typeof oldPath>
  | Given<typeof search>
  | Given<typeof site>
  | Given<typeof sitemap>
  | Given<typeof story>;

/** Of these no page is made: counts for the operator, and the request itself. */
const noPages = ['cards', 'health', 'reading', 'rows', 'shown', 'views'];
const pageModules = ['article', 'feed', 'front', 'lists', 'old-path', 'site', 'sitemap', 'story'];

const src = join(import.meta.dirname, '../../src');
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: src }).map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));
const store = filesOf('store/{reader/*,search}.ts');
const reader = filesOf('reader/*.{ts,tsx}');

const reading = (): Reading => ({ db: {} as D1Database, tags: new Set() });
const link = { id: 'a', lang: 'en', path: '/en/2026/11/a', title: 'A', published_at: 1 };

describe('the mark', () => {
  it('is given with the tag, or with each of several', () => {
    const mine = reading();
    const one: LinkView = shown(mine, link, articleTag('a'));
    const all: Shown<LinkView[], 'edition' | 'person'> = shown(
      mine,
      [one],
      [editionTag('zh-Hans'), personTag('p')],
    );
    expect(all[0]).toBe(link);
    expect([...mine.tags]).toEqual(['article:a', 'edition:zh-hans', 'person:p']);
  });

  it('cannot be had otherwise, by what tsc says', () => {
    const mine = reading();
    // @ts-expect-error A row as it came is no link.
    const bare: LinkView = link;
    // @ts-expect-error Of the wrong kind.
    const wrong: LinkView = shown(mine, link, personTag('p'));
    // @ts-expect-error One of two kinds is missing.
    const half: Shown<LinkView[], 'edition' | 'person'> = shown(mine, [], editionTag('en'));
    // @ts-expect-error A topic or a person needs its own: a card cannot hold a bare one.
    const card: Pick<CardView, 'topics'> = { topics: [{ slug: 'x', name: 'X', path: '/en/topics/x' }] };
    // @ts-expect-error A spelling is no tag of a kind.
    const spelt: PersonView = shown(mine, { slug: 'x', name: 'X', path: '/x' }, 'person:x');
    // @ts-expect-error Nor is absence free.
    const none: Missing = { site: shown(mine, {}, articleTag('x')) };
    // @ts-expect-error Nobody else puts or takes tags.
    const put = () => mine.tags.add('site');
    expect([bare, wrong, half, card, spelt, none, put]).toHaveLength(7);
  });

  it('is on all that any page gets', () => {
    // `unmarked` has a type other than never, and this does not compile, when a read gives something bare.
    const unmarked = (page: Unmarked<Pages>): never => page;
    type Bare = Unmarked<{ site: Missing; title: string }>;
    const seen: Bare = 'a title beside the views';
    expect([typeof unmarked, typeof seen]).toEqual(['function', 'string']);
    const modules = store.map(({ path }) => path.replace(/^store\/(?:reader\/)?|\.ts$/g, ''));
    expect(modules.toSorted()).toEqual([...noPages, ...pageModules, 'search'].toSorted());
  });
});

/** Table → what puts a tag of its rows; a statement that reads it stands in a file that names one of these. */
const keepers: Record<string, string[]> = {
  settings: ['siteOf'],
  site: ['siteOf'],
  articles: ['articleTag', 'linkOf', 'cardOf', 'cardsIn'],
  revisions: ['articleTag', 'cardOf'],
  slugs: ['articleTag'],
  old_paths: ['articleTag'],
  leads: ['leadTag'],
  editions: ['monthsTag', 'monthsOf', 'editionsOf', 'editionTag'],
  listings: ['topicArticlesTag', 'personArticlesTag', 'topicPastTag'],
  topics: ['topicTag', 'topicOf'],
  people: ['personTag', 'personOf'],
  stories: ['storyTag'],
  words: ['articleTag'],
  entries: ['articleTag'],
};
/** Shared SQL is used with the mapper of its columns; counts of work show no row. */
const shared = ['store/reader/rows.ts', 'store/reader/health.ts'];

/** Tables that the SQL of a file reads; names of a WITH and of a derived table are none. */
function tablesIn(text: string): string[] {
  const made = new Set(
    [...text.matchAll(/\b(\w+)(?:\(\w+\))? as (?:materialized )?\(/g)].map(([, name]) => name),
  );
  const named = [...text.matchAll(/\b(?:from|join) ([a-z_]+)\b(?! ')/g)].map(([, name]) => name ?? '');
  const strings = named.filter((name) => !made.has(name));
  return [...new Set(strings)].filter((name) => !aliases.has(name));
}
const aliases = new Set(['json_each', 'hop', 'langs', 'page', 'subject']);
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import [^;]*;$/gm, '');

describe('the code', () => {
  const rooms = [...store, ...reader];

  it('casts nothing to a view, and leaves the marks to one file', () => {
    const casting = rooms.filter(
      ({ path, text }) =>
        path !== 'store/reader/shown.ts' &&
        (/\bas (?:unknown|any|never|Shown|\w*(?:View|Set|Map)\b)|\btags\b[^;\n]*\.add\(|: any\b|<any>/.test(
          withoutComments(text),
        ) ||
          // What is parsed is `any`, which passes for everything: it is named as a row first.
          (path !== 'store/reader/rows.ts' && /JSON\.parse\(/.test(text) && path.startsWith('store/'))),
    );
    expect(casting.map(({ path }) => path)).toEqual([]);
  });

  it('reads rows as rows, never as views', () => {
    const parts = /^(?:Source|Correction)View\b|^ArticleView\['footer_links'\]$/;
    const typed = store.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:readPage|readRows|fromJson|first|all)<([^()]+?)>\(/g)].map(
        ([, type]) => type ?? '',
      ),
    );
    expect(typed.length).toBeGreaterThan(15);
    expect(
      typed.filter((type) => /View|Shown|Mapped(?:Month|Article)\b|\bHit\b/.test(type) && !parts.test(type)),
    ).toEqual([]);
  });

  it.each(store.filter(({ path }) => !shared.includes(path)))(
    '$path puts a tag for each table it reads',
    ({ text }) => {
      const code = withoutComments(text);
      const untagged = tablesIn(code).filter(
        (table) => !(keepers[table] ?? []).some((keeper) => new RegExp(`\\b${keeper}\\(`).test(code)),
      );
      expect(untagged).toEqual([]);
    },
  );

  it('finds the tables that a statement reads', () => {
    const all = store.flatMap(({ text }) => tablesIn(withoutComments(text)));
    expect(Object.keys(keepers).filter((table) => !all.includes(table))).toEqual([]);
    expect(tablesIn('`select name from members m join people p on true`')).toEqual(['members', 'people']);
  });

  it('answers with the tags of the request, but for what is made of no row', () => {
    const without = reader.filter(({ text }) => /tags: \[\]/.test(text));
    expect(without.map(({ path, text }) => [path, text.match(/tags: \[\]/g)?.length])).toEqual([
      ['reader/crawler-routes.ts', 1],
      // Complete pictures, names that no picture can have, and our own.
      ['reader/images.ts', 3],
    ]);
    const [[robots = ''] = []] = without.map(
      ({ text }) => text.split("'/robots.txt'")[1]?.split('});') ?? [],
    );
    expect(robots).toContain('tags: []');
    expect(robots).not.toContain('openReading');
  });
});
