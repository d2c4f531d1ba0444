import { type SQL, sql } from 'drizzle-orm';
import { check, type SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** A CHECK that a text column holds one of `values`. */
export const oneOf = (name: string, column: SQLiteColumn, values: readonly string[]) =>
  check(name, sql`${sql.raw(column.name)} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`);

/** A CHECK that a text column holds JSON, or nothing. */
export const isJson = (name: string, column: SQLiteColumn) =>
  check(name, sql`${sql.raw(column.name)} is null or json_valid(${sql.raw(column.name)})`);

/** A CHECK with an expression of our own. */
export const must = (name: string, expression: SQL) => check(name, expression);
