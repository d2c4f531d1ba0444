/**
 * `npm run bench:costs [-- --articles N]`: what Cloudflare would bill, counted: N articles (100 unless said) through
 * door, queue and pipeline into real D1, R2 and Images on this machine, some of them published and read. One JSON
 * object a line, as `npm run bench` prints them; README's prices are these counts times Cloudflare's.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { newToken } from '../../src/auth/new-token.ts';
import { migrate } from '../../src/cli/database.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { bundle } from './bundle.ts';
import { workerdCpuMillis } from './processes.ts';
import { MEAN_MORE_PARAGRAPHS, makeText } from './texts.ts';
import { startWorld, type World } from './world.ts';

const PUBLISHED = 20;
const WITH_PICTURE = 10;
const SWEEPS = 10;
const MISSES = 400;
const STEPS = 200;
const WAIT_MAX_MS = 120_000;
/** Under the token's 1,200 requests a minute, and no further ahead of the queue than a newsroom gets. */
const AT_ONCE = 8;

const { values } = parseArgs({ options: { articles: { type: 'string', default: '100' } } });
const articles = Math.max(PUBLISHED, Number(values.articles));

const database = z.object({ trips: z.number(), rows: z.number(), written: z.number() });
const counts = z.object({
  invocations: z.number(),
  queueWrites: z.number(),
  queueReads: z.number(),
  classA: z.number(),
  classB: z.number(),
  transformations: z.number(),
  d1: database,
  search: database,
});
type Counts = z.infer<typeof counts>;

const print = (name: string, value: number, unit: string): void =>
  console.log(JSON.stringify({ name, value: Number(value.toPrecision(4)), unit }));

function printCounts(what: string, seen: Counts, n: number): void {
  print(`${what}: D1 rows read`, (seen.d1.rows + seen.search.rows) / n, 'rows');
  print(`${what}: D1 rows written`, (seen.d1.written + seen.search.written) / n, 'rows');
  // A message is written, read and deleted.
  print(`${what}: queue operations`, (seen.queueWrites + 2 * seen.queueReads) / n, 'operations');
  print(`${what}: Worker invocations`, seen.invocations / n, 'invocations');
  print(`${what}: R2 class A`, seen.classA / n, 'operations');
  print(`${what}: R2 class B`, seen.classB / n, 'operations');
  print(`${what}: Images`, seen.transformations / n, 'transformations');
}

const folder = mkdtempSync(join(tmpdir(), 'dragoman-bench-costs-'));
let world: World;
let stop = async (): Promise<void> => undefined;

async function start(script: string, edgeCache: 'workers' | 'stand-in'): Promise<void> {
  world = await startWorld({ script, edgeCache, persistTo: folder });
  stop = () => world.mf.dispose();
}

async function takeCounts(): Promise<Counts> {
  return counts.parse(await (await fetch(`${world.url}/bench/counts`)).json());
}

async function ask(path: string, token: string, body?: BodyInit): Promise<unknown> {
  const answer = await fetch(`${world.url}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function makeToken(role: MemberRole): Promise<string> {
  const made = await newToken({ role, name: `Costs ${role}`, now: Date.now() });
  const db = await world.mf.getD1Database('DB');
  for (const statement of made.statements) await db.prepare(statement).run();
  return made.token;
}

/** Asks the database itself, which no count sees, until nothing is left of what `sql` counts. */
async function waitForNone(sql: string): Promise<void> {
  const db = await world.mf.getD1Database('DB');
  const until = Date.now() + WAIT_MAX_MS;
  while (((await db.prepare(sql).first<number>('n')) ?? 0) > 0) {
    if (Date.now() > until) throw new Error(`Still there after ${WAIT_MAX_MS / 1000} s: ${sql}`);
    await sleep(200);
  }
}

async function bytesOf(binding: 'DB' | 'SEARCH'): Promise<number> {
  const db = await world.mf.getD1Database(binding);
  return (await db.prepare('select 1').run()).meta.size_after;
}

const river = readFileSync(resolve(import.meta.dirname, '../../src/cli/sample/pictures/river.jpeg'));

/** The sample's photograph with a comment of its own, so that each is another picture. */
function picture(n: number): File {
  const comment = Buffer.from(`costs ${n}`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  const bytes = Buffer.concat([
    river.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    comment,
    river.subarray(2),
  ]);
  return new File([bytes], 'river.jpeg', { type: 'image/jpeg' });
}

type With = 'text' | 'picture';

async function submit(token: string, from: number, count: number, kind: With): Promise<void> {
  let next = from;
  const work = async (): Promise<void> => {
    for (let n = next++; n < from + count; n = next++) {
      const form = new FormData();
      form.set('lang', 'zh-Hans');
      form.set('markdown', makeText(n, MEAN_MORE_PARAGRAPHS));
      form.append('topics[]', 'city');
      if (kind === 'picture') form.set('header_image', picture(n));
      await ask('/submissions', token, form);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await waitForNone("select count(*) as n from submissions where state in ('queued', 'processing')");
  await waitForNone('select count(*) as n from outbox where done_at is null');
}

const settled = () => waitForNone('select count(*) as n from purges where done_at is null');

/** Publishes one at a time, as a newsroom does: each with both of its purges. The addresses. */
async function publishSome(): Promise<string[]> {
  const [proofreader, publisher] = [await makeToken('proofreader'), await makeToken('publisher')];
  const list = z.object({ articles: z.array(z.object({ id: z.string() })) });
  const { articles: found } = list.parse(await ask('/articles?state=in_review', publisher));
  const db = await world.mf.getD1Database('DB');
  await takeCounts();
  const paths: string[] = [];
  for (const { id } of found.slice(0, PUBLISHED)) {
    // An hour has passed since the last one: the purge bucket is full.
    await db.prepare('delete from purge_calls').run();
    await ask(`/articles/${id}/approve`, proofreader, '{}');
    const answer = z.object({ url: z.string() }).parse(await ask(`/articles/${id}/publish`, publisher, '{}'));
    paths.push(new URL(answer.url, 'http://localhost').pathname);
    await settled();
  }
  await waitForNone('select count(*) as n from outbox where done_at is null');
  return paths;
}

async function benchWrites(): Promise<string[]> {
  const token = await makeToken('translator');
  await submit(token, 1, 5, 'text');
  const before = await bytesOf('DB');
  await takeCounts();
  const cpu = workerdCpuMillis();
  await submit(token, 100, articles, 'text');
  const cpuAfter = workerdCpuMillis();
  printCounts('submission to article', await takeCounts(), articles);
  if (cpu !== undefined && cpuAfter !== undefined)
    print('submission to article: CPU, D1 included', (cpuAfter - cpu) / articles, 'ms');
  print('text', Buffer.byteLength(makeText(100, MEAN_MORE_PARAGRAPHS)), 'bytes');
  print('article in the main database', ((await bytesOf('DB')) - before) / articles, 'bytes');

  await submit(token, 100_000, WITH_PICTURE, 'picture');
  printCounts('submission with a picture', await takeCounts(), WITH_PICTURE);
  const bucket = await world.mf.getR2Bucket('PICTURES');
  const { objects } = await bucket.list({ limit: 1_000 });
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  print('picture in R2, original and variants', bytes / WITH_PICTURE, 'bytes');
  print('picture in R2, original alone', river.length, 'bytes');

  const indexed = await bytesOf('SEARCH');
  const paths = await publishSome();
  printCounts('approval and publication', await takeCounts(), PUBLISHED);
  print(
    'published article in the search database',
    ((await bytesOf('SEARCH')) - indexed) / PUBLISHED,
    'bytes',
  );

  for (let n = 0; n < SWEEPS; n++) await fetch(`${world.url}/bench/sweep`);
  printCounts('sweep with nothing to do', await takeCounts(), SWEEPS);
  return paths;
}

/** The steps on text alone: what is left of a submission's CPU when the database is on another machine. */
async function benchSteps(): Promise<void> {
  const run = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++) {
      const body = makeText(n, MEAN_MORE_PARAGRAPHS);
      await (await fetch(`${world.url}/bench/pipeline`, { method: 'POST', body })).arrayBuffer();
    }
  };
  await run(50);
  const cpu = workerdCpuMillis();
  await run(STEPS);
  const cpuAfter = workerdCpuMillis();
  if (cpu !== undefined && cpuAfter !== undefined)
    print('steps on one text, request included: CPU', (cpuAfter - cpu) / STEPS, 'ms');
}

async function benchReads(paths: string[]): Promise<void> {
  const [path = ''] = paths;
  const [, lang, year, month] = path.split('/');
  await takeCounts();
  for (const one of paths) await (await fetch(world.url + one)).arrayBuffer();
  printCounts('reader miss, article', await takeCounts(), paths.length);
  const others = [`/${lang}/`, `/${lang}/${year}/${month}/`, `/${lang}/feed.xml`, `/${lang}/topics/city`];
  for (const one of others) {
    await (await fetch(world.url + one)).arrayBuffer();
    const { d1 } = await takeCounts();
    print(`reader miss, ${one.replace(/\d{4}\/\d{2}/, 'yyyy/mm')}: D1 rows read`, d1.rows, 'rows');
  }
  const warm = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++)
      await (await fetch(world.url + (paths[n % paths.length] ?? ''))).arrayBuffer();
  };
  await warm(50);
  const cpu = workerdCpuMillis();
  await warm(MISSES);
  const cpuAfter = workerdCpuMillis();
  if (cpu !== undefined && cpuAfter !== undefined)
    print('reader miss, article: CPU, D1 included', (cpuAfter - cpu) / MISSES, 'ms');
}

try {
  const script = await bundle('test/bench/costs-worker.ts', 'costs');
  await migrate(folder);
  await start(script, 'stand-in');
  const paths = await benchWrites();
  await stop();
  // Without a cache in front every request is a miss.
  await start(script, 'workers');
  await benchReads(paths);
  await benchSteps();
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
