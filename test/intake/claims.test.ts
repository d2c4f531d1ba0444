import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { CLAIM_MS, PAGE_ROWS } from '../../src/limits.ts';
import { emptyDatabase } from '../fakes/members.ts';
import { ask, read, sendIn, tokenOf } from './api-world.ts';

let tina = '';
let sam = '';
const source_url = 'https://www.example.org/report?utm_source=x';
const claim = (token: string, lang = 'de', url = source_url) =>
  ask(token, '/claims', { body: { source_url: url, lang } });
const listed = async (query = ''): Promise<{ lang: string; member: string; own: boolean }[]> =>
  (await read(await ask(tina, `/claims${query}`))).claims;

beforeEach(async () => {
  await emptyDatabase(env.DB);
  tina = await tokenOf('translator', 'Tina');
  sam = await tokenOf('translator', 'Sam');
});

describe('POST /claims', () => {
  it('takes a language of a report once, and says whose it is', async () => {
    const taken = await read(await claim(tina));
    expect(taken).toMatchObject({ source_url, lang: 'de', member: 'Tina', own: true });
    expect(Date.parse(taken.expires_at) - Date.parse(taken.created_at)).toBe(CLAIM_MS);
    const other = await claim(sam, 'DE', 'http://example.org/report/');
    expect(other.status).toBe(409);
    expect(await read(other)).toMatchObject({
      type: 'urn:dragoman:problem:taken',
      detail: expect.stringContaining('Tina'),
      errors: [{ field: 'lang' }],
    });
    expect((await claim(sam, 'fr')).status).toBe(201);
    expect((await claim(tina)).status).toBe(201);
    expect((await listed()).map(({ lang, own }) => [lang, own]).toSorted()).toEqual([
      ['de', true],
      ['fr', false],
    ]);
  });

  it('lapses', async () => {
    await claim(tina);
    await env.DB.prepare('update claims set expires_at = ?')
      .bind(Date.now() - 1)
      .run();
    expect(await listed()).toEqual([]);
    expect((await claim(sam)).status).toBe(201);
  });

  it('refuses what is translated already, and names the article', async () => {
    const { article } = await sendIn(sam, { lang: 'de', markdown: '# Bericht\n\nText.', source_url });
    const answer = await claim(tina);
    expect(answer.status).toBe(409);
    expect((await read(answer)).detail).toContain(article);
  });

  it.each([
    ['no address', { lang: 'de' }, 'source_url', /whole address/],
    ['an address of nothing', { lang: 'de', source_url: 'file:///etc/passwd' }, 'source_url', /web address/],
    ['no language', { source_url }, 'lang', /BCP 47/],
    ['a language of nobody', { source_url, lang: 'xx' }, 'lang', /no known language/],
  ])('refuses %s, naming the field', async (_, body, field, remedy) => {
    const answer = await ask(tina, '/claims', { body });
    expect(answer.status).toBe(422);
    expect((await read(answer)).errors).toEqual([{ field, message: expect.stringMatching(remedy) }]);
  });

  it('keeps a member to their language', async () => {
    const bound = await tokenOf('publisher', 'Amal', 'ar');
    expect((await claim(bound)).status).toBe(403);
    expect((await claim(bound, 'ar')).status).toBe(201);
    const check = { lang: 'de', markdown: '# Titel' };
    expect((await ask(bound, '/checks', { body: check })).status).toBe(403);
  });
});

describe('GET /claims', () => {
  it('finds the claims of a report, by its address in any spelling', async () => {
    await claim(tina);
    await claim(sam, 'fr');
    await claim(sam, 'de', 'https://example.org/another');
    expect(await listed(`?source_url=${encodeURIComponent('http://example.org/report')}`)).toHaveLength(2);
    expect(
      await listed(`?lang=fr&source_url=${encodeURIComponent('http://example.org/report')}`),
    ).toMatchObject([{ lang: 'fr', member: 'Sam' }]);
    const bad = await ask(tina, '/claims?source_url=report&lang=!');
    expect((await read(bad)).errors.map(({ field }: { field: string }) => field)).toEqual([
      'lang',
      'source_url',
    ]);
  });

  it('pages by cursor', async () => {
    await claim(tina);
    const rows = Array.from({ length: PAGE_ROWS + 5 }, (_, n) => ({
      id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      at: Date.now() + 1_000 + Math.floor(n / 3),
    }));
    await env.DB.prepare(
      `insert into claims (id, source_key, source_url, lang, member_id, created_at, expires_at)
       select value ->> 'id', value ->> 'id', 'https://example.org/x', 'fr', (select member_id from claims), 0, value ->> 'at'
       from json_each(?)`,
    )
      .bind(JSON.stringify(rows))
      .run();
    const first = await read(await ask(tina, '/claims?lang=fr'));
    expect(first.claims).toHaveLength(PAGE_ROWS);
    const second = await read(await ask(tina, `/claims?lang=fr&cursor=${first.next_cursor}`));
    const seen = [...first.claims, ...second.claims].map(({ id }: { id: string }) => id);
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(second.next_cursor).toBeUndefined();
  });
});

describe('DELETE /claims/{id}', () => {
  it('lets its holder and a publisher give it back, and nobody else', async () => {
    const release = async (token: string, id: string) =>
      (await ask(token, `/claims/${id}`, { method: 'DELETE' })).status;
    const first = await read(await claim(tina));
    expect(await release(sam, first.id)).toBe(403);
    expect(await release(tina, first.id)).toBe(204);
    expect(await release(tina, first.id)).toBe(404);
    const second = await read(await claim(tina));
    expect(await release(await tokenOf('publisher', 'Paul'), second.id)).toBe(204);
    expect(await release(tina, 'no-id')).toBe(404);
    const actions = await env.DB.prepare(
      "select action from audit where action like 'claim.%' order by rowid",
    ).all();
    expect(actions.results.map(({ action }) => action)).toEqual([
      'claim.take',
      'claim.release',
      'claim.take',
      'claim.release',
    ]);
  });
});
