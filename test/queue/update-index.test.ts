/** The search index follows what readers see, whoever writes late, dies, or finds it out of reach. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bindings } from '../../src/config.ts';
import { LEASE_MS, OUTBOX_GRACE_MS } from '../../src/limits.ts';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { correct } from '../../src/publish/correct.ts';
import { changeSlug } from '../../src/publish/move.ts';
import { changeSite } from '../../src/publish/names.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { consume, handle } from '../../src/queue/consume.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { updateIndex, updateSite } from '../../src/queue/update-index.ts';
import { findSettings } from '../../src/store/settings.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { visit } from '../reader/site.ts';

const T0 = Date.UTC(2026, 4, 1, 12);
const actor: Actor = { memberId: 'editor', role: 'admin' };
const path = '/en/search?q=ferry';

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await env.SEARCH.batch(
    ['words', 'entries', 'versions', 'site'].map((table) => env.SEARCH.prepare(`delete from ${table}`)),
  );
  await makeMember(env.DB, { id: 'writer', role: 'translator' });
  await makeMember(env.DB, { id: 'editor', role: 'admin' });
});
afterEach(() => vi.restoreAllMocks());

async function publishOne(): Promise<string> {
  const markdown = '# The ferry\n\nIt stops at dusk.';
  const id = await makeArticle({ memberId: 'writer', lang: 'en', markdown, now: T0 });
  await approve(depsAt(T0 + 1), { articleId: id, actor });
  await publish(depsAt(T0 + 2), { articleId: id, actor });
  return id;
}

const rename = (name: string, now: number, bindings: Partial<Bindings> = {}) => {
  const deps = depsAt(now);
  return changeSite({ ...deps, env: { ...deps.env, ...bindings } }, { settings: { name }, actor });
};

const openPromises = async (): Promise<unknown[]> =>
  (
    await env.DB.prepare(
      "select subject_id from outbox where kind = 'index' and done_at is null order by rowid",
    ).all<{ subject_id: string }>()
  ).results.map(({ subject_id }) => subject_id);

/** The index as one has it who read the rows and writes what follows from them only when let. */
function heldSearch() {
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const held = async <T>(write: () => Promise<T>): Promise<T> => {
    arrived.resolve();
    await gone.promise;
    return write();
  };
  const search = {
    prepare: (sql: string) => {
      const statement = env.SEARCH.prepare(sql);
      return {
        bind: (...values: unknown[]) => {
          const bound = statement.bind(...values);
          return Object.assign(bound, { run: held.bind(null, bound.run.bind(bound)) });
        },
      };
    },
    batch: (statements: D1PreparedStatement[]) => held(() => env.SEARCH.batch(statements)),
  };
  return { search: search as unknown as D1Database, arrived: arrived.promise, go: gone.resolve };
}

describe('an article’s entry', () => {
  /** Somebody reads the article, `change` happens and is indexed, and only then what was read is written. */
  async function writeLate(change: (id: string) => Promise<unknown>): Promise<void> {
    const id = await publishOne();
    const { search, arrived, go } = heldSearch();
    const late = updateIndex({ ...depsAt(T0 + 3), env: { ...env, SEARCH: search } }, id);
    await arrived;
    expect(await change(id)).toMatchObject({ ok: true });
    await updateIndex(depsAt(T0 + 3), id);
    expect(await openPromises()).toEqual([]);
    go();
    await late;
  }

  it('is not overwritten by one who read the article before its change, in the same millisecond too', async () => {
    await writeLate((id) => changeSlug(depsAt(T0 + 2), { articleId: id, slug: 'ferry-at-dusk', actor }));
    const { text } = await visit(path);
    expect(text).toContain('/en/2026/05/ferry-at-dusk"');
    expect(text).not.toContain('/en/2026/05/the-ferry"');
  });

  it('stays removed when one who read the article before its withdrawal writes after it', async () => {
    await writeLate((id) => withdraw(depsAt(T0 + 2), { articleId: id, actor, reason: 'Wrong.' }));
    expect((await visit(path)).text).not.toContain('/en/2026/05/the-ferry"');
    expect(await env.SEARCH.prepare("select rowid from words where words match 'ferry'").first()).toBe(null);
  });

  it('comes back with the article, and follows a clock that was put back', async () => {
    const id = await publishOne();
    await withdraw(depsAt(T0 + 3), { articleId: id, actor, reason: 'Wrong.' });
    await updateIndex(depsAt(T0 + 4), id);
    expect((await visit(path)).text).not.toContain('/en/2026/05/the-ferry"');
    await publish(depsAt(T0 - 60_000), { articleId: id, actor });
    await updateIndex(depsAt(T0 - 50_000), id);
    expect((await visit(path)).text).toContain('/en/2026/05/the-ferry"');
    await correct(depsAt(T0 - 40_000), { articleId: id, actor, note: 'A note.', kind: 'update' });
    await changeSlug(depsAt(T0 - 40_000), { articleId: id, slug: 'later', actor });
    await updateIndex(depsAt(T0 - 30_000), id);
    expect((await visit(path)).text).toContain('/en/2026/05/later"');
  });
});

describe('the site on a page of results', () => {
  it('comes from the main database until the index has it, and then with the hits in one statement', async () => {
    await env.DB.prepare('insert or replace into settings values (\'site\', \'{"name":"Weir"}\', 1)').run();
    const before = await visit(path);
    expect(before.trips).toEqual({ main: 1, search: 1 });
    expect(before.tags).toEqual(['edition:en', 'site']);
    expect(before.text).toContain('Weir');
    const id = await publishOne();
    await updateIndex(depsAt(T0 + 3), id);
    for (const query of ['ferry', 'nothing', 'ferry&after=1']) {
      const after = await visit(`/en/search?q=${query}`);
      expect([query, after.sql.length, after.trips]).toEqual([query, 1, { main: 0, search: 1 }]);
      expect([query, after.tags]).toEqual([
        query,
        [...(query === 'ferry' ? [`article:${id}`] : []), 'edition:en', 'site'],
      ]);
      expect(after.text).toContain('Weir');
    }
  });

  it('is renamed there when the change is answered, and nothing is left to do', async () => {
    expect(await rename('Lock', T0)).toMatchObject({ ok: true, value: { tags: ['site'], state: 'done' } });
    expect(await openPromises()).toEqual([]);
    const { text, trips } = await visit(path);
    expect([text.includes('Lock'), trips]).toEqual([true, { main: 0, search: 1 }]);
    // In the same millisecond, and by a clock that went back.
    await rename('Sluice', T0);
    expect((await visit(path)).text).toContain('Sluice');
    await rename('Quay', T0 - 60_000);
    expect((await visit(path)).text).toContain('Quay');
  });

  it('is not overwritten by one who read the settings before their change', async () => {
    await rename('Lock', T0);
    const { search, arrived, go } = heldSearch();
    const late = updateSite({ ...depsAt(T0 + 1), env: { ...env, SEARCH: search } });
    await arrived;
    await rename('Sluice', T0);
    go();
    await late;
    expect((await visit(path)).text).toContain('Sluice');
  });

  it('is mended by the sweep when the index was out of reach during the change', async () => {
    await rename('Lock', T0);
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const fail = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'));
    const statement = { bind: () => statement, run: fail, first: fail, all: fail };
    const SEARCH = { prepare: () => statement, batch: fail } as unknown as D1Database;
    const sent: unknown[] = [];
    const QUEUE = { send: async (hint: unknown) => void sent.push(hint) } as unknown as Queue<unknown>;

    expect(await rename('Sluice', T0 + 1, { SEARCH, QUEUE })).toMatchObject({
      ok: true,
      value: { state: 'done' },
    });
    expect(warned.mock.calls).toEqual([['{"event":"index.site.deferred","error":"Error D1_ERROR"}']]);
    expect((await findSettings(env.DB)).name).toBe('Sluice');
    expect(await openPromises()).toEqual(['site']);
    expect((await visit(path)).text).toContain('Lock');
    expect(sent).toContainEqual({ v: 1, kind: 'site' });

    // The hint is lost, and so is what the dead-letter queue brings.
    const at = T0 + 2 + LEASE_MS + OUTBOX_GRACE_MS;
    const deps = depsAt(at);
    const ctx = createExecutionContext();
    const work = { env: { ...deps.env, QUEUE }, config: deps.config, ctx, now: () => at };
    const item = { id: 'm', attempts: 9, body: { v: 1, kind: 'site' }, ack: vi.fn(), retry: vi.fn() };
    const batch = { queue: 'dragoman-dead', messages: [item] } as unknown as MessageBatch<unknown>;
    await consume({ ...work, now: () => T0 + 2 }, batch);
    expect(item.ack).toHaveBeenCalledOnce();
    expect(await openPromises()).toEqual(['site']);

    sent.length = 0;
    await sweep(work);
    expect(sent).toContainEqual({ v: 1, kind: 'site' });
    await handle(work, { v: 1, kind: 'site' });
    expect((await visit(path)).text).toContain('Sluice');
    expect(await openPromises()).toEqual([]);
  });

  it('is promised by the migration to a site that has settings', async () => {
    const migration = env.TEST_MIGRATIONS.main.find(({ name }) => name.includes('site_in_index'));
    const promise = migration?.queries.find((sql) => sql.includes('INSERT INTO `outbox`')) ?? '';
    // Then a site without settings had no row, and nothing had to be told.
    await env.DB.prepare("update settings set key = 'none'").run();
    await env.DB.prepare(promise).run();
    expect(await openPromises()).toEqual([]);
    await env.DB.prepare('insert into settings values (\'site\', \'{"name":"Weir"}\', 1)').run();
    await env.DB.prepare(promise).run();
    expect(await openPromises()).toEqual(['site']);
    const row = await env.DB.prepare("select due_at - created_at as wait from outbox where kind = 'index'");
    expect(await row.first('wait')).toBe(600_000);
    await updateSite(depsAt(T0));
    expect(await openPromises()).toEqual([]);
    expect((await visit(path)).text).toContain('Weir');
  });
});
