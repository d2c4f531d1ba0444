import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { runPurges, tokensAt } from '../../src/edge/purge-outbox.ts';
import type { Purge, Purged } from '../../src/edge/stand-in.ts';
import { bucketTag, everything } from '../../src/edge/tags.ts';
import { newId } from '../../src/lib/ids.ts';
import {
  countOpenPurges,
  listAllPurges,
  listPurges,
  type PurgeChange,
  purgeStatements,
} from '../../src/store/purges.ts';
import { platformPurge } from './platform-purge.ts';

const db = env.DB;
const start = Date.UTC(2026, 0, 1);
let at = start;
const now = () => at;

beforeEach(async () => {
  at = start;
  await db.batch([db.prepare('delete from purges'), db.prepare('delete from purge_calls')]);
});

const change = (tags: string[], more: Partial<PurgeChange> = {}) =>
  db.batch(purgeStatements(db, { change: 'publish', tags, now: at, settleSeconds: 45, ...more }));
const run = (purge: (what: Purge) => Promise<Purged>) => runPurges({ db, now: at, purge });
const accept = async (): Promise<Purged> => ({ success: true });
const openRows = async (): Promise<
  { phase: string; attempts: number; due_at: number; error: string | null }[]
> =>
  (
    await db
      .prepare('select phase, attempts, due_at, error from purges where done_at is null order by due_at')
      .all<{ phase: string; attempts: number; due_at: number; error: string | null }>()
  ).results;

describe('rows of a change', () => {
  it('are due at once and after the settle window', async () => {
    await change(['site']);
    expect((await openRows()).map(({ phase, due_at }) => [phase, due_at - start])).toEqual([
      ['now', 0],
      ['settle', 45_000],
    ]);
  });

  it('are written only when the change took place', async () => {
    const guard = (name: string) => ({
      sql: "exists (select 1 from settings where key = ? and value = '1')",
      params: [name],
    });
    const set = db
      .prepare("insert into settings (key, value, updated_at) values ('purge-guard', '1', ?)")
      .bind(at);
    await db.batch([
      set,
      ...purgeStatements(db, {
        change: 'a',
        tags: ['site'],
        now: at,
        settleSeconds: 1,
        guard: guard('purge-guard'),
      }),
      ...purgeStatements(db, {
        change: 'b',
        tags: ['site'],
        now: at,
        settleSeconds: 1,
        guard: guard('other'),
      }),
    ]);
    const { results } = await db.prepare('select change from purges').all();
    expect(results).toEqual([{ change: 'a' }, { change: 'a' }]);
  });

  it('purge everything when a change names too many tags, and refuse a tag that Cloudflare would drop', async () => {
    await change(Array.from({ length: 1_001 }, (_, n) => `article:${n}`));
    expect(await db.prepare('select distinct tags from purges').first('tags')).toBe('["*"]');
    expect(() => purgeStatements(db, { change: 'x', tags: ['тег'], now: at, settleSeconds: 1 })).toThrow(
      'Not a cache tag',
    );
  });
});

describe('a run', () => {
  it('carries all due tags with their buckets in one call and marks the rows done', async () => {
    await change(['article:1', 'site']);
    await change(['article:2', 'site']);
    const { purge, accepted } = platformPurge({ now });
    const ended = await run(purge);
    expect(ended).toMatchObject({ everything: false, failed: [], left: 0 });
    // Rows of the same millisecond have no order.
    expect(ended.purged.toSorted()).toEqual(['article:1', 'article:2', 'site']);
    expect(ended.done).toHaveLength(2);
    const tags = ['article:1', 'site', 'article:2'];
    expect(accepted).toHaveLength(1);
    expect(new Set(accepted.flatMap((what) => ('tags' in what ? what.tags : [])))).toEqual(
      new Set([...tags, ...tags.map(bucketTag)]),
    );
    expect(await run(purge)).toMatchObject({ done: [], left: 0 });
    at += 45_000;
    expect((await run(purge)).done).toHaveLength(2);
    expect(await countOpenPurges(db, 10)).toBe(0);
  });

  it('needs every call that carried a tag of the row', async () => {
    await change(Array.from({ length: 120 }, (_, n) => `article:${n}`));
    let calls = 0;
    const ended = await run(async () =>
      ++calls === 2 ? { success: false, error: 'refused' } : { success: true },
    );
    expect([ended.done, ended.failed.length, ended.purged]).toEqual([[], 1, []]);
    at += 2_000;
    const { purge, accepted, refusals } = platformPurge({ now });
    expect((await run(purge)).done).toHaveLength(1);
    expect([accepted.length, refusals]).toEqual([3, []]);
  });

  it.each<[string, () => Promise<Purged>]>([
    ['a refusal', async () => ({ success: false, error: '1116 rate limited' })],
    [
      'an exception',
      async () => {
        throw new Error('1116 rate limited');
      },
    ],
  ])('keeps the row after %s, with the error and a growing delay', async (_, purge) => {
    await change(['site'], { settleSeconds: 100_000 });
    const delays: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      const before = at;
      expect((await run(purge)).failed).toHaveLength(1);
      const [row] = await openRows();
      expect(row?.attempts).toBe(attempt + 1);
      expect(row?.error).toContain('1116 rate limited');
      delays.push(((row?.due_at ?? 0) - before) / 1000);
      at = row?.due_at ?? 0;
    }
    expect(delays).toEqual([2, 5, 15, 30, 60, 120, 300, 300, 300]);
    expect((await run(accept)).done).toHaveLength(1);
    expect(await db.prepare("select error from purges where phase = 'now'").first('error')).toBe(null);
  });

  it('purges everything when more tags are due than the tokens let through', async () => {
    const { purge, accepted, refusals } = platformPurge({ now });
    for (let n = 0; n < 23; n++) {
      await change([`article:${n}`]);
      await run(purge);
    }
    for (let n = 0; n < 3; n++) await change(Array.from({ length: 49 }, (_, k) => `story:${n}:${k}`));
    const ended = await run(purge);
    expect(ended).toMatchObject({ everything: true, left: 0 });
    expect(ended.done).toHaveLength(3);
    expect([accepted.at(-1), refusals]).toEqual([{ everything: true }, []]);
  });

  it('obeys a row that asks for everything with one call for all', async () => {
    await change(['article:1']);
    await change([everything]);
    const { purge, accepted } = platformPurge({ now });
    expect((await run(purge)).done).toHaveLength(2);
    expect(accepted).toEqual([{ everything: true }]);
  });

  it('leaves rows for later, without an attempt, when the bucket is empty', async () => {
    const { purge, refusals } = platformPurge({ now });
    for (let n = 0; n < 26; n++) {
      await change([`article:${n}`]);
      await run(purge);
    }
    expect(await run(purge)).toMatchObject({ done: [], failed: [], left: 1 });
    expect((await openRows())[0]).toMatchObject({ attempts: 0, error: null });
    at += 12_000;
    expect((await run(purge)).done).toHaveLength(1);
    expect(refusals).toEqual([]);
  });

  it('keeps the last tokens for first purges, with which due second ones go along', async () => {
    const { purge, accepted } = platformPurge({ now });
    const burst = async (): Promise<void> => {
      for (let n = 0; n < 20; n++) {
        await change([`article:${n}`]);
        await run(purge);
      }
      at += 45_000;
      // Five tokens and three more: the second purges of all twenty are due, and wait, without an attempt.
      const sent = accepted.length;
      expect(await run(purge)).toMatchObject({ done: [], failed: [], left: 20 });
      expect([accepted.length - sent, (await openRows())[0]?.attempts]).toEqual([0, 0]);
    };
    await burst();
    await change(['article:next']);
    expect((await run(purge)).done).toHaveLength(21);
    at += 3_600_000;
    await run(purge);
    await burst();
    at += 48_000;
    expect((await run(purge)).done).toHaveLength(20);
  });

  it('spends no token twice when two run at once', async () => {
    const { purge, refusals } = platformPurge({ now });
    for (let n = 0; n < 24; n++) {
      await change([`article:${n}`]);
      await run(purge);
    }
    await change(['article:last']);
    const runs = await Promise.all([run(purge), run(purge), run(purge)]);
    expect(runs.some((one) => one.done.length === 1)).toBe(true);
    expect(refusals).toEqual([]);
  });

  it('repeats a purge that a crash left unmarked', async () => {
    await change(['site']);
    const { purge, accepted } = platformPurge({ now });
    const broken = new Proxy(db, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name);
        if (name !== 'batch' || accepted.length === 0)
          return typeof own === 'function' ? own.bind(target) : own;
        throw new Error('killed');
      },
    });
    await expect(runPurges({ db: broken, now: at, purge })).rejects.toThrow('killed');
    expect((await run(purge)).done).toHaveLength(1);
    expect(accepted).toHaveLength(2);
  });

  it('forgets calls that no longer count', async () => {
    await change(['site']);
    await run(accept);
    at += 3_600_001;
    await run(accept);
    expect(await db.prepare('select count(*) as n from purge_calls').first('n')).toBe(1);
  });
});

describe('the token bucket', () => {
  it('never lets through what the platform would refuse', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 300 }), (gaps) => {
        let level = 25;
        let time = start;
        const calls: number[] = [];
        for (const gap of gaps) {
          time += gap;
          level = Math.min(25, level + (gap * 5) / 60_000);
          if (tokensAt(calls, time) < 1) continue;
          expect(level).toBeGreaterThanOrEqual(1);
          level -= 1;
          calls.push(time);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is full after five quiet minutes and gives five a minute after', () => {
    expect(tokensAt([], start)).toBe(25);
    const burst = Array.from({ length: 25 }, () => start);
    expect([0, 11_999, 12_000, 60_000, 300_000].map((later) => tokensAt(burst, start + later))).toEqual([
      0, 0, 1, 5, 25,
    ]);
  });
});

describe('any weather', () => {
  it('ends with every row done and no limit broken', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('change' as const),
        tags: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 150 }),
      }),
      fc.record({
        kind: fc.constant('run' as const),
        outcome: fc.constantFrom('ok', 'refused', 'throws', 'twice'),
      }),
      fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 50 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        at += 3_600_001;
        await db.batch([db.prepare('delete from purges'), db.prepare('delete from purge_calls')]);
        /** Tags whose change is committed and not yet purged since. */
        const owed = new Set<string>();
        let outcome = 'ok';
        const platform = platformPurge({
          now,
          forward: async (what) => {
            if (outcome === 'refused') return { success: false, error: 'elsewhere in the account' };
            if (outcome === 'throws') throw new Error('network');
            if ('tags' in what) for (const tag of what.tags) owed.delete(tag);
            else owed.clear();
            return { success: true };
          },
        });
        for (const each of steps) {
          if (each.kind === 'wait') at += each.seconds * 1000;
          else if (each.kind === 'change') {
            const tags = each.tags.map((n) => `article:${n}`);
            for (const tag of tags) owed.add(tag);
            await change(tags);
          } else {
            outcome = each.outcome;
            await (outcome === 'twice'
              ? Promise.all([run(platform.purge), run(platform.purge)])
              : run(platform.purge));
          }
        }
        outcome = 'ok';
        for (let minute = 0; minute < 12 && (await countOpenPurges(db, 1)) > 0; minute++) {
          await run(platform.purge);
          at += 60_000;
        }
        expect(await countOpenPurges(db, 1)).toBe(0);
        expect([...owed]).toEqual([]);
        expect(platform.refusals).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('the list of an article’s purges', () => {
  it('tells state, attempts and delay, pages by cursor, and shows no other article’s', async () => {
    const [mine, other] = [newId(start), newId(start)];
    const story = newId(start);
    await db.batch([
      db.prepare('insert into stories (id, created_at, updated_at) values (?, 0, 0)').bind(story),
      ...[mine, other].map((id, n) =>
        db
          .prepare(
            `insert into articles (id, story_id, lang, current_revision, slug, created_at, updated_at)
             values (?, ?, ?, 1, 'eel', 0, 0)`,
          )
          .bind(id, story, `e${n}`),
      ),
    ]);
    await change(['site'], { articleId: mine });
    await change(['site'], { articleId: other });
    at += 3_000;
    await run(accept);
    at += 1_000;
    await change(['article:1'], { articleId: mine, change: 'correct' });
    await run(async () => ({ success: false, error: 'refused' }));
    await change(['article:2'], { articleId: mine, change: 'withdraw' });

    const seen = [];
    let cursor: string | undefined;
    do {
      const page = await listPurges(db, mine, { now: at, limit: 2, cursor });
      expect(page.purges.length).toBeLessThanOrEqual(2);
      seen.push(...page.purges);
      cursor = page.cursor;
    } while (cursor);
    const told = seen.map(({ change, phase, state, attempts, delay_ms, error }) =>
      [change, phase, state, attempts, delay_ms, error].join(' ').trim(),
    );
    expect(told.sort()).toEqual(
      [
        'publish now done 1 3000',
        'publish settle waiting 0 4000',
        'correct now failing 1 0 refused',
        'correct settle waiting 0 0',
        'withdraw now due 0 0',
        'withdraw settle waiting 0 0',
      ].sort(),
    );
    expect((await listPurges(db, mine, { now: at, limit: 9, cursor: 'nonsense' })).purges).toHaveLength(6);

    // The log has those of every change, also of what is no article's.
    at += 1;
    await change(['site'], { change: 'change_site' });
    const all = [];
    let before: string | undefined;
    do {
      const page = await listAllPurges(db, { now: at, limit: 3, before });
      all.push(...page.purges);
      before = page.next;
    } while (before);
    expect(all).toHaveLength(10);
    expect(all.slice(0, 2).map((one) => [one.change, one.article_id])).toEqual([
      ['change_site', null],
      ['change_site', null],
    ]);
    const others = all.filter((one) => one.article_id === other);
    expect(others.map(({ state }) => state).sort()).toEqual(['done', 'waiting']);
  });
});
