import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newLink, newToken } from '../../src/auth/new-token.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { INVITATION_MAX_MS } from '../../src/limits.ts';

const now = Date.UTC(2026, 4, 1);
const run = (statements: string[]) => env.DB.batch(statements.map((one) => env.DB.prepare(one)));

it('makes a member and a token whose secret is stored only as its digest', async () => {
  const made = await newToken({ role: 'publisher', name: "Miles O'Neill; drop table members--", now });
  expect(made.token).toMatch(/^drg_[A-Za-z0-9_-]{43}$/);
  expect(made.statements.join('\n')).not.toContain(made.token.slice(4));
  await run(made.statements);
  const row = await env.DB.prepare(
    'select t.role, t.token_sha256, t.expires_at, m.name from tokens t join members m on m.id = t.member_id where t.id = ?',
  )
    .bind(made.id)
    .first();
  expect(row).toEqual({
    role: 'publisher',
    token_sha256: await sha256(made.token),
    expires_at: null,
    name: "Miles O'Neill; drop table members--",
  });
});

it('gives a second token to the same member and leaves their role alone', async () => {
  await run((await newToken({ role: 'translator', name: 'Ada', now })).statements);
  await run((await newToken({ role: 'admin', name: ' Ada\u200B ', now, expiresAt: now + 1 })).statements);
  const { results } = await env.DB.prepare(
    "select m.role as member, t.role as token, t.expires_at from tokens t join members m on m.id = t.member_id where m.name = 'Ada' order by t.expires_at",
  ).all();
  expect(results).toEqual([
    { member: 'translator', token: 'translator', expires_at: null },
    { member: 'translator', token: 'admin', expires_at: now + 1 },
  ]);
});

it('makes nothing for a member who is disabled', async () => {
  await run((await newToken({ role: 'translator', name: 'Gone', now })).statements);
  await env.DB.prepare("update members set disabled_at = 1 where name = 'Gone'").run();
  const second = await newToken({ role: 'translator', name: 'Gone', now });
  await run(second.statements);
  const found = await env.DB.prepare('select 1 from tokens where id = ?').bind(second.id).first();
  expect(found).toBeNull();
});

it('refuses a name that is nothing but invisible characters, and an unknown role', async () => {
  await expect(newToken({ role: 'admin', name: '\u202E\u200B \n', now })).rejects.toThrow(
    '1 to 120 characters',
  );
  await expect(newToken({ role: 'root' as 'admin', name: 'x', now })).rejects.toThrow('no role');
});

it('makes a link known by its digest alone', async () => {
  const link = await newLink({ role: 'admin', now });
  const key = new URL(link.path, 'http://dragoman.test').searchParams.get('key') ?? '';
  expect(await sha256(key)).toBe(link.sha256);
  await run(link.statements);
  const row = await env.DB.prepare('select role, expires_at, used_at from invitations where link_sha256 = ?')
    .bind(link.sha256)
    .first();
  expect(row).toEqual({ role: 'admin', expires_at: now + INVITATION_MAX_MS, used_at: null });
});
