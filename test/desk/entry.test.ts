import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newLink } from '../../src/auth/new-token.ts';
import { INVITATION_MAX_MS, SESSION_MAX_MS } from '../../src/limits.ts';
import { cookieOf, enter, get, NOW, post } from './site.ts';

const run = (statements: string[]) => env.DB.batch(statements.map((one) => env.DB.prepare(one)));

async function invite(role: 'translator' | 'admin' = 'translator') {
  const link = await newLink({ role, now: NOW });
  await run(link.statements);
  return { ...link, key: new URLSearchParams(link.path.split('?')[1]).get('key') ?? '' };
}

it('does not use a link up when a preview robot opens it', async () => {
  const { path, key } = await invite();
  for (let n = 0; n < 3; n++) expect((await get(path)).status).toBe(200);
  const entered = await post('/desk/enter', { key, name: 'Preview Proof' });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('Location')).toBe('/desk/');
});

it('lets one person in by a link, and nobody by it again', async () => {
  const { path, key } = await invite();
  const both = await Promise.all([
    post('/desk/enter', { key, name: 'First' }),
    post('/desk/enter', { key, name: 'Second' }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 410]);
  expect((await post('/desk/enter', { key, name: 'Third' })).status).toBe(410);
  expect((await get(path)).status).toBe(410);
  const members = await env.DB.prepare(
    "select count(*) as n from members where name in ('First', 'Second', 'Third')",
  ).first('n');
  expect(members).toBe(1);
});

it('refuses a link that has expired, and one that never was', async () => {
  const { key } = await invite();
  const late = await post('/desk/enter', { key, name: 'Late' }, {}, { now: NOW + INVITATION_MAX_MS });
  expect(late.status).toBe(410);
  expect(cookieOf(late)).toBeUndefined();
  expect((await post('/desk/enter', { key: `${key.slice(1)}A`, name: 'X' })).status).toBe(410);
});

it('asks for another name when one is taken, and leaves the link as it was', async () => {
  await enter({ name: 'Taken', role: 'translator' });
  const { key } = await invite();
  const refused = await post('/desk/enter', { key, name: 'Taken' });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('value="Taken"');
  expect(page).toContain('aria-invalid="true"');
  expect((await post('/desk/enter', { key, name: 'Taken 2' })).status).toBe(303);
});

it('gives a strict cookie, and only its digest to the database', async () => {
  const { key } = await invite();
  const reply = await post('/desk/enter', { key, name: 'Cookie' });
  const line = reply.headers
    .getSetCookie()
    .find((one) => one.startsWith('dragoman=') && !one.includes('Max-Age=0'));
  expect(line).toMatch(/^dragoman=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
  const secret = cookieOf(reply)?.split('=')[1] ?? '';
  const { results } = await env.DB.prepare('select * from sessions').all();
  expect(JSON.stringify(results)).not.toContain(secret);
});

it('uses the __Host- prefix and Secure on https', async () => {
  const { key } = await invite();
  const reply = await post('/desk/enter', { key, name: 'Https' }, {}, { siteUrl: 'https://news.test' });
  const line = reply.headers.getSetCookie().findLast((one) => one.startsWith('__Host-dragoman='));
  expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const cookie = cookieOf(reply) ?? '';
  expect((await get('/desk/', { cookie }, { siteUrl: 'https://news.test' })).status).toBe(200);
});

it('never takes over a session that was planted, and ends the one the browser held', async () => {
  const attacker = await enter({ name: 'Attacker', role: 'translator' });
  const { key } = await invite('admin');
  const reply = await post('/desk/enter', { key, name: 'Victim' }, { cookie: attacker.cookie ?? '' });
  expect(cookieOf(reply)).toBeDefined();
  expect(cookieOf(reply)).not.toBe(attacker.cookie);
  expect((await get('/desk/', attacker)).status).toBe(303);
});

it('lets the operator in by the link of the vars, once, as an admin', async () => {
  const link = await newLink({ role: 'admin', now: NOW });
  const key = link.path.split('=')[1] ?? '';
  const options = { firstAdminLinkSha256: link.sha256 };
  expect((await get(link.path, {}, {})).status).toBe(410);
  expect(await (await get(link.path, {}, options)).text()).toContain('value="Admin"');
  const first = await post('/desk/enter', { key, name: 'Admin' }, {}, options);
  expect(first.status).toBe(303);
  expect((await get('/desk/log', { cookie: cookieOf(first) ?? '' }, options)).status).toBe(200);
  expect((await post('/desk/enter', { key, name: 'Admin' }, {}, options)).status).toBe(410);
});

it('lets the operator in again as the member of that name, with a fresh link', async () => {
  const before = await enter({ name: 'Operator', role: 'translator', lang: 'ar' });
  const link = await newLink({ role: 'admin', now: NOW });
  const key = link.path.split('=')[1] ?? '';
  await post('/desk/enter', { key, name: 'Operator' }, {}, { firstAdminLinkSha256: link.sha256 });
  const row = await env.DB.prepare('select id, role, lang from members where name = ?')
    .bind('Operator')
    .first();
  expect(row).toEqual({ id: before.memberId, role: 'admin', lang: null });
});

it('renews a session that is used and ends one that is not', async () => {
  const visitor = await enter({ name: 'Slider', role: 'translator' });
  const day = 86_400_000;
  const renewed = await get('/desk/', visitor, { now: NOW + 29 * day });
  expect(cookieOf(renewed)).toMatch(/^dragoman=[A-Za-z0-9_-]{43}$/);
  expect((await get('/desk/', visitor, { now: NOW + 58 * day })).status).toBe(200);
  expect((await get('/desk/', visitor, { now: NOW + 58 * day + SESSION_MAX_MS + 1 })).status).toBe(303);
});

it('lets nobody slide for ever', async () => {
  const visitor = await enter({ name: 'Forever', role: 'translator' });
  const day = 86_400_000;
  for (let n = 25; n <= 175; n += 25)
    expect((await get('/desk/', visitor, { now: NOW + n * day })).status).toBe(200);
  expect((await get('/desk/', visitor, { now: NOW + 181 * day })).status).toBe(303);
});

it('leaves for good', async () => {
  const visitor = await enter({ name: 'Leaver', role: 'translator' });
  const left = await post('/desk/leave', {}, visitor);
  expect(left.headers.getSetCookie().join()).toContain('dragoman=; Max-Age=0');
  expect((await get('/desk/', visitor)).status).toBe(303);
});

it('goes on only to paths of the desk', async () => {
  for (const next of [
    'https://evil.test/desk/',
    '//evil.test/desk/',
    '/\\evil.test',
    '/en/',
    'javascript:alert(1)',
  ]) {
    const { key } = await invite();
    const reply = await post('/desk/enter', { key, name: `Next ${next.length}`, next });
    expect(reply.headers.get('Location')).toBe('/desk/');
  }
  const { key } = await invite();
  const reply = await post('/desk/enter', { key, name: 'Next good', next: '/desk/submit?a=1' });
  expect(reply.headers.get('Location')).toBe('/desk/submit?a=1');
});

it('stops a visitor who tries many links', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 40; n++) statuses.push((await get('/desk/enter?key=x', { ip: '192.0.2.7' })).status);
  expect(statuses[0]).toBe(410);
  expect(statuses.at(-1)).toBe(429);
});

it('says to whoever has no script why there is no button for passkeys', async () => {
  const page = await (await get('/desk/enter')).text();
  expect(page).toMatch(/<p data-without-script[^>]*>Entering with a passkey needs JavaScript\.</);
});

it('works as the form that the page shows', async () => {
  const { path } = await invite();
  const page = await (await get(path)).text();
  expect(page).toMatch(/^<!DOCTYPE html><html lang="en">/);
  const form = /<form method="post" action="\/desk\/enter">.*?<\/form>/.exec(page)?.[0] ?? '';
  const fields = Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  expect((await post('/desk/enter', { ...fields, name: 'By the form' })).status).toBe(303);
});
