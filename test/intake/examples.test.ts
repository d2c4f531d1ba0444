/** Every example of the description is sent, and every answer is held against what the description says of it. */

import { env, exports } from 'cloudflare:workers';
import { type Schema, Validator } from '@cfworker/json-schema';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/intake/api/describe/operation.ts';
import { operations } from '../../src/intake/api/describe/operations.ts';
import { emptyDatabase } from '../fakes/members.ts';
import fixture from '../fixtures/harbour.zh.md?raw';
import { ask, decide, read, SITE, sendIn, tokenOf } from './api-world.ts';

interface Described {
  parameters: { name: string; in: string; example?: unknown }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema: Schema; example?: unknown }> }>;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

const document = (await (await exports.default.fetch(`${SITE}/api/v1/openapi.json`)).json()) as Document;

/** As it stands, but that a field which is not described is an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, one]) => [name, closed(one)]));
  return 'properties' in schema ? { additionalProperties: false, ...inner } : inner;
}

function expectAs(schema: Schema, value: unknown): void {
  const whole = closed({ ...schema, components: document.components }) as Schema;
  expect([value, new Validator(whole, '2020-12', false).validate(value).errors]).toEqual([value, []]);
}

const describedAs = ({ path, method }: Operation): Described => {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`${method} ${path} is not described.`);
  return found;
};

let writer = '';
let others = '';
const text = { lang: 'zh-Hans', markdown: '# 灯塔\n\n灯塔重新亮起。' };
const source = { source_url: 'https://example.org/lighthouse', lang: 'zh-Hans' };

const article = async (...decisions: string[]): Promise<string> => {
  const sent = await sendIn(writer, text);
  await decide(others, sent.article, ...decisions);
  return sent.article;
};
const claim = async (): Promise<string> => (await read(await ask(writer, '/claims', { body: source }))).id;

/** What must be there for an example to succeed; the id that its path takes. */
const given: Record<string, () => Promise<string>> = {
  readSubmission: async () => (await sendIn(writer, text)).submission,
  listArticles: () => article(),
  readArticle: () => article(),
  revise: () => article(),
  listPurges: () => article('approve', 'publish'),
  approve: () => article(),
  publish: () => article('approve'),
  withdraw: () => article('approve', 'publish'),
  correct: () => article('approve', 'publish'),
  sendBack: () => article('approve'),
  spike: () => article(),
  moveIn: () => article('approve'),
  leadOldPaths: () => article(),
  nameTopic: async () => (await sendIn(writer, { ...text, topics: ['海洋'] })).article,
  listClaims: claim,
  releaseClaim: claim,
};

beforeEach(async () => {
  await emptyDatabase(env.DB);
  writer = await tokenOf('translator', 'Tina');
  others = await tokenOf('publisher', 'Paul');
});

it.each(operations)('$id: its example is answered as described', async (operation) => {
  const described = describedAs(operation);
  const id = (await given[operation.id]?.()) ?? '';
  const query = new URLSearchParams(
    described.parameters
      .filter((one) => one.in === 'query' && one.example !== undefined)
      .map((one) => [one.name, String(one.example)]),
  );
  const token = operation.role === 'translator' ? writer : await tokenOf(operation.role, 'Another');
  const answer = await ask(token, `${operation.path.replace('{id}', id)}?${query}`, {
    method: operation.method.toUpperCase(),
    ...(described.requestBody ? { body: described.requestBody.content['application/json']?.example } : {}),
  });
  expect([answer.status, answer.ok || (await answer.text())]).toEqual([operation.status, true]);
  const { schema, example } = described.responses[operation.status]?.content?.['application/json'] ?? {};
  if (!schema) {
    expect(await answer.text()).toBe('');
    return;
  }
  const value = await read(answer);
  expectAs(schema, value);
  expectAs(schema, example);
  // An example that leaves out what every answer has would be a poor one.
  expect(Object.keys(Object(value)).filter((name) => name === 'id' && !(name in Object(example)))).toEqual(
    [],
  );
});

describe('an article with everything', () => {
  it('is answered as described, field by field', async () => {
    const sent = await sendIn(writer, {
      lang: 'zh-hans',
      markdown: fixture,
      topics: ['能源'],
      source_url: 'https://coast.example.com/news/2026/03/tidal-power-elvyn',
      source_lang: 'en',
      source_markdown: '# Tides\n\nA port.',
    });
    await ask(writer, `/articles/${sent.article}/revisions`, {
      body: { markdown: `${fixture}\n\n更多。`, reason: '更多' },
    });
    await decide(others, sent.article, 'approve', 'publish', 'correct', 'withdraw');
    for (const [id, path] of [
      ['readArticle', `/articles/${sent.article}`],
      ['readArticle', `/articles/${sent.article}?revision=1`],
      ['listArticles', '/articles?state=withdrawn'],
      ['listPurges', `/articles/${sent.article}/purges`],
      ['readSubmission', `/submissions/${sent.submission}`],
    ]) {
      const operation = operations.find((one) => one.id === id);
      const schema =
        operation && describedAs(operation).responses[200]?.content?.['application/json']?.schema;
      if (!schema) throw new Error(`${id} is not described.`);
      expectAs(schema, await read(await ask(writer, path ?? '')));
    }
  });

  it('has its parts in a check too', async () => {
    const given = { source_url: 'https://other.example.org/report', source_lang: 'en' };
    const answer = await ask(writer, '/checks', { body: { lang: 'zh-Hans', markdown: fixture, ...given } });
    const value = await read(answer);
    const operation = operations.find((one) => one.id === 'check');
    const schema = operation && describedAs(operation).responses[200]?.content?.['application/json']?.schema;
    if (!schema) throw new Error('The check is not described.');
    expectAs(schema, value);
    expect(value).toMatchObject({
      title: '港口小城用潮汐发电，居民电费降了三成',
      byline: '海风译社-青岛组',
      source: { url: 'https://other.example.org/report', lang: 'en' },
      credits: [{ role: 'translator', name: '小潮' }, {}, {}, {}],
      header_image: { source_url: 'https://assets.example.org/uploads/2026/03/港口小城用潮汐发电.jpg' },
    });
    expect(value.html).toContain('这是我们等了二十年的一天');
    expect(await env.DB.prepare('select count(*) as n from submissions').first('n')).toBe(0);
  });
});

it.each(operations)('$id: is for its role and those above', async ({ role, path, method, id }) => {
  const about = (await given[id]?.()) ?? '';
  const roles = ['translator', 'proofreader', 'publisher', 'admin'] as const;
  const may = await Promise.all(
    roles.map(async (one) => {
      const token = await tokenOf(one, `Another ${one}`);
      const at = path.replace('{id}', about);
      const answer = await ask(token, at, {
        method: method.toUpperCase(),
        ...(method === 'post' ? { body: {} } : {}),
      });
      return [one, answer.status];
    }),
  );
  const below = roles.slice(0, roles.indexOf(role));
  const refused = may.filter(([, status]) => status === 403).map(([one]) => one);
  // What is somebody else's needs more than the operation itself.
  const ofOthers: Record<string, string[]> = {
    revise: ['translator'],
    releaseClaim: ['translator', 'proofreader'],
  };
  expect(refused).toEqual(ofOthers[id] ?? below);
  const { status } = await exports.default.fetch(
    new Request(`${SITE}/api/v1${path.replace('{id}', about)}`, { method: method.toUpperCase() }),
  );
  expect(status).toBe(401);
});
