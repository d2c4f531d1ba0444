/** The desk's session on a database whose replica lags behind its primary. */

import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { carryBookmark } from '../../src/desk/bookmark.ts';
import type { DeskEnv } from '../../src/desk/screen.ts';
import { openReading } from '../../src/store/reader/reading.ts';

const spell = (version: number): string => `${version.toString(16).padStart(8, '0')}-0000-ff`;

/** A primary, a replica that is as far as `replica.version` says, and sessions by D1's rules. */
function laggingDatabase() {
  const primary = { version: 1 };
  const replica = { version: 1 };
  const starts: string[] = [];
  const withSession = (start = 'first-unconstrained') => {
    starts.push(start);
    let reached: string | null = null;
    const least = start.startsWith('first-') ? 0 : Number.parseInt(start, 16);
    const see = (version: number): number => {
      reached = spell(version);
      return version;
    };
    return {
      getBookmark: () => reached,
      /** Stands for any write: the primary's next state. */
      write: () => see(++primary.version),
      /** Stands for any read: which state it saw. */
      read: () =>
        see(start === 'first-primary' || replica.version < least ? primary.version : replica.version),
    };
  };
  return { primary, replica, starts, db: { withSession } as unknown as D1Database };
}

function deskOn(db: D1Database) {
  const app = new Hono<DeskEnv>();
  app.use(async (c, next) => {
    c.set('config', readConfig(env));
    await next();
  });
  app.use(carryBookmark());
  const session = (c: { get: (name: 'db') => D1DatabaseSession }) =>
    c.get('db') as unknown as { write: () => number; read: () => number };
  app.post('/desk/', (c) => c.text(String(session(c).write())));
  app.get('/desk/', (c) => c.text(String(session(c).read())));
  app.get('/desk/idle', (c) => c.text('nothing read'));
  const ask = async (method: string, cookie?: string, path = '/desk/') => {
    const init = { method, ...(cookie === undefined ? {} : { headers: { cookie } }) };
    const response = await app.request(`http://dragoman.test${path}`, init, { ...env, DB: db });
    const set = response.headers.get('set-cookie');
    return { seen: Number(await response.text()), set, cookie: set?.split(';')[0] };
  };
  return ask;
}

describe('an editor on a replica that lags', () => {
  it('sees their own write on the next page, and later pages never see less', async () => {
    const { db, primary, replica, starts } = laggingDatabase();
    const ask = deskOn(db);
    primary.version = 7;
    replica.version = 4;
    const written = await ask('POST');
    expect(written.seen).toBe(8);
    const next = await ask('GET', written.cookie);
    expect(next.seen).toBe(8);
    // The replica catches up: then it answers, and its state is what the page after that begins at.
    replica.version = 9;
    primary.version = 9;
    const later = await ask('GET', next.cookie);
    expect(later.seen).toBe(9);
    replica.version = 6;
    expect((await ask('GET', later.cookie)).seen).toBe(9);
    expect(starts.slice(1, 3)).toEqual([spell(8), spell(8)]);
  });

  it('begins at the primary without a bookmark, with one that is none, and wherever something may be written', async () => {
    const { db, starts } = laggingDatabase();
    const ask = deskOn(db);
    await ask('GET');
    await ask('GET', 'dragoman-bookmark=first-unconstrained');
    await ask('GET', `dragoman-bookmark=${'0'.repeat(201)}`);
    await ask('POST', `dragoman-bookmark=${spell(1)}`);
    expect(starts).toEqual(['first-primary', 'first-primary', 'first-primary', 'first-primary']);
  });

  it('carries the bookmark in a cookie of the desk alone that scripts cannot read', async () => {
    const { db } = laggingDatabase();
    const ask = deskOn(db);
    expect((await ask('POST')).set).toBe(
      `dragoman-bookmark=${spell(2)}; Max-Age=600; Path=/desk; HttpOnly; SameSite=Lax`,
    );
    expect((await ask('GET', undefined, '/desk/idle')).set).toBeNull();
  });
});

it('lets any replica answer a reader', () => {
  const { db, starts } = laggingDatabase();
  openReading(db);
  expect(starts).toEqual(['first-unconstrained']);
});
