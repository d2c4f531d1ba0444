/** Every kind of answer of the whole Worker against what it must say to a browser and to a cache. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { app } from '../../src/app.ts';
import { countingD1 } from '../reader/newsroom.ts';
import { ask, makeWorld, ORIGIN, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

type Kind = 'page' | 'data' | 'picture' | 'desk' | 'api';

interface Route {
  kind: Kind;
  status: number;
  /** Of the request; `{picture}` and `{article}` stand for those of the world. */
  path: string;
  init?: (world: World) => RequestInit;
}

const signedIn = ({ cookie }: World): RequestInit => ({ headers: { cookie } });
const withToken = ({ token }: World): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
const foreign = (): RequestInit => ({ method: 'POST', headers: { origin: 'https://evil.example' } });

const routes: Route[] = [
  { kind: 'page', status: 200, path: '/' },
  { kind: 'page', status: 200, path: '/en/' },
  { kind: 'page', status: 200, path: '/en/2026/10/' },
  { kind: 'page', status: 200, path: '/en/2026/10/last-cable-ferry' },
  { kind: 'page', status: 410, path: '/en/2026/10/tunnel' },
  { kind: 'page', status: 404, path: '/en/2026/10/nothing' },
  { kind: 'page', status: 404, path: '/nothing/at/all/here/is' },
  { kind: 'page', status: 200, path: '/en/topics/rivers' },
  { kind: 'page', status: 200, path: '/en/people/mina-okafor' },
  { kind: 'page', status: 200, path: '/en/search' },
  { kind: 'page', status: 200, path: '/en/search?q=ferry' },
  { kind: 'page', status: 200, path: '/en/?utm_source=x' },
  { kind: 'data', status: 301, path: '/EN' },
  { kind: 'data', status: 200, path: '/en/2026/10/last-cable-ferry.md' },
  { kind: 'data', status: 200, path: '/en/feed.xml' },
  { kind: 'data', status: 200, path: '/en/feed.json' },
  { kind: 'data', status: 200, path: '/sitemap.xml' },
  { kind: 'data', status: 200, path: '/news-sitemap.xml' },
  { kind: 'data', status: 200, path: '/robots.txt' },
  { kind: 'data', status: 200, path: '/llms.txt' },
  { kind: 'data', status: 200, path: '/healthz' },
  { kind: 'data', status: 301, path: '/healthz/' },
  { kind: 'data', status: 405, path: '/en/', init: () => ({ method: 'POST', body: 'x' }) },
  { kind: 'picture', status: 200, path: '/images/{picture}/480.webp' },
  { kind: 'picture', status: 200, path: '/images/{picture}/960.jpeg' },
  { kind: 'picture', status: 200, path: '/images/{picture}/og.jpeg' },
  { kind: 'picture', status: 200, path: '/images/og.png' },
  { kind: 'picture', status: 404, path: '/images/nothing' },
  { kind: 'desk', status: 200, path: '/desk/enter' },
  { kind: 'desk', status: 410, path: '/desk/enter?key=nothing' },
  { kind: 'desk', status: 303, path: '/desk/' },
  {
    kind: 'desk',
    status: 401,
    path: '/desk/submit',
    init: () => ({ method: 'POST', headers: { origin: ORIGIN } }),
  },
  { kind: 'desk', status: 403, path: '/desk/submit', init: foreign },
  { kind: 'desk', status: 200, path: '/desk/', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/submit', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/articles/{article}', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/people', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/work', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/log', init: signedIn },
  { kind: 'desk', status: 404, path: '/desk/nothing', init: signedIn },
  { kind: 'desk', status: 200, path: '/desk/assets/desk.css' },
  { kind: 'desk', status: 200, path: '/desk/assets/desk.js' },
  { kind: 'api', status: 200, path: '/api/v1/openapi.json' },
  { kind: 'api', status: 401, path: '/api/v1/articles' },
  { kind: 'api', status: 200, path: '/api/v1/articles', init: withToken },
  { kind: 'api', status: 200, path: '/api/v1/articles/{article}', init: withToken },
  { kind: 'api', status: 200, path: '/api/v1/claims', init: withToken },
  { kind: 'api', status: 404, path: '/api/v1/nothing', init: withToken },
  { kind: 'api', status: 405, path: '/api/v1/mcp', init: withToken },
  { kind: 'api', status: 404, path: '/api' },
  { kind: 'api', status: 404, path: '/api/v2/articles' },
];

/** A Content-Security-Policy as a browser reads it: the first of each directive counts. */
function policyOf(headers: Headers): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of (headers.get('content-security-policy') ?? '').split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    if (name !== '' && !found.has(name)) found.set(name, sources.join(' '));
  }
  return found;
}

const kinds: Record<Kind, { policy: Record<string, RegExp>; headers: Record<string, RegExp> }> = {
  page: {
    policy: {
      'style-src': /^'sha256-[A-Za-z0-9+/=]{44}'$/,
      'img-src': /^'self' data:$/,
      'connect-src': /^'self'$/,
      'form-action': /^'self'$/,
      'base-uri': /^'none'$/,
      'frame-ancestors': /^'none'$/,
    },
    headers: {
      'cache-control': /^public, no-cache$/,
      'referrer-policy': /^strict-origin-when-cross-origin$/,
      'cross-origin-opener-policy': /^same-origin$/,
      'cross-origin-resource-policy': /^same-origin$/,
      'content-type': /^text\/html; charset=utf-8$/i,
    },
  },
  data: {
    policy: { 'base-uri': /^'none'$/, 'form-action': /^'none'$/, 'frame-ancestors': /^'none'$/ },
    headers: {
      'cache-control': /^(?:public|private), /,
      'referrer-policy': /^no-referrer$/,
      'cross-origin-opener-policy': /^same-origin$/,
      'cross-origin-resource-policy': /^same-origin$/,
    },
  },
  picture: {
    policy: {},
    headers: {
      'cache-control': /^(?:public, (?:no-cache|max-age=\d+(?:, immutable)?)|private, no-store)$/,
      'cross-origin-resource-policy': /^cross-origin$/,
      'content-type': /^(?:image\/(?:webp|jpeg|png)|text\/plain; charset=utf-8)$/i,
    },
  },
  desk: {
    policy: {
      'script-src': /^'self'$/,
      'style-src': /^'self'$/,
      'connect-src': /^'self'$/,
      'img-src': /^'self' data:$/,
      'form-action': /^'self'$/,
      'base-uri': /^'none'$/,
      'object-src': /^'none'$/,
      'frame-ancestors': /^'none'$/,
      'require-trusted-types-for': /^'script'$/,
      'trusted-types': /^'none'$/,
    },
    headers: {
      'cache-control': /^private, no-store$/,
      // Browsers would otherwise send "Origin: null" with the desk's own forms.
      'referrer-policy': /^same-origin$/,
      'x-frame-options': /^DENY$/,
      'x-robots-tag': /^noindex, nofollow$/,
      'cross-origin-opener-policy': /^same-origin$/,
      'cross-origin-resource-policy': /^same-origin$/,
    },
  },
  api: {
    policy: { 'base-uri': /^'none'$/, 'form-action': /^'none'$/, 'frame-ancestors': /^'none'$/ },
    headers: {
      'cache-control': /^private, no-store$/,
      'content-type': /^application\/(?:problem\+)?json$/,
      'cross-origin-resource-policy': /^same-origin$/,
    },
  },
};

describe.each(routes)('$kind $status $path', ({ kind, status, path, init }) => {
  const send = () =>
    ask(path.replace('{picture}', world.picture).replace('{article}', world.article), init?.(world));

  it('has all its headers', async () => {
    const answer = await send();
    expect(answer.status).toBe(status);
    const { headers } = answer;
    const policy = policyOf(headers);
    // Whatever no directive names is refused: scripts, frames, objects, fonts, media, workers.
    expect(policy.get('default-src')).toBe("'none'");
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe-|\*|https?:|strict-dynamic/);
    for (const [name, value] of Object.entries(kinds[kind].policy))
      expect([name, policy.get(name) ?? '']).toEqual([name, expect.stringMatching(value)]);
    const extra = [...policy.keys()].filter(
      (name) => name !== 'default-src' && !(name in kinds[kind].policy),
    );
    expect(extra).toEqual([]);
    for (const [name, value] of Object.entries(kinds[kind].headers))
      expect([name, headers.get(name) ?? '']).toEqual([name, expect.stringMatching(value)]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('server')).toBeNull();
    await answer.body?.cancel();
  });
});

it('says over https that the site is to be asked over https alone', async () => {
  const hsts = async (siteUrl: string, path: string): Promise<string | null> => {
    const bindings = { ...env, SITE_URL: siteUrl };
    const answer = await app.fetch(new Request(siteUrl + path), bindings, createExecutionContext());
    return answer.headers.get('strict-transport-security');
  };
  for (const path of ['/', '/en/feed.xml', '/desk/enter', '/api/v1/articles', '/images/x', '/healthz']) {
    expect(await hsts('https://news.example', path)).toMatch(/^max-age=\d{8,}; includeSubDomains$/);
    // A browser that believed it of plain-http localhost could not open any other site there.
    expect(await hsts('http://localhost:8787', path)).toBeNull();
  }
});

it('keeps pictures at the edge, so that a reader never waits for R2 twice', async () => {
  const path = `/images/${world.picture}/1600.webp`;
  expect((await ask(path)).headers.get('cf-cache-status')).toBe('MISS');
  expect((await ask(path)).headers.get('cf-cache-status')).toBe('HIT');
});

it('only gives what readers ask for: anything else is refused before D1 is asked', async () => {
  const main = countingD1(env.DB);
  const search = countingD1(env.SEARCH);
  const bindings = { ...env, DB: main.db, SEARCH: search.db };
  const paths = ['/', '/en/', '/en/2026/10/last-cable-ferry', '/en/search?q=ferry', '/nothing'];
  for (const path of paths)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const request = new Request(ORIGIN + path, { method, headers: { cookie: 'dragoman=x' } });
      const { status, headers } = await app.fetch(request, bindings, createExecutionContext());
      const [allow, cache, cookie, tag] = ['allow', 'cache-control', 'set-cookie', 'cache-tag'].map((name) =>
        headers.get(name),
      );
      expect([method, path, status, allow, cache, cookie, tag]).toEqual([
        ...[method, path, 405, 'GET, HEAD', 'private, no-store'],
        ...[null, null],
      ]);
    }
  expect([main.seen.trips, search.seen.trips]).toEqual([0, 0]);
  const head = await app.fetch(
    new Request(`${ORIGIN}/en/`, { method: 'HEAD' }),
    bindings,
    createExecutionContext(),
  );
  expect([head.status, main.seen.trips]).toEqual([200, 1]);
});
