import fc from 'fast-check';
import { expect, it } from 'vitest';
import { probe, statusOf } from './probe.ts';

/** What an answer was made of; the body carries its number, so that a served body tells where it came from. */
interface Fill {
  path: string;
  fresh: number;
  swr: number;
  sie: number;
  /** Set when the Worker had answered: the moment in seconds and the step. */
  doneAt?: number;
  doneStep?: number;
}

const seconds = fc.integer({ min: 0, max: 30 });
const short = fc.integer({ min: 0, max: 8 });
const path = fc.constantFrom('/a', '/b');
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      path,
      fresh: seconds,
      swr: short,
      sie: seconds,
      fails: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('slow' as const),
      path,
      fresh: seconds,
      swr: short,
      sie: seconds,
      fails: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('purge' as const), path }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('everything' as const) }) },
);

it('never serves past freshness and its stale windows, nor after a purge what was stored before it', async () => {
  const seenStatuses = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { ask, cache, wait, now, settle } = probe();
      const fills: Fill[] = [];
      const purgedAt = new Map<string, number>();
      const slow: (() => void)[] = [];
      const pending: Promise<void>[] = [];
      let at = 0;

      const request = async (
        wanted: { path: string; fresh: number; swr: number; sie: number; fails: boolean },
        gate: Promise<void>,
      ): Promise<void> => {
        const startedStep = at;
        const response = await ask(wanted.path, async () => {
          await gate;
          if (wanted.fails) return new Response('broken', { status: 500 });
          const { path, fresh, swr, sie } = wanted;
          fills.push({ path, fresh, swr, sie, doneAt: now() / 1000, doneStep: at });
          const policy = `max-age=${fresh}, stale-while-revalidate=${swr}, stale-if-error=${sie}`;
          return new Response(String(fills.length - 1), {
            headers: { 'cloudflare-cdn-cache-control': policy, 'cache-tag': `of${path.slice(1)}` },
          });
        });
        const status = statusOf(response) ?? 'none';
        seenStatuses.add(status);
        if (response.status === 500) return;
        const fill = fills[Number(await response.text())];
        if (!fill) throw new Error('An answer that nobody made.');
        expect(fill.path).toBe(wanted.path);
        // One that was under way, or is shared with who waited for it, is as new as an answer can be.
        const age = now() / 1000 - (fill.doneAt ?? 0);
        const waited = (fill.doneStep ?? 0) >= startedStep;
        if (status === 'HIT' && !waited) expect(age).toBeLessThan(fill.fresh);
        if (status === 'UPDATING') expect(age).toBeLessThan(fill.fresh + fill.swr);
        if (status === 'STALE') expect(age).toBeLessThan(fill.fresh + fill.sie);
        if (!waited) expect(fill.doneStep).toBeGreaterThanOrEqual(purgedAt.get(wanted.path) ?? 0);
      };

      for (const each of steps) {
        at++;
        if (each.kind === 'wait') wait(each.seconds);
        else if (each.kind === 'finish') {
          slow.shift()?.();
          await new Promise((resolve) => setTimeout(resolve));
        } else if (each.kind === 'purge') {
          await cache.purge({ tags: [`OF${each.path.slice(1)}`] });
          purgedAt.set(each.path, at);
        } else if (each.kind === 'everything') {
          await cache.purge({ everything: true });
          for (const path of ['/a', '/b']) purgedAt.set(path, at);
        } else if (each.kind === 'slow' || slow.length > 0) {
          // While a fill is held up, others may have to wait for it.
          const gate =
            each.kind === 'slow' ? new Promise<void>((open) => slow.push(open)) : Promise.resolve();
          pending.push(request(each, gate));
          await new Promise((resolve) => setTimeout(resolve));
        } else {
          await request(each, Promise.resolve());
          await settle();
        }
      }
      for (const open of slow) open();
      await Promise.all(pending);
      await settle();
    }),
    { numRuns: 500 },
  );
  expect([...seenStatuses].sort()).toEqual(['DYNAMIC', 'EXPIRED', 'HIT', 'MISS', 'STALE', 'UPDATING']);
}, 60_000);
