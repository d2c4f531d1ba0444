import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../fakes/members.ts';
import { ask, decide, read, sendIn, tokenOf } from './api-world.ts';

let tina = '';
const post = (path: string, key: string, body: unknown, token = tina): Promise<Response> =>
  ask(token, path, { body, headers: { 'Idempotency-Key': key } });
const article = async (): Promise<string> =>
  (await sendIn(tina, { lang: 'en', markdown: '# A\n\nText' })).article;
const revisionOf = async (id: string): Promise<number> =>
  (await read(await ask(tina, `/articles/${id}`))).current_revision;

beforeEach(async () => {
  await emptyDatabase(env.DB);
  tina = await tokenOf('translator', 'Tina');
});

describe('Idempotency-Key', () => {
  it('gives a revision back that is sent again after it was taken', async () => {
    const id = await article();
    const path = `/articles/${id}/revisions`;
    const body = { markdown: '# A\n\nBetter text', reason: 'Better' };
    const first = await post(path, 'r1', body);
    const again = await post(path, 'r1', body);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await read(again)).toEqual(await read(first));
    expect(await revisionOf(id)).toBe(2);
  });

  it('belongs to the content that it comes with, be that known without it', async () => {
    const one = { lang: 'en', markdown: '# One\n\nText' };
    const two = { lang: 'en', markdown: '# Two\n\nText' };
    const send = async (key: string, body: unknown) => {
      const answer = await post('/submissions', key, body);
      return [answer.status, (await read(answer)).id];
    };
    const first = await send('', one);
    expect(await send('z', one)).toEqual(first);
    expect(await send('z', two)).toEqual([422, undefined]);
    expect(await send('z', one)).toEqual(first);
    // A second key of the same content is not kept, nor does it take the place of the first.
    expect(await send('y', one)).toEqual(first);
    expect(await send('z', one)).toEqual(first);
    expect((await send('', two))[0]).toBe(202);
    expect(await send('z', two)).toEqual([422, undefined]);
  });

  it('refuses it for anything else, naming the header', async () => {
    const id = await article();
    const path = `/articles/${id}/revisions`;
    await post(path, 'r1', { markdown: '# A\n\nBetter text' });
    const others = [
      await post(path, 'r1', { markdown: '# A\n\nOther text' }),
      await post(path, 'r1', { markdown: '# A\n\nBetter text', reason: 'Other' }),
      await post(path, 'r1', { markdown: '# A\n\nBetter text', base_revision: 2 }),
      await post('/submissions', 'r1', { lang: 'en', markdown: '# A\n\nBetter text' }),
    ];
    for (const other of others) {
      expect(other.status).toBe(422);
      expect((await read(other)).errors[0]).toEqual({
        field: 'Idempotency-Key',
        message: expect.stringContaining('Send a new key'),
      });
    }
    expect(await revisionOf(id)).toBe(2);
  });

  it('publishes a correction that is sent again only once, also with its text', async () => {
    const id = await article();
    const paul = await tokenOf('publisher', 'Paul');
    await decide(paul, id, 'approve', 'publish');
    const path = `/articles/${id}/correct`;
    const notes = async (): Promise<unknown> => (await read(await ask(tina, `/articles/${id}`))).corrections;
    const body = { note: 'It was a Friday.' };
    const first = await read(await post(path, 'c1', body, paul));
    expect(first).toMatchObject({ state: 'published', purge: { state: 'done' } });
    expect(await read(await post(path, 'c1', body, paul))).toEqual(first);
    expect(await notes()).toHaveLength(1);

    const other = await post(path, 'c1', { note: 'It was a Monday.' }, paul);
    expect([other.status, (await read(other)).errors[0].field]).toEqual([422, 'Idempotency-Key']);

    const text = { note: 'It was twelve.', markdown: '# A\n\nTwelve' };
    const withText = await post(path, 'c2', text, paul);
    expect(withText.status).toBe(200);
    expect(await read(await post(path, 'c2', text, paul))).toEqual(await read(withText));
    expect(await revisionOf(id)).toBe(2);
    expect(await notes()).toHaveLength(2);

    await ask(paul, `/articles/${id}/withdraw`, { body: { reason: 'Taken back.' } });
    expect((await post(path, 'c1', body, paul)).status).toBe(200);
    expect((await post(path, 'c3', body, paul)).status).toBe(409);
  });

  it('lets no text come in under the key of a correction that had none', async () => {
    const id = await article();
    const paul = await tokenOf('publisher', 'Paul');
    await decide(paul, id, 'approve', 'publish');
    const path = `/articles/${id}/correct`;
    const note = 'It was a Friday.';
    expect((await post(path, 'c1', { note }, paul)).status).toBe(200);
    const other = await post(path, 'c1', { note, markdown: '# A\n\nFriday' }, paul);
    expect([other.status, (await read(other)).errors[0].field]).toEqual([422, 'Idempotency-Key']);
    expect(await revisionOf(id)).toBe(1);
  });

  it('is one key with and without quotes, and one a person', async () => {
    const body = { lang: 'en', markdown: '# A\n\nText' };
    const plain = await read(await post('/submissions', 'k1', body));
    const quoted = await read(await post('/submissions', '"k1"', body));
    const other = await read(await post('/submissions', 'k1', body, await tokenOf('publisher', 'Paul')));
    expect(quoted.id).toBe(plain.id);
    expect(other.id).not.toBe(plain.id);
  });

  it.each(['x'.repeat(201), 'a\tb'])('refuses %s', async (key) => {
    const answer = await post('/submissions', key, { lang: 'en', markdown: 'Text' });
    expect(answer.status).toBe(400);
    expect((await read(answer)).errors[0].field).toBe('Idempotency-Key');
  });
});
