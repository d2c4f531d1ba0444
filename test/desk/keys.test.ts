/** A person's keys: what they and admins can take back, and that every one of them can be found. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { PAGE_ROWS } from '../../src/limits.ts';
import { cookieOf, enter, get, NOW, post, type Visitor } from './site.ts';

const ada = await enter({ name: 'Ada', role: 'admin' });

const page = async (path: string, as: Visitor) => (await get(path, as)).text();
const count = (table: 'sessions' | 'passkeys', as: Visitor) =>
  env.DB.prepare(`select count(*) as n from ${table} where member_id = ?`).bind(as.memberId).first('n');
const actions = async (subject: string) => {
  const { results } = await env.DB.prepare('select action from audit where subject = ?')
    .bind(subject)
    .all<{ action: string }>();
  return results.map(({ action }) => action);
};

/** So many more sessions of a member, as other devices would have them. */
const giveSessions = (as: Visitor, n: number) =>
  env.DB.batch(
    Array.from({ length: n }, (_, i) =>
      env.DB.prepare(
        "insert into sessions (id, member_id, token_sha256, created_at, seen_at, expires_at, user_agent) values (?1, ?2, ?1, ?3, ?3, ?4, 'Firefox/1 Linux')",
      ).bind(newId(NOW - i - 1), as.memberId, NOW, NOW + 1_000_000),
    ),
  );
const givePasskey = (as: Visitor) =>
  env.DB.prepare(
    "insert into passkeys (id, member_id, public_key, algorithm, counter, transports, name, created_at) values (?, ?, 'x', -7, 0, '[]', 'Lost phone', ?)",
  )
    .bind(newId(NOW), as.memberId, NOW)
    .run();

it('takes everything back that a lost device held; a new link then lets its owner in', async () => {
  const lara = await enter({ name: 'Lara', role: 'translator' });
  await givePasskey(lara);
  await giveSessions(lara, 2);
  expect((await post(`/desk/people/members/${lara.memberId}/remove-keys`, {}, ada)).status).toBe(303);
  expect([await count('sessions', lara), await count('passkeys', lara)]).toEqual([0, 0]);
  expect((await get('/desk/', lara)).status).toBe(303);
  expect(await actions(`member:${lara.memberId}`)).toEqual(['member.remove_keys']);
  const made = await (await post(`/desk/people/members/${lara.memberId}/link`, {}, ada)).text();
  const key = /\/desk\/enter\?key=([\w-]{43})/.exec(made)?.[1] ?? '';
  const back = await post('/desk/enter', { key });
  expect(back.status).toBe(303);
  expect(await page('/desk/people', { cookie: cookieOf(back) ?? '' })).toContain('Lara');
});

it('leaves an admin who removes their own keys where they are', async () => {
  const otto = await enter({ name: 'Otto', role: 'admin' });
  await givePasskey(otto);
  await giveSessions(otto, 1);
  await post(`/desk/people/members/${otto.memberId}/remove-keys`, {}, otto);
  expect([await count('sessions', otto), await count('passkeys', otto)]).toEqual([1, 0]);
  expect((await get('/desk/', otto)).status).toBe(200);
});

it('ends all of one’s other sessions and nobody else’s', async () => {
  const vera = await enter({ name: 'Vera', role: 'translator' });
  const wim = await enter({ name: 'Wim', role: 'translator' });
  const end = '/desk/people/sessions/end-others';
  expect(await page('/desk/people', vera)).not.toContain(end);
  await giveSessions(vera, 3);
  expect(await page('/desk/people', vera)).toContain(end);
  expect((await post(end, {}, vera)).status).toBe(303);
  expect([await count('sessions', vera), await count('sessions', wim)]).toEqual([1, 1]);
  expect((await get('/desk/', vera)).status).toBe(200);
  expect((await get('/desk/', wim)).status).toBe(200);
  expect(await actions(`member:${vera.memberId}`)).toEqual(['session.end_others']);
});

it('lists every session and every token, page by page', async () => {
  const busy = await enter({ name: 'Busy', role: 'translator' });
  await giveSessions(busy, PAGE_ROWS + 5);
  await env.DB.batch(
    Array.from({ length: PAGE_ROWS + 5 }, (_, i) =>
      env.DB.prepare(
        "insert into tokens (id, member_id, role, name, token_sha256, created_at) values (?1, ?2, 'translator', 't', ?1, ?3)",
      ).bind(newId(NOW + i), busy.memberId, NOW),
    ),
  );
  for (const [list, action, all] of [
    ['sessions', 'end', PAGE_ROWS + 5],
    ['tokens', 'revoke', PAGE_ROWS + 5],
  ] as const) {
    const seen = new Set<string>();
    let path: string | undefined = '/desk/people';
    for (let n = 0; path !== undefined && n < 5; n++) {
      const html = await page(path, busy);
      const rows = html.matchAll(new RegExp(`/desk/people/${list}/([0-9a-f-]{36})/${action}`, 'g'));
      for (const [, id] of rows) if (id) seen.add(id);
      path = new RegExp(`href="(/desk/people\\?${list}=[^"]+)"`).exec(html)?.[1];
    }
    expect([list, seen.size]).toEqual([list, all]);
  }
});

it('names the member in each row to those who see everybody’s rows, and to nobody else', async () => {
  const headsOf = async (as: Visitor) => {
    const page = await (await get('/desk/people', as)).text();
    const sessions = page.slice(page.indexOf('<h2>Sessions</h2>'));
    return [...sessions.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, head]) => head);
  };
  const own = ['Device', 'Made', 'Last used', 'Action'];
  expect(await headsOf(await enter({ name: 'Xia', role: 'publisher' }))).toEqual(own);
  expect(await headsOf(await enter({ name: 'Yan', role: 'admin' }))).toEqual(['Member', ...own]);
});
