/**
 * The model of edge truth. The changes are made by the real publish room on a real database, the rows by the
 * real outbox, the pages by the real app, the answers by the real stand-in. Simulated are time, replicas that
 * lag (a render may see the state of some seconds ago), renders that take long, the purge API with its limits
 * and moods, the queue, and death between any two writes.
 */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Config } from '../../src/config.ts';
import { localCache } from '../../src/edge/local.ts';
import { runPurges } from '../../src/edge/purge-outbox.ts';
import { createStandIn, type StandIn } from '../../src/edge/stand-in.ts';
import { personArticlesTag } from '../../src/edge/tags.ts';
import type { PublishDeps } from '../../src/publish/change.ts';
import { updateIndex, updateSite } from '../../src/queue/update-index.ts';
import { SITE_SETTINGS_KEY } from '../../src/store/settings.ts';
import { platformPurge } from '../edge/platform-purge.ts';
import { Killed, type Mortality, mortalDb } from '../fakes/mortal-db.ts';
import { people } from '../reader/newsroom.ts';
import { type Cause, Excess, judgeLeft, type Suspect } from './excess.ts';
import { kindOf } from './pages.ts';
import { faceOf, respond, type Site, type State } from './site.ts';
import { readMeaning, untouched } from './touched.ts';

export const SETTLE_SECONDS = 45;
/** A render and a replica's lag together end within the settle window; that is what the window is for. */
const RENDER_MAX_MS = 20_000;
export const LAG_MAX_SECONDS = 20;
/**
 * Words are searched in an index of its own that follows the articles, and the site where the one who changed it died: a
 * page of hits is kept for a minute, and what the index learns later purges nothing.
 */
const SEARCH_KEPT_MS = 60_000 + RENDER_MAX_MS + LAG_MAX_SECONDS * 1000;

export type Mood = 'ok' | 'refuses' | 'throws';
export type Sabotage =
  | 'none'
  | 'no settle purge'
  | 'one tag is missing'
  | 'rows outside the batch'
  | 'one tag too many';

const TOO_MANY = 'one_tag_too_many';
/** Lists of a person whom few changes touch. */
export const stray = personArticlesTag(people.wenzhu.id);

/** From which version a stored page was made, and which one it was stored beside. */
const madeHeader = 'x-made';

interface Version extends State {
  at: number;
  /** The time of the change that made it: its rows carry the same. */
  changedAt: number;
}

interface Slow {
  path: string;
  until: number;
  open: () => void;
}

/** A request under way, its background work included. */
interface Underway {
  path: string;
}

/** What one change did to a cache that held every page. Pages with their kinds. */
export interface Observed {
  changed: string[];
  /** Changed, and kept in the cache all the same: stale. */
  kept: string[];
  /** Not changed, and purged. */
  over: string[];
  /** Purge calls. */
  calls: number;
}

interface Ask {
  page: number;
  lagSeconds: number;
  speed: 'quick' | 'slow';
  database: 'up' | 'down';
}

/** What a sabotage should have caused, seen from the stale page. */
export interface Evidence {
  path: string;
  /** The page was made from a state that was past when the page was stored. */
  late: boolean;
  /** Tags of the fresh page and of the stale one. */
  tags: Set<string>;
  /** The page differs by a change whose maker died. */
  orphaned: boolean;
}

export class Stale extends Error {
  override name = 'Stale';
  readonly evidence: Evidence | undefined;
  constructor(message: string, evidence?: Evidence) {
    super(message);
    this.evidence = evidence;
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld(options: { site: Site; start: number; sabotage: Sabotage }) {
  const { site, start, sabotage } = options;
  const { paths } = site;
  const isSearch = paths.map((path) => path.includes('/search?'));
  let at = start;
  let mood: Mood = 'ok';
  const cache: StandIn = createStandIn({ now: () => at, maxBytes: 50_000_000 });
  const versions: Version[] = [{ at, ...(await site.shoot()), changedAt: 0 }];
  let openChanges = new Set<number>();
  const slow: Slow[] = [];
  const judgements: Promise<unknown>[] = [];
  const underway = new Set<Underway>();
  /** Pages that differ by a change whose maker died. */
  const orphaned = new Set<number>();
  let hints = 0;
  const stats = {
    reads: 0,
    changes: 0,
    purgedPages: 0,
    changedPages: 0,
    /** Purges of everything. */
    everything: 0,
    /** Pages purged as they were: kind and tag. */
    excused: new Map<string, number>(),
    statuses: new Map<string, number>(),
  };

  /** Of each change whose rows were written, by its time. */
  const causes = new Map<number, Cause>();
  let meaning = await readMeaning();
  if (sabotage === 'one tag too many') {
    // A change that says more than it did: the rows of the outbox are written with it.
    await env.DB.exec(
      `create trigger ${TOO_MANY} after insert on purges begin update purges set tags = json_insert(new.tags, '$[#]', '${stray}') where id = new.id; end`,
    );
  }
  /** Purge runs that died. */
  let deaths = 0;
  /** A purge of everything that was not called for: thrown later, since here it would pass for the platform's failure. */
  let hasty: Excess | undefined;

  /** Calls for all that is due, each tag with its bucket. */
  async function countNeeded(): Promise<number> {
    const { results } = await env.DB.prepare('select tags from purges where done_at is null and due_at <= ?')
      .bind(at)
      .all<{ tags: string }>();
    const tags = new Set(results.flatMap((row) => JSON.parse(row.tags) as string[]));
    return Math.ceil((2 * tags.size) / 100);
  }

  /** The time of the change that is being made. */
  let making: number | undefined;
  /** Purges that were let through and are not judged yet: what the change did to the pages is known only after it. */
  const purges: { suspects: Suspect[]; sent: Set<string>; open: Set<number> }[] = [];

  function isOld({ page, entry }: Suspect): boolean {
    const face = faceOf(entry.status, entry.headers, new TextDecoder().decode(entry.body));
    return face !== versions.at(-1)?.shots[page]?.face;
  }

  function judge(): void {
    for (const { suspects, sent, open } of purges.splice(0)) {
      const why = { sent, causes: [...open].flatMap((each) => causes.get(each) ?? []), isOld };
      for (const [what, count] of judgeLeft(suspects, why)) {
        stats.excused.set(what, (stats.excused.get(what) ?? 0) + count);
      }
    }
    if (hasty) throw hasty;
  }

  /** The tags of the change that was just made. Each must stand for something that it changed. */
  async function readTags(changedAt: number): Promise<Set<string>> {
    const { results } = await env.DB.prepare('select tags from purges where created_at = ?')
      .bind(changedAt)
      .all<{ tags: string }>();
    const tags = new Set(results.flatMap((row) => JSON.parse(row.tags) as string[]));
    const after = await readMeaning();
    const idle = untouched(tags, meaning, after);
    meaning = after;
    if (idle.length > 0) throw new Excess(`Nothing changed of ${idle.join(', ')}, which was sent.`, idle);
    return tags;
  }

  const platform = platformPurge({
    now: () => at,
    forward: async (what) => {
      if (mood === 'refuses') return { success: false, error: 'busy elsewhere' };
      if (mood === 'throws') throw new Error('network');
      const heard =
        'tags' in what && sabotage === 'one tag is missing'
          ? { tags: what.tags.filter((tag) => !tag.startsWith('edition:')) }
          : what;
      const needed = await countNeeded();
      const before = cache.held();
      const result = await cache.purge(heard);
      const after = cache.held();
      const left = [...before].filter(([path]) => !after.has(path));
      stats.purgedPages += left.length;
      if ('tags' in heard) {
        const sent = new Set(heard.tags.map((tag) => tag.toLowerCase()));
        const suspects = left.map(([path, entry]) => ({ path, page: paths.indexOf(path), entry }));
        const open = new Set([...openChanges, ...(making === undefined ? [] : [making])]);
        purges.push({ suspects, sent, open });
      } else {
        stats.everything += 1;
        // What was lost over its call took a token of the outbox's own count alone.
        if (needed <= platform.level() - deaths) {
          hasty = new Excess(`Everything was purged for what ${needed} calls would have carried.`, []);
        }
      }
      return result;
    },
  });
  // The publish room purges through the local cache; here that is the platform with its moods.
  vi.spyOn(localCache, 'purge').mockImplementation(platform.purge);

  const config: Config = {
    siteUrl: 'http://dragoman.test',
    edgeCache: 'stand-in',
    settleSeconds: SETTLE_SECONDS,
    localPictureHosts: [],
  };

  /** Who dies over a write of one database writes nothing to the other either. */
  function depsUntil(death?: Mortality): PublishDeps {
    const mortality = death && { ...death };
    const [db, search] = [env.DB, env.SEARCH].map((each) =>
      mortality ? mortalDb(each, mortality) : each,
    ) as [D1Database, D1Database];
    const queue = { send: async () => void hints++ } as unknown as Queue<unknown>;
    const mine = { ...env, DB: db, SEARCH: search, QUEUE: queue };
    return { env: mine, config, ctx: createExecutionContext(), db, now: at };
  }

  async function readOpenChanges(): Promise<void> {
    const { results } = await env.DB.prepare(
      'select distinct created_at from purges where done_at is null',
    ).all<{ created_at: number }>();
    openChanges = new Set(results.map((row) => row.created_at));
  }

  /** Makes a change, perhaps dying at its `writesLeft`-th write. */
  async function change(make: (deps: PublishDeps) => Promise<unknown>, death?: Mortality): Promise<void> {
    at += 1;
    const changedAt = at;
    let killed = false;
    making = at;
    try {
      // Cron says how many articles it published; after none there is nothing to look at.
      if ((await make(depsUntil(death))) === 0) return;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed = true;
      deaths += 1;
    } finally {
      making = undefined;
    }
    const tags = await readTags(changedAt);
    if (killed && sabotage === 'rows outside the batch') {
      await env.DB.prepare('delete from purges where done_at is null and created_at = ?')
        .bind(changedAt)
        .run();
    }
    if (sabotage === 'no settle purge') {
      await env.DB.prepare("delete from purges where phase = 'settle' and done_at is null").run();
    }
    const changed = await look(changedAt);
    causes.set(changedAt, { tags, changed: new Set(changed) });
    judge();
    if (killed) for (const page of changed) orphaned.add(page);
    stats.changes += 1;
    stats.changedPages += changed.length;
    await readOpenChanges();
  }

  /** Takes down how the pages are now. Gives those that are other than before. */
  async function look(changedAt: number): Promise<number[]> {
    const last = versions.at(-1);
    const state = await site.shoot(last);
    versions.push({ at, ...state, changedAt });
    return paths.flatMap((_, n) => (state.shots[n]?.face === last?.shots[n]?.face ? [] : [n]));
  }

  /** Brings the search index up to date, as the consumer of its hints does. */
  async function updateIndexes(): Promise<void> {
    const { results } = await env.DB.prepare(
      "select distinct subject_id as id from outbox where kind = 'index' and done_at is null",
    ).all<{ id: string }>();
    if (results.length === 0) return;
    const deps = { env, config, db: env.DB, now: at };
    for (const { id } of results) await (id === SITE_SETTINGS_KEY ? updateSite(deps) : updateIndex(deps, id));
    at += 1;
    await look(0);
  }

  /** What a page may show to a request of now: any state since before the oldest change that is still being purged. */
  function allowed(page: number): Set<string> {
    const oldest = versions.findIndex((version) => openChanges.has(version.changedAt));
    let from = oldest === -1 ? versions.length - 1 : Math.max(0, oldest - 1);
    if (isSearch[page]) {
      const first = versions.findLastIndex((version) => version.at <= at - SEARCH_KEPT_MS);
      // A change that the page showed at once was purged as on any other page.
      const learned = (n: number): boolean =>
        versions[n]?.changedAt === 0 || versions[n]?.shots[page]?.face === versions[n - 1]?.shots[page]?.face;
      while (from > Math.max(0, first) && learned(from)) from -= 1;
    }
    return new Set(versions.slice(from).map((version) => version.shots[page]?.face ?? ''));
  }

  const seenBy = (time: number): number =>
    Math.max(
      0,
      versions.findLastIndex((version) => version.at <= time),
    );

  /** Asks for a page. The Worker, should it run, sees the database of `lagSeconds` ago and may take long. */
  function ask(options: Ask): Promise<string | undefined> {
    const { page, lagSeconds, speed, database } = options;
    const may = allowed(page);
    const path = paths[page] ?? '/';
    const mine: Underway = { path };
    underway.add(mine);
    const work: Promise<unknown>[] = [];
    const asked = cache.fetch(
      new Request(`http://dragoman.test${path}`),
      async (request) => {
        const seen = seenBy(at - lagSeconds * 1000);
        const shot = versions[seen]?.shots[page];
        if (speed === 'slow') {
          await new Promise<void>((open) => slow.push({ path, until: at + RENDER_MAX_MS, open }));
        }
        if (database === 'down' || !shot) return new Response('no database', { status: 503 });
        const response = respond(request, shot);
        response.headers.set(madeHeader, `${seen} ${versions.length - 1}`);
        return response;
      },
      (promise) => work.push(promise),
    );
    work.push(asked);
    void Promise.allSettled(work).then(() => underway.delete(mine));
    const judged = asked.then(async (response) => {
      const status = response.headers.get('cf-cache-status') ?? '';
      stats.reads += 1;
      stats.statuses.set(status, (stats.statuses.get(status) ?? 0) + 1);
      if (response.status === 503) return;
      // Without its database the site shows the hits that it has.
      if (isSearch[page] && status === 'STALE') return;
      const face = faceOf(response.status, response.headers, await response.text());
      for (const version of versions) if (version.at > at - 1) may.add(version.shots[page]?.face ?? '');
      for (const later of allowed(page)) may.add(later);
      if (!may.has(face)) {
        throw new Stale(
          `${path} (${status}): ${differing(face, [...may].at(-1) ?? '')}`,
          evidenceOf(page, response.headers),
        );
      }
      return status;
    });
    judged.catch(() => undefined);
    judgements.push(judged);
    return judged;
  }

  function evidenceOf(page: number, headers: Headers): Evidence {
    const [seen = 0, stored = 0] = (headers.get(madeHeader) ?? '').split(' ').map(Number);
    const shown = versions[seen]?.shots[page]?.tags ?? [];
    return {
      path: paths[page] ?? '',
      late: seen < stored,
      tags: new Set([...shown, ...(versions.at(-1)?.shots[page]?.tags ?? [])]),
      orphaned: orphaned.has(page),
    };
  }

  /** Everybody comes at once: what is not cached yet is filled. */
  async function crowd(lagSeconds: number): Promise<void> {
    for (let page = 0; page < paths.length; page++)
      void ask({ page, lagSeconds, speed: 'quick', database: 'up' });
    await drain();
  }

  /** Makes a change while every page is in the cache. Gives the pages it changed, and those that left the cache. */
  async function observe(make: (deps: PublishDeps) => Promise<unknown>): Promise<Observed> {
    await crowd(0);
    const calls = platform.accepted.length;
    const before = versions.at(-1);
    await change(make);
    const after = versions.at(-1);
    const asked = paths.map((_, page) => ask({ page, lagSeconds: 0, speed: 'quick', database: 'up' }));
    await drain();
    const statuses = await Promise.all(asked);
    const named = (wanted: (page: number) => boolean): string[] =>
      paths.flatMap((path, page) =>
        wanted(page) ? [`${kindOf(path, before?.shots[page]?.status ?? 0)} ${decodeURIComponent(path)}`] : [],
      );
    const changed = (page: number): boolean => before?.shots[page]?.face !== after?.shots[page]?.face;
    const purged = (page: number): boolean => statuses[page] !== 'HIT';
    return {
      changed: named(changed),
      kept: named((page) => changed(page) && !purged(page)),
      over: named((page) => purged(page) && !changed(page)),
      calls: platform.accepted.length - calls,
    };
  }

  /** Time stands still until only those are left that a slow render holds up. */
  async function drain(): Promise<void> {
    const held = (one: Underway): boolean => slow.some((each) => each.path === one.path);
    do await new Promise((resolve) => setTimeout(resolve));
    while ([...underway].some((one) => !held(one)));
    if (slow.length === 0) await Promise.all(judgements.splice(0));
  }

  async function wait(seconds: number): Promise<void> {
    const end = at + seconds * 1000;
    for (;;) {
      const next = slow.filter((each) => each.until <= end).sort((a, b) => a.until - b.until)[0];
      if (!next) break;
      at = Math.max(at, next.until);
      await release(next);
    }
    at = end;
  }

  async function release(one: Slow): Promise<void> {
    slow.splice(slow.indexOf(one), 1);
    one.open();
    await drain();
  }

  /** The consumer of a purge hint, or cron: both do the same, and both may die over it. */
  async function purgeDue(death?: Mortality): Promise<void> {
    const db = death ? mortalDb(env.DB, { ...death }) : env.DB;
    try {
      await runPurges({ db, now: at, purge: platform.purge });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      deaths += 1;
    }
    judge();
    await readOpenChanges();
  }

  return {
    change,
    read: async (options: Ask) => {
      void ask(options);
      await drain();
    },
    crowd,
    observe,
    updateIndexes,
    wait,
    purgeDue,
    /** A hint is delivered, again perhaps, or lost for good: nothing may depend on it. */
    deliverHint: async (times: 0 | 1 | 2) => {
      if (hints === 0) return;
      hints -= 1;
      for (let n = 0; n < times; n++) await purgeDue();
    },
    setMood: (next: Mood) => {
      mood = next;
    },
    /** Lets every render end, every purge be done, and then compares each page with a fresh render. */
    settle: async () => {
      mood = 'ok';
      await wait(RENDER_MAX_MS / 1000);
      await wait(SETTLE_SECONDS);
      for (let minute = 0; minute < 30; minute++) {
        await purgeDue();
        if (openChanges.size === 0) break;
        await wait(60);
      }
      if (openChanges.size > 0) throw new Stale('Purges that never end.');
      await updateIndexes();
      // Hits are not purged: they go when their minute is over.
      await wait(SEARCH_KEPT_MS / 1000 + 1);
      await drain();
      await crowd(0);
      if (platform.refusals.length > 0)
        throw new Error(`The platform's limits were broken: ${platform.refusals[0]}`);
      return { ...stats, calls: platform.accepted.length };
    },
  };
}

/** Where an old page begins to differ from a new one. */
function differing(old: string, fresh: string): string {
  const at = [...old].findIndex((char, n) => char !== fresh[n]);
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `it says ${around(old)} where a fresh one has ${around(fresh)}`;
}
