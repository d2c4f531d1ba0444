/**
 * The second invariant, purge by purge: what left the cache carried a tag that was sent, a tag was sent only for what changed,
 * and a page that a change left as it was may go only where `exceptions` says why.
 */
import type { Entry } from '../../src/edge/stored.ts';
import { kindOf } from './pages.ts';

export class Excess extends Error {
  override name = 'Excess';
  readonly tags: readonly string[];
  constructor(message: string, tags: Iterable<string>) {
    super(message);
    this.tags = [...tags];
  }
}

/** What a tag of the model's newsroom stands for. */
function whatOf(tag: string): string {
  const [kind = '', , part] = tag.split(':');
  return kind === 'month' || part === undefined ? kind : `${kind} ${part}`;
}

interface Exception {
  /** `pages.ts` names them. */
  pages: readonly string[] | 'all';
  because: string;
}

/**
 * Tag → kinds of page that carry it and may go with it although the change left them as they were. Each is a coarseness that
 * was chosen: a finer tag would have to be carried and sent in its place. What goes with a purge of everything, when more is
 * due than the platform's rate lets through, is the one exception beside these.
 */
export const exceptions: Readonly<Record<string, Exception>> = {
  site: { pages: 'all', because: 'each page shows something of the site, and few show all of it' },
  edition: {
    pages: ['404', 'search', 'sitemap index', 'news sitemap'],
    because:
      'a 404 may become any list of its edition; hits follow later, from the index; the maps tell of months and of two days',
  },
  lead: {
    pages: ['front page'],
    because: 'what is the newest already, or too old for the page, is chosen without moving anything on it',
  },
  month: {
    pages: ['404', '301', 'month', 'month sitemap'],
    because:
      'paths of a month carry it, and so does each part of its archive, of which an article stands in one',
  },
  months: { pages: ['404'], because: 'an edition that is none yet shows no months' },
  article: {
    pages: [
      '301',
      '404',
      // Where it was withdrawn its own address may change, and others of it go on saying that it is gone.
      '410',
      'article',
      'feed of a list',
      'feed of an edition',
      'front page',
      'markdown',
      'month',
      'month sitemap',
      'news sitemap',
      'person',
      'search',
      'story',
      'topic',
    ],
    because:
      'what shows an article, a title in a list or the way to it, shows some of it, and there is one tag for all of it',
  },
  story: {
    pages: ['news sitemap'],
    because: 'the map of news shows no other languages, and is made of the same rows as one that does',
  },
  'old-paths': {
    pages: ['301', '404'],
    because:
      'what leads nowhere may be any article’s old address, and other spellings of it lead to the one that is kept',
  },
  person: { pages: ['article'], because: 'a credit links to the person under the name it was written with' },
  'person articles': {
    pages: ['404', 'feed of a list', 'person'],
    because: 'one tag for the lists of all editions and all their pages',
  },
  topic: {
    pages: ['article', 'feed of a list', 'feed of an edition', 'front page', 'search', 'story', 'topic'],
    because: 'one tag for its names in all languages, and a card shows the first topic alone',
  },
  'topic articles': {
    pages: ['404', 'feed of a list', 'topic'],
    because: 'one tag for the lists of all editions and all their pages',
  },
  'topic past': { pages: ['article'], because: 'of the earlier articles of a topic a page shows a few' },
};

const isExcused = (tag: string, kind: string): boolean => {
  const pages = exceptions[whatOf(tag)]?.pages;
  return pages === 'all' || (pages?.includes(kind) ?? false);
};

export interface Suspect {
  path: string;
  page: number;
  entry: Entry;
}

/** A change whose purge is not over: the tags of its rows, and the pages it changed. */
export interface Cause {
  tags: ReadonlySet<string>;
  changed: ReadonlySet<number>;
}

/**
 * Throws when a page left the cache that had no reason to; one that `isOld`, other than it should be now, always has.
 * Gives how many pages of each kind went with each tag though they were as before.
 */
export function judgeLeft(
  left: readonly Suspect[],
  why: { sent: ReadonlySet<string>; causes: readonly Cause[]; isOld: (suspect: Suspect) => boolean },
): Map<string, number> {
  const excused = new Map<string, number>();
  const { sent, causes, isOld } = why;
  for (const suspect of left) {
    const { path, page, entry } = suspect;
    const kind = kindOf(path, entry.status);
    const name = `${kind} ${decodeURIComponent(path)}`;
    const carried = [...entry.terms.tags].filter((tag) => sent.has(tag));
    if (carried.length === 0) throw new Excess(`${name} left the cache without a tag that was sent.`, sent);
    const named = causes.filter(({ tags }) => carried.some((tag) => tags.has(tag)));
    if (named.length === 0) {
      throw new Excess(
        `${name} was purged by ${carried.join(', ')}, which no change under way has.`,
        carried,
      );
    }
    if (named.some(({ changed }) => changed.has(page)) || isOld(suspect)) continue;
    const excuse = carried.find((tag) => named.some(({ tags }) => tags.has(tag)) && isExcused(tag, kind));
    if (excuse === undefined) {
      throw new Excess(
        `${name} was purged by ${carried.join(', ')}, and no change made it another.`,
        carried,
      );
    }
    const what = `${kind} with ${whatOf(excuse)}`;
    excused.set(what, (excused.get(what) ?? 0) + 1);
  }
  return excused;
}
