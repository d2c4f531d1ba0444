/**
 * The databases as commands reach them: through wrangler, so that what works on a laptop works on Cloudflare.
 * Local state is a folder; what was already done to it is noted inside it, so a new folder starts from
 * nothing and a known one starts at once.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEPLOY_CONFIG } from './deploy/cloud.ts';
import { root, runWrangler } from './wrangler.ts';

/** A local folder of state, or the account's own database. */
export type Place = { persistTo: string } | 'remote';

/** The file with the account's own database ids; wrangler.toml holds placeholders. Throws where nothing was deployed. */
export function deployedConfig(folder = root): string {
  const path = join(folder, DEPLOY_CONFIG);
  if (existsSync(path)) return path;
  throw new Error(
    `${DEPLOY_CONFIG} is missing: this checkout does not know your account's databases. Run npm run deploy here first; it is safe to repeat.`,
  );
}

const placeArgs = (place: Place): string[] =>
  place === 'remote'
    ? ['--remote', '--config', deployedConfig()]
    : ['--local', '--persist-to', place.persistTo];

const stampPath = (persistTo: string, name: string): string => join(persistTo, 'dragoman', name);

/** A note left in a folder of local state, or undefined. */
export function readStamp(persistTo: string, name: string): string | undefined {
  try {
    return readFileSync(stampPath(persistTo, name), 'utf8');
  } catch {
    return undefined;
  }
}

export function writeStamp(persistTo: string, name: string, value: string): void {
  mkdirSync(join(persistTo, 'dragoman'), { recursive: true });
  writeFileSync(stampPath(persistTo, name), value);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const folder of ['migrations/main', 'migrations/search']) {
    const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.sql'));
    for (const file of files.sort())
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)));
  }
  return hash.digest('hex');
}

/** True when every migration of this checkout was applied to the folder. */
export const isMigrated = (persistTo: string): boolean =>
  readStamp(persistTo, 'migrations') === migrationsHash();

/** A command ends within seconds, and so does a site that was told or made to. */
const IN_USE_MAX_MS = 5_000;

/** True where another process has a database of the folder open, and keeps it so: a site that runs. */
export async function isInUse(persistTo: string, maxMs = IN_USE_MAX_MS): Promise<boolean> {
  const until = Date.now() + maxMs;
  while (isOpen(persistTo)) {
    if (Date.now() >= until) return true;
    await sleep(BUSY_STEP_MS);
  }
  return false;
}

/** SQLite gives nobody else the exclusive lock then, and takes it back from one that was killed. */
function isOpen(persistTo: string): boolean {
  return globSync('v3/d1/*/*.sqlite', { cwd: persistTo }).some((file) => {
    const database = new DatabaseSync(join(persistTo, file), { timeout: 0 });
    try {
      database.exec('pragma locking_mode = exclusive');
      database.prepare('select 1 from sqlite_schema').all();
      return false;
    } catch (error) {
      if (error instanceof Error && error.message.includes('locked')) return true;
      throw error;
    } finally {
      database.close();
    }
  });
}

/** Applies what is missing to both local databases. */
export async function migrate(persistTo: string): Promise<void> {
  // One after the other: two workerd processes that open one folder of state at once lock each other out.
  for (const binding of ['DB', 'SEARCH']) {
    await runWrangler(['d1', 'migrations', 'apply', binding, ...placeArgs({ persistTo })]);
  }
  writeStamp(persistTo, 'migrations', migrationsHash());
}

/** A running site writes for milliseconds at a time; SQLite between two processes does not wait by itself. */
const BUSY_MAX_MS = 20_000;
const BUSY_STEP_MS = 200;
const isBusy = (error: unknown): boolean => error instanceof Error && /SQLITE_BUSY/.test(error.message);

/** Waits for its turn where another process is writing. What was locked out has written nothing. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + BUSY_MAX_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await sleep(BUSY_STEP_MS);
    }
  }
}

/** Runs statements on a database in one transaction, in order. Rows of the last one. */
export async function execute(
  place: Place,
  statements: string[],
  binding: 'DB' | 'SEARCH' = 'DB',
): Promise<Record<string, unknown>[]> {
  const sql = statements.join(';\n');
  const command = ['d1', 'execute', binding, ...placeArgs(place), '--yes', '--json', '--command', sql];
  const printed = await inTurn(() => runWrangler(command));
  const outcome: unknown = JSON.parse(printed);
  const last: unknown = Array.isArray(outcome) ? outcome.at(-1) : undefined;
  const rows: unknown = typeof last === 'object' && last !== null ? Reflect.get(last, 'results') : undefined;
  return Array.isArray(rows) ? rows : [];
}
