/**
 * Requests that no client of ours sends, against the whole Worker. Whatever comes in, an answer goes out that is
 * no failure of ours, says who may keep it, repeats no markup, and leads nowhere else. The seed is fixed, so that
 * a failure in CI is a failure everywhere; fast-check prints it with the path to the counterexample.
 */
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { ids } from '../reader/newsroom.ts';
import { expectClean, fieldValue, marker, RUN_MAX_MS, seed, text } from './clean.ts';
import { ask, makeWorld, ORIGIN, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  // Refusals at the door are logged for the operator, one a request.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  world = await makeWorld();
});

const segment = fc.oneof(
  fc.constantFrom(
    ...'en EN zh-hans 2026 10 13 topics people stories search feed.xml feed.json before sitemap.xml rivers mina-okafor last-cable-ferry last-cable-ferry.md tunnel robots.txt healthz'.split(
      ' ',
    ),
    ...'desk enter submit articles submissions people log work assets desk.js passkeys api v1 mcp claims openapi.json images og.png cdn-cgi'.split(
      ' ',
    ),
    ids.draftEn,
    ids.ferryEn,
    'ab'.repeat(32),
    '960.webp',
  ),
  fc.constantFrom(
    ...[
      '',
      '.',
      '..',
      '%2e%2e',
      '%2f',
      '%2f%2fevil.example',
      '%5c%5cevil.example',
      '\\evil.example',
      '/evil.example',
      '%00',
      '%ff',
      '%ed%a0%80',
      '%',
      '%zz',
      ';x=1',
      '@evil.example',
      ':80',
      '%0d%0aset-cookie:x=1',
      '%0d%0a%0d%0a',
      '%E2%80%A8',
      '%252f%252fevil.example',
      '%3Czq%22%27%3E',
      '<zq"\'>',
      'a'.repeat(3_000),
    ],
  ),
  text.map((each) => encodeURIComponent(each.toWellFormed())),
);
const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'q',
        'after',
        'next',
        'key',
        'cursor',
        'lang',
        'state',
        'revision',
        'done',
        'utm_source',
        'source_url',
        marker,
      ),
      text,
    ),
    { maxLength: 3 },
  )
  .map((pairs) =>
    pairs.length === 0
      ? ''
      : `?${new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]))}`,
  );

const field = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'host',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-http-method-override',
      'accept',
      'accept-language',
      'cookie',
      'authorization',
      'origin',
      'referer',
      'user-agent',
      'content-type',
      'idempotency-key',
      'sec-fetch-site',
      'x-original-url',
      'if-range',
    ),
    fieldValue,
  ),
  fc.tuple(
    fc.constant('range'),
    fc.constantFrom(
      'bytes=0-',
      'bytes=-1',
      'bytes=5-2',
      'bytes=0-0,2-3',
      'bytes=999999999999999-',
      'bytes=-0',
      'items=1',
      'bytes=a-b',
    ),
  ),
  fc.tuple(
    fc.constantFrom('if-none-match', 'if-match'),
    fc.constantFrom('*', '""', 'W/"x"', '"x', marker, '"a", "b"', ',,,'),
  ),
  fc.tuple(
    fc.constantFrom('if-modified-since', 'if-unmodified-since'),
    fc.constantFrom('never', '0', 'Mon, 01 Jan 2080 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'),
  ),
  fc.tuple(
    fc.constant('cookie'),
    fc.constantFrom(
      'dragoman=x',
      `dragoman-words=${marker}`,
      'dragoman-words=zh-Hans',
      'dragoman=; dragoman=',
      '=;=;=',
    ),
  ),
);
const headersOf = (fields: readonly [string, string][]): Headers => {
  const headers = new Headers();
  for (const [name, value] of fields) headers.set(name, value);
  return headers;
};
const fields = fc.array(field, { maxLength: 4 });
const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');

it(
  'answers any address, query and header',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        method,
        path,
        query,
        fields,
        fc.boolean(),
        async (verb, at, asked, extra, isMember) => {
          const headers = headersOf(extra);
          if (isMember) headers.set('cookie', world.cookie);
          if (isMember) headers.set('origin', ORIGIN);
          await expectClean([verb, at, asked, extra], await ask(at + asked, { method: verb, headers }));
        },
      ),
      { seed, numRuns: 600 },
    );
  },
  RUN_MAX_MS,
);

it('leads whoever enters to the desk and nowhere else', async () => {
  const places = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/desk/../../evil',
    '/desk//evil.example',
    '/desk/\\evil.example',
    '/desk/enter?next=//evil.example',
    '%2f%2fevil.example',
    '/%2f/evil.example',
    '\t//evil.example',
    '/desk/%0d%0alocation:%20//evil.example',
    '//dragoman.test@evil.example/desk/',
    'http://desk.invalid/desk/',
    'http:/desk/',
    '/desk/?x=https://evil.example',
    `/desk/${marker}`,
  ];
  for (const place of places) {
    const shown = await ask(`/desk/enter?next=${encodeURIComponent(place)}`);
    const html = await shown.text();
    const next = /data-next="([^"]*)"/.exec(html)?.[1] ?? '';
    expect([place, next]).toEqual([place, expect.stringMatching(/^\/desk\/[^"<>]*$/)]);
    for (const back of [place, `/desk/enter${place}`]) {
      const body = new URLSearchParams({ words: 'en', back });
      const kept = await ask('/desk/words', { method: 'POST', body, headers: { origin: ORIGIN } });
      expect([back, kept.status]).toEqual([back, 303]);
      const to = new URL(kept.headers.get('location') ?? '', ORIGIN);
      expect([back, to.origin, to.pathname.startsWith('/desk/')]).toEqual([back, ORIGIN, true]);
    }
  }
});
