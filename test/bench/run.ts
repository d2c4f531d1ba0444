/**
 * `npm run bench`: what the site costs, one JSON object a line: `{name, value, unit, baseline?, ratio?}`.
 * A baseline is measured in the same run, in turns with the value, because only their ratio means something
 * on another machine.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { newToken } from '../../src/auth/new-token.ts';
import { migrate } from '../../src/cli/database.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { bundle, startupMillis, weigh } from './bundle.ts';
import { inTurns, requestsPerSecond } from './load.ts';
import { startBare, startFixed, startWorld, type World } from './world.ts';

const ROUNDS = 3;
const SECONDS = 4;
const ARTICLES = 60;

const round = (value: number): number => Number(value.toPrecision(4));

function print(name: string, value: number, unit: string, baseline?: number): void {
  const compared =
    baseline === undefined ? {} : { baseline: round(baseline), ratio: round(value / baseline) };
  console.log(JSON.stringify({ name, value: round(value), unit, ...compared }));
}

async function makeToken(world: World, role: MemberRole): Promise<string> {
  const made = await newToken({ role, name: `Bench ${role}`, now: Date.now() });
  const database = await world.mf.getD1Database('DB');
  for (const statement of made.statements) await database.prepare(statement).run();
  return made.token;
}

const consumed = z.object({ messages: z.number(), acknowledged: z.number() });
const listed = z.object({ articles: z.array(z.object({ id: z.string() })) });
const published = z.object({ url: z.string() });

async function ask(
  world: World,
  path: string,
  init: { method?: string; token?: string } = {},
): Promise<unknown> {
  const response = await fetch(world.url + path, {
    method: init.method ?? 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(init.token ? { Authorization: `Bearer ${init.token}` } : {}),
    },
    ...(init.method === 'POST' ? { body: '{}' } : {}),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body.slice(0, 300)}`);
  return JSON.parse(body);
}

/** Texts a second of `work` on `ARTICLES` texts. */
async function textsPerSecond(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return ARTICLES / ((performance.now() - started) / 1000);
}

async function benchConsumer(world: World): Promise<void> {
  const token = await makeToken(world, 'translator');
  let next = 1;
  const consumer = async (): Promise<number> => {
    await ask(world, `/bench/submit?from=${next}&count=${ARTICLES}&token=${token}`);
    next += ARTICLES;
    return textsPerSecond(async () => {
      const done = consumed.parse(await ask(world, '/bench/consume'));
      if (done.acknowledged !== ARTICLES)
        throw new Error(`${done.acknowledged} of ${ARTICLES} messages were done.`);
    });
  };
  const over = (path: string) => (): Promise<number> =>
    textsPerSecond(() => ask(world, `/bench/${path}?from=${next}&count=${ARTICLES}`));
  const [marked, pipeline] = [over('marked'), over('pipeline')];
  // The first run of each compiles code.
  for (const warm of [consumer, marked, pipeline]) await warm();
  const steps = await inTurns(ROUNDS, pipeline, marked);
  print('pipeline: steps on text alone, against marked alone', steps.a, 'articles/s', steps.b);
  const whole = await inTurns(ROUNDS, consumer, marked);
  print('consumer: with all its rows written, against marked alone', whole.a, 'articles/s', whole.b);
}

/** Publishes some of the consumed articles; the path of the last. */
async function publishSome(world: World): Promise<string> {
  const proofreader = await makeToken(world, 'proofreader');
  const publisher = await makeToken(world, 'publisher');
  const { articles } = listed.parse(
    await ask(world, '/api/v1/articles?state=in_review', { token: publisher }),
  );
  let path = '';
  for (const { id } of articles.slice(0, 40)) {
    await ask(world, `/api/v1/articles/${id}/approve`, { method: 'POST', token: proofreader });
    const answer = published.parse(
      await ask(world, `/api/v1/articles/${id}/publish`, { method: 'POST', token: publisher }),
    );
    path = new URL(answer.url, 'http://localhost:8787').pathname;
  }
  return path;
}

const counts = z.object({ status: z.number(), trips: z.number(), rows: z.number() });

async function benchRoutes(world: World, article: string): Promise<void> {
  const [, lang, year, month] = article.split('/');
  const routes: Record<string, string> = {
    article,
    'article as Markdown': `${article}.md`,
    'front page of an edition': `/${lang}/`,
    '/': '/',
    'month archive': `/${lang}/${year}/${month}/`,
    topic: `/${lang}/topics/city`,
    feed: `/${lang}/feed.xml`,
    'json feed': `/${lang}/feed.json`,
    sitemap: '/sitemap.xml',
    'news sitemap': '/news-sitemap.xml',
    search: `/${lang}/search?q=${encodeURIComponent('观测')}`,
    '404': `/${lang}/${year}/${month}/no-such-article`,
  };
  for (const [name, path] of Object.entries(routes)) {
    const seen = counts.parse(await ask(world, `/bench/count?path=${encodeURIComponent(path)}`));
    // A page that this version of the site does not have is no measurement.
    if (seen.status !== 200 && name !== '404') continue;
    print(`reader, ${name}: D1 round trips`, seen.trips, 'round trips');
    print(`reader, ${name}: D1 rows read`, seen.rows, 'rows');
  }
}

async function benchReader(
  worlds: { miss: World; hit: World; bare: World; fixed: World },
  path: string,
): Promise<void> {
  const load = (world: World, at: string) => () => requestsPerSecond(world.url + at, SECONDS);
  for (const [world, at] of [
    [worlds.miss, path],
    [worlds.hit, path],
    [worlds.bare, '/a'],
    [worlds.fixed, '/'],
  ] as const) {
    await requestsPerSecond(world.url + at, 1);
  }
  const miss = await inTurns(ROUNDS, load(worlds.miss, path), load(worlds.bare, '/a'));
  print('reader miss: article, against a bare Worker with one D1 SELECT', miss.a, 'requests/s', miss.b);
  const hit = await inTurns(ROUNDS, load(worlds.hit, path), load(worlds.fixed, '/'));
  print('reader hit through the stand-in, against a fixed string', hit.a, 'requests/s', hit.b);
}

const folder = mkdtempSync(join(tmpdir(), 'dragoman-bench-'));
const worlds: World[] = [];
const keep = (world: World): World => {
  worlds.push(world);
  return world;
};
try {
  const deployed = await bundle('src/index.ts', 'site');
  const weight = await weigh();
  print('bundle: what a location loads for a reader', weight.reader, 'bytes gzip');
  print('bundle: all that is deployed', weight.all, 'bytes gzip');
  print('start-up CPU', await startupMillis(), 'ms');

  const script = await bundle('test/bench/worker.ts', 'bench');
  await migrate(join(folder, 'hit'));
  const hit = keep(await startWorld({ script, edgeCache: 'stand-in', persistTo: join(folder, 'hit') }));
  await benchConsumer(hit);
  const path = await publishSome(hit);
  await hit.mf.dispose();
  worlds.pop();

  // The same database twice: one Worker with the stand-in in front, one that renders each request.
  cpSync(join(folder, 'hit'), join(folder, 'miss'), { recursive: true });
  const ready = {
    hit: keep(await startWorld({ script: deployed, edgeCache: 'stand-in', persistTo: join(folder, 'hit') })),
    miss: keep(await startWorld({ script, edgeCache: 'workers', persistTo: join(folder, 'miss') })),
    bare: keep(await startBare()),
    fixed: keep(await startFixed()),
  };
  await benchRoutes(ready.miss, path);
  await benchReader(ready, path);
} finally {
  await Promise.all(worlds.map((world) => world.mf.dispose()));
  rmSync(folder, { recursive: true, force: true });
}
