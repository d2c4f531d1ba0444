/**
 * A Worker that dies: after a given number of writes to D1 and R2 every further call fails. `instant` says whether
 * the fatal write itself was still done. What shares one Mortality dies together.
 */
import type { Bindings } from '../../src/config.ts';

export interface Mortality {
  writesLeft: number;
  instant: 'before' | 'after';
  dead?: boolean;
}

export class Killed extends Error {
  override name = 'Killed';
}

const isWrite = (sql: string): boolean => /^\s*(?:insert|update|delete|replace)/i.test(sql);

type Live = <T>(writes: boolean, run: () => Promise<T>) => Promise<T>;

const lifeOf =
  (mortality: Mortality): Live =>
  async (writes, run) => {
    if (mortality.dead) throw new Killed();
    if (!writes) return run();
    if (mortality.writesLeft > 0) {
      mortality.writesLeft -= 1;
      return run();
    }
    mortality.dead = true;
    if (mortality.instant === 'after') await run();
    throw new Killed();
  };

/** Both databases and the bucket, dying together. */
export const mortalEnv = (env: Bindings, mortality: Mortality): Bindings => ({
  ...env,
  DB: mortalDb(env.DB, mortality),
  SEARCH: mortalDb(env.SEARCH, mortality),
  PICTURES: mortalBucket(env.PICTURES, lifeOf(mortality)),
});

function mortalBucket(bucket: R2Bucket, live: Live): R2Bucket {
  const facade = {
    head: (key: string) => live(false, () => bucket.head(key)),
    get: (key: string) => live(false, () => bucket.get(key)),
    list: (options?: R2ListOptions) => live(false, () => bucket.list(options)),
    put: (...args: Parameters<R2Bucket['put']>) => live(true, () => bucket.put(...args)),
    delete: (keys: string | string[]) => live(true, () => bucket.delete(keys)),
  };
  return facade as unknown as R2Bucket;
}

export function mortalDb(db: D1Database, mortality: Mortality): D1Database {
  const live = lifeOf(mortality);
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
