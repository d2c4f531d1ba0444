/**
 * Every call of the API × every role, free and bound to a language × what is somebody else's; then the same calls as
 * tools of the MCP endpoint, which must let nobody do more and nobody less.
 */
import { env, exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { newsroom } from '../../src/newsroom.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { article, claim, type Params, submission } from '../desk/theirs.ts';
import { cast, everyone, NOBODY, THEIRS, those } from '../fakes/cast.ts';
import { ask, read, SITE, tokenOf } from './api-world.ts';

const tokens = new Map<string, string>();
for (const { who, role, lang } of cast) tokens.set(who, await tokenOf(role, who, lang));
const tokenFor = (who: string): string => tokens.get(who) ?? '';

interface Row {
  of?: () => Promise<Params>;
  body?: () => Record<string, unknown>;
  may: string[];
}

const published = () => article('published');
const approved = () => article('approved');
async function topic(): Promise<Params> {
  await env.DB.prepare(
    "insert or ignore into topics (id, slug, names, created_at) values ('sea', 'sea', '{}', 0)",
  ).run();
  return {};
}
const note = () => ({ note: 'Because.' });
/** The same text from the same person would be the same submission. */
const text = () => ({ lang: THEIRS, markdown: `# 标题\n\n${crypto.randomUUID()}` });

/** By the name of the call. */
const rows: Record<string, Row> = {
  submit: { body: text, may: those('translator') },
  readSubmission: { of: () => submission('ready'), may: those('proofreader') },
  check: { body: text, may: those('translator') },
  listArticles: { may: everyone },
  readArticle: { of: article, may: everyone },
  revise: {
    of: article,
    body: () => ({ markdown: text().markdown, reason: 'New' }),
    may: those('proofreader'),
  },
  listPurges: { of: article, may: everyone },
  approve: { of: article, may: those('proofreader') },
  publish: { of: approved, may: those('publisher') },
  withdraw: { of: published, body: () => ({ reason: 'Because.' }), may: those('publisher') },
  correct: { of: published, body: note, may: those('publisher') },
  sendBack: { of: article, body: note, may: those('proofreader') },
  spike: { of: article, body: note, may: those('publisher') },
  listClaims: { may: everyone },
  claim: {
    body: () => ({ source_url: `https://news.example/${crypto.randomUUID()}`, lang: THEIRS }),
    may: those('translator'),
  },
  moveIn: {
    of: approved,
    body: () => ({ published_at: '2024-05-06T07:08:09Z' }),
    may: those('admin'),
  },
  leadOldPaths: {
    of: article,
    body: () => ({ old_paths: [`/old/${crypto.randomUUID()}/`] }),
    may: those('admin'),
  },
  nameTopic: {
    of: topic,
    body: () => ({ slug: 'sea', names: { en: 'The sea' } }),
    may: those('admin', 'whole site'),
  },
  releaseClaim: { of: () => claim(Date.now()), may: those('publisher') },
};

/** Who gets through, of everybody. */
async function outcomes(outcomeFor: (who: string) => Promise<string>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const who of [...everyone, NOBODY]) found[who] = await outcomeFor(who);
  return found;
}
const expected = (may: string[]) =>
  Object.fromEntries([...everyone, NOBODY].map((who) => [who, may.includes(who) ? 'may' : 'refused']));

it('has a row for each call, and knows each route of the API', () => {
  expect(Object.keys(rows).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  const served = newsroom.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const known = operations.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path}`);
  expect([...new Set(served)].toSorted()).toEqual(
    [...known, 'GET /api/v1/openapi.json', 'POST /api/v1/mcp'].toSorted(),
  );
});

it.each(operations.map((operation) => ({ ...operation, row: rows[operation.id] })))(
  '$id: for those who may, and nobody else',
  async ({ method, path, status, row }) => {
    const found = await outcomes(async (who) => {
      const { id = '' } = (await row?.of?.()) ?? {};
      const answer = await ask(tokenFor(who), path.replace('{id}', id), {
        method: method.toUpperCase(),
        ...(row?.body ? { body: row.body() } : {}),
      });
      if (who === NOBODY) return answer.status === 401 ? 'refused' : String(answer.status);
      if (answer.status === status) return 'may';
      return answer.status === 403 || answer.status === 404
        ? 'refused'
        : `${answer.status} ${await answer.text()}`;
    });
    expect(found).toEqual(expected(row?.may ?? []));
  },
);

const callTool = (who: string, name: string, args: Record<string, unknown>): Promise<Response> =>
  exports.default.fetch(
    new Request(`${SITE}/api/v1/mcp`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'MCP-Protocol-Version': '2025-11-25',
        Authorization: `Bearer ${tokenFor(who)}`,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: args },
      }),
    }),
  );

it.each(operations.map(({ id }) => ({ id, row: rows[id] })))(
  '$id as a tool: for those who may, and nobody else',
  async ({ id, row }) => {
    const found = await outcomes(async (who) => {
      const answer = await callTool(who, id, { ...(await row?.of?.()), ...row?.body?.() });
      if (who === NOBODY) return answer.status === 401 ? 'refused' : String(answer.status);
      const { result, error } = await read(answer);
      if (error) return error.message.includes('needs the role') ? 'refused' : error.message;
      const { text: said } = result.content[0];
      if (!result.isError) return 'may';
      return [403, 404].includes(JSON.parse(said).status) ? 'refused' : said;
    });
    expect(found).toEqual(expected(row?.may ?? []));
  },
);

it('lets a translator revise their own article, in their own language alone', async () => {
  const own = await article();
  const of = (who: string) =>
    env.DB.prepare('update articles set created_by = (select id from members where name = ?) where id = ?')
      .bind(who, own.id)
      .run();
  const statuses: Record<string, number> = {};
  for (const who of ['translator', `translator of ${THEIRS}`, 'translator of ar']) {
    await of(who);
    const body = { markdown: text().markdown, reason: 'New' };
    statuses[who] = (await ask(tokenFor(who), `/articles/${own.id}/revisions`, { body })).status;
  }
  expect(statuses).toEqual({ translator: 201, [`translator of ${THEIRS}`]: 201, 'translator of ar': 403 });
});

it('gives a token no more than its own role, be its member an admin', async () => {
  const roles: MemberRole[] = ['translator', 'proofreader', 'publisher'];
  const statuses: number[] = [];
  for (const role of roles) {
    const token = await tokenOf(role, 'admin');
    const { id } = await article('approved');
    statuses.push((await ask(token, `/articles/${id}/publish`, { body: {} })).status);
  }
  expect(statuses).toEqual([403, 403, 200]);
});

it('gives the description to anybody, and nothing that is not listed to the admin', async () => {
  expect((await exports.default.fetch(`${SITE}/api/v1/openapi.json`)).status).toBe(200);
  const listed = new Set(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`));
  const answered: string[] = [];
  const allowed: Record<string, string | null> = {};
  let asked = 0;
  for (const path of new Set([...operations.map((one) => one.path), '/everything', '/openapi.json'])) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (listed.has(`${method} ${path}`) || (path === '/openapi.json' && method === 'GET')) continue;
      const at = path.replace('{id}', '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f');
      const answer = await ask(tokenFor('admin'), at, {
        method,
        ...(method === 'GET' ? {} : { body: {} }),
      });
      asked += 1;
      allowed[path] = answer.headers.get('Allow');
      if (answer.status !== (path === '/everything' ? 404 : 405))
        answered.push(`${method} ${path} ${answer.status}`);
    }
  }
  expect(asked).toBeGreaterThan(listed.size);
  expect(answered).toEqual([]);
  expect(allowed).toMatchObject({
    '/submissions': 'POST',
    '/articles': 'GET, HEAD',
    '/claims': 'GET, HEAD, POST',
    '/claims/{id}': 'DELETE',
    '/openapi.json': 'GET, HEAD',
    '/everything': null,
  });
});
