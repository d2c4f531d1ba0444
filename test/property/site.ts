/**
 * The real app on the rows of one moment. All statements that the pages make are read in one batch a database,
 * so a state costs one round trip; then the app renders those pages whose rows are other than before, handlers
 * and all, and gives whole answers with their headers. That this leaves nothing out is tested beside the model.
 */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { app } from '../../src/app.ts';
import type { Bindings } from '../../src/config.ts';
import { clientHolds, notModified } from '../../src/edge/conditional.ts';
import { tagHeader } from '../../src/edge/policy.ts';

/** What a page answers, as the app gives it to the cache. */
export interface Shot {
  status: number;
  headers: Headers;
  body: string;
  tags: Set<string>;
  /** All that a reader can see of it. */
  face: string;
}

/** All pages at one moment. */
export interface State {
  shots: Shot[];
  /** What each page was made of. */
  rows: string[];
}

type Base = 'DB' | 'SEARCH';

interface Statement {
  base: Base;
  sql: string;
  params: unknown[];
}

type RowsOf = (statement: Statement) => Promise<unknown[]>;

const keyOf = ({ base, sql, params }: Statement): string => JSON.stringify([base, sql, params]);
export const faceOf = (status: number, headers: Headers, body: string): string =>
  `${status} ${headers.get('location') ?? ''}\n${body}`;

function database(base: Base, rowsOf: RowsOf): D1Database {
  const statement = (sql: string, params: unknown[]) => ({
    bind: (...values: unknown[]) => statement(sql, values),
    all: async () => ({ success: true, meta: {}, results: await rowsOf({ base, sql, params }) }),
    first: async () => (await rowsOf({ base, sql, params }))[0] ?? null,
  });
  const facade = { prepare: (sql: string) => statement(sql, []), withSession: () => facade };
  return facade as unknown as D1Database;
}

/** One request to the app, past the cache. */
export async function ask(path: string, rowsOf: RowsOf): Promise<Shot> {
  const bindings: Bindings = {
    ...env,
    DB: database('DB', rowsOf),
    SEARCH: database('SEARCH', rowsOf),
    SEARCH_LIMIT: { limit: async () => ({ success: true }) },
  };
  const request = new Request(`http://dragoman.test${path}`);
  const response = await app.fetch(request, bindings, createExecutionContext());
  const body = await response.text();
  if (response.status >= 500) throw new Error(`${path} answers ${response.status}: ${body}`);
  const { status, headers } = response;
  const tags = new Set((headers.get(tagHeader) ?? '').split(','));
  return { status, headers, body, tags, face: faceOf(status, headers, body) };
}

const prepared = ({ base, sql, params }: Statement): D1PreparedStatement =>
  env[base].prepare(sql).bind(...params);

/** From the database as it is. */
export const askNow = (path: string): Promise<Shot> =>
  ask(path, async (statement) => (await prepared(statement).all()).results);

export type Site = Awaited<ReturnType<typeof learnSite>>;

/** Learns which statements these pages make. Any state will do: a reader page asks the same whatever it finds. */
export async function learnSite(paths: readonly string[]) {
  const statements = new Map<string, Statement>();
  const uses: string[][] = [];
  for (const path of paths) {
    const mine: string[] = [];
    await ask(path, async (statement) => {
      const key = keyOf(statement);
      statements.set(key, statement);
      mine.push(key);
      return (await prepared(statement).all()).results;
    });
    uses.push(mine);
  }
  const of = (base: Base): [string, Statement][] =>
    [...statements].filter(([, statement]) => statement.base === base);
  const known = { DB: of('DB'), SEARCH: of('SEARCH') };
  /** Pages of the newsroom as every run begins with it. */
  const first = new Map<string, Shot>();

  async function readAll(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const base of ['DB', 'SEARCH'] as const) {
      if (known[base].length === 0) continue;
      const results = await env[base].batch(known[base].map(([, statement]) => prepared(statement)));
      for (const [n, [key]] of known[base].entries()) found.set(key, JSON.stringify(results[n]?.results));
    }
    return found;
  }

  /** All pages now. Those made of the same rows as in `before` are taken from there. */
  async function shoot(before?: State): Promise<State> {
    const found = await readAll();
    const rows = uses.map((keys) => keys.map((key) => found.get(key)).join('\n'));
    const shots = await Promise.all(
      paths.map(async (path, n) => {
        const same = before?.rows[n] === rows[n] ? before?.shots[n] : undefined;
        const id = `${path}\n${rows[n]}`;
        const shot =
          same ??
          first.get(id) ??
          (await ask(path, async (statement) => {
            const text = found.get(keyOf(statement));
            if (text === undefined)
              throw new Error(`${path} asks what it did not ask before: ${statement.sql}`);
            return JSON.parse(text) as unknown[];
          }));
        if (before === undefined) first.set(id, shot);
        return shot;
      }),
    );
    return { shots, rows };
  }

  return { paths, shoot };
}

/** The answer to one request: the page, or the 304 that stands for it. */
export function respond(request: Request, shot: Shot): Response {
  if (shot.status === 200 && clientHolds(request.headers, shot.headers)) return notModified(shot.headers);
  return new Response(shot.body, { status: shot.status, headers: new Headers(shot.headers) });
}
