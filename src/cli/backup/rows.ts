/** A dump of the main database, read with SQLite itself and handed on row by row, parents before children. */
import { DatabaseSync } from 'node:sqlite';
import { RESTORE_CHUNK_CHARS, RESTORE_CHUNK_ROWS } from '../../limits.ts';

type Row = Record<string, unknown>;

export interface Dump {
  /** Without the migrations' own; each stands behind those it refers to. */
  tables: string[];
  migrations: string[];
  count: (table: string) => number;
  columns: (table: string) => string[];
  rows: (table: string) => Iterable<Row>;
  close: () => void;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Throws when the text is no dump that SQLite reads. */
export function loadDump(sql: string): Dump {
  // The dump's own order is by name; references are looked at when rows go into the real database.
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
  db.exec(sql);
  const names = db
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> 'd1_migrations'",
    )
    .all()
    .map(({ name }) => String(name));
  // Pages go by the numbers of the rows, so these are given out again in the same order; some tables have none.
  const keyed = new Set(
    db
      .prepare('select name from pragma_table_list where wr = 1')
      .all()
      .map(({ name }) => String(name)),
  );
  const orderOf = (table: string): string => (keyed.has(table) ? '' : 'order by rowid');
  return {
    tables: inOrder(names, (table) =>
      db
        .prepare(`pragma foreign_key_list(${quoted(table)})`)
        .all()
        .map((row) => String(row.table)),
    ),
    migrations: db
      .prepare('select name from d1_migrations order by id')
      .all()
      .map(({ name }) => String(name)),
    count: (table) => Number(db.prepare(`select count(*) as n from ${quoted(table)}`).get()?.n),
    columns: (table) =>
      db
        .prepare(`pragma table_info(${quoted(table)})`)
        .all()
        .map(({ name }) => String(name)),
    rows: (table) => db.prepare(`select * from ${quoted(table)} ${orderOf(table)}`).iterate(),
    close: () => db.close(),
  };
}

function inOrder(names: readonly string[], parents: (name: string) => string[]): string[] {
  const ordered: string[] = [];
  const visit = (name: string, above: readonly string[]): void => {
    if (ordered.includes(name) || above.includes(name) || !names.includes(name)) return;
    for (const parent of parents(name)) visit(parent, [...above, name]);
    ordered.push(name);
  };
  for (const name of [...names].sort()) visit(name, []);
  return ordered;
}

/**
 * Inserts all rows of a table, which holds at most what triggers wrote while others were inserted, or when it was
 * emptied. D1 takes 2 MB a parameter, so rows go in chunks of one JSON text each.
 */
export async function insertRows(db: D1Database, table: string, dump: Dump): Promise<void> {
  await db.prepare(`delete from ${quoted(table)}`).run();
  const columns = dump.columns(table);
  const list = columns.map(quoted).join(', ');
  const fromJson = `insert or replace into ${quoted(table)} (${list}) select ${columns.map((name) => `value ->> '$.${quoted(name)}'`).join(', ')} from json_each(?)`;
  const alone = `insert or replace into ${quoted(table)} (${list}) values (${columns.map(() => '?').join(', ')})`;
  let chunk: string[] = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    if (chunk.length > 0)
      await db
        .prepare(fromJson)
        .bind(`[${chunk.join(',')}]`)
        .run();
    chunk = [];
    chars = 0;
  };
  for (const row of dump.rows(table)) {
    const text = JSON.stringify(row);
    if (text.length > RESTORE_CHUNK_CHARS) {
      // Order matters: equal times are told apart by the order of rows.
      await flush();
      await db
        .prepare(alone)
        .bind(...columns.map((name) => row[name] ?? null))
        .run();
      continue;
    }
    if (chars + text.length > RESTORE_CHUNK_CHARS || chunk.length >= RESTORE_CHUNK_ROWS) await flush();
    chunk.push(text);
    chars += text.length;
  }
  await flush();
}
