import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { type Schema, Validator } from '@cfworker/json-schema';
import { beforeEach, describe, expect, it } from 'vitest';
import { app } from '../../src/app.ts';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { JSON_MAX_BYTES } from '../../src/limits.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { emptyDatabase } from '../fakes/members.ts';
import { read, SITE, sendIn, tokenOf } from './api-world.ts';

let tina = '';
const CURRENT = '2026-07-28';
const roles: MemberRole[] = ['translator', 'proofreader', 'publisher', 'admin'];

/** A raw message, as no client of ours may send it. */
function send(
  body: unknown,
  { token = tina, headers = {} }: { token?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return exports.default.fetch(
    new Request(`${SITE}/api/v1/mcp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
}

/** A call of the older revisions. */
const call = (method: string, params: Record<string, unknown> = {}, token = tina): Promise<Response> =>
  send(
    { jsonrpc: '2.0', id: 1, method, params },
    { token, headers: { 'MCP-Protocol-Version': '2025-11-25' } },
  );

const currentMeta = {
  'io.modelcontextprotocol/protocolVersion': CURRENT,
  'io.modelcontextprotocol/clientCapabilities': {},
};
/** A call of the current revision, with header fields to be spoilt. */
const callNow = (
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string | undefined> = {},
): Promise<Response> => {
  const fields = {
    'MCP-Protocol-Version': CURRENT,
    'Mcp-Method': method,
    ...(typeof params.name === 'string' ? { 'Mcp-Name': params.name } : {}),
    ...headers,
  };
  return send(
    { jsonrpc: '2.0', id: 1, method, params: { _meta: currentMeta, ...params } },
    {
      headers: Object.fromEntries(
        Object.entries(fields).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
    },
  );
};

const tool = async (
  name: string,
  args: unknown,
  token = tina,
): Promise<{ text: string; isError: boolean }> => {
  const { result } = await read(await call('tools/call', { name, arguments: args }, token));
  return { text: result.content[0].text, isError: result.isError };
};
const toolNames = async (token: string): Promise<string[]> =>
  (await read(await call('tools/list', {}, token))).result.tools.map(({ name }: { name: string }) => name);

beforeEach(async () => {
  await emptyDatabase(env.DB);
  tina = await tokenOf('translator', 'Tina');
});

describe('the endpoint', () => {
  it.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('has no %s', async (method) => {
    const answer = await exports.default.fetch(new Request(`${SITE}/api/v1/mcp`, { method }));
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'POST']);
  });

  it('is not for pages of other sites, nor for those without a token', async () => {
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const foreign = await send(ping, { headers: { Origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect(await read(foreign)).not.toHaveProperty('id');
    expect((await send(ping, { headers: { Origin: 'null' } })).status).toBe(403);
    expect((await send(ping, { headers: { Origin: SITE } })).status).toBe(200);
    expect((await send(ping, { token: 'drg_nonsense' })).status).toBe(401);
  });

  it('is private, and counts against the token’s quota', async () => {
    const answer = await call('ping');
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
    expect(answer.headers.get('RateLimit-Policy')).toBe('"token";q=1200;w=60');
    const none = await app.fetch(
      new Request(`${SITE}/api/v1/mcp`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${tina}` },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
      }),
      { ...env, DOOR_LIMIT: { limit: async () => ({ success: false }) } },
      createExecutionContext(),
    );
    expect(none.status).toBe(429);
  });
});

describe('a message', () => {
  const PARSE = -32700;
  const INVALID = -32600;
  it.each<[string, unknown, number, number, unknown]>([
    ['of broken JSON', '{"jsonrpc":', 400, PARSE, undefined],
    ['of nothing', '', 400, INVALID, undefined],
    ['of a text', '"ping"', 400, INVALID, undefined],
    ['of null', 'null', 400, INVALID, undefined],
    ['in a batch', [{ jsonrpc: '2.0', id: 1, method: 'ping' }], 400, INVALID, undefined],
    ['of another version', { jsonrpc: '1.0', id: 7, method: 'ping' }, 400, INVALID, 7],
    ['without a version', { id: 'a', method: 'ping' }, 400, INVALID, 'a'],
    ['with null for an id', { jsonrpc: '2.0', id: null, method: 'ping' }, 400, INVALID, undefined],
    ['with an object for an id', { jsonrpc: '2.0', id: {}, method: 'ping' }, 400, INVALID, undefined],
    ['with a number for a method', { jsonrpc: '2.0', id: 1, method: 1 }, 400, INVALID, 1],
    ['with a list for params', { jsonrpc: '2.0', id: 1, method: 'ping', params: [1] }, 400, INVALID, 1],
    ['that is an answer', { jsonrpc: '2.0', id: 1, result: {} }, 400, INVALID, 1],
    ['that is too large', `{"x":"${'x'.repeat(JSON_MAX_BYTES)}"}`, 413, INVALID, undefined],
  ])('%s is refused', async (_, body, status, code, id) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    const reply = await read(answer);
    expect(reply).toMatchObject({ jsonrpc: '2.0', error: { code, message: expect.any(String) } });
    expect(reply.id).toEqual(id);
  });

  it('in another type is refused', async () => {
    expect((await send('{}', { headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
  });

  it.each(['notifications/initialized', 'notifications/cancelled'])(
    '%s is taken and not answered',
    async (method) => {
      const answer = await send({ jsonrpc: '2.0', method });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    },
  );

  it.each(['resources/list', 'server/discover', '__proto__', 'constructor'])(
    '%s is no method of the older revisions',
    async (method) => {
      const answer = await call(method);
      expect(answer.status).toBe(200);
      expect((await read(answer)).error.code).toBe(-32601);
    },
  );
});

describe('the older revisions', () => {
  it.each([
    ['2025-11-25', '2025-11-25'],
    ['2025-06-18', '2025-06-18'],
    ['1900-01-01', '2025-11-25'],
  ])('are agreed on: %s gives %s', async (asked, agreed) => {
    const params = { protocolVersion: asked, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const { result } = await read(await send({ jsonrpc: '2.0', id: 1, method: 'initialize', params }));
    expect(result).toMatchObject({
      protocolVersion: agreed,
      capabilities: { tools: {} },
      serverInfo: { name: 'dragoman' },
      instructions: expect.any(String),
    });
  });

  it('need a revision that we speak', async () => {
    const answer = await send(
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      { headers: { 'MCP-Protocol-Version': '2024-11-05' } },
    );
    expect(answer.status).toBe(400);
    expect((await read(answer)).error.data).toEqual({
      supported: [CURRENT, '2025-11-25', '2025-06-18'],
      requested: '2024-11-05',
    });
  });
});

describe('the current revision', () => {
  it('says what it can, and who it is', async () => {
    const answer = await callNow('server/discover');
    expect(answer.status).toBe(200);
    expect((await read(answer)).result).toMatchObject({
      resultType: 'complete',
      supportedVersions: [CURRENT, '2025-11-25', '2025-06-18'],
      capabilities: { tools: {} },
      ttlMs: expect.any(Number),
      cacheScope: 'private',
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'dragoman' } },
    });
  });

  it('takes a name in base64, as names beyond ASCII come', async () => {
    const spelled = `=?base64?${btoa('listClaims')}?=`;
    const { result } = await read(
      await callNow('tools/call', { name: 'listClaims' }, { 'Mcp-Name': spelled }),
    );
    expect(result).toMatchObject({ resultType: 'complete', isError: false });
  });

  it.each<[string, string, Record<string, unknown>, Record<string, string | undefined>, number, number]>([
    ['no revision in a header', 'tools/list', {}, { 'MCP-Protocol-Version': undefined }, 400, -32020],
    [
      'another revision in the header',
      'tools/list',
      {},
      { 'MCP-Protocol-Version': '2025-11-25' },
      400,
      -32020,
    ],
    ['no method in a header', 'tools/list', {}, { 'Mcp-Method': undefined }, 400, -32020],
    ['another method in the header', 'tools/list', {}, { 'Mcp-Method': 'tools/call' }, 400, -32020],
    ['another tool in the header', 'tools/call', { name: 'spike' }, { 'Mcp-Name': 'check' }, 400, -32020],
    ['no tool in a header', 'tools/call', { name: 'spike' }, { 'Mcp-Name': undefined }, 400, -32020],
    ['a tool in broken base64', 'tools/call', { name: 'spike' }, { 'Mcp-Name': '=?base64?a?=' }, 400, -32020],
    [
      'no capabilities',
      'tools/list',
      { _meta: { 'io.modelcontextprotocol/protocolVersion': CURRENT } },
      {},
      400,
      -32602,
    ],
    ['no meta', 'tools/list', { _meta: undefined }, {}, 400, -32602],
    ['a method of before', 'ping', {}, {}, 404, -32601],
    ['subscriptions', 'subscriptions/listen', {}, {}, 404, -32601],
    ['a cursor', 'tools/list', { cursor: '2' }, {}, 200, -32602],
  ])('refuses %s', async (_, method, params, headers, status, code) => {
    const answer = await callNow(method, params, headers);
    expect([answer.status, (await read(answer)).error.code]).toEqual([status, code]);
  });

  it('refuses a revision to come, and names those it speaks', async () => {
    const meta = { ...currentMeta, 'io.modelcontextprotocol/protocolVersion': '2030-01-01' };
    const answer = await callNow('tools/list', { _meta: meta }, { 'MCP-Protocol-Version': '2030-01-01' });
    expect(answer.status).toBe(400);
    expect((await read(answer)).error).toMatchObject({ code: -32022, data: { requested: '2030-01-01' } });
  });
});

describe('the tools', () => {
  it('are the API’s calls that the role may make, in one order', async () => {
    for (const role of roles) {
      const token = await tokenOf(role, `One ${role}`);
      const above = roles.slice(roles.indexOf(role) + 1);
      const may = operations.filter((one) => !above.includes(one.role)).map(({ id }) => id);
      expect([role, await toolNames(token)]).toEqual([role, may]);
      for (const { id } of operations.filter((one) => above.includes(one.role))) {
        const { error } = await read(await call('tools/call', { name: id, arguments: {} }, token));
        expect(error).toEqual({ code: -32602, message: expect.stringContaining(`yours is ${role}`) });
      }
    }
    expect(await toolNames(tina)).not.toContain('publish');
  });

  it('say what they take: each example is taken, and nothing beside', async () => {
    const { result } = await read(await call('tools/list', {}, await tokenOf('admin', 'Ada')));
    for (const { id, path, query, example } of operations) {
      const { inputSchema } = result.tools.find(({ name }: { name: string }) => name === id);
      const validator = new Validator(inputSchema as Schema, '2020-12');
      const numbers = Object.entries(example.query ?? {}).map(([name, value]) => [
        name,
        /^\d+$/.test(value) ? Number(value) : value,
      ]);
      const args = {
        ...(path.includes('{id}') ? { id: '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f' } : {}),
        ...(query ? Object.fromEntries(numbers) : {}),
        ...example.body,
      };
      expect([id, validator.validate(args).errors]).toEqual([id, []]);
      expect(validator.validate({ ...args, beside: 1 }).valid).toBe(false);
    }
  });

  it('say which of them only read, and which change what readers see', async () => {
    const { result } = await read(await call('tools/list', {}, await tokenOf('admin', 'Ada')));
    const hinted = (hint: string) =>
      result.tools
        .filter(({ annotations }: { annotations: Record<string, boolean> }) => annotations[hint])
        .map(({ name }: { name: string }) => name)
        .toSorted();
    expect(hinted('readOnlyHint')).toEqual(
      ['check', 'listArticles', 'listClaims', 'listPurges', 'readArticle', 'readSubmission'].toSorted(),
    );
    expect(hinted('destructiveHint')).toEqual([
      'correct',
      'leadOldPaths',
      'moveIn',
      'nameTopic',
      'publish',
      'withdraw',
    ]);
  });

  it('go through the API: what it refuses is told, what it answers too', async () => {
    const bad = await tool('submit', { lang: 'xx', markdown: '' });
    expect(bad.isError).toBe(true);
    expect(JSON.parse(bad.text)).toMatchObject({
      status: 422,
      errors: [{ field: 'lang' }, { field: 'markdown' }],
    });
    const good = await tool('submit', { lang: 'en', markdown: '# A\n\nText', slug: null });
    expect(good.isError).toBe(false);
    const { id } = JSON.parse(good.text);
    expect(await env.DB.prepare('select id from submissions').first('id')).toBe(id);
    expect(JSON.parse((await tool('readSubmission', { id })).text)).toMatchObject({ id, state: 'queued' });
    const sam = await tokenOf('translator', 'Sam');
    expect((await tool('readSubmission', { id }, sam)).isError).toBe(true);
  });

  it('keep a member to their language as the API does', async () => {
    const { article } = await sendIn(tina, { lang: 'en', markdown: '# A\n\nText' });
    const bound = await tokenOf('publisher', 'Amal', 'ar');
    const refused = await tool('approve', { id: article }, bound);
    expect(JSON.parse(refused.text)).toMatchObject({ status: 403 });
    expect(JSON.parse((await tool('listArticles', {}, bound)).text)).toEqual({ articles: [] });
  });

  it('answer a call without a body with a word', async () => {
    const taken = await tool('claim', { source_url: 'https://example.org/x', lang: 'de' });
    const { id } = JSON.parse(taken.text);
    expect(await tool('releaseClaim', { id })).toEqual({ text: 'Done.', isError: false });
    expect((await tool('releaseClaim', { id })).isError).toBe(true);
  });

  it.each([
    ['a tool that is none', { name: 'drop', arguments: {} }],
    ['no name', {}],
    ['a name of another kind', { name: ['check'] }],
    ['a name from the prototype', { name: 'constructor' }],
    ['arguments that are a list', { name: 'check', arguments: [] }],
  ])('refuse %s', async (_, params) => {
    expect((await read(await call('tools/call', params))).error.code).toBe(-32602);
  });

  it.each([
    ['an id that leads elsewhere', 'readArticle', { id: '..' }, /^id:/],
    ['an id with a query', 'readArticle', { id: '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f?x=' }, /^id:/],
    ['no id', 'readArticle', {}, /^id:/],
    ['an argument that it does not know', 'check', { lang: 'en', text: 'x' }, /takes no text/],
    [
      'an argument where there are none',
      'readSubmission',
      { id: '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f', all: true },
      /takes no all/,
    ],
    ['a query of another kind', 'listArticles', { state: { a: 1 } }, /state: Give one of/],
  ])('tell %s', async (_, name, args, message) => {
    expect(await tool(name, args)).toEqual({ text: expect.stringMatching(message), isError: true });
  });
});
