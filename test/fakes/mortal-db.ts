/**
 * A D1 database that dies: after a given number of writes every further call fails, as for a Worker that was
 * killed there. `instant` says whether the fatal write itself still reached the database.
 */
export interface Mortality {
  writesLeft: number;
  instant: 'before' | 'after';
}

export class Killed extends Error {
  override name = 'Killed';
}

const isWrite = (sql: string): boolean => /^\s*(?:insert|update|delete|replace)/i.test(sql);

export function mortalDb(db: D1Database, mortality: Mortality): D1Database {
  let dead = false;
  const live = async <T>(writes: boolean, run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed();
    if (!writes) return run();
    if (mortality.writesLeft > 0) {
      mortality.writesLeft -= 1;
      return run();
    }
    dead = true;
    if (mortality.instant === 'after') await run();
    throw new Killed();
  };
  const real = new WeakMap<object, { statement: D1PreparedStatement; sql: string }>();
  const wrap = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const fake = {
      bind: (...params: unknown[]) => wrap(statement.bind(...params), sql),
      first: (...args: [string?]) =>
        live(isWrite(sql), () => (args[0] === undefined ? statement.first() : statement.first(args[0]))),
      run: () => live(isWrite(sql), () => statement.run()),
      all: () => live(isWrite(sql), () => statement.all()),
      raw: () => live(isWrite(sql), () => statement.raw()),
    };
    real.set(fake, { statement, sql });
    return fake as unknown as D1PreparedStatement;
  };
  const facade = {
    prepare: (sql: string) => wrap(db.prepare(sql), sql),
    batch: (statements: D1PreparedStatement[]) => {
      const known = statements.map((statement) => real.get(statement) ?? { statement, sql: '' });
      return live(
        known.some(({ sql }) => isWrite(sql)),
        () => db.batch(known.map(({ statement }) => statement)),
      );
    },
    withSession: () => facade,
    exec: (sql: string) => live(isWrite(sql), () => db.exec(sql)),
  };
  return facade as unknown as D1Database;
}
