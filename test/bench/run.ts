/**
 * `npm run bench`: what the site costs, one JSON object a line: `{name, value, unit, baseline?, ratio?}`.
 * A baseline is measured in the same run, in turns with the value, because only their ratio means something
 * on another machine. `npm run bench -- --only reader`: only what a reader's hit and miss cost, `--only pipeline`: only
 * what a text does, made ones and, where `../shared/corpus` is, those that volunteers sent. `npm run bench -- --articles
 * 100000`: only what grows with the archive, or should not, in one of so many articles against one of 1,000.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { migrate } from '../../src/cli/database.ts';
import { benchArchives } from './archives.ts';
import { ask, makeToken } from './ask.ts';
import { bundle, startupMillis, weigh } from './bundle.ts';
import { cpuMillisEach, inTurns, middlePair, type Pair, requestsPerSecond } from './load.ts';
import { print } from './print.ts';
import { sentTexts } from './sent.ts';
import { benchSteps } from './steps.ts';
import { benchVisible } from './visible.ts';
import { startBare, startFixed, startWorld, type World } from './world.ts';

const ROUNDS = 3;
/** Of a kind that a miss is measured in, one after another: one may serve a tenth more than its like while it lives. */
const PROCESSES = 3;
const SECONDS = 4;
/** Of load before the first round: thousands of requests go by until V8 has compiled what renders a page. */
const WARM_SECONDS = 8;
const ARTICLES = 60;
/** The newest are published first: the last of so many has 6 kB, half of what volunteers publish is shorter. */
const PUBLISHED = 39;
/** For the steps on text alone. A long run of a Worker is measured: V8 compiles hot code again while it warms up. */
const TEXTS = 300;
const WARM_TURNS = 3;
/** Of each kind, for the CPU of one. */
const REQUESTS = 2_000;
/** Articles in the archives that every run measures; `--articles` measures another against the smallest. */
const SMALL_ARCHIVE = 1_000;
const ARCHIVE = 10_000;

/** What can be measured alone. */
const parts = ['reader', 'pipeline'] as const;
type Part = (typeof parts)[number];

const consumed = z.object({ messages: z.number(), acknowledged: z.number() });
const listed = z.object({ articles: z.array(z.object({ id: z.string() })) });
const published = z.object({ url: z.string() });

/** Texts a second of `work` on so many texts. */
async function textsPerSecond(texts: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return texts / ((performance.now() - started) / 1000);
}

async function benchConsumer(world: World): Promise<void> {
  const token = await makeToken(world, 'translator');
  let next = 1;
  const consumer = async (): Promise<number> => {
    await ask(world, `/bench/submit?from=${next}&count=${ARTICLES}&token=${token}`);
    next += ARTICLES;
    return textsPerSecond(ARTICLES, async () => {
      const done = consumed.parse(await ask(world, '/bench/consume'));
      if (done.acknowledged !== ARTICLES)
        throw new Error(`${done.acknowledged} of ${ARTICLES} messages were done.`);
    });
  };
  const over = (path: string, texts: 'usual' | 'short') => (): Promise<number> =>
    textsPerSecond(TEXTS, () => ask(world, `/bench/${path}?from=${next}&count=${TEXTS}&texts=${texts}`));
  const [marked, parsers, pipeline] = [
    over('marked', 'usual'),
    over('parsers', 'usual'),
    over('pipeline', 'usual'),
  ];
  await consumer();
  for (let turn = 0; turn < WARM_TURNS; turn++) for (const warm of [marked, parsers, pipeline]) await warm();
  const least = await inTurns(ROUNDS, parsers, marked);
  print('pipeline: marked and parse5 and nothing else, against marked alone', least.a, 'articles/s', least.b);
  const steps = await inTurns(ROUNDS, pipeline, marked);
  print('pipeline: steps on text alone, against marked alone', steps.a, 'articles/s', steps.b);
  const short = await inTurns(ROUNDS, over('pipeline', 'short'), over('marked', 'short'));
  print(
    'pipeline: steps on the text of short articles alone, against marked alone',
    short.a,
    'articles/s',
    short.b,
  );
  const sent = sentTexts();
  if (sent.length > 0) {
    const overSent = (path: string) => (): Promise<number> =>
      textsPerSecond(sent.length, () => ask(world, `/bench/${path}`, { method: 'POST', body: sent }));
    const [sentMarked, sentSteps] = [overSent('marked'), overSent('pipeline')];
    for (let turn = 0; turn < WARM_TURNS; turn++) for (const warm of [sentMarked, sentSteps]) await warm();
    const all = await inTurns(ROUNDS, sentSteps, sentMarked);
    print(
      `pipeline: steps on ${sent.length} texts that volunteers sent, against marked alone`,
      all.a,
      'articles/s',
      all.b,
    );
  }
  const whole = await inTurns(ROUNDS, consumer, marked);
  print('consumer: with all its rows written, against marked alone', whole.a, 'articles/s', whole.b);
}

/** Articles by the door, the consumer and the desk, where the consumer itself is not to be measured. */
async function fill(world: World): Promise<void> {
  const token = await makeToken(world, 'translator');
  await ask(world, `/bench/submit?from=1&count=${ARTICLES}&token=${token}`);
  await ask(world, '/bench/consume');
}

/** Publishes some of the consumed articles; the path of the last. */
async function publishSome(world: World): Promise<string> {
  const proofreader = await makeToken(world, 'proofreader');
  const publisher = await makeToken(world, 'publisher');
  const { articles } = listed.parse(
    await ask(world, '/api/v1/articles?state=in_review', { token: publisher }),
  );
  let path = '';
  for (const { id } of articles.slice(0, PUBLISHED)) {
    await ask(world, `/api/v1/articles/${id}/approve`, { method: 'POST', token: proofreader });
    const answer = published.parse(
      await ask(world, `/api/v1/articles/${id}/publish`, { method: 'POST', token: publisher }),
    );
    path = new URL(answer.url, 'http://localhost:8787').pathname;
  }
  return path;
}

const folder = mkdtempSync(join(tmpdir(), 'dragoman-bench-'));
const worlds: World[] = [];
const keep = (world: World): World => {
  worlds.push(world);
  return world;
};

interface Asked {
  start: () => Promise<World>;
  path: string;
}

/** Prints the requests a second of two Workers, and the CPU of each where processes can be looked at. */
async function benchLoad(
  what: string,
  baseline: string,
  { a, b, processes = 1 }: { a: Asked; b: Asked; processes?: number },
): Promise<void> {
  const rates: Pair[] = [];
  const costs: Pair[] = [];
  for (let n = 0; n < processes; n++) {
    const [one, other] = [keep(await a.start()), keep(await b.start())];
    const [url, otherUrl] = [one.url + a.path, other.url + b.path];
    const load = (at: string) => () => requestsPerSecond(at, SECONDS);
    for (const at of [url, otherUrl]) await requestsPerSecond(at, WARM_SECONDS);
    rates.push(await inTurns(ROUNDS, load(url), load(otherUrl)));
    const { pid } = one;
    const { pid: otherPid } = other;
    if (pid !== undefined && otherPid !== undefined) {
      const cpu = (at: string, of: number) => () => cpuMillisEach(at, of, REQUESTS);
      costs.push(await inTurns(ROUNDS, cpu(url, pid), cpu(otherUrl, otherPid)));
    }
    await Promise.all(worlds.splice(0).map((world) => world.mf.dispose()));
  }
  const rate = middlePair(rates);
  print(`${what}, against ${baseline}`, rate.a, 'requests/s', rate.b);
  if (costs.length === 0) return;
  const cost = middlePair(costs);
  print(`CPU of a ${what}, against ${baseline}`, cost.a, 'ms', cost.b);
}

async function benchReader(
  starts: Record<'miss' | 'hit', () => Promise<World>>,
  path: string,
): Promise<void> {
  const first = keep(await starts.miss());
  const page = await (await fetch(first.url + path)).text();
  await first.mf.dispose();
  worlds.pop();
  const [, , yyyy, mm, slug = ''] = path.split('/');
  const row = `/bench/row?lang=zh-Hans&month=${yyyy}-${mm}&slug=${slug}`;
  const bare = { start: () => startBare(page), path: '/a' };
  const select = 'a bare Worker with one D1 SELECT of the same page';
  const miss = { start: starts.miss, path };
  await benchLoad('reader miss: article', select, { a: miss, b: bare, processes: PROCESSES });
  const statement = { start: starts.miss, path: row };
  await benchLoad('reader miss: the article’s statement and nothing else', select, { a: statement, b: bare });
  const hit = { start: starts.hit, path };
  const fixed = { start: () => startFixed(page), path: '/' };
  await benchLoad('reader hit through the stand-in', 'the same page as a fixed string', { a: hit, b: fixed });
}

async function benchCode(): Promise<void> {
  const weight = await weigh();
  print('bundle: what a location loads for a reader', weight.reader, 'bytes gzip');
  print('bundle: what a location loads for the queue', weight.consumer, 'bytes gzip');
  print('bundle: what a location loads for the newsroom', weight.newsroom, 'bytes gzip');
  print('bundle: all that is deployed', weight.all, 'bytes gzip');
  print('start-up CPU', await startupMillis(), 'ms');
  benchSteps();
}

async function benchSite(script: string, migrated: string, only: Part | undefined): Promise<void> {
  if (only === undefined) await benchCode();
  cpSync(migrated, join(folder, 'hit'), { recursive: true });
  const hit = keep(await startWorld({ script, edgeCache: 'stand-in', persistTo: join(folder, 'hit') }));
  await (only === 'reader' ? fill(hit) : benchConsumer(hit));
  if (only === 'pipeline') return;
  const path = await publishSome(hit);
  if (only === undefined) await benchVisible(hit);
  await hit.mf.dispose();
  worlds.pop();

  const deployed = await bundle('src/index.ts', 'site');
  // The same database twice: one Worker with the stand-in in front, one that renders each request.
  cpSync(join(folder, 'hit'), join(folder, 'miss'), { recursive: true });
  const starts = {
    miss: () => startWorld({ script, edgeCache: 'workers', persistTo: join(folder, 'miss') }),
    hit: () => startWorld({ script: deployed, edgeCache: 'stand-in', persistTo: join(folder, 'hit') }),
  };
  await benchReader(starts, path);
}

const { values } = parseArgs({ options: { articles: { type: 'string' }, only: { type: 'string' } } });
const asked = values.articles === undefined ? undefined : Number(values.articles);
if (asked !== undefined && !(Number.isInteger(asked) && asked >= SMALL_ARCHIVE)) {
  console.error(`--articles takes a whole number of at least ${SMALL_ARCHIVE}, not ${values.articles}.`);
  process.exit(1);
}
const only = parts.find((part) => part === values.only);
if (only === undefined && values.only !== undefined) {
  console.error(`--only takes "reader" or "pipeline", not ${values.only}.`);
  process.exit(1);
}
try {
  const script = await bundle('test/bench/worker.ts', 'bench');
  const migrated = join(folder, 'migrated');
  await migrate(migrated);
  if (asked === undefined) await benchSite(script, migrated, only);
  await Promise.all(worlds.splice(0).map((world) => world.mf.dispose()));
  if (only === undefined)
    await benchArchives({ script, migrated, folder }, [SMALL_ARCHIVE, asked ?? ARCHIVE]);
} finally {
  await Promise.all(worlds.map((world) => world.mf.dispose()));
  rmSync(folder, { recursive: true, force: true });
}
