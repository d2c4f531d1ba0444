import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { importPictures, retryDue } from '../../../src/pipeline/pictures/import.ts';
import { completeVariants } from '../../../src/pipeline/pictures/keep.ts';
import { png } from './samples.ts';

const at = Date.UTC(2026, 10, 20);
const config = { localPictureHosts: [], siteUrl: 'https://news.example.org', settleSeconds: 45 };

/** Hosts that answer by path, and count who asks. */
function hosts(answers: Record<string, () => Response | Promise<Response>>) {
  const asked: string[] = [];
  return {
    asked,
    fetcher: async (url: string) => {
      const path = new URL(url).pathname;
      asked.push(path);
      return (answers[path] ?? (() => new Response(null, { status: 404 })))();
    },
  };
}

const rows = async () =>
  (await env.DB.prepare('select url, state, attempts, reason from remote_pictures order by url').all())
    .results;

it('imports, answers for each URL, and fetches nothing twice', async () => {
  const red = await png(40, 30);
  const web = hosts({
    '/a.png': () => new Response(red),
    '/b.png': () => new Response(red),
    '/page': () => new Response('<!doctype html><html>'),
  });
  const urls = ['a.png', 'page', 'b.png', 'gone', 'a.png'].map(
    (path) => `https://pictures.example.org/${path}`,
  );
  const all = [...urls, 'http://127.0.0.1/x.png', 'ipfs://bafy/x.png'];
  const first = await importPictures(env, { urls: all, now: at, config, fetcher: web.fetcher });
  expect([...first].map(([url, got]) => [url, 'reason' in got ? got.reason : got.width]).sort()).toEqual([
    ['http://127.0.0.1/x.png', 'private_address'],
    ['https://pictures.example.org/a.png', 40],
    ['https://pictures.example.org/b.png', 40],
    ['https://pictures.example.org/gone', 'not_found'],
    ['https://pictures.example.org/page', 'html'],
    ['ipfs://bafy/x.png', 'ipfs'],
  ]);
  expect(web.asked.sort()).toEqual(['/a.png', '/b.png', '/gone', '/page']);
  const written = await rows();

  const second = await importPictures(env, { urls: all, now: at + 5_000, config, fetcher: web.fetcher });
  expect([...second].sort()).toEqual([...first].sort());
  expect(web.asked).toHaveLength(4);
  expect(await rows()).toEqual(written);

  // A day later someone names the missing one again: by now it may be there.
  await importPictures(env, { urls: all, now: at + 86_400_001, config, fetcher: web.fetcher });
  expect(web.asked.slice(4).sort()).toEqual(['/gone', '/page']);
});

it('asks a failing host again by the schedule, then gives up', async () => {
  const url = 'https://slow.example.org/a.png';
  const web = hosts({ '/a.png': () => new Response(null, { status: 503 }) });
  const run = async (now: number) =>
    (await importPictures(env, { urls: [url], now, config, fetcher: web.fetcher })).get(url);
  let now = at;
  const waits: number[] = [];
  for (let round = 0; round < 4; round++) {
    expect(await run(now)).toMatchObject({ reason: 'busy', again: 'later' });
    // Too early: answered from the row.
    expect(await run(now + 1_000)).toMatchObject({ reason: 'busy', again: 'later' });
    const { due, nextInMs = 0 } = await retryDue(env, { urls: [url], now });
    expect(due).toEqual([]);
    waits.push(nextInMs / 1_000);
    now += nextInMs;
    expect(await retryDue(env, { urls: [url], now })).toMatchObject({ due: [url], nextInMs: undefined });
  }
  expect(waits).toEqual([300, 3_600, 21_600, 86_400]);
  expect(await run(now)).toMatchObject({ reason: 'busy', again: 'never' });
  expect(web.asked).toHaveLength(5);
  expect(await retryDue(env, { urls: [url], now })).toMatchObject({ due: [], nextInMs: undefined });
});

it('puts off, and does not hold against the host, what there was no time for', async () => {
  const urls = Array.from({ length: 5 }, (_, n) => `https://hang.example.org/${n}.png`);
  const web = hosts({});
  const hang = () => new Promise<Response>(() => {});
  const run = { urls, config, fetcher: hang, maxMs: 30 };
  const got = await importPictures(env, { ...run, now: at });
  expect([...got.values()].map((each) => 'reason' in each && [each.reason, each.again])).toEqual(
    Array.from({ length: 5 }, () => ['out_of_time', 'later']),
  );
  expect((await retryDue(env, { urls, now: at })).nextInMs).toBe(300_000);
  const later = at + 300_000;
  expect((await retryDue(env, { urls, now: later })).due.sort()).toEqual(urls);
  await importPictures(env, { urls, config, fetcher: web.fetcher, now: later });
  const { results } = await env.DB.prepare(
    "select distinct attempts, reason from remote_pictures where url like 'https://hang.%'",
  ).all();
  expect(results).toEqual([{ attempts: 1, reason: 'not_found' }]);
});

it('recovers a picture whose host came back', async () => {
  const url = 'https://back.example.org/a.png';
  const bytes = await png(30, 20);
  const down = hosts({ '/a.png': () => Promise.reject(new TypeError('refused')) });
  const up = hosts({ '/a.png': () => new Response(bytes) });
  const missed = await importPictures(env, { urls: [url], now: at, config, fetcher: down.fetcher });
  expect(missed.get(url)).toMatchObject({ reason: 'unreachable', again: 'later' });
  const got = await importPictures(env, { urls: [url], now: at + 300_000, config, fetcher: up.fetcher });
  expect(got.get(url)).toMatchObject({ width: 30, variants: 'ready' });
});

it('names the pictures whose variants are pending, until they are complete', async () => {
  const urls = ['https://quota.example.org/a.png', 'https://quota.example.org/b.png'];
  const bytes = await png(33, 21);
  const web = hosts({ '/a.png': () => new Response(bytes), '/b.png': () => new Response(bytes) });
  const IMAGES = new Proxy(env.IMAGES, {
    get() {
      throw Object.assign(new Error('ERROR 9422: quota'), { code: 9422 });
    },
  });
  const without = { DB: env.DB, PICTURES: env.PICTURES, IMAGES };
  const got = await importPictures(without, { urls, now: at, config, fetcher: web.fetcher });
  const digests = [...got.values()].map((each) => ('sha256' in each ? each.sha256 : each.reason));
  expect([...got.values()]).toMatchObject([{ variants: 'pending' }, { variants: 'pending' }]);
  const [digest = ''] = digests;
  expect((await retryDue(env, { urls, now: at })).pending).toEqual([digest]);
  await completeVariants(env, digest, { now: at + 1, settleSeconds: 45 });
  expect((await retryDue(env, { urls, now: at })).pending).toEqual([]);
  const again = await importPictures(env, { urls, now: at + 2, config, fetcher: web.fetcher });
  expect([...again.values()]).toMatchObject([{ variants: 'ready' }, { variants: 'ready' }]);
});

it('asks at most twenty addresses, four at a time', async () => {
  let [open, most] = [0, 0];
  const fetcher = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 2));
    open -= 1;
    return new Response(null, { status: 404 });
  };
  const urls = Array.from({ length: 23 }, (_, n) => `https://many.example.org/${n}.png`);
  const got = await importPictures(env, { urls, now: at, config, fetcher });
  expect(most).toBe(4);
  const reasons = [...got.values()].map((each) => ('reason' in each ? each.reason : ''));
  expect(got.size).toBe(23);
  expect(reasons.filter((reason) => reason === 'too_many')).toHaveLength(3);
  expect(reasons.filter((reason) => reason === 'not_found')).toHaveLength(20);
});

it('fetches a large picture alone, after the others', async () => {
  const small = await png(20, 20);
  // Behind the end of a PNG anything may follow; it makes the file large and leaves no trace.
  const large = new Uint8Array(6 * 1024 * 1024);
  large.set(await png(25, 20));
  const web = hosts({ '/large.png': () => new Response(large), '/small.png': () => new Response(small) });
  const urls = ['large', 'small'].map((name) => `https://size.example.org/${name}.png`);
  const got = await importPictures(env, { urls, now: at, config, fetcher: web.fetcher });
  expect(urls.map((url) => got.get(url))).toMatchObject([{ width: 25 }, { width: 20 }]);
  expect(web.asked).toEqual(['/large.png', '/small.png', '/large.png']);
});

it('records what was stored when R2 fails for another picture, and says that by throwing', async () => {
  const bytes = await png(22, 21);
  const other = await png(23, 21);
  const web = hosts({ '/kept.png': () => new Response(bytes), '/lost.png': () => new Response(other) });
  const urls = ['kept', 'lost'].map((name) => `https://r2.example.org/${name}.png`);
  let lists = 0;
  const PICTURES = new Proxy(env.PICTURES, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (key !== 'list') return typeof value === 'function' ? value.bind(target) : value;
      return (options: R2ListOptions) => {
        if (++lists === 2) throw new Error('R2 is down');
        return target.list(options);
      };
    },
  });
  const failing = { DB: env.DB, IMAGES: env.IMAGES, PICTURES };
  await expect(importPictures(failing, { urls, now: at, config, fetcher: web.fetcher })).rejects.toThrow(
    'R2',
  );
  const again = await importPictures(env, { urls, now: at, config, fetcher: web.fetcher });
  expect([...again.values()].every((each) => 'sha256' in each)).toBe(true);
  expect(web.asked).toHaveLength(3);
});
