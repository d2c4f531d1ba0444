/** Builds Workers as a deployment would, and weighs them. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Built, buildWorker, writeBuilt } from '../../src/cli/build.ts';
import { root, runWrangler } from '../../src/cli/wrangler.ts';

/** Bundles an entry file into `.cache/bench/<name>`, in one script; its path. */
export async function bundle(entry: string, name: string): Promise<string> {
  const folder = join(root, '.cache/bench', name);
  writeBuilt(folder, await buildWorker(entry, 'single'));
  return join(folder, 'index.js');
}

export const gzipBytes = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);

/** A file's name below `dist/worker`, of its path in the metafile. */
export const nameOf = (path: string): string => relative('dist/worker', path);

/** Names of the files that a location loads for a reader, the entry and what it imports at once, and with `parts` too. */
export function loadedFiles({ metafile }: Pick<Built, 'metafile'>, ...parts: readonly string[]): Set<string> {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, made]) => [nameOf(path), made]));
  const loaded = new Set(['index.js']);
  for (const part of parts) {
    const [name] = [...outputs].find(([, { entryPoint }]) => entryPoint === part) ?? [];
    if (name === undefined) throw new Error(`${part} is no part that is loaded when it is needed.`);
    loaded.add(name);
  }
  for (const name of loaded)
    for (const { path, kind, external } of outputs.get(name)?.imports ?? [])
      if (kind === 'import-statement' && !external) loaded.add(nameOf(path));
  return loaded;
}

/** Bytes, gzipped together as `wrangler deploy` counts, of the Worker: all of it, and what a location loads for whom. */
export async function weigh(): Promise<{ all: number; reader: number; consumer: number; newsroom: number }> {
  const built = await buildWorker('src/index.ts', 'split');
  const together = (names: Iterable<string>): number =>
    gzipBytes([[...names].map((name) => built.files.get(name) ?? '').join('\n')]);
  const loaded = (...parts: string[]): number => together(loadedFiles(built, ...parts));
  return {
    all: together(built.files.keys()),
    reader: loaded(),
    consumer: loaded('src/queue/consume.ts'),
    newsroom: loaded('src/newsroom.ts'),
  };
}

const profile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string() }) })),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** Milliseconds of CPU that workerd spends on evaluating the deployed Worker's modules, by its own profiler. */
export async function startupMillis(): Promise<number> {
  const file = join(root, '.cache/bench/startup.cpuprofile');
  await runWrangler(['check', 'startup', '--outfile', file]);
  const { nodes, samples, timeDeltas } = profile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const waits = new Set(
    nodes
      .filter(({ callFrame }) => /^\((?:idle|program|root)\)$/.test(callFrame.functionName))
      .map(({ id }) => id),
  );
  let micros = 0;
  for (const [n, id] of samples.entries()) if (!waits.has(id)) micros += timeDeltas[n] ?? 0;
  return micros / 1000;
}
