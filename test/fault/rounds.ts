/**
 * Rounds of work, death and recovery. After each, what the clients were told is held against the rows and against
 * what readers get: nothing acknowledged is lost, nothing is there twice, and all promised work is done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { act, count, findArticle, type Known, type Ledger, Lost, submit } from './clients.ts';
import { audit, numberIn, read } from './hold.ts';
import { startWorld, type World } from './world.ts';

/** Longer than a lease, so what a dead consumer held is free. */
const PASS_MS = 130_000;
const SWEEPS_MAX = 40;
/** A life ends after so many acknowledged changes at most, and so long after the last of them. */
const LIFE_MAX_CHANGES = 40;
const LIFE_REST_MAX_MS = 40;
/** Articles that an editor has begun and not finished; the oldest come first. */
const AT_ONCE = 4;
const LIFE_MAX_MS = 60_000;

export interface Outcome {
  rounds: number;
  submissions: number;
  published: number;
  corrections: number;
  /** Calls that nobody answered. */
  unanswered: number;
  purges: number;
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Round {
  world: World;
  ledger: Ledger;
  random: () => number;
  tokens: { translator: string; publisher: string };
  number: number;
  alive: () => boolean;
}

/** Repeats until the site dies under it, or has died between two turns. */
async function untilLost(alive: () => boolean, work: (turn: number) => Promise<void>): Promise<void> {
  try {
    for (let turn = 0; alive(); turn++) await work(turn);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
  }
}

/** The next thing that an editor would do with an article; a step that nobody answered is taken again. */
function nextStep(known: Known, chance: number): 'approve' | 'publish' | 'correct' | 'withdraw' | undefined {
  if (!known.sure.approve) return 'approve';
  if (!known.sure.publish) return 'publish';
  if (count(known, 'withdraw') > 0) return known.sure.withdraw ? undefined : 'withdraw';
  if (count(known, 'correct') < 2) return 'correct';
  return chance < 0.02 ? 'withdraw' : undefined;
}

function clients(round: Round): Promise<void>[] {
  const { world, ledger, random, tokens, number, alive } = round;
  const translator = { url: world.url, token: tokens.translator };
  const publisher = { url: world.url, token: tokens.publisher };
  const submitter = (name: string): Promise<void> =>
    untilLost(alive, (turn) => submit(translator, ledger, `${number}-${name}-${turn}`));
  /** Each editor has articles of their own, as people do. */
  const editor = (mine: 0 | 1): Promise<void> =>
    untilLost(alive, async () => {
      const open = [...ledger.submissions.values()].filter((id, n) => id !== undefined && n % 2 === mine);
      let hands = AT_ONCE;
      for (const id of open) {
        if (hands === 0) break;
        const known = ledger.articles.get(id ?? '');
        const step = known && nextStep(known, random());
        if (known && step) await act(publisher, ledger, known, step);
        else if (known) continue;
        else {
          const article = await findArticle(publisher, id ?? '');
          if (article) ledger.articles.set(id ?? '', { id: article, sure: {}, unsure: {} });
        }
        hands -= 1;
      }
      await sleep(5);
    });
  const clock = untilLost(alive, async () => {
    await sleep(60);
    await world.cron().catch(() => {
      throw new Lost();
    });
  });
  return [submitter('a'), submitter('b'), editor(0), editor(1), clock];
}

/** Lets time pass and cron run until nothing is left to do. */
async function recover({ world, ledger, tokens }: Round): Promise<void> {
  for (const [key, id] of ledger.submissions)
    if (id === undefined) await submit({ url: world.url, token: tokens.translator }, ledger, key);
  const backlog = `select (select count(*) from submissions where state in ('queued', 'processing')) || ' submissions, ' ||
    (select count(*) from outbox where done_at is null) || ' promises, ' ||
    (select count(*) from purges where done_at is null) || ' purges' as left`;
  let left = '';
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    await world.passTime(PASS_MS);
    await world.cron();
    await sleep(100);
    left = String((await world.rows('DB', backlog))[0]?.left);
    if (left === '0 submissions, 0 promises, 0 purges') return;
  }
  throw new Error(`Work is left after ${SWEEPS_MAX} sweeps: ${left}.`);
}

/** Throws with all that is wrong after the round in which it went wrong. `say` hears of each round. */
export async function runRounds(options: {
  rounds: number;
  seed: number;
  say?: (line: string) => void;
}): Promise<Outcome> {
  const world = await startWorld();
  try {
    const random = randomOf(options.seed);
    const ledger: Ledger = { submissions: new Map(), articles: new Map(), answered: 0, unanswered: 0 };
    const tokens = {
      translator: await world.token('translator'),
      publisher: await world.token('publisher'),
    };
    for (let number = 1; number <= options.rounds; number++) {
      let dead = false;
      const round: Round = { world, ledger, random, tokens, number, alive: () => !dead };
      const work = Promise.all(clients(round));
      const changes = Math.floor(random() * LIFE_MAX_CHANGES);
      const until = { answered: ledger.answered + changes, at: Date.now() + LIFE_MAX_MS };
      while (ledger.answered < until.answered && Date.now() < until.at) await sleep(2);
      await sleep(random() * LIFE_REST_MAX_MS);
      world.kill();
      dead = true;
      await work;
      await world.whenBack();
      await recover(round);
      const wrong = [...(await audit(round)), ...(await read(round))];
      options.say?.(
        `round ${number}: killed after ${changes} changes; ${ledger.submissions.size} submissions, ${ledger.articles.size} articles`,
      );
      if (wrong.length > 0) throw new Error(`After round ${number}:\n${wrong.slice(0, 20).join('\n')}`);
    }
    const all = [...ledger.articles.values()];
    const sum = (get: (known: Known) => number): number =>
      all.reduce((total, known) => total + get(known), 0);
    return {
      rounds: options.rounds,
      submissions: ledger.submissions.size,
      published: sum((known) => Math.min(1, known.sure.publish ?? 0)),
      corrections: sum((known) => known.sure.correct ?? 0),
      unanswered: ledger.unanswered + sum((known) => Object.values(known.unsure).reduce((a, b) => a + b, 0)),
      purges: await numberIn(world, 'DB', 'select count(*) from purges where done_at is not null'),
    };
  } finally {
    await world.end();
  }
}
