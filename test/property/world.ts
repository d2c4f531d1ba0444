/**
 * The model of edge truth. The changes are made by the real publish room on a real database, the rows by the
 * real outbox, the answers by the real stand-in. Simulated are time, replicas that lag (a render may see the
 * state of some seconds ago), renders that take long, the purge API with its limits and moods, the queue, and
 * death between any two writes.
 */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Config } from '../../src/config.ts';
import { localCache } from '../../src/edge/local.ts';
import { runPurges } from '../../src/edge/purge-outbox.ts';
import { createStandIn, type StandIn } from '../../src/edge/stand-in.ts';
import type { PublishDeps } from '../../src/publish/change.ts';
import { platformPurge } from '../edge/platform-purge.ts';
import { Killed, mortalDb } from '../fakes/mortal-db.ts';
import { type Page, respond, type Shot, shootAll } from './pages.ts';

export const SETTLE_SECONDS = 45;
/** A render and a replica's lag together end within the settle window; that is what the window is for. */
const RENDER_MAX_MS = 20_000;
export const LAG_MAX_SECONDS = 20;

export type Mood = 'ok' | 'refuses' | 'throws';
export type Sabotage = 'none' | 'no settle purge' | 'one tag is missing' | 'rows outside the batch';

interface Version {
  at: number;
  shots: Shot[];
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

interface Ask {
  page: number;
  lagSeconds: number;
  speed: 'quick' | 'slow';
  database: 'up' | 'down';
}

export class Stale extends Error {
  override name = 'Stale';
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld(options: { pages: Page[]; start: number; sabotage: Sabotage }) {
  const { pages, start, sabotage } = options;
  let at = start;
  let mood: Mood = 'ok';
  const cache: StandIn = createStandIn({ now: () => at, maxBytes: 50_000_000 });
  const versions: Version[] = [{ at, shots: await shootAll(env.DB, pages), changedAt: 0 }];
  let openChanges = new Set<number>();
  const slow: Slow[] = [];
  const judgements: Promise<void>[] = [];
  const underway = new Set<Underway>();
  let hints = 0;
  const stats = {
    reads: 0,
    changes: 0,
    purgedPages: 0,
    changedPages: 0,
    statuses: new Map<string, number>(),
  };

  const platform = platformPurge({
    now: () => at,
    forward: async (what) => {
      if (mood === 'refuses') return { success: false, error: 'busy elsewhere' };
      if (mood === 'throws') throw new Error('network');
      const heard =
        'tags' in what && sabotage === 'one tag is missing'
          ? { tags: what.tags.filter((tag) => !tag.startsWith('edition:')) }
          : what;
      const before = cache.size().keys;
      const result = await cache.purge(heard);
      stats.purgedPages += before - cache.size().keys;
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

  function depsOn(db: D1Database): PublishDeps {
    const queue = { send: async () => void hints++ } as unknown as Queue<unknown>;
    return { env: { ...env, DB: db, QUEUE: queue }, config, ctx: createExecutionContext(), db, now: at };
  }

  async function readOpenChanges(): Promise<void> {
    const { results } = await env.DB.prepare(
      'select distinct created_at from purges where done_at is null',
    ).all<{ created_at: number }>();
    openChanges = new Set(results.map((row) => row.created_at));
  }

  /** Makes a change, perhaps dying at its `writesLeft`-th write. */
  async function change(
    make: (deps: PublishDeps) => Promise<unknown>,
    death?: { writesLeft: number; instant: 'before' | 'after' },
  ): Promise<void> {
    at += 1;
    const changedAt = at;
    let killed = false;
    try {
      await make(depsOn(death ? mortalDb(env.DB, { ...death }) : env.DB));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed = true;
    }
    if (killed && sabotage === 'rows outside the batch') {
      await env.DB.prepare('delete from purges where done_at is null and created_at = ?')
        .bind(changedAt)
        .run();
    }
    if (sabotage === 'no settle purge') {
      await env.DB.prepare("delete from purges where phase = 'settle' and done_at is null").run();
    }
    const shots = await shootAll(env.DB, pages);
    const last = versions.at(-1);
    const differing = shots.filter((shot, n) => shot.body !== last?.shots[n]?.body).length;
    versions.push({ at: changedAt, shots, changedAt });
    stats.changes += 1;
    stats.changedPages += differing;
    await readOpenChanges();
  }

  /** What a page may show to a request of now: any state since before the oldest change that is still being purged. */
  function allowed(page: number): Set<string> {
    const oldest = versions.findIndex((version) => openChanges.has(version.changedAt));
    const from = oldest === -1 ? versions.length - 1 : Math.max(0, oldest - 1);
    return new Set(versions.slice(from).map((version) => version.shots[page]?.body ?? ''));
  }

  const seenBy = (time: number): Version =>
    versions.findLast((version) => version.at <= time) ?? (versions[0] as Version);

  /** Asks for a page. The Worker, should it run, sees the database of `lagSeconds` ago and may take long. */
  function ask(options: Ask): void {
    const { page, lagSeconds, speed, database } = options;
    const may = allowed(page);
    const path = pages[page]?.path ?? '/';
    const mine: Underway = { path };
    underway.add(mine);
    const work: Promise<unknown>[] = [];
    const asked = cache.fetch(
      new Request(`http://dragoman.test${path}`),
      async (request) => {
        const shot = seenBy(at - lagSeconds * 1000).shots[page];
        if (speed === 'slow') {
          await new Promise<void>((open) => slow.push({ path, until: at + RENDER_MAX_MS, open }));
        }
        if (database === 'down' || !shot) return new Response('no database', { status: 503 });
        return respond(request, shot);
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
      const body = await response.text();
      for (const version of versions) if (version.at > at - 1) may.add(version.shots[page]?.body ?? '');
      for (const later of allowed(page)) may.add(later);
      if (!may.has(body)) throw new Stale(`${path} (${status}): ${differing(body, [...may].at(-1) ?? '')}`);
    });
    judged.catch(() => undefined);
    judgements.push(judged);
  }

  /** Everybody comes at once: what is not cached yet is filled. */
  async function crowd(lagSeconds: number): Promise<void> {
    for (let page = 0; page < pages.length; page++) ask({ page, lagSeconds, speed: 'quick', database: 'up' });
    await drain();
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

  /** The consumer of a purge hint, or cron: both do the same. */
  async function purgeDue(): Promise<void> {
    await runPurges({ db: env.DB, now: at, purge: platform.purge });
    await readOpenChanges();
  }

  return {
    change,
    read: async (options: Ask) => {
      ask(options);
      await drain();
    },
    crowd,
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
      await drain();
      await crowd(0);
      if (platform.refusals.length > 0)
        throw new Error(`The platform's limits were broken: ${platform.refusals[0]}`);
      return { ...stats, calls: platform.accepted.length };
    },
  };
}

/** Which fields an old page has otherwise than a new one. */
function differing(old: string, fresh: string): string {
  const walk = (a: unknown, b: unknown, at: string): string[] => {
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    if (!isRecord(a) || !isRecord(b)) return [`${at} is ${JSON.stringify(a)} for ${JSON.stringify(b)}`];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      walk(a[key], b[key], `${at}/${key}`),
    );
  };
  return walk(JSON.parse(old), JSON.parse(fresh), '').join('; ').slice(0, 400);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
