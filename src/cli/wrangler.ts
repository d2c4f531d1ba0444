import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The checkout: where wrangler.toml and migrations/ are, wherever the command was typed. */
export const root = resolve(import.meta.dirname, '../..');

/** Node and wrangler's script: started directly, since a shell script between would hide its process id. */
export const wranglerCommand = (args: string[]): [string, ...string[]] => [
  process.execPath,
  join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js'),
  ...args,
];

/** No banner, no metrics, no questions, no fetch of Cloudflare's `cf` object: local work is quiet and offline. */
export const wranglerEnv = (): NodeJS.ProcessEnv => ({
  ...process.env,
  // The build that wrangler runs needs this Node, and whoever started us without npm has another in PATH.
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  CI: '1',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
});

const OUTPUT_MAX_BYTES = 16 * 1024 * 1024;
const run = promisify(execFile);

/** Runs wrangler to its end and gives its standard output. Throws with its last words when it fails. */
export async function runWrangler(args: string[]): Promise<string> {
  const [command, ...rest] = wranglerCommand(args);
  try {
    const done = await run(command, rest, { cwd: root, env: wranglerEnv(), maxBuffer: OUTPUT_MAX_BYTES });
    return done.stdout;
  } catch (error) {
    const output = ['stderr', 'stdout'].map((name) => {
      const text: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
      return typeof text === 'string' ? text : '';
    });
    const words = output.join('\n').trim().split('\n').slice(-20).join('\n');
    throw new Error(`wrangler ${args.slice(0, 3).join(' ')} failed:\n${words || String(error)}`);
  }
}
