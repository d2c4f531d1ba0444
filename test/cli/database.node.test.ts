/** Commands beside a running site: both write to one SQLite file. */
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute, isInUse, migrate } from '../../src/cli/database.ts';

const persistTo = mkdtempSync(join(tmpdir(), 'dragoman-database-'));

beforeAll(() => migrate(persistTo));
afterAll(() => rmSync(persistTo, { recursive: true, force: true }));

/** Whoever writes to the main database at the moment. */
function openMain(): DatabaseSync {
  for (const file of globSync(join(persistTo, 'v3/d1/**/*.sqlite'))) {
    const database = new DatabaseSync(file);
    const tables = database.prepare("select 1 from sqlite_schema where name = 'articles'").all();
    if (tables.length > 0) return database;
    database.close();
  }
  throw new Error('No file holds the main database.');
}

it('waits while another process writes', async () => {
  const other = openMain();
  other.exec('begin immediate');
  const written = execute({ persistTo }, [
    "insert into settings (key, value, updated_at) values ('turn', '1', 0)",
    "select value from settings where key = 'turn'",
  ]);
  // wrangler takes a second or two to come to the file.
  await sleep(6_000);
  other.exec("insert into settings (key, value, updated_at) values ('first', '1', 0)");
  other.exec('commit');
  expect(await written).toEqual([{ value: '1' }]);
  expect(
    other
      .prepare("select key from settings where key <> 'site' order by rowid")
      .all()
      .map(({ key }) => key),
  ).toEqual(['first', 'turn']);
  other.close();
});

it('says at once what is wrong with a statement', async () => {
  await expect(execute({ persistTo }, ['select * from nothing'])).rejects.toThrow(/nothing/);
});

it('knows whether somebody else keeps the state open, also a site that writes nothing', async () => {
  expect(await isInUse(persistTo, 0)).toBe(false);
  const other = openMain();
  other.prepare('select 1 from articles').all();
  expect(await isInUse(persistTo, 0)).toBe(true);
  const waiting = isInUse(persistTo, 10_000);
  other.close();
  expect([await waiting, await isInUse(join(persistTo, 'nowhere'))]).toEqual([false, false]);
});
