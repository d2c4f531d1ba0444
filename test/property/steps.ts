/** What may happen, in any order. */
import fc from 'fast-check';
import { cron, type Kind, kinds, make } from './changes.ts';
import { paths } from './ground.ts';
import { LAG_MAX_SECONDS, type World } from './world.ts';

/** Mostly none; else at the last of so many writes that are let through. */
const deathWithin = (writes: number) =>
  fc.option(fc.record({ writesLeft: fc.nat({ max: writes }), instant: fc.constantFrom('before', 'after') }), {
    freq: 3,
    nil: undefined,
  });

const stepOf = (kinds: readonly Kind[]) =>
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        page: fc.nat({ max: paths.length - 1 }),
        lagSeconds: fc.oneof(fc.constant(0), fc.nat({ max: LAG_MAX_SECONDS })),
        speed: fc.constantFrom('quick', 'quick', 'quick', 'slow'),
        database: fc.constantFrom('up', 'up', 'up', 'up', 'down'),
      }),
    },
    // Everybody comes at once: what is not cached yet is filled, some of it from replicas that lag.
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('crowd' as const),
        lagSeconds: fc.nat({ max: LAG_MAX_SECONDS }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('change' as const),
        what: fc.constantFrom(...kinds),
        pick: fc.nat({ max: 20 }),
        n: fc.nat({ max: 1_000 }),
        death: deathWithin(5),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        seconds: fc.oneof(fc.nat({ max: 60 }), fc.constant(90_000)),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cron' as const), death: deathWithin(1) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('hint' as const), times: fc.constantFrom(0, 1, 2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('mood' as const),
        mood: fc.constantFrom('ok', 'ok', 'refuses', 'throws'),
      }),
    },
  );

export const step = stepOf(kinds);
/** Moves take the few drafts away, whose publication is what shows a missing tag soonest. */
export const stepWithoutMoves = stepOf(kinds.filter((kind) => !kind.startsWith('move in')));

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export async function take(world: World, each: Step): Promise<void> {
  switch (each.kind) {
    case 'read':
      return world.read(each);
    case 'crowd':
      return world.crowd(each.lagSeconds);
    case 'change':
      return world.change(make(each.what, each.pick, each.n), each.death);
    case 'wait':
      return world.wait(each.seconds);
    case 'cron':
      await world.change(cron);
      await world.updateIndexes();
      return world.purgeDue(each.death);
    case 'hint':
      return world.deliverHint(each.times);
    case 'mood':
      return world.setMood(each.mood);
  }
}
