import { sha256 } from '../../src/lib/hash.ts';

/** Every row of the given tables, without the columns that say when and how often something was tried. */
const volatile = new Set([
  'attempts',
  'lease_id',
  'lease_until',
  'updated_at',
  'created_at',
  'done_at',
  'due_at',
  'error',
  'at',
]);

export async function dumpRows(
  db: D1Database,
  tables: readonly string[],
): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {};
  for (const table of tables) {
    const { results } = await db.prepare(`select * from ${table}`).all<Record<string, unknown>>();
    dump[table] = results
      .map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !volatile.has(column))))
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  return dump;
}

/** Two runs differ in these alone: how often a thing was tried, and the calls that Cloudflare's purge limit counts. */
const tries = new Set(['attempts']);
const journals = new Set(['purge_calls', 'publish_tries']);
/** The index's versions are the times of what they were made of. */
const time = /(?:^|_)(?:at|until)$|^version$/;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Rounds after which an id is known by the rows it stands in, and by those that these refer to. */
const ROUNDS = 4;

/**
 * Every column of every table of ours, so that two runs can be compared whole. An id has a new value in each run, so
 * it is named after the rows in which it stands; a time only says that there is one.
 */
export async function dumpWhole(db: D1Database): Promise<Record<string, string[]>> {
  const { results } = await db
    .prepare(
      `select name from sqlite_master where type = 'table' and sql not like '%virtual%' and name not like 'sqlite_%'
       and name not like '_cf_%' and name not like 'words_%' and name <> 'd1_migrations' order by name`,
    )
    .all<{ name: string }>();
  const rows: { table: string; text: string }[] = [];
  for (const { name } of results.filter((table) => !journals.has(table.name))) {
    const found = await db.prepare(`select * from "${name}"`).all<Record<string, unknown>>();
    rows.push(...found.results.map((row) => ({ table: name, text: JSON.stringify(comparable(row)) })));
  }
  const names = await nameIds(rows.map(({ text }) => text));
  const dump: Record<string, string[]> = {};
  for (const { table, text } of rows) {
    dump[table] = [...(dump[table] ?? []), named(text, (id) => names.get(id) ?? id)].sort();
  }
  return dump;
}

async function nameIds(rows: string[]): Promise<Map<string, string>> {
  const holders = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [id] of row.matchAll(uuid)) holders.set(id, (holders.get(id) ?? new Set()).add(row));
  }
  let names = new Map([...holders.keys()].map((id) => [id, 'id']));
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Map<string, string>();
    for (const [id, held] of holders) {
      const seen = [...held].map((row) =>
        named(row, (one) => (one === id ? 'self' : (names.get(one) ?? one))),
      );
      next.set(id, `id ${(await sha256(seen.sort().join('\n'))).slice(0, 8)}`);
    }
    names = next;
  }
  return names;
}

/** What stands in the order of ids, in the order of their names: a row's tags, and the topics of an article's page. */
function inOrder([column, value]: [string, unknown]): [string, unknown] {
  if (column === 'tags') return [column, JSON.parse(String(value)).sort()];
  if (column === 'page' && Array.isArray(value)) return [column, value.map(inOrder)];
  if (column === 'topics' && Array.isArray(value))
    return [column, value.map((one) => JSON.stringify(one)).sort()];
  return [column, value];
}

/** A row with its ids named. */
function named(row: string, nameOf: (id: string) => string): string {
  const columns = JSON.parse(row.replaceAll(uuid, nameOf)) as [string, unknown][];
  return JSON.stringify(columns.map(inOrder));
}

const comparable = (row: Record<string, unknown>): [string, unknown][] =>
  Object.entries(row)
    .filter(([column]) => !tries.has(column))
    .map(([column, value]) => {
      // The digest of a key that names an id.
      if (column === 'content_sha256' && /^pictures\//.test(String(row.idempotency_key)))
        return [column, 'key'];
      // What the article's page shows, by the names of the columns it comes from.
      if (column === 'page' && typeof value === 'string') return [column, comparable(JSON.parse(value))];
      return [column, time.test(column) && value !== null ? 'a time' : value];
    });

/** A dump with every id alike: says in a readable way which row differs, where the whole only says that one does. */
export const withoutIds = (dump: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.map((row) => row.replaceAll(/\bid [0-9a-f]{8}\b/g, 'id')).sort(),
    ]),
  );
