/** A newsroom with everything that can be asked for, behind the whole Worker, and the keys to its doors. */
import { env, exports } from 'cloudflare:workers';
import { newToken } from '../../src/auth/new-token.ts';
import { csrfOf } from '../../src/auth/session.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { newId } from '../../src/lib/ids.ts';
import { storePicture } from '../../src/pipeline/pictures/keep.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { png } from '../pipeline/pictures/samples.ts';
import { ids, seedNewsroom } from '../reader/newsroom.ts';

export const ORIGIN = 'http://dragoman.test';

export interface World {
  /** An article of the desk. */
  article: string;
  picture: string;
  token: string;
  cookie: string;
  csrf: string;
}

export async function mintToken(role: MemberRole, name: string): Promise<string> {
  const made = await newToken({ role, name, now: Date.now() });
  for (const statement of made.statements) await env.DB.prepare(statement).run();
  return made.token;
}

async function enter(role: MemberRole): Promise<{ cookie: string; csrf: string }> {
  const secret = `${newId(1)}${newId(2)}`.replaceAll('-', '').slice(0, 43).padEnd(43, 'A');
  const now = Date.now();
  const member = newId(now);
  await env.DB.batch([
    env.DB.prepare('insert into members (id, name, role, created_at) values (?1, ?2, ?3, ?4)').bind(
      member,
      `Session of ${role}`,
      role,
      now,
    ),
    env.DB.prepare(
      'insert into sessions (id, member_id, token_sha256, created_at, seen_at, expires_at) values (?1, ?2, ?3, ?4, ?4, ?5)',
    ).bind(newId(now), member, await sha256(secret), now, now + 86_400_000),
  ]);
  return { cookie: `dragoman=${secret}`, csrf: await csrfOf(secret) };
}

export async function makeWorld(): Promise<World> {
  await seedNewsroom();
  const stored = await storePicture(env, await png(700, 420), {
    now: Date.UTC(2026, 10, 20),
    settleSeconds: 45,
  });
  if (!stored.ok) throw new Error('The picture was refused.');
  return {
    article: ids.draftEn,
    picture: stored.value.sha256,
    token: await mintToken('admin', 'Admin of the tests'),
    ...(await enter('admin')),
  };
}

/** A request through the front door: the stand-in, then the app. Every visitor has an address of their own. */
export function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('cf-connecting-ip')) headers.set('CF-Connecting-IP', crypto.randomUUID());
  const url = path.startsWith('http') ? path : ORIGIN + path;
  return exports.default.fetch(new Request(url, { redirect: 'manual', ...init, headers }));
}
