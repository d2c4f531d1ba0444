/** Pings to the WebSub hub: of every feed that changed, when the caches have let go of it, and once. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { beforeEach, expect, it } from 'vitest';
import { type AppEnv, readConfig } from '../../src/config.ts';
import { runPurges } from '../../src/edge/purge-outbox.ts';
import { createStandIn } from '../../src/edge/stand-in.ts';
import { PING_MAX_ATTEMPTS } from '../../src/limits.ts';
import { correct } from '../../src/publish/correct.ts';
import { changeSlug } from '../../src/publish/move.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { handle } from '../../src/queue/consume.ts';
import { sendDeliveries } from '../../src/queue/send-deliveries.ts';
import { reader } from '../../src/reader/routes.ts';
import { depsAt } from '../fakes/article.ts';
import { visit } from '../reader/site.ts';
import {
  accepted,
  approvedArticle,
  consumeDeps,
  deliveryRows,
  flush,
  freshNewsroom,
  HUB,
  nameHub,
  network,
  publisher,
  putWebhook,
  type Sent,
  sendDeps,
  T0,
} from './outside.ts';

const SITE = 'http://dragoman.test';
const SETTLE_MS = readConfig(env).settleSeconds * 1000;
const feeds = (...homes: string[]) =>
  homes.flatMap((home) => [`${SITE}${home}feed.xml`, `${SITE}${home}feed.json`]).toSorted();
const all = feeds('/en/', '/en/topics/energy/', '/en/people/mira/');
const toldOf = (sent: Sent[]) => sent.map(({ body }) => new URLSearchParams(body).get('hub.url')).toSorted();

/** Runs the purges that are due as the caches allow it. */
const purge = (now: number, success: 'yes' | 'no' = 'yes') =>
  runPurges({
    db: env.DB,
    now,
    purge: async () => (success === 'yes' ? { success: true } : { success: false, error: 'busy' }),
  });

async function publishedArticle(now = T0): Promise<string> {
  const articleId = await approvedArticle(now);
  expect(await publish(depsAt(now), { articleId, actor: publisher })).toMatchObject({ ok: true });
  return articleId;
}

beforeEach(freshNewsroom);

it('tells the hub of each feed that shows the article, in words that every hub reads', async () => {
  await nameHub(HUB);
  await publishedArticle();
  await purge(T0 + SETTLE_MS);
  const sent = await flush(T0 + SETTLE_MS);
  expect(toldOf(sent)).toEqual(all);
  const xml = sent.find(({ body }) => body.includes(encodeURIComponent('/en/feed.xml')));
  expect(xml).toMatchObject({ url: HUB, redirect: 'manual' });
  expect(xml?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(xml?.body))).toEqual({
    'hub.mode': 'publish',
    'hub.url': `${SITE}/en/feed.xml`,
    'hub.topic': `${SITE}/en/feed.xml`,
  });
  // Each is the very address that the feed gives itself.
  for (const url of all) {
    const { response } = await visit(new URL(url).pathname);
    expect([url, response.status, response.headers.get('link')]).toEqual([
      url,
      200,
      `<${HUB}>; rel="hub", <${url}>; rel="self"`,
    ]);
  }
});

it('tells nobody where no hub is named, and gives up what waits for one that is named no more', async () => {
  await publishedArticle();
  expect(await deliveryRows()).toEqual([]);
  await nameHub(HUB);
  await publishedArticle(T0 + 1_000);
  await env.DB.prepare('delete from settings').run();
  await purge(T0 + 60_000);
  expect(await flush(T0 + 60_000)).toEqual([]);
  expect(new Set((await deliveryRows()).map(({ error }) => error))).toEqual(new Set(['no_hub']));
});

it('tells of corrections, withdrawals and a new address as well', async () => {
  await nameHub(HUB);
  const articleId = await publishedArticle();
  const changes = [
    () => correct(depsAt(T0 + 10_000), { articleId, actor: publisher, note: 'Note', kind: 'update' }),
    () => changeSlug(depsAt(T0 + 20_000), { articleId, slug: 'tides', actor: publisher }),
    () => withdraw(depsAt(T0 + 30_000), { articleId, actor: publisher, reason: 'A hoax' }),
  ];
  await purge(T0 + 9_000);
  await flush(T0 + 9_000);
  for (const [n, change] of changes.entries()) {
    expect(await change()).toMatchObject({ ok: true });
    const at = T0 + 19_000 + n * 10_000;
    await purge(at);
    expect(toldOf(await flush(at))).toEqual(all);
  }
});

it('says nothing before the second purge said success, and then the hub finds the new feed', async () => {
  await nameHub(HUB);
  await approvedArticle(T0 - 1_000, 'Before');
  let at = T0;
  const cache = createStandIn({ now: () => at, maxBytes: 1_000_000 });
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('config', readConfig(env));
    c.set('now', at);
    c.set('requestId', () => 'test');
    await next();
  });
  app.route('/', reader);
  /** As the hub gets it: through the cache. */
  const fetchFeed = async (url: string): Promise<string> => {
    const ctx = createExecutionContext();
    const reply = await cache.fetch(
      new Request(url),
      async (inner) => app.fetch(inner, env, ctx),
      (promise) => ctx.waitUntil(promise),
    );
    const text = await reply.text();
    await waitOnExecutionContext(ctx);
    return text;
  };
  const feed = `${SITE}/en/feed.xml`;
  expect(await fetchFeed(feed)).not.toContain('Power from the tides');
  await publishedArticle(T0);
  // The change is made; this cache has not been purged, so whoever comes now gets the old feed.
  expect(await fetchFeed(feed)).not.toContain('Power from the tides');
  const found: boolean[] = [];
  const hub = network(() => accepted());
  const tell = async () => {
    await sendDeliveries(sendDeps(at, hub.fetcher));
    for (const { body } of hub.sent.splice(0)) {
      const url = new URLSearchParams(body).get('hub.url') ?? '';
      if (url === feed) found.push((await fetchFeed(url)).includes('Power from the tides'));
    }
  };
  for (const success of [false, false, true]) {
    at += SETTLE_MS;
    await tell();
    expect(found).toEqual([]);
    await runPurges({
      db: env.DB,
      now: at,
      purge: async (what) => (success ? cache.purge(what) : { success: false, error: 'busy' }),
    });
    at += 10_000;
  }
  await tell();
  expect(found).toEqual([true]);
});

it('tells of a feed once, however many changes came before the second purge', async () => {
  await nameHub(HUB);
  for (let n = 0; n < 3; n++) {
    await publishedArticle(T0 + n * 100);
    await purge(T0 + n * 100);
  }
  // The first change's second purge is done, the last one's is not.
  await purge(T0 + SETTLE_MS);
  expect(await flush(T0 + SETTLE_MS)).toEqual([]);
  await purge(T0 + SETTLE_MS + 300);
  expect(toldOf(await flush(T0 + SETTLE_MS + 300))).toEqual(all);
});

it('tells once more when a feed changes while its ping is on its way', async () => {
  await nameHub(HUB);
  const articleId = await publishedArticle();
  await purge(T0 + SETTLE_MS);
  const at = T0 + SETTLE_MS + 500;
  let changed: Promise<unknown> | undefined;
  const { fetcher } = network(async () => {
    changed ??= correct(depsAt(at), { articleId, actor: publisher, note: 'Note', kind: 'update' });
    await changed;
    return accepted();
  });
  await sendDeliveries(sendDeps(at, fetcher));
  expect((await deliveryRows()).filter(({ done_at }) => done_at === null).length).toBeGreaterThan(0);
  await purge(at + SETTLE_MS);
  expect(toldOf(await flush(at + SETTLE_MS))).toContain(`${SITE}/en/feed.xml`);
  expect((await deliveryRows()).every(({ done_at }) => done_at !== null)).toBe(true);
});

it('gives a hub up that does not know the feed, until the next change', async () => {
  await nameHub(HUB);
  const articleId = await publishedArticle();
  let at = T0 + SETTLE_MS;
  await purge(at);
  let tries = 0;
  for (let n = 0; n < PING_MAX_ATTEMPTS + 2; n++) {
    tries += (await flush(at, () => new Response('no such topic', { status: 500 }))).length;
    at += 86_400_000;
  }
  expect(tries).toBe(PING_MAX_ATTEMPTS * all.length);
  expect((await deliveryRows())[0]).toMatchObject({ error: 'status 500', done_at: expect.any(Number) });
  await correct(depsAt(at), { articleId, actor: publisher, note: 'Note', kind: 'update' });
  await purge(at + SETTLE_MS);
  expect(toldOf(await flush(at + SETTLE_MS))).toEqual(all);
});

it('never tells a hub that is not on the public web', async () => {
  await nameHub('http://169.254.169.254/');
  await publishedArticle();
  await purge(T0 + SETTLE_MS);
  expect(await flush(T0 + SETTLE_MS)).toEqual([]);
  expect((await deliveryRows())[0]).toMatchObject({ error: 'private_address' });
});

it('is set going by the consumer of the purge, and by the change itself for webhooks', async () => {
  await nameHub(HUB);
  await putWebhook();
  const hints: [string, number | undefined][] = [];
  const queue = {
    send: async (hint: { kind: string }, options?: { delaySeconds?: number }) =>
      void hints.push([hint.kind, options?.delaySeconds]),
  } as unknown as Queue<unknown>;
  const deps = depsAt(T0);
  const articleId = await approvedArticle(T0);
  await publish({ ...deps, env: { ...deps.env, QUEUE: queue } }, { articleId, actor: publisher });
  expect(hints).toContainEqual(['delivery', undefined]);
  expect(hints).toContainEqual(['purge', SETTLE_MS / 1000]);
  expect(await flush(T0)).toHaveLength(1);
  hints.length = 0;
  const consuming = consumeDeps(T0 + SETTLE_MS);
  await handle({ ...consuming, env: { ...consuming.env, QUEUE: queue } }, { v: 1, kind: 'purge' });
  expect(hints).toEqual([['delivery', undefined]]);
});
