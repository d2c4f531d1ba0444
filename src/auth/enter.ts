import type { Context } from 'hono';
import type { AppEnv } from '../config.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { enterByAccess, findAccessMember } from '../store/access.ts';
import {
  type Entry,
  findInvitation,
  type Invitation,
  operatorStatements,
  useInvitation,
} from '../store/invitations.ts';
import type { AccessEnv } from './access.ts';
import { parseName } from './name.ts';
import { digest, isSecret, sameDigest } from './secret.ts';
import { letIn, newSession } from './session.ts';

/** What a one-time link would do, for the page that asks whether to do it. */
export type LinkState = { kind: 'new'; name: string } | { kind: 'again'; name: string } | { kind: 'dead' };

const isLive = (link: Invitation, now: number): boolean => link.used_at === null && link.expires_at > now;

/** False when this visitor has tried too often in the last minute. */
export async function mayTry<E extends AppEnv>(c: Context<E>): Promise<boolean> {
  const { success } = await c.env.ENTRY_LIMIT.limit({ key: c.req.header('CF-Connecting-IP') ?? 'local' });
  return success;
}

export async function readLink<E extends AppEnv>(c: Context<E>, key: string): Promise<LinkState> {
  if (!isSecret(key)) return { kind: 'dead' };
  const sha256 = await digest(key);
  const link = await findInvitation(c.env.DB, sha256);
  if (!link) {
    const first = c.get('config').firstAdminLinkSha256;
    return first !== undefined && sameDigest(first, sha256)
      ? { kind: 'new', name: 'Admin' }
      : { kind: 'dead' };
  }
  if (!isLive(link, c.get('now'))) return { kind: 'dead' };
  return { kind: link.member_id === null ? 'new' : 'again', name: link.name ?? '' };
}

/**
 * Uses a link up and lets its holder in: the cookie is on the response when this succeeds. A refused name
 * leaves the link as it was.
 */
export async function enterByLink<E extends AppEnv>(
  c: Context<E>,
  given: { key: string; name: string },
): Promise<Result<true, 'dead' | 'name_missing' | 'name_taken'>> {
  const link = await readLink(c, given.key);
  if (link.kind === 'dead') return fail('dead');
  const name = link.kind === 'again' ? link.name : parseName(given.name);
  if (name === undefined) return fail('name_missing');
  const now = c.get('now');
  const linkSha256 = await digest(given.key);
  const { secret, session } = await newSession(c);
  const entry: Entry = {
    linkSha256,
    name,
    newMemberId: newId(now),
    auditId: newId(now),
    session,
    now,
  };
  const first = c.get('config').firstAdminLinkSha256;
  const isOperator = first !== undefined && sameDigest(first, linkSha256);
  const before = isOperator ? operatorStatements(c.env.DB, entry, newId(now)) : [];
  if ((await useInvitation(c.env.DB, entry, before)) === undefined) {
    // The link was live a moment ago: either its one use was somebody else's, or the name is a member's.
    return (await readLink(c, given.key)).kind === 'new' ? fail('name_taken') : fail('dead');
  }
  await letIn(c, secret);
  return ok(true);
}

/** Whom Access knows the visitor as, and the member who is linked to that address. */
export interface AccessState {
  email: string;
  member: { id: string; name: string } | undefined;
}

/** Undefined where no Access is configured, and for who has no address there. */
export async function readAccess<E extends AccessEnv>(c: Context<E>): Promise<AccessState | undefined> {
  const email = await c.get('accessEmail')?.();
  return email === undefined ? undefined : { email, member: await findAccessMember(c.env.DB, email) };
}

/** Lets the member in whom Access knows. The cookie is on the response when this succeeds. */
export async function enterThroughAccess<E extends AccessEnv>(c: Context<E>): Promise<boolean> {
  const known = await readAccess(c);
  if (!known?.member) return false;
  const now = c.get('now');
  const { secret, session } = await newSession(c);
  const entry = { memberId: known.member.id, email: known.email, session, now, auditId: newId(now) };
  if (!(await enterByAccess(c.env.DB, entry))) return false;
  await letIn(c, secret);
  return true;
}
