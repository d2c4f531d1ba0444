/**
 * Writes that belong together are one D1 `batch()`, which is one transaction. D1 has no BEGIN, so a condition
 * on the whole is a guard that each statement of the batch repeats.
 */
export type Db = D1Database | D1DatabaseSession;

export type Value = string | number | null;

/** A WHERE fragment that is true only while the change is allowed to take place, or once it did. */
export interface Guard {
  sql: string;
  params: Value[];
}

export const always: Guard = { sql: 'true', params: [] };

/**
 * `insert … select … where guard`. `clause` follows, for `on conflict do nothing`. The columns are the keys
 * of `row`, which are our own words and never a visitor's.
 */
export function insertWhere(
  db: Db,
  table: string,
  row: Record<string, Value>,
  guard: Guard = always,
  clause = '',
): D1PreparedStatement {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  const sql = `insert into ${table} (${columns.join(', ')}) select ${marks} where ${guard.sql} ${clause}`;
  return db.prepare(sql).bind(...Object.values(row), ...guard.params);
}

/** Rows of the last statement of a batch, typed by the caller who wrote its SELECT or RETURNING list. */
export function lastRows<Row>(results: D1Result<unknown>[]): Row[] {
  return (results.at(-1)?.results ?? []) as Row[];
}
