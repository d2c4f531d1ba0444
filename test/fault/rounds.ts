/**
 * Rounds of work, death and recovery. After each, what the clients were told is held against the rows and against
 * what readers get: nothing acknowledged is lost, nothing is there twice, and all promised work is done.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { act, findArticle, type Known, type Ledger, Lost, submit } from './clients.ts';
import { startWorld, type World } from './world.ts';

/** Longer than a lease, so what a dead consumer held is free. */
const PASS_MS = 130_000;
const SWEEPS_MAX = 40;
/** A life ends after so many acknowledged changes at most, and so long after the last of them. */
const LIFE_MAX_CHANGES = 40;
const LIFE_REST_MAX_MS = 40;
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

const count = (known: Known, step: string): number => (known.sure[step] ?? 0) + (known.unsure[step] ?? 0);

/** The next thing that an editor would do with an article; a step that nobody answered is taken again. */
function nextStep(known: Known, chance: number): 'approve' | 'publish' | 'correct' | 'withdraw' | undefined {
  if (!known.sure.approve) return 'approve';
  if (!known.sure.publish) return 'publish';
  if (count(known, 'withdraw') > 0) return known.sure.withdraw ? undefined : 'withdraw';
  if (count(known, 'correct') < 2) return 'correct';
  return chance < 0.2 ? 'withdraw' : undefined;
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
      const open = [...ledger.submissions].filter(([, id], n) => id !== undefined && n % 2 === mine);
      for (const [, id] of open.reverse()) {
        const known = [...ledger.articles].find(([submission]) => submission === id)?.[1];
        if (known) {
          const step = nextStep(known, random());
          if (step) await act(publisher, ledger, known, step);
          continue;
        }
        const article = await findArticle(publisher, id ?? '');
        if (article) ledger.articles.set(id ?? '', { id: article, sure: {}, unsure: {} });
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

const numberIn = async (world: World, base: 'DB' | 'SEARCH', sql: string): Promise<number> =>
  Number(Object.values((await world.rows(base, sql))[0] ?? {})[0]);

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

/** Holds the rows against what was acknowledged. Gives what is wrong. */
async function audit({ world, ledger }: Round): Promise<string[]> {
  const wrong: string[] = [];
  const say = (fine: boolean, what: string): void => {
    if (!fine) wrong.push(what);
  };
  const submissions = await world.rows(
    'DB',
    `select s.id, s.idempotency_key as key, s.state, count(r.id) as revisions, count(distinct r.article_id) as articles
     from submissions s left join revisions r on r.submission_id = s.id group by s.id`,
  );
  const byKey = new Map(submissions.map((row) => [String(row.key), row]));
  say(byKey.size === submissions.length, 'A key has two submissions.');
  say(
    submissions.length === ledger.submissions.size,
    `${submissions.length} rows for ${ledger.submissions.size} keys.`,
  );
  for (const [key, id] of ledger.submissions) {
    const row = byKey.get(key);
    say(row?.id === id, `Submission ${key} was acknowledged as ${id} and is ${row?.id}.`);
    say(
      row?.state === 'ready' && row.revisions === 1 && row.articles === 1,
      `Submission ${key} is ${JSON.stringify(row)}.`,
    );
  }
  const articles = await numberIn(world, 'DB', 'select count(*) from articles');
  say(articles === submissions.length, `${articles} articles of ${submissions.length} submissions.`);
  const out = await numberIn(world, 'DB', "select count(*) from articles where state = 'published'");
  const found = await numberIn(world, 'SEARCH', 'select count(*) from entries');
  say(out === found, `${found} search entries for ${out} published articles.`);

  const done = new Map<string, number>();
  for (const row of await world.rows('DB', 'select subject, action, count(*) as n from audit group by 1, 2'))
    done.set(`${row.subject} ${row.action}`, Number(row.n));
  const notes = new Map<string, number>();
  for (const row of await world.rows('DB', 'select article_id, count(*) as n from corrections group by 1'))
    notes.set(String(row.article_id), Number(row.n));
  const rowsOf = new Map<string, number>();
  for (const row of await world.rows(
    'DB',
    'select article_id, change, count(*) as n from purges group by 1, 2',
  ))
    rowsOf.set(`${row.article_id} ${row.change}`, Number(row.n));

  for (const known of ledger.articles.values()) {
    for (const step of ['approve', 'publish', 'correct', 'withdraw']) {
      const times = done.get(`article:${known.id} ${step}`) ?? 0;
      const sure = known.sure[step] ?? 0;
      // Asked for twice, an approval, a publication or a withdrawal happens once; a correction is said each time.
      const least = step === 'correct' ? sure : Math.min(sure, 1);
      const most = step === 'correct' ? count(known, step) : Math.min(count(known, step), 1);
      say(least <= times && times <= most, `${known.id}: ${step} ${times} times, ${least} to ${most} told.`);
      if (step === 'correct') say((notes.get(known.id) ?? 0) === times, `${known.id}: notes without audit.`);
      // Two rows a change, in its own batch.
      const purges = rowsOf.get(`${known.id} ${step}`) ?? 0;
      if (step !== 'approve')
        say(purges === 2 * times, `${known.id}: ${purges} purges of ${times} times ${step}.`);
    }
  }
  return wrong;
}

/** What readers get of the articles whose state is certain. */
async function read({ ledger }: Round): Promise<string[]> {
  const wrong: string[] = [];
  for (const known of [...ledger.articles.values()].slice(-20)) {
    if (known.url === undefined || (count(known, 'withdraw') > 0 && !known.sure.withdraw)) continue;
    const response = await fetch(known.url);
    await response.arrayBuffer();
    const wanted = known.sure.withdraw ? 410 : 200;
    if (response.status !== wanted) wrong.push(`${known.url} answers ${response.status}, not ${wanted}.`);
  }
  return wrong;
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
