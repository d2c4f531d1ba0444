import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { type Actor, type ActorEnv, may, needToken } from '../../src/auth/actor.ts';
import { newToken } from '../../src/auth/new-token.ts';
import { readConfig } from '../../src/config.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';

const NOW = Date.UTC(2026, 4, 1);

const call = (authorization: string | undefined, now = NOW) => {
  const app = new Hono<ActorEnv>();
  app.use(async (c, next) => {
    c.set('config', readConfig(env));
    c.set('now', now);
    await next();
  });
  app.use(needToken());
  app.get('/', (c) => c.json(c.get('actor')));
  return app.request('/', authorization ? { headers: { Authorization: authorization } } : {}, env);
};

async function give(asked: { name: string; role: MemberRole; expiresAt?: number }): Promise<string> {
  const made = await newToken({ ...asked, now: NOW });
  await env.DB.batch(made.statements.map((one) => env.DB.prepare(one)));
  return made.token;
}

it('knows a token’s member, with the token’s own role', async () => {
  await give({ name: 'Nora', role: 'translator' });
  const token = await give({ name: 'Nora', role: 'publisher' });
  const reply = await call(`Bearer ${token}`);
  expect(await reply.json()).toMatchObject({ name: 'Nora', role: 'publisher', via: 'token' });
});

it.each([
  ['nothing', undefined],
  ['another scheme', 'Basic dXNlcjpwYXNz'],
  ['no token of ours', 'Bearer xyz'],
  ['an unknown token', `Bearer drg_${'A'.repeat(43)}`],
  ['a token with a tail', `Bearer drg_${'A'.repeat(44)}`],
])('answers 401 as problem+json to %s', async (_, header) => {
  const reply = await call(header);
  expect(reply.status).toBe(401);
  expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
  expect(reply.headers.get('WWW-Authenticate')).toContain('Bearer realm="dragoman"');
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  expect(await reply.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
});

it('ends a token at its hour, on revocation, and with its member', async () => {
  const short = await give({ name: 'Short', role: 'admin', expiresAt: NOW + 1_000 });
  expect((await call(`Bearer ${short}`, NOW + 999)).status).toBe(200);
  expect((await call(`Bearer ${short}`, NOW + 1_000)).status).toBe(401);
  const revoked = await give({ name: 'Revoked', role: 'admin' });
  await env.DB.prepare("update tokens set revoked_at = 1 where name = 'Revoked'").run();
  expect((await call(`Bearer ${revoked}`)).status).toBe(401);
  const disabled = await give({ name: 'Disabled', role: 'admin' });
  await env.DB.prepare("update members set disabled_at = 1 where name = 'Disabled'").run();
  expect((await call(`Bearer ${disabled}`)).status).toBe(401);
});

it('notes the last use, and not with every call', async () => {
  const token = await give({ name: 'Used', role: 'translator' });
  const last = () =>
    env.DB.prepare("select last_used_at from tokens where name = 'Used'").first('last_used_at');
  await call(`Bearer ${token}`, NOW + 1_000);
  await call(`Bearer ${token}`, NOW + 60_000);
  expect(await last()).toBe(NOW + 1_000);
  await call(`Bearer ${token}`, NOW + 600_000);
  expect(await last()).toBe(NOW + 600_000);
});

it.each<[MemberRole, string | undefined, MemberRole, string | undefined, boolean]>([
  ['publisher', undefined, 'translator', 'ar', true],
  ['publisher', undefined, 'admin', undefined, false],
  ['publisher', 'ar', 'publisher', 'ar', true],
  ['publisher', 'ar', 'translator', 'en', false],
  ['publisher', 'ar', 'publisher', undefined, true],
  ['admin', 'ar', 'admin', 'ar', true],
  ['admin', 'ar', 'admin', undefined, false],
  ['admin', undefined, 'admin', undefined, true],
])('a %s of %s may act as %s of %s: %s', (role, lang, wanted, wantedLang, expected) => {
  const actor: Actor = { memberId: 'm', name: 'n', role, via: 'token', ...(lang ? { lang } : {}) };
  expect(may(actor, wanted, wantedLang)).toBe(expected);
});
