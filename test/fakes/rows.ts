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
