/**
 * Each kind of message delivered twice, and its consumer killed between any two of its writes, to D1, to the search
 * index or to R2: after the sweep and the queue have gone on, all rows and files are those of one clean run.
 */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { type Bindings, readConfig } from '../../src/config.ts';
import { receiveSubmission } from '../../src/intake/receive.ts';
import { LEASE_MS } from '../../src/limits.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { handle } from '../../src/queue/consume.ts';
import type { Message } from '../../src/queue/messages.ts';
import { takeDueOutbox } from '../../src/store/outbox.ts';
import { depsAt } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { Killed, type Mortality, mortalEnv } from '../fakes/mortal-db.ts';
import { quietEnv } from '../fakes/quiet-env.ts';
import { dumpWhole, withoutIds } from '../fakes/rows.ts';
import fixture from '../fixtures/harbour.zh.md?raw';
import { png } from '../pipeline/pictures/samples.ts';

const T0 = Date.UTC(2026, 2, 14, 9);
const HOUR = 3_600_000;
const picture = 'https://pictures.example.org/harbour.png';
const actor = { memberId: 'paul', role: 'publisher' } as const;
const smallPng = await png(8, 6);

const hostAnswers = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());
const hostIsBusy = () => hostAnswers(() => new Response('busy', { status: 503 }));
const pictureAnswers = () =>
  hostAnswers(() => new Response(smallPng, { headers: { 'Content-Type': 'image/png' } }));

afterEach(() => vi.unstubAllGlobals());

async function emptySite(): Promise<void> {
  await emptyDatabase(env.DB);
  await env.SEARCH.batch(
    ['delete from words', 'delete from entries', 'delete from versions'].map((statement) =>
      env.SEARCH.prepare(statement),
    ),
  );
  const { objects } = await env.PICTURES.list();
  if (objects.length > 0) await env.PICTURES.delete(objects.map(({ key }) => key));
  await makeMember(env.DB, { id: 'tina', role: 'translator' });
  await makeMember(env.DB, { id: 'paul', role: 'publisher' });
}

const handleAt = (now: number, hint: Message, bindings: Bindings = quietEnv) =>
  handle({ env: bindings, config: readConfig(env), ctx: createExecutionContext(), now: () => now }, hint);

/** What the queue and the sweep do in the next hour, in steps longer than a lease. */
async function goOn(from: number): Promise<void> {
  for (let now = from; now <= from + 6 * LEASE_MS; now += LEASE_MS + 20_000) {
    await handleAt(now, { v: 1, kind: 'purge' });
    for (const { kind, subject_id } of await takeDueOutbox(env.DB, now)) {
      // What throws comes back by its row.
      await handleAt(now, { v: 1, kind, id: subject_id }).catch(() => undefined);
    }
  }
}

interface Whole {
  main: Record<string, string[]>;
  search: Record<string, string[]>;
  found: unknown;
  files: string[];
}

async function whole(): Promise<Whole> {
  const { objects } = await env.PICTURES.list();
  // The index itself holds no columns: what it finds stands for them.
  const found = await env.SEARCH.prepare(
    `select count(*) as entries, (select count(*) from words where words match 'tides OR 渡轮') as hits from words`,
  ).first();
  return {
    main: await dumpWhole(env.DB),
    search: await dumpWhole(env.SEARCH),
    found,
    files: objects.map(({ key, size }) => `${key} ${size}`).sort(),
  };
}

function same(found: Whole, expected: Whole, when: string): void {
  expect(withoutIds(found.main), when).toEqual(withoutIds(expected.main));
  expect(found, when).toEqual(expected);
}

interface Scene {
  /** From an empty site to the moment before the message; gives it. */
  set: () => Promise<Message>;
  at: number;
  /** What a clean run must have brought about, so that an empty comparison cannot pass. */
  brought: (rows: Whole) => unknown;
}

async function submit(markdown: string): Promise<string> {
  const work = depsAt(T0);
  const received = await receiveSubmission(work, {
    memberId: 'tina',
    fields: { lang: 'en', markdown, topics: ['Energy', 'Town'], sourceUrl: 'https://coast.example.com/one' },
  });
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  return received.value.id;
}

const tides = `![The harbour](${picture})\n\n# Tides\n\nA harbour town makes power from its tides.\n`;

/** An article that is out, with a picture still to come. Gives the ids of submission and article. */
async function putOut(): Promise<{ submission: string; article: string }> {
  const submission = await submit(tides);
  await handleAt(T0 + 1, { v: 1, kind: 'submission', id: submission });
  const article = (await env.DB.prepare('select id from articles').first<string>('id')) ?? '';
  await approve(depsAt(T0 + 2), { articleId: article, actor });
  await publish(depsAt(T0 + 3), { articleId: article, actor });
  return { submission, article };
}

const scenes: Record<string, Scene> = {
  submission: {
    at: T0 + 1_000,
    set: async () => ({ v: 1, kind: 'submission', id: await submit(fixture) }),
    brought: ({ main }) => main.credits?.length,
  },
  'submission whose picture answers at once': {
    at: T0 + 1_000,
    set: async () => {
      pictureAnswers();
      return { v: 1, kind: 'submission', id: await submit(tides) };
    },
    brought: ({ main, files }) => main.pictures?.length === 1 && files.length > 1,
  },
  picture: {
    at: T0 + 2 * HOUR,
    set: async () => {
      const { submission } = await putOut();
      await goOn(T0 + 60_000);
      pictureAnswers();
      return { v: 1, kind: 'picture', id: submission };
    },
    brought: ({ main, files }) => main.pictures?.length === 1 && files.length > 1,
  },
  index: {
    at: T0 + 1_000,
    set: async () => ({ v: 1, kind: 'index', id: (await putOut()).article }),
    brought: ({ search, found }) => search.entries?.length === 1 && Reflect.get(Object(found), 'hits') === 1,
  },
  purge: {
    at: T0 + 60_000,
    set: async () => {
      await putOut();
      return { v: 1, kind: 'purge' };
    },
    brought: ({ main }) => main.purges?.length === 2,
  },
};

it.each(Object.entries(scenes))(
  'leaves the rows of one clean run of a %s message, killed before or after any of its writes',
  async (name, { set, at, brought }) => {
    const run = async (mortality: Mortality, times = 1) => {
      await emptySite();
      hostIsBusy();
      const hint = await set();
      for (let time = 0; time < times; time += 1) {
        await handleAt(at + time, hint, mortalEnv(quietEnv, mortality));
      }
    };
    const clean: Mortality = { writesLeft: 1_000, instant: 'before' };
    await run(clean);
    const writes = 1_000 - clean.writesLeft;
    await goOn(at + 1_000);
    const expected = await whole();
    expect(brought(expected)).toBeTruthy();
    expect(writes).toBeGreaterThan(1);

    await run({ writesLeft: 1_000, instant: 'before' }, 2);
    await goOn(at + 1_000);
    same(await whole(), expected, 'delivered twice');

    for (let writesLeft = 0; writesLeft < writes; writesLeft += 1) {
      for (const instant of ['before', 'after'] as const) {
        const mortality: Mortality = { writesLeft, instant };
        await expect(run(mortality), `${name}, ${instant} write ${writesLeft}`).rejects.toThrow(Killed);
        await goOn(at + 1_000);
        same(await whole(), expected, `${name}, ${instant} write ${writesLeft} of ${writes}`);
      }
    }
    console.log(`${name}: killed at ${2 * writes} points`);
  },
  240_000,
);
