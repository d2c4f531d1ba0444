/**
 * Cache poisoning (one visitor's request decides what all others get) and cache deception (a private page is
 * kept because its address looks like a file), tried against the whole Worker behind the stand-in.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localCache } from '../../src/edge/local.ts';
import { ask, makeWorld, ORIGIN, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  await localCache.purge({ everything: true });
});

const status = (answer: Response): string | null => answer.headers.get('cf-cache-status');

/** What a poisoner adds to a request, each with a word to look for. Those that stop each other stand alone. */
const poisons: Record<string, string>[] = [
  {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'evil',
    'x-forwarded-scheme': 'nothttps',
    'x-forwarded-port': '1337',
    'x-forwarded-prefix': '/evil',
    'x-forwarded-for': 'evil.example',
    'x-host': 'evil.example',
    'x-original-url': '/desk/evil',
    'x-rewrite-url': '/desk/evil',
    forwarded: 'host=evil.example;proto=http',
    origin: 'https://evil.example',
    referer: 'https://evil.example/evil',
    'user-agent': 'evil<script>',
    accept: 'application/evil',
    'accept-language': 'ar, zh;q=0.9, evil;q=0.1',
    'accept-encoding': 'evil',
    cookie: 'dragoman=evil; dragoman-words=zh-Hans; lang=evil',
    authorization: 'Bearer evil',
    'content-type': 'text/evil',
    'x-request-id': 'evil',
  },
  { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE', 'x-http-method': 'HEAD' },
  { range: 'bytes=0-1' },
  { range: 'bytes=99999999-' },
  { 'if-none-match': '*' },
  { 'if-match': '"evil"' },
  { 'if-unmodified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
  { 'if-modified-since': 'Tue, 01 Jan 2080 00:00:00 GMT' },
  { range: 'bytes=0-1', 'if-range': '"evil"' },
  { pragma: 'no-cache', 'cache-control': 'no-store, only-if-cached, max-age=0' },
  { upgrade: 'evil' },
];

const cached = [
  '/',
  '/en/',
  '/en/2026/10/',
  '/en/2026/10/last-cable-ferry',
  '/en/2026/10/last-cable-ferry.md',
  '/en/2026/10/tunnel',
  '/en/2026/10/nothing-here',
  '/en/feed.xml',
  '/en/feed.json',
  '/en/topics/rivers',
  '/en/search?q=ferry',
  '/sitemap.xml',
  '/robots.txt',
  '/EN',
  '/images/{picture}/480.webp',
];

const bytesAsText = async (answer: Response): Promise<string> =>
  new TextDecoder('latin1').decode(await answer.arrayBuffer());

interface Seen {
  status: number;
  body: string;
  headers: Record<string, string>;
}

async function seen(answer: Response): Promise<Seen> {
  const headers = Object.fromEntries(answer.headers);
  // Of the moment, not of the page.
  for (const name of ['cf-cache-status', 'age']) delete headers[name];
  return { status: answer.status, body: await bytesAsText(answer), headers };
}

describe.each(cached)('%s', (shape) => {
  it('is the same to everyone, whoever asked for it first', async () => {
    const path = shape.replace('{picture}', world.picture);
    const clean = await seen(await ask(path));
    for (const headers of poisons) {
      await localCache.purge({ everything: true });
      const poisoned = await ask(path, { headers });
      const text = JSON.stringify([await bytesAsText(poisoned), ...poisoned.headers]);
      expect([headers, /evil/i.test(text)]).toEqual([headers, false]);
      expect([headers, await seen(await ask(path))]).toEqual([headers, clean]);
    }
  });
});

it('writes its own address, never the one it was called by', async () => {
  for (const shape of cached) {
    const path = shape.replace('{picture}', world.picture);
    const answer = await ask(`https://evil.example:1337${path}`);
    const text = JSON.stringify([...answer.headers]) + (await bytesAsText(answer));
    expect([path, text.includes('evil.example')]).toEqual([path, false]);
    expect(status(answer)).toBe('MISS');
    // The key has no host: what that visitor caused is what everyone gets, and it names the site.
    expect(status(await ask(path))).toBe('HIT');
    await localCache.purge({ everything: true });
  }
});

it('never keeps what a private room answers, whatever its address looks like', async () => {
  const { article, cookie, token } = world;
  const tails = [
    '',
    '/',
    '.css',
    '/x.css',
    '/..%2fx.js',
    ';x.css',
    '%3bx.png',
    '%00.css',
    '?x.css',
    '//x.jpg',
    '%2fx.ico',
  ];
  const rooms = [
    '/desk',
    '/desk/',
    `/desk/articles/${article}`,
    '/desk/people',
    '/desk/enter',
    '/desk/assets/desk.css',
  ];
  const secret = { headers: { cookie, authorization: `Bearer ${token}` } };
  const api = [
    '/api/v1/articles',
    `/api/v1/articles/${article}`,
    '/api/v1/claims',
    '/api/v1/openapi.json',
    '/api/v1/mcp',
    '/healthz',
  ];
  for (const room of [...rooms, ...api]) {
    for (const tail of tails) {
      const path = room + tail;
      const answer = await ask(path, secret);
      const isPrivate = /^\/(?:desk|api)(?:\/|$)|^\/healthz$/.test(new URL(ORIGIN + path).pathname);
      if (isPrivate) expect([path, answer.headers.get('cache-control')]).toEqual([path, 'private, no-store']);
      const text = await answer.text();
      // A neighbour of a private address is the readers' 404: it may be kept, and says nothing of the desk.
      if (!isPrivate) expect([path, /csrf|in_review|night ferry draft/i.test(text)]).toEqual([path, false]);
      if (!isPrivate) expect([path, [301, 404].includes(answer.status)]).toEqual([path, true]);
      const after = await ask(path);
      const stranger = await after.text();
      expect([path, stranger.includes('csrf')]).toEqual([path, false]);
      if (isPrivate) expect([path, status(after)]).toEqual([path, null]);
    }
  }
});

it('leads spellings of a private address into the room, or nowhere, and keeps no answer of it', async () => {
  const spellings = [
    '//desk//',
    '/%64esk/',
    '/desk/../desk/',
    '/en/../desk/people',
    '/./api/v1/articles',
    '/%61pi/v1/articles',
    '/DESK/',
    '/Api/v1/articles',
  ];
  for (const path of spellings) {
    const answer = await ask(path, {
      headers: { cookie: world.cookie, authorization: `Bearer ${world.token}` },
    });
    const text = await answer.text();
    const location = answer.headers.get('location');
    if (answer.headers.get('cache-control')?.startsWith('public')) {
      expect([
        path,
        answer.status === 404 || answer.status === 301,
        /csrf|current_revision/.test(text),
      ]).toEqual([path, true, false]);
    }
    if (location !== null) expect([path, location]).toEqual([path, expect.stringMatching(/^\/(?!\/|\\)/)]);
  }
});

it('never reads a cookie for readers, nor gives them one', async () => {
  for (const shape of cached) {
    const path = shape.replace('{picture}', world.picture);
    const answer = await ask(path, { headers: { cookie: world.cookie } });
    expect([path, answer.headers.getSetCookie()]).toEqual([path, []]);
    expect([path, (answer.headers.get('vary') ?? '').toLowerCase()]).toEqual([
      path,
      expect.not.stringMatching(/cookie|authorization|\*/),
    ]);
    expect(status(await ask(path))).toBe('HIT');
    await localCache.purge({ everything: true });
    await answer.body?.cancel();
  }
});

it('does not let a change by one method take away or fill what readers see', async () => {
  await (await ask('/en/')).text();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'PURGE', 'OPTIONS']) {
    const answer = await ask('/en/', { method });
    const { headers } = answer;
    expect([method, answer.status, headers.get('allow'), headers.get('cache-control')]).toEqual([
      method,
      405,
      'GET, HEAD',
      'private, no-store',
    ]);
    expect([method, status(await ask('/en/'))]).toEqual([method, 'HIT']);
  }
});
