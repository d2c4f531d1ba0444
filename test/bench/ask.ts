/** The API as the bench calls it: tokens made straight in the database, answers parsed by who asks. */
import { newToken } from '../../src/auth/new-token.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import type { World } from './world.ts';

export async function makeToken(world: World, role: MemberRole): Promise<string> {
  const made = await newToken({ role, name: `Bench ${role}`, now: Date.now() });
  const database = await world.mf.getD1Database('DB');
  for (const statement of made.statements) await database.prepare(statement).run();
  return made.token;
}

/** The JSON that a path answers. Throws when it is a failure. */
export async function ask(
  world: World,
  path: string,
  init: { method?: string; token?: string; body?: unknown } = {},
): Promise<unknown> {
  const response = await fetch(world.url + path, {
    method: init.method ?? 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(init.token ? { Authorization: `Bearer ${init.token}` } : {}),
    },
    ...(init.method === 'POST' ? { body: JSON.stringify(init.body ?? {}) } : {}),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body.slice(0, 300)}`);
  return JSON.parse(body);
}
