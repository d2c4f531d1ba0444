/** The migrations of this checkout against those that a database says it has. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execute, isMigrated, type Place } from '../database.ts';
import { root } from '../wrangler.ts';
import { bad, type Check, messageOf, ok, skipped, warning } from './check.ts';

const databases = [
  ['DB', 'migrations/main'],
  ['SEARCH', 'migrations/search'],
] as const;

/** Names of a folder's migrations, in order. */
const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.sql'))
    .sort();

/** Undefined where the database has none at all: D1 makes the table with the first one. */
async function appliedTo(place: Place, binding: 'DB' | 'SEARCH'): Promise<string[] | undefined> {
  const has = "select count(*) as n from sqlite_master where name = 'd1_migrations'";
  if (Number((await execute(place, [has], binding))[0]?.n) === 0) return undefined;
  const rows = await execute(place, ['select name from d1_migrations order by id'], binding);
  return rows.map((row) => String(row.name));
}

/** `applied` as the database has them, `files` as this checkout has them. */
export function compareMigrations(
  binding: string,
  place: 'local' | 'remote',
  { applied, files }: { applied: readonly string[]; files: readonly string[] },
): Check {
  const name = `migrations of ${binding}`;
  const remedy =
    place === 'remote'
      ? 'npm run deploy applies them, and is safe to repeat.'
      : 'npm start applies them. If it does not: remove the file dragoman/migrations in the folder of local state, then npm start.';
  const missing = files.filter((file) => !applied.includes(file));
  if (missing.length > 0) return bad(name, `not applied: ${missing.join(', ')}.`, remedy);
  const ahead = applied.filter((file) => !files.includes(file));
  if (ahead.length > 0) {
    return warning(
      name,
      `the database is ahead by ${ahead.join(', ')}.`,
      'This checkout is older than the database: git pull, then npm run doctor again.',
    );
  }
  return ok(name, `all ${files.length} applied (${place})`);
}

export async function checkMigrations(place: Place): Promise<Check[]> {
  if (place !== 'remote' && !existsSync(join(place.persistTo, 'v3/d1'))) {
    return [skipped('migrations', `no local site has run yet in ${place.persistTo}; npm start makes one`)];
  }
  const where = place === 'remote' ? 'remote' : 'local';
  const checks: Check[] = [];
  // One after the other: two workerd processes that open one folder of state at once lock each other out.
  for (const [binding, folder] of databases) {
    try {
      const applied = (await appliedTo(place, binding)) ?? [];
      checks.push(compareMigrations(binding, where, { applied, files: filesIn(folder) }));
    } catch (error) {
      checks.push(
        bad(
          `migrations of ${binding}`,
          `cannot be read: ${messageOf(error).split('\n').slice(0, 3).join(' ')}`,
          where === 'remote'
            ? 'Is wrangler logged in (npx wrangler login), and was the site deployed from this checkout (npm run deploy)?'
            : 'Stop other commands that use this folder. If it stays: restore a backup into a new folder with npm run restore.',
        ),
      );
    }
  }
  if (place !== 'remote' && checks.every(({ verdict }) => verdict === 'ok') && !isMigrated(place.persistTo)) {
    checks.push(
      warning(
        'state',
        `${place.persistTo} was last started by another version of this checkout.`,
        'npm start notes the new one; nothing is lost.',
      ),
    );
  }
  return checks;
}
