/** The forms in which clients send the same body. */
import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../fakes/members.ts';
import { read, SITE, tokenOf } from './api-world.ts';

const text = { lang: 'en', markdown: '# A\n\nText' };
let token = '';
beforeEach(async () => {
  await emptyDatabase(env.DB);
  token = await tokenOf('translator', 'Mina');
});

const send = (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  exports.default.fetch(
    new Request(`${SITE}/api/v1/submissions`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, ...headers },
      body,
    }),
  );

async function keptTopics(): Promise<unknown> {
  return JSON.parse((await env.DB.prepare('select topics from submissions').first<string>('topics')) ?? '');
}

describe('topics', () => {
  it.each<[string, string[], [string, string][]]>([
    [
      'an item a field',
      ['sea', 'wind'],
      [
        ['topics[0]', 'sea'],
        ['topics[1]', 'wind'],
      ],
    ],
    ['a field of JSON', ['sea', 'wind'], [['topics', '["sea", "wind"]']]],
    ['a list of JSON', ['sea', 'wind'], [['topics[]', '["sea", "wind"]']]],
    ['a name with commas in a list', ['sea, wind'], [['topics[]', 'sea, wind']]],
    ['a name that begins with a bracket', ['[sea] wind'], [['topics[]', '[sea] wind']]],
  ])('come in a form as %s', async (_, topics, fields) => {
    const form = new FormData();
    for (const [name, value] of [...Object.entries(text), ...fields]) form.append(name, value);
    expect((await send(form)).status).toBe(202);
    expect(await keptTopics()).toEqual(topics);
  });

  it('come in JSON also by the name that the list has in a form', async () => {
    const body = JSON.stringify({ ...text, 'topics[]': ['sea', 'wind'] });
    expect((await send(body, { 'Content-Type': 'application/json' })).status).toBe(202);
    expect(await keptTopics()).toEqual(['sea', 'wind']);
  });
});

it('says of a packed body that it is packed', async () => {
  const packed = new Response(JSON.stringify(text)).body?.pipeThrough(new CompressionStream('gzip'));
  const answer = await send(await new Response(packed).arrayBuffer(), {
    'Content-Type': 'application/json',
    'Content-Encoding': 'gzip',
  });
  expect(answer.status).toBe(415);
  const message = expect.stringContaining('without Content-Encoding');
  expect((await read(answer)).errors).toEqual([{ field: 'body', message }]);
});
