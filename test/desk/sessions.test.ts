import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { SEEN_STEP_MS, SESSION_SECRET_GRACE_MS, SESSION_SECRET_MAX_MS } from '../../src/limits.ts';
import { cookieOf, enter, get, NOW, post, type Visitor } from './site.ts';

const LATER = NOW + SESSION_SECRET_MAX_MS;
const board = (as: Visitor, now: number) => get('/desk/', as, { now });
const withCookie = (as: Visitor, reply: Response): Visitor => ({ ...as, cookie: cookieOf(reply) ?? '' });
const sessionsOf = (as: Visitor) =>
  env.DB.prepare('select count(*) as n from sessions where member_id = ?').bind(as.memberId).first('n');
const stolen = (as: Visitor) =>
  env.DB.prepare("select count(*) as n from audit where action = 'session.stolen' and member_id = ?")
    .bind(as.memberId)
    .first('n');

it('gives a session a new secret after a day, and the browser gets it once', async () => {
  const mira = await enter({ name: 'Mira', role: 'translator' });
  const young = await board(mira, LATER - 1);
  expect(cookieOf(young)).toBe(mira.cookie);
  const first = await board(mira, LATER);
  expect(cookieOf(first)).toBeDefined();
  expect(cookieOf(first)).not.toBe(mira.cookie);
  const next = withCookie(mira, first);
  expect(cookieOf(await board(next, LATER + 1))).toBeUndefined();
  expect((await board(next, LATER + SESSION_SECRET_GRACE_MS + 1)).status).toBe(200);
});

it('ends a session for both when the secret before comes back, and logs it', async () => {
  const nils = await enter({ name: 'Nils', role: 'admin' });
  const owner = withCookie(nils, await board(nils, LATER));
  expect((await board(owner, LATER + 1_000)).status).toBe(200);
  const underWay = await board(nils, LATER + 1_000 + SESSION_SECRET_GRACE_MS);
  expect([underWay.status, cookieOf(underWay)]).toEqual([200, undefined]);
  expect((await board(nils, LATER + 1_001 + SESSION_SECRET_GRACE_MS)).status).toBe(303);
  expect((await board(owner, LATER + 1_001 + SESSION_SECRET_GRACE_MS)).status).toBe(303);
  expect([await sessionsOf(nils), await stolen(nils)]).toEqual([0, 1]);
});

it('locks nobody out whose answer with the new secret was lost', async () => {
  const omar = await enter({ name: 'Omar', role: 'translator' });
  const lost = withCookie(omar, await board(omar, LATER));
  expect(cookieOf(await board(omar, LATER + 1_000))).toBeUndefined();
  const again = withCookie(omar, await board(omar, LATER + SESSION_SECRET_GRACE_MS));
  expect(again.cookie).not.toBe('');
  expect(again.cookie).not.toBe(lost.cookie);
  expect((await board(lost, LATER + SESSION_SECRET_GRACE_MS + 1)).status).toBe(303);
  expect((await board(again, LATER + SESSION_SECRET_GRACE_MS + 1)).status).toBe(200);
  expect(await stolen(omar)).toBe(0);
});

it('makes one new secret for requests that come at once', async () => {
  const pia = await enter({ name: 'Pia', role: 'translator' });
  const replies = await Promise.all(Array.from({ length: 5 }, () => board(pia, LATER)));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const given = replies.filter((reply) => ![undefined, pia.cookie].includes(cookieOf(reply)));
  expect(given).toHaveLength(1);
  const next = { ...pia, cookie: given.map(cookieOf)[0] ?? '' };
  const both = await Promise.all([1, 2].map(() => board(next, LATER + 1)));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});

it('never sets the old secret again behind the new one', async () => {
  const rosa = await enter({ name: 'Rosa', role: 'translator' });
  await board(rosa, LATER);
  await env.DB.prepare('update sessions set seen_at = ? where member_id = ?')
    .bind(LATER - SEEN_STEP_MS, rosa.memberId)
    .run();
  expect(cookieOf(await board(rosa, LATER + 1_000))).toBeUndefined();
});

it('takes forms that were opened before the secret changed, and none of another session', async () => {
  const sven = await enter({ name: 'Sven', role: 'translator' });
  const token = { name: 'Script', role: 'translator', days: '9' };
  const next = withCookie(sven, await board(sven, LATER));
  const options = { now: LATER + 1_000 };
  expect((await post('/desk/people/tokens', token, next, options)).status).toBe(200);
  const page = await (await board(next, LATER + 2_000)).text();
  expect(page).toContain(`name="csrf" value="${sven.csrf}"`);
  const other = await enter({ name: 'Tom', role: 'translator' });
  expect(
    (await post('/desk/people/tokens', { ...token, csrf: other.csrf ?? '' }, next, options)).status,
  ).toBe(403);
});

it('leaves for good with whichever secret the browser holds', async () => {
  for (const which of ['old', 'promised'] as const) {
    const una = await enter({ name: `Una ${which}`, role: 'translator' });
    const next = withCookie(una, await board(una, LATER));
    const left = await post('/desk/leave', {}, which === 'old' ? una : next, { now: LATER + 1_000 });
    expect(left.headers.getSetCookie().at(-1)).toContain('dragoman=; Max-Age=0');
    expect(await sessionsOf(una)).toBe(0);
  }
});

it('looks a secret up by index, whichever of the three it is', async () => {
  const { results } = await env.DB.prepare(
    'explain query plan select id from sessions s where s.token_sha256 = ?1 or s.next_sha256 = ?1 or s.former_sha256 = ?1',
  )
    .bind('x')
    .all<{ detail: string }>();
  const plan = results.map(({ detail }) => detail).join('\n');
  expect(plan).toContain('MULTI-INDEX OR');
  expect(plan).not.toContain('SCAN');
});
