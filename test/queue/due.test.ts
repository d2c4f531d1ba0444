/** Scheduled publishing by cron, as the Worker's `scheduled` does it: once, also after a crash, and each on its own. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Bindings, readConfig } from '../../src/config.ts';
import { newId } from '../../src/lib/ids.ts';
import { publish } from '../../src/publish/publish.ts';
import { type ConsumeDeps, handle } from '../../src/queue/consume.ts';
import { type Message, message } from '../../src/queue/messages.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { counted } from '../bench/counted-database.ts';
import { depsAt } from '../fakes/article.ts';
import { type Mortality, mortalDb } from '../fakes/mortal-db.ts';
import { quietEnv } from '../fakes/quiet-env.ts';
import { approvedArticle, freshNewsroom, publisher, putWebhook, T0 } from './outside.ts';

const MINUTE_MS = 60_000;
const HOUR = T0 + 60 * MINUTE_MS;

beforeEach(freshNewsroom);
afterEach(async () => {
  vi.restoreAllMocks();
  await env.DB.exec('drop trigger if exists poison');
});

async function scheduled(at: number, title?: string): Promise<string> {
  const articleId = await approvedArticle(T0, title);
  expect(await publish(depsAt(T0 + 1_000), { articleId, actor: publisher, at })).toMatchObject({ ok: true });
  return articleId;
}

const outNow = async (): Promise<number> =>
  (await env.DB.prepare("select count(*) as n from articles where state = 'published'").first<number>('n')) ??
  0;

/** A sweep, and what the queue makes of its messages about publications. */
async function cron(now: number, db: D1Database = env.DB): Promise<{ sent: number; published: number }> {
  const before = await outNow();
  const messages: Message[] = [];
  const bindings: Bindings = {
    ...quietEnv,
    DB: db,
    QUEUE: {
      ...quietEnv.QUEUE,
      send: (body: unknown) => {
        messages.push(message.parse(body));
        return quietEnv.QUEUE.send(body);
      },
    },
  };
  const ctx = createExecutionContext();
  const deps = { env: bindings, config: readConfig(env), ctx, now: () => now };
  const swept = await sweep(deps).catch((error: unknown) => ({ error }));
  for (const hint of messages) if (hint.kind === 'publish') await handle(deps, hint);
  await waitOnExecutionContext(ctx);
  if ('error' in swept) throw swept.error;
  return { sent: swept.sent, published: (await outNow()) - before };
}

/** What a publication leaves, whoever does it and however often it was tried. */
async function traces(id: string): Promise<Record<string, unknown>> {
  const of = (sql: string) =>
    env.DB.prepare(sql)
      .bind(id)
      .all()
      .then(({ results }) => results);
  const [article, audit, purges, slugs, events] = await Promise.all([
    of('select state, published_revision, scheduled_at from articles where id = ?'),
    of("select member_id from audit where subject = 'article:' || ? and action = 'publish'"),
    of(
      "select phase, done_at > 0 as done from purges where article_id = ? and change = 'publish' order by phase",
    ),
    of('select lang, month, slug from slugs where article_id = ?'),
    of("select event from deliveries where json_extract(body, '$.data.id') = ?"),
  ]);
  return { article, audit, purges, slugs, events };
}

const once = (slug: string) => ({
  article: [{ state: 'published', published_revision: 1, scheduled_at: null }],
  audit: [{ member_id: null }],
  purges: [
    { phase: 'now', done: 1 },
    { phase: 'settle', done: 1 },
  ],
  slugs: [{ lang: 'en', month: '2026-03', slug }],
  events: [{ event: 'published' }],
});

it('publishes a due article once, however often the cron runs, and not before its hour', async () => {
  await putWebhook();
  const id = await scheduled(HOUR);
  expect(await cron(HOUR - 1)).toMatchObject({ published: 0 });
  expect((await traces(id)).audit).toEqual([]);
  const two = await Promise.all([cron(HOUR), cron(HOUR)]);
  expect(two.map(({ published }) => published).toSorted()).toEqual([0, 1]);
  expect(await cron(HOUR + MINUTE_MS)).toMatchObject({ published: 0 });
  expect(await traces(id)).toEqual(once('power-from-the-tides'));
});

it('publishes it once when the cron is killed before or after any of its writes', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const prepare = async (): Promise<string> => {
    await freshNewsroom();
    await putWebhook();
    return scheduled(HOUR);
  };
  const counted: Mortality = { writesLeft: 1_000, instant: 'before' };
  await prepare();
  expect(await cron(HOUR, mortalDb(env.DB, counted))).toMatchObject({ published: 1 });
  const writes = 1_000 - counted.writesLeft;
  // The change itself, its purge, and what the rest of the sweep writes.
  expect(writes).toBeGreaterThan(3);

  for (let writesLeft = 0; writesLeft < writes; writesLeft += 1) {
    for (const instant of ['before', 'after'] as const) {
      const id = await prepare();
      const death: Mortality = { writesLeft, instant };
      // A death in the queue is the queue's own: the sweep has ended well by then.
      await cron(HOUR, mortalDb(env.DB, death)).catch(() => undefined);
      expect(death.dead).toBe(true);
      await cron(HOUR + MINUTE_MS);
      await cron(HOUR + 2 * MINUTE_MS);
      expect(await traces(id), `${instant} write ${writesLeft}`).toEqual(once('power-from-the-tides'));
    }
  }
});

it('lets the others out in their minute when one throws, and ends the sweep', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  await putWebhook();
  const broken = await scheduled(HOUR - 1_000, 'Broken');
  const sound = await scheduled(HOUR, 'Sound');
  const promised = newId(T0);
  await env.DB.batch([
    env.DB.prepare('update outbox set done_at = 1 where done_at is null'),
    // A purge that a crash left, and a message that was lost.
    env.DB.prepare(
      `insert into purges (id, change, phase, tags, due_at, created_at) values (?1, 'settings', 'now', '["site"]', ?2, ?2)`,
    ).bind(promised, T0),
    env.DB.prepare(
      "insert into outbox (id, kind, subject_id, due_at, created_at) values (?1, 'index', ?2, ?3, ?3)",
    ).bind(promised, sound, T0),
  ]);
  await env.DB.exec(
    `create trigger poison before update on articles when new.id = '${broken}' begin select raise(abort, 'poisoned'); end`,
  );
  expect(await cron(HOUR)).toEqual({ published: 1, sent: 1 });
  expect((await traces(sound)).article).toEqual(once('').article);
  expect(await traces(broken)).toMatchObject({ audit: [], purges: [], slugs: [], events: [] });
  expect(
    await env.DB.prepare('select done_at from purges where id = ?').bind(promised).first('done_at'),
  ).toBe(HOUR);
  const said = log.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(said).toEqual([
    {
      event: 'publish.due.failed',
      id: broken,
      error: expect.stringMatching(/^Error\b/),
      stack: expect.any(Array),
    },
  ]);
  // The database's own message may hold what somebody wrote.
  expect(JSON.stringify(said)).not.toContain('poisoned');

  await env.DB.exec('drop trigger poison');
  await cron(HOUR + MINUTE_MS);
  await cron(HOUR + 2 * MINUTE_MS);
  expect(await traces(broken)).toEqual(once('broken'));
  expect(await traces(sound)).toEqual(once('sound'));
});

/** `count` articles that are due at `HOUR` and cannot be published: one of their columns is refused. */
async function alwaysFailing(count: number): Promise<void> {
  await scheduled(HOUR, 'Poisoned');
  const id = (n: number): string => `0192f000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;
  const made = Array.from({ length: count - 1 }, (_, n) => ({ id: id(n), slug: `poisoned-${n}` }));
  const copy = async (table: string, changes: string, from: string): Promise<D1PreparedStatement> => {
    const row = await env.DB.prepare(`select * from ${table} where ${from} limit 1`).first<
      Record<string, unknown>
    >();
    const columns = Object.keys(row ?? {});
    const change = new Map(changes.split(', ').map((each) => each.split(' = ') as [string, string]));
    const values = columns.map((name) => change.get(name) ?? `o.${name}`);
    return env.DB.prepare(
      `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from json_each(?) made, ${table} o where o.${from}`,
    ).bind(JSON.stringify(made));
  };
  const [story, article, submission, revision] = [
    await copy(
      'stories',
      "id = made.value ->> 'id', source_key = null",
      "id = (select story_id from articles where slug = 'poisoned')",
    ),
    await copy(
      'articles',
      "id = made.value ->> 'id', story_id = made.value ->> 'id', slug = made.value ->> 'slug'",
      "slug = 'poisoned'",
    ),
    await copy(
      'submissions',
      "id = made.value ->> 'id', article_id = null, idempotency_key = null, content_sha256 = made.value ->> 'id'",
      "id = (select submission_id from revisions where title = 'Poisoned')",
    ),
    await copy(
      'revisions',
      "id = made.value ->> 'id', article_id = made.value ->> 'id', submission_id = made.value ->> 'id'",
      "title = 'Poisoned'",
    ),
  ];
  await env.DB.batch([story, article, submission, revision]);
  await env.DB.exec(
    `create trigger poison before update of published_revision on articles when new.slug like 'poisoned%' begin select raise(abort, 'poisoned'); end`,
  );
}

const tries = async () =>
  (await env.DB.prepare('select tries, count(*) as n from publish_tries group by tries order by tries').all())
    .results;

it('comes to the one that can be published, behind 150 that never can', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await alwaysFailing(150);
  const sound = await scheduled(HOUR + 1, 'Sound');
  const [first, second] = [await cron(HOUR + 1_000), await cron(HOUR + 1_000 + MINUTE_MS)];
  expect([first.published, second.published]).toEqual([0, 1]);
  expect((await traces(sound)).article).toEqual(once('').article);
  // 100 of them twice or once, by their turn, and the sound one is forgotten with the next sweep.
  expect(await tries()).toEqual([
    { tries: 1, n: 102 },
    { tries: 2, n: 49 },
  ]);

  // From then on they come less and less often, and one that is new is published in its minute.
  const later = HOUR + 20 * MINUTE_MS;
  for (let at = HOUR + 2 * MINUTE_MS; at < later; at += MINUTE_MS) await cron(at);
  const next = await scheduled(later, 'Next');
  expect(await cron(later)).toMatchObject({ published: 1 });
  expect((await traces(next)).article).toEqual(once('').article);
  for (const { tries: made } of await tries()) expect(made).toBeLessThan(8);
});

it('tries one again at once when it was changed, and in the minute after that of a death', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  await alwaysFailing(1);
  for (let n = 0; n < 6; n++) await cron(HOUR + n * MINUTE_MS);
  const often = await tries();
  expect(often[0]?.tries).toBeLessThan(6);
  await env.DB.exec('drop trigger poison');
  const { id = '' } =
    (await env.DB.prepare("select id from articles where slug = 'poisoned'").first<{ id: string }>()) ?? {};
  expect(await cron(HOUR + 6 * MINUTE_MS)).toMatchObject({ published: 0 });
  const again = await publish(depsAt(HOUR + 6 * MINUTE_MS), {
    articleId: id,
    actor: publisher,
    at: HOUR + 7 * MINUTE_MS,
  });
  expect(again).toMatchObject({ ok: true });
  const death: Mortality = { writesLeft: 1, instant: 'before' };
  await cron(HOUR + 7 * MINUTE_MS, mortalDb(env.DB, death)).catch(() => undefined);
  expect(death.dead).toBe(true);
  expect(await cron(HOUR + 8 * MINUTE_MS)).toMatchObject({ published: 1 });
});

it('comes late by its message to one that has another hour by then, and leaves it alone', async () => {
  const id = await scheduled(HOUR);
  const late = (now: number) => {
    const deps = { env: quietEnv, config: readConfig(env), ctx: createExecutionContext(), now: () => now };
    return handle(deps, { v: 1, kind: 'publish', id });
  };
  const stateNow = async () => (await traces(id)).article;
  await late(HOUR - 1);
  expect(await stateNow()).toMatchObject([{ state: 'scheduled', scheduled_at: HOUR }]);
  await publish(depsAt(HOUR), { articleId: id, actor: publisher, at: HOUR + 1 });
  await late(HOUR);
  expect(await stateNow()).toMatchObject([{ state: 'scheduled', scheduled_at: HOUR + 1 }]);
  await late(HOUR + 1);
  await late(HOUR + 2);
  expect((await traces(id)).audit).toHaveLength(1);
});

it('asks the database no more than fifty things an invocation, however many are due', async () => {
  await putWebhook();
  for (let n = 0; n < 12; n++) await scheduled(HOUR, `Due ${n}`);
  const messages: Message[] = [];
  const ask = async (work: (deps: ConsumeDeps) => Promise<unknown>): Promise<number> => {
    const main = counted(env.DB);
    const search = counted(env.SEARCH);
    const ctx = createExecutionContext();
    const QUEUE = {
      ...quietEnv.QUEUE,
      send: (body: unknown) => {
        messages.push(message.parse(body));
        return quietEnv.QUEUE.send(body);
      },
    };
    const bindings: Bindings = { ...quietEnv, DB: main.database, SEARCH: search.database, QUEUE };
    await work({ env: bindings, config: readConfig(env), ctx, now: () => HOUR });
    await waitOnExecutionContext(ctx);
    return main.count.queries + search.count.queries;
  };
  expect(await ask(sweep)).toBeLessThanOrEqual(50);
  expect(messages.filter(({ kind }) => kind === 'publish')).toHaveLength(12);
  for (const hint of messages.splice(0))
    expect(await ask((deps) => handle(deps, hint))).toBeLessThanOrEqual(50);
  expect(await outNow()).toBe(12);
});
