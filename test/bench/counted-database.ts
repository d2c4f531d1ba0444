/** A D1 database that counts: how often a request goes to it, and how many rows it reads and writes there. */

export interface DatabaseCount {
  trips: number;
  /** Statements: a batch is one trip and several of these. Cloudflare bounds what one invocation asks. */
  queries: number;
  rows: number;
  written: number;
}

function note(count: DatabaseCount, { meta }: D1Result): void {
  count.rows += meta.rows_read ?? 0;
  count.written += meta.rows_written ?? 0;
}

/** Prepared statements are wrapped, so `batch` needs the real ones back. */
type Unwrap = WeakMap<D1PreparedStatement, D1PreparedStatement>;

function countedStatement(
  real: D1PreparedStatement,
  count: DatabaseCount,
  unwrap: Unwrap,
): D1PreparedStatement {
  // `all` alone reports rows_read, so the other forms are answered from it.
  async function all<T>(): Promise<D1Result<T>> {
    count.trips += 1;
    count.queries += 1;
    const result = await real.all<T>();
    note(count, result);
    return result;
  }
  const wrapped: D1PreparedStatement = new Proxy(real, {
    get(target, key) {
      if (key === 'bind')
        return (...values: unknown[]) => countedStatement(target.bind(...values), count, unwrap);
      if (key === 'all' || key === 'run') return all;
      if (key === 'first') {
        return async (column?: string) => {
          const row = (await all<Record<string, unknown>>()).results[0];
          if (row === undefined) return null;
          return column === undefined ? row : row[column];
        };
      }
      if (key === 'raw') {
        return async () => (await all<Record<string, unknown>>()).results.map((row) => Object.values(row));
      }
      return Reflect.get(target, key, target);
    },
  });
  unwrap.set(wrapped, real);
  return wrapped;
}

function countedSession<T extends D1Database | D1DatabaseSession>(
  real: T,
  count: DatabaseCount,
  unwrap: Unwrap,
): T {
  return new Proxy(real, {
    get(target, key) {
      if (key === 'prepare') return (sql: string) => countedStatement(target.prepare(sql), count, unwrap);
      if (key === 'batch') {
        return async (statements: D1PreparedStatement[]) => {
          count.trips += 1;
          count.queries += statements.length;
          const results = await target.batch(
            statements.map((statement) => unwrap.get(statement) ?? statement),
          );
          for (const result of results) note(count, result);
          return results;
        };
      }
      if (key === 'withSession' && 'withSession' in target) {
        return (from?: string) => countedSession(target.withSession(from), count, unwrap);
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export function counted(
  real: D1Database,
  count: DatabaseCount = { trips: 0, queries: 0, rows: 0, written: 0 },
): { database: D1Database; count: DatabaseCount } {
  return { database: countedSession(real, count, new WeakMap()), count };
}
