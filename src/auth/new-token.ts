/**
 * New API tokens and one-time links as plain SQL, for commands that run in Node and reach D1 through
 * `wrangler d1 execute`. A secret is returned once and only its SHA-256 stands in a statement. Nothing here
 * needs Cloudflare's modules. The Worker's own screens write the same rows through src/store.
 */
import { newId } from '../lib/ids.ts';
import { INVITATION_MAX_MS, NAME_MAX_CHARS } from '../limits.ts';
import { type MemberRole, memberRoles } from '../store/schema/words.ts';
import { parseName } from './name.ts';
import { digest, newSecret } from './secret.ts';

export const TOKEN_PREFIX = 'drg_';

/** Doubles quotes, which is all that SQLite's string literals know; NUL would end the statement early. */
const text = (value: string): string => {
  if (value.includes('\0')) throw new Error('A NUL character cannot stand in SQL text.');
  return `'${value.replaceAll("'", "''")}'`;
};
const number = (value: number): string => {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number.`);
  return String(value);
};
const role = (value: string): string => {
  if (!(memberRoles as readonly string[]).includes(value)) {
    throw new Error(`"${value}" is no role. Roles are ${memberRoles.join(', ')}.`);
  }
  return text(value);
};

export interface NewToken {
  id: string;
  /** `drg_` and 43 base64url characters; shown once. */
  token: string;
  /**
   * Single SQL statements without a trailing semicolon, to run in this order. They make the member when
   * nobody has that name; the member's role stays as it is, since a token has a role of its own. For a
   * disabled member nothing is inserted.
   */
  statements: string[];
}

/** Throws an error fit for a terminal when the name or role cannot be used. */
export async function newToken(asked: {
  role: MemberRole;
  name: string;
  now: number;
  expiresAt?: number;
}): Promise<NewToken> {
  const name = parseName(asked.name);
  if (name === undefined)
    throw new Error(`The name wants 1 to ${NAME_MAX_CHARS} characters that can be seen.`);
  const id = newId(asked.now);
  const token = TOKEN_PREFIX + newSecret();
  const at = number(asked.now);
  const after = JSON.stringify({ name, role: asked.role });
  return {
    id,
    token,
    statements: [
      `insert into members (id, name, role, created_at) values (${text(newId(asked.now))}, ${text(name)}, ${role(asked.role)}, ${at}) on conflict (name) do nothing`,
      `insert into tokens (id, member_id, role, name, token_sha256, created_at, expires_at) select ${text(id)}, id, ${role(asked.role)}, ${text(name)}, ${text(await digest(token))}, ${at}, ${asked.expiresAt === undefined ? 'null' : number(asked.expiresAt)} from members where name = ${text(name)} and disabled_at is null`,
      `insert into audit (id, at, member_id, action, subject, after_json) select ${text(newId(asked.now))}, ${at}, null, 'token.make', ${text(`token:${id}`)}, ${text(after)} where exists (select 1 from tokens where id = ${text(id)})`,
    ],
  };
}

export interface NewLink {
  /** Path and query of the one-time link; put the site's origin before it. */
  path: string;
  /** What the link is known by: for `FIRST_ADMIN_LINK_SHA256`, in place of the statements. */
  sha256: string;
  statements: string[];
}

/** A one-time link that makes a new member with `role` when it is used. Lapses after `INVITATION_MAX_MS`. */
export async function newLink(asked: { role: MemberRole; now: number; name?: string }): Promise<NewLink> {
  const key = newSecret();
  const sha256 = await digest(key);
  const name = asked.name === undefined ? undefined : parseName(asked.name);
  return {
    path: `/desk/enter?key=${key}`,
    sha256,
    statements: [
      `insert into invitations (id, link_sha256, role, name, created_at, expires_at) values (${text(newId(asked.now))}, ${text(sha256)}, ${role(asked.role)}, ${name === undefined ? 'null' : text(name)}, ${number(asked.now)}, ${number(asked.now + INVITATION_MAX_MS)})`,
    ],
  };
}
