/** The reader's routes as the app mounts them, on the test's own D1. */
import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { type AppEnv, readConfig } from '../../src/config.ts';
import { reader } from '../../src/reader/routes.ts';
import { countingD1 } from './newsroom.ts';

export const now = Date.parse('2026-11-21T12:00:00Z');

const site = new Hono<AppEnv>();
site.use(async (c, next) => {
  c.set('config', readConfig(c.env));
  c.set('now', now);
  await next();
});
site.route('/', reader);

export interface Visit {
  response: Response;
  text: string;
  /** Sorted. */
  tags: string[];
  /** Round trips to D1 and rows read, in the main database and in the index. */
  trips: { main: number; search: number };
  rows: { main: number; search: number };
  sql: string[];
}

/** One request for a path. */
export async function visit(path: string, headers: Record<string, string> = {}): Promise<Visit> {
  const main = countingD1(env.DB);
  const search = countingD1(env.SEARCH);
  const bindings = { ...env, DB: main.db, SEARCH: search.db };
  const response = await site.request(`http://dragoman.test${path}`, { headers }, bindings);
  const tags = response.headers.get('cache-tag')?.split(',').sort() ?? [];
  return {
    response,
    text: await response.clone().text(),
    tags,
    trips: { main: main.seen.trips, search: search.seen.trips },
    rows: { main: main.seen.rows, search: search.seen.rows },
    sql: [...main.seen.sql, ...search.seen.sql],
  };
}
