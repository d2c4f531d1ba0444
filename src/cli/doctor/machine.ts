/** This machine: Node, the port of `npm start`, and what earlier runs left in the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { DEPLOY_CONFIG } from '../deploy/cloud.ts';
import { isFree } from '../local-site.ts';
import { root } from '../wrangler.ts';
import { bad, type Check, ok, warning } from './check.ts';
import type { WranglerToml } from './toml.ts';

/** From here on Node runs TypeScript as it is. */
const NODE_MIN = [22, 18] as const;
const PORT_MAX = 65_535;

/** `pinned` is the version in package.json that `npm run` puts first in PATH. */
export function checkNode(running: string, pinned: string): Check {
  const [major = 0, minor = 0] = running.split('.').map(Number);
  const remedy =
    'Run it by npm, which brings its own Node: npm run doctor. If that is what you did: rm -rf node_modules, and again.';
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    return bad('Node', `${running} cannot run the commands; ${NODE_MIN.join('.')} can.`, remedy);
  }
  if (running !== pinned)
    return warning('Node', `${running}, but the project is tested on ${pinned}.`, remedy);
  return ok('Node', running);
}

export function pinnedNode(): string {
  const text: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const tools: unknown = Reflect.get(Object(text), 'devDependencies');
  return String(Reflect.get(Object(tools), 'node'));
}

export async function checkPort(port: number): Promise<Check> {
  const name = `port ${port}`;
  if (await isFree(port)) return ok(name, 'free for npm start');
  if (await isOurs(port)) return ok(name, 'a Dragoman site runs there');
  const other = port < PORT_MAX ? port + 1 : port - 1;
  return warning(
    name,
    'taken by something else, so npm start would stop.',
    `Stop what listens there, or choose another: npm start -- --port ${other}`,
  );
}

async function isOurs(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://localhost:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    const health: unknown = await answer.json();
    return typeof health === 'object' && health !== null && 'purge_backlog' in health;
  } catch {
    return false;
  }
}

/** Files that wrangler dev reads by itself: they would win over what `npm start` and wrangler.toml say. */
export function checkLeftovers(folder: string, known: readonly string[]): Check[] {
  return ['.dev.vars', '.env', '.env.local'].flatMap((file) => {
    const path = join(folder, file);
    if (!existsSync(path)) return [];
    const names = Object.keys(parseEnv(readFileSync(path, 'utf8'))).filter((name) => known.includes(name));
    if (names.length === 0) return [];
    return [
      warning(
        file,
        `sets ${names.join(', ')} for every local run, whatever wrangler.toml says.`,
        `Take these lines out of ${file}, unless they are meant.`,
      ),
    ];
  });
}

/** What a deployment must have in common with wrangler.toml; ids, address and domain are its own. */
const common = ({ vars, d1_databases, ...rest }: WranglerToml): string =>
  JSON.stringify({
    ...rest,
    vars: { ...vars, SITE_URL: '' },
    d1_databases: d1_databases.map((one) => ({ ...one, database_id: '' })),
  });

const PLACEHOLDER = /^0{8}-/;

/** The file that the last deployment wrote, against wrangler.toml as it is now. */
export function checkDeployed(toml: WranglerToml, deployed: WranglerToml): Check {
  const open = deployed.d1_databases.filter(({ database_id }) => PLACEHOLDER.test(database_id));
  const remedy = 'npm run deploy writes it anew; it is safe to repeat.';
  if (open.length > 0) {
    const names = open.map(({ database_name }) => database_name).join(', ');
    return bad(DEPLOY_CONFIG, `knows no id of ${names}, so --remote reaches nothing.`, remedy);
  }
  if (common(toml) !== common(deployed)) {
    return warning(
      DEPLOY_CONFIG,
      'differs from wrangler.toml: what runs is older than this checkout.',
      remedy,
    );
  }
  return ok(DEPLOY_CONFIG, `as wrangler.toml, for ${String(deployed.vars.SITE_URL)}`);
}
