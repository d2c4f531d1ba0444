/**
 * What each reader route asks of D1 in archives of several sizes, and what the Worker holds in memory after reading
 * them through a full stand-in. The baseline of a figure is the same in the smallest archive.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { articlePath } from '../../src/lib/paths.ts';
import { STAND_IN_MAX_BYTES } from '../../src/limits.ts';
import { variantKey } from '../../src/store/picture-files.ts';
import { fillArchive, findPlaces } from './archive.ts';
import { ask } from './ask.ts';
import { print } from './print.ts';
import { forgetPeak, heapBytes, peakBytes } from './process.ts';
import { benchRoutes } from './routes.ts';
import { startWorld, type World } from './world.ts';

const counts = z.object({ status: z.number(), trips: z.number(), rows: z.number() });
const sizes = z.object({ bytes: z.number() });

interface Measured {
  routes: Map<string, z.infer<typeof counts>>;
  memory?: { resident: number; heap: number; buffers: number };
}

async function countRoutes(world: World, now: number): Promise<Measured['routes']> {
  const places = await findPlaces(await world.mf.getD1Database('DB'), now);
  const pictures = await world.mf.getR2Bucket('PICTURES');
  await pictures.put(variantKey(places.picture, '960.webp'), new Uint8Array(1_000), {
    httpMetadata: { contentType: 'image/webp' },
  });
  const routes: Measured['routes'] = new Map();
  for (const { name, path, status = 200 } of benchRoutes) {
    const asked = path(places);
    const seen = counts.parse(await ask(world, `/bench/count?path=${encodeURIComponent(asked)}`));
    if (seen.status !== status) throw new Error(`${asked} answered ${seen.status}, not ${status}.`);
    routes.set(name, seen);
  }
  return routes;
}

/** Distinct pages of the archive, the same number in each: articles as HTML and as Markdown. */
async function distinctPaths(world: World): Promise<string[]> {
  const database = await world.mf.getD1Database('DB');
  const { results } = await database
    .prepare("select lang, month, slug from articles where state = 'published' order by rowid desc limit 400")
    .all<{ lang: string; month: string; slug: string }>();
  const paths = results.map(({ lang, month, slug }) => articlePath(lang, month, slug));
  return [...paths, ...paths.map((path) => `${path}.md`)];
}

const AT_ONCE = 8;
const MONTHS_AT_ONCE = 100;

const monthBefore = (lang: string, month: string, row: number): string =>
  `/${lang}/${month.replace('-', '/')}/before/${Date.UTC(2100, 0)}-${row}`;

async function readAll(world: World, paths: readonly string[]): Promise<void> {
  const left = [...paths];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) {
        await (await fetch(world.url + path)).arrayBuffer();
      }
    }),
  );
}

/** Reads articles, then long pages, until the stand-in holds all it may; then the articles again. */
async function measureMemory(world: World, now: number): Promise<Measured['memory']> {
  if (world.pid === undefined) return undefined;
  forgetPeak(world.pid);
  const paths = await distinctPaths(world);
  await readAll(world, paths);
  const { lang, month } = await findPlaces(await world.mf.getD1Database('DB'), now);
  for (let n = 1, held = 0; held < STAND_IN_MAX_BYTES * 0.95; n += MONTHS_AT_ONCE) {
    // Each is a month from its end on, under an address of its own.
    const months = Array.from({ length: MONTHS_AT_ONCE }, (_, k) => monthBefore(lang, month, n + k));
    await readAll(world, months);
    held = sizes.parse(await ask(world, '/bench/stand-in')).bytes;
  }
  await readAll(world, paths);
  const resident = peakBytes(world.pid);
  const inspector = await world.mf.getInspectorURL();
  // The isolate answers its inspector when it wakes up for a request.
  const awake = setInterval(() => void ask(world, '/bench/stand-in').catch(() => undefined), 100);
  try {
    return { resident, ...(await heapBytes(`${inspector}core:user:`)) };
  } finally {
    clearInterval(awake);
  }
}

async function measure(
  asked: { script: string; migrated: string; folder: string },
  articles: number,
): Promise<Measured> {
  const persistTo = join(asked.folder, `archive-${articles}`);
  cpSync(asked.migrated, persistTo, { recursive: true });
  const now = Date.now();
  const counting = await startWorld({ script: asked.script, edgeCache: 'workers', persistTo });
  let routes: Measured['routes'];
  try {
    const [main, search] = [
      await counting.mf.getD1Database('DB'),
      await counting.mf.getD1Database('SEARCH'),
    ] as const;
    await fillArchive({ main, search }, { articles, now });
    routes = await countRoutes(counting, now);
  } finally {
    await counting.mf.dispose();
  }
  const reading = await startWorld({ script: asked.script, edgeCache: 'stand-in', persistTo });
  try {
    const memory = await measureMemory(reading, now);
    return memory ? { routes, memory } : { routes };
  } finally {
    await reading.mf.dispose();
  }
}

/** `migrated` is a folder of empty, migrated databases; `sizes` in articles, the smallest first. A route that grows with the archive fails the run. */
export async function benchArchives(
  asked: { script: string; migrated: string; folder: string },
  archives: readonly number[],
): Promise<void> {
  let base: Measured | undefined;
  for (const articles of archives) {
    const seen = await measure(asked, articles);
    for (const [name, { trips, rows }] of seen.routes) {
      const than = base?.routes.get(name);
      const title = `reader, ${name}, of ${articles} articles`;
      if (than && (trips > than.trips || rows > than.rows)) {
        process.exitCode = 1;
        console.error(`${title}: reads more than in the smallest archive.`);
      }
      print(`${title}: D1 round trips`, trips, 'round trips', than?.trips);
      print(`${title}: D1 rows read`, rows, 'rows', than?.rows);
    }
    if (seen.memory) {
      const { resident, heap, buffers } = seen.memory;
      const title = `memory after reading through a full stand-in, ${articles} articles`;
      print(`${title}: workerd at its peak, local D1 included`, resident, 'bytes', base?.memory?.resident);
      print(`${title}: V8 heap of the Worker`, heap, 'bytes', base?.memory?.heap);
      print(`${title}: buffers of the Worker`, buffers, 'bytes', base?.memory?.buffers);
    }
    base ??= seen;
  }
}
