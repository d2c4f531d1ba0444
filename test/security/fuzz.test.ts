/**
 * Requests that no client of ours sends, against the whole Worker. Whatever comes in, an answer goes out that is
 * no failure of ours, says who may keep it, repeats no markup, and leads nowhere else. The seed is fixed, so that
 * a failure in CI is a failure everywhere; fast-check prints it with the path to the counterexample.
 */
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { ids } from '../reader/newsroom.ts';
import { ask, makeWorld, ORIGIN, type World } from './world.ts';

/** Change it by hand to try others. */
const runs = { seed: 20_261_123, numRuns: 150 };
const RUN_MAX_MS = 60_000;

let world: World;
beforeAll(async () => {
  // Refusals at the door are logged for the operator, one a request.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  world = await makeWorld();
});

/** Looked for in every page: written out as it is, it would be markup, or end an attribute. */
const marker = `<zq"'>`;

/** What every answer must be, whatever was asked. */
async function expectClean(asked: unknown, answer: Response): Promise<void> {
  const { headers, status } = answer;
  const say = (what: string, value: unknown): [unknown, string, unknown] => [asked, what, value];
  expect(say('status', status < 500)).toEqual(say('status', true));
  const cache = headers.get('cache-control') ?? '';
  const isPublic = cache.startsWith('public');
  expect(say('policy', isPublic || cache === 'private, no-store')).toEqual(say('policy', true));
  expect(say('cookie', isPublic && headers.has('set-cookie'))).toEqual(say('cookie', false));
  expect(say('sniff', headers.get('x-content-type-options'))).toEqual(say('sniff', 'nosniff'));
  expect(say('csp', headers.get('content-security-policy'))).toEqual(
    say('csp', expect.stringContaining("default-src 'none'")),
  );
  const location = headers.get('location');
  if (location !== null) {
    const target = new URL(location, ORIGIN);
    expect(
      say('location', [target.origin, /^(?:\/(?![/\\])|http:\/\/dragoman\.test\/)/.test(location)]),
    ).toEqual(say('location', [ORIGIN, true]));
  }
  const type = headers.get('content-type') ?? '';
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  if (status >= 400 && type.startsWith('application/problem+json')) {
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(say('problem', [problem.status, typeof problem.title, typeof problem.detail])).toEqual(
      say('problem', [status, 'string', 'string']),
    );
  }
  if (/html|xml|javascript|css/.test(type)) {
    expect(say('markup', /<zq|zq["']/.exec(text)?.[0])).toEqual(say('markup', undefined));
  }
  // No word of the inside.
  expect(say('inside', /\bat [\w.]+ \(|D1_ERROR|SQLITE|drizzle|TypeError/.test(text))).toEqual(
    say('inside', false),
  );
}

const nasty = fc.constantFrom(
  marker,
  `javascript:alert(1)//${marker}`,
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'http:evil.example',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e\u200b',
  '__proto__',
  'constructor',
  '../../..',
  "' or 1=1 --",
  '"; drop table articles; --',
  '{{7*7}}',
  '%s%n%x',
  '-1',
  '1e999',
  'NaN',
  '9007199254740993',
  '0x10',
  'a'.repeat(5_000),
  '𓂀'.repeat(200),
);
const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', 'en', 'zh-Hans', 'ferry'),
);

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

/** What a header can hold: printable Latin-1. */
const fieldValue = text.map((each) =>
  each
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
    .trim()
    .slice(0, 1_000),
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
      runs,
    );
  },
  RUN_MAX_MS,
);

it(
  'answers what the API is sent as JSON',
  async () => {
    const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.constant(null));
    const body = fc.oneof(
      fc.dictionary(
        fc.constantFrom(
          'lang',
          'markdown',
          'source_url',
          'source_lang',
          'source_markdown',
          'slug',
          'topics',
          'reason',
          'note',
          'kind',
          'at',
          'revision',
          'base_revision',
          '__proto__',
          marker,
        ),
        value,
      ),
      fc.jsonValue(),
    );
    const sent = fc.oneof(
      { weight: 5, arbitrary: body.map((each) => JSON.stringify(each)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '',
          '{',
          '[[[[',
          '{"lang":"\\ud800"}',
          '\ufeff{}',
          '{"__proto__":{"x":1}}',
          `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
          '{"a":1e9999}',
          'null',
          `"${marker}"`,
        ),
      },
    );
    await fc.assert(
      fc.asyncProperty(apiPath, sent, async (at, json) => {
        const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' };
        await expectClean([at, json], await ask(`/api/v1${at}`, { method: 'POST', headers, body: json }));
      }),
      runs,
    );
  },
  RUN_MAX_MS,
);

it(
  'answers what programs send in the Model Context Protocol',
  async () => {
    const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(ids.draftEn, ids.ferryEn));
    const names = [
      'id',
      'lang',
      'markdown',
      'source_url',
      'state',
      'cursor',
      'revision',
      'at',
      'note',
      '__proto__',
    ];
    const params = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          name: fc.oneof(fc.constantFrom(...operations.map(({ id }) => id)), text),
          arguments: fc.oneof(
            { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...names, marker), value) },
            { weight: 1, arbitrary: fc.jsonValue() },
          ),
        }),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const message = fc.record({
      jsonrpc: fc.constantFrom('2.0', '2.0', '2.0', '1.0', 2),
      id: fc.oneof(fc.integer(), text, fc.jsonValue()),
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constant('tools/call') },
        { weight: 2, arbitrary: fc.constantFrom('tools/list', 'initialize', 'server/discover', 'ping') },
        { weight: 1, arbitrary: text },
      ),
      params,
    });
    const version = fc.oneof(fc.constantFrom('2025-11-25', '2026-07-28'), fieldValue);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 9, arbitrary: message }, fc.jsonValue()),
        version,
        async (sent, revision) => {
          const headers = {
            authorization: `Bearer ${world.token}`,
            'content-type': 'application/json',
            'mcp-protocol-version': revision,
          };
          const body = JSON.stringify(sent);
          await expectClean([sent, revision], await ask('/api/v1/mcp', { method: 'POST', headers, body }));
        },
      ),
      runs,
    );
  },
  RUN_MAX_MS,
);

const apiPath = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('/submissions', '/submissions', '/submissions', '/checks', '/claims'),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(ids.draftEn, ids.ferryEn, ids.eelEn),
        fc.constantFrom('revisions', 'approve', 'publish', 'withdraw', 'correct', 'send-back', 'spike'),
      )
      .map(([id, verb]) => `/articles/${id}/${verb}`),
  },
  {
    weight: 1,
    arbitrary: text.map((each) => `/articles/${encodeURIComponent(each.toWellFormed())}/approve`),
  },
);

it(
  'answers what the API and the desk are sent as a form',
  async () => {
    const part = fc.record({
      name: fc.oneof(
        fc.constantFrom(
          'lang',
          'markdown',
          'markdown_file',
          'source_url',
          'topics[]',
          'header_image',
          'csrf',
          'name',
          'key',
          'next',
          'back',
          'words',
          '__proto__',
          '',
        ),
        text,
      ),
      file: fc.option(text),
      type: fc.constantFrom(
        '',
        'image/jpeg',
        'text/plain; charset=utf-16',
        'multipart/mixed; boundary=y',
        marker,
      ),
      value: text,
    });
    const clean = (each: string): string => each.replace(/[\r\n"]/g, '').toWellFormed();
    const form = fc
      .tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom('--x--', '--x', '', '--x--\r\ntrailing'))
      .map(
        ([parts, end]) =>
          parts
            .map(
              ({ name, file, type, value }) =>
                `--x\r\ncontent-disposition: form-data; name="${clean(name)}"${file === null ? '' : `; filename="${clean(file)}"`}${type === '' ? '' : `\r\ncontent-type: ${type}`}\r\n\r\n${value.toWellFormed()}\r\n`,
            )
            .join('') + end,
      );
    const target = fc.constantFrom(
      '/api/v1/submissions',
      '/desk/submit',
      '/desk/submit/preview',
      '/desk/enter',
      '/desk/words',
      '/desk/people/tokens',
      '/desk/passkeys/enter',
      `/desk/articles/${ids.draftEn}/edit`,
    );
    const type = fc.constantFrom(
      'multipart/form-data; boundary=x',
      'multipart/form-data; boundary="x"',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=',
      'text/html',
    );
    await fc.assert(
      fc.asyncProperty(target, type, form, fc.boolean(), async (at, contentType, body, withCsrf) => {
        const headers = {
          authorization: `Bearer ${world.token}`,
          cookie: world.cookie,
          origin: ORIGIN,
          'content-type': contentType,
        };
        const sent = withCsrf
          ? `--x\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${world.csrf}\r\n${body}`
          : body;
        await expectClean([at, contentType, sent], await ask(at, { method: 'POST', headers, body: sent }));
      }),
      runs,
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
