/** Builds Workers as a deployment would, and weighs them. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { root, runWrangler } from '../../src/cli/wrangler.ts';

/** Bundles an entry file into `.cache/bench/<name>`; the path of the one script. */
export async function bundle(entry: string, name: string): Promise<string> {
  const folder = join(root, '.cache/bench', name);
  mkdirSync(folder, { recursive: true });
  await runWrangler(['deploy', entry, '--dry-run', '--outdir', folder]);
  const script = readdirSync(folder).find((file) => file.endsWith('.js'));
  if (script === undefined) throw new Error(`wrangler wrote no script for ${entry}.`);
  return join(folder, script);
}

export const gzipBytes = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;

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
