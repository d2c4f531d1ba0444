/** The posts of the people screen. */
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { may } from '../auth/actor.ts';
import { parseEmail } from '../auth/email.ts';
import { parseName } from '../auth/name.ts';
import { TOKEN_PREFIX } from '../auth/new-token.ts';
import { digest, newSecret } from '../auth/secret.ts';
import { parseLang } from '../i18n/languages.ts';
import { newId } from '../lib/ids.ts';
import { TOKEN_MAX_DAYS } from '../limits.ts';
import { linkAccess } from '../store/access.ts';
import { makeInvitation, revokeInvitation } from '../store/invitations.ts';
import { disableMember, enableMember, findMember, setMemberRole } from '../store/members.ts';
import { removeKeys } from '../store/passkeys.ts';
import { type MemberRole, memberRoles } from '../store/schema/words.ts';
import { endOtherSessions, revokeSession } from '../store/sessions.ts';
import { makeToken, revokeToken } from '../store/tokens.ts';
import { field, refuse } from './guard.tsx';
import { showPeople } from './people.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';

export const peopleChanges = new Hono<DeskEnv>();

const DAY_MS = 86_400_000;

const needAdmin = () =>
  createMiddleware<DeskEnv>(async function admin(c, next) {
    return may(c.get('actor'), 'admin') ? next() : refuse(c, 403);
  });

const back = (c: Context<DeskEnv>) => c.redirect('/desk/people?done=1', 303);

/** What a change by this person of the thing in the path is written with. */
const change = (c: Context<DeskEnv>) => {
  const now = c.get('now');
  return { id: c.req.param('id') ?? '', auditId: newId(now), actorId: c.get('actor').memberId, now };
};

/** One's own things, and for an admin everybody's. */
const owned = (c: Context<DeskEnv>) => {
  const actor = c.get('actor');
  return may(actor, 'admin') ? {} : { ownerId: actor.memberId };
};

/** Role and language as chosen; a language that is none is an error and not "all languages". */
function readGrant(c: Context<DeskEnv>): { role: MemberRole; lang: string | null } | undefined {
  const role = memberRoles.find((one) => one === field(c, 'role'));
  const text = field(c, 'lang').trim();
  const lang = text === '' ? null : parseLang(text);
  return role && lang !== undefined ? { role, lang } : undefined;
}

/** A new link, known to the database by its digest. */
async function giveLink(
  c: Context<DeskEnv>,
  grant: { role: MemberRole; lang: string | null; memberId: string | null },
): Promise<Response> {
  const key = newSecret();
  const { now, actorId, auditId } = change(c);
  await makeInvitation(c.get('db'), {
    ...grant,
    id: newId(now),
    auditId,
    actorId,
    linkSha256: await digest(key),
    now,
  });
  const text = `${c.get('config').siteUrl}/desk/enter?key=${key}`;
  return showPeople(c, { secret: { kind: 'link', text } });
}

peopleChanges.post('/invitations', needAdmin(), async (c) => {
  const grant = readGrant(c);
  if (!grant) {
    return showPeople(c, { error: { field: 'invite', message: deskScreen(c).t.badLang } }, 422);
  }
  return giveLink(c, { ...grant, memberId: null });
});

peopleChanges.post('/invitations/:id/revoke', needAdmin(), async (c) => {
  await revokeInvitation(c.get('db'), change(c));
  return back(c);
});

peopleChanges.post('/members/:id/link', needAdmin(), async (c) => {
  const member = await findMember(c.get('db'), c.req.param('id'));
  if (!member || member.disabled_at !== null) return refuse(c, 404);
  return giveLink(c, { role: member.role, lang: member.lang, memberId: member.id });
});

peopleChanges.post('/members/:id/role', needAdmin(), async (c) => {
  const { t } = deskScreen(c);
  const grant = readGrant(c);
  if (!grant) return showPeople(c, { problem: t.badLang }, 422);
  const member = await findMember(c.get('db'), c.req.param('id'));
  if (!member) return refuse(c, 404);
  const done = await setMemberRole(c.get('db'), member, { ...change(c), ...grant });
  return done ? back(c) : showPeople(c, { problem: t.lastAdmin }, 409);
});

peopleChanges.post('/members/:id/disable', needAdmin(), async (c) => {
  const member = await findMember(c.get('db'), c.req.param('id'));
  if (!member) return refuse(c, 404);
  if (member.disabled_at !== null || (await disableMember(c.get('db'), change(c)))) return back(c);
  return showPeople(c, { problem: deskScreen(c).t.lastAdmin }, 409);
});

peopleChanges.post('/members/:id/enable', needAdmin(), async (c) => {
  await enableMember(c.get('db'), change(c));
  return back(c);
});

peopleChanges.post('/members/:id/access', needAdmin(), async (c) => {
  const { t } = deskScreen(c);
  const member = await findMember(c.get('db'), c.req.param('id'));
  if (!member || !c.get('config').access) return refuse(c, 404);
  const sent = field(c, 'email').trim();
  const email = sent === '' ? null : parseEmail(sent);
  if (email === undefined) return showPeople(c, { problem: t.access.badAddress }, 422);
  const linked = await linkAccess(c.get('db'), member, { ...change(c), email });
  return linked ? back(c) : showPeople(c, { problem: t.access.taken }, 409);
});

peopleChanges.post('/members/:id/remove-keys', needAdmin(), async (c) => {
  const member = await findMember(c.get('db'), c.req.param('id'));
  if (!member) return refuse(c, 404);
  const sessionId = c.get('actor').sessionId ?? '';
  await removeKeys(c.get('db'), { ...change(c), sessionId });
  return back(c);
});

peopleChanges.post('/sessions/end-others', async (c) => {
  const { memberId, sessionId = '' } = c.get('actor');
  await endOtherSessions(c.get('db'), { ...change(c), memberId, sessionId });
  return back(c);
});

peopleChanges.post('/sessions/:id/end', async (c) => {
  const ended = await revokeSession(c.get('db'), { ...change(c), ...owned(c) });
  return ended ? back(c) : refuse(c, 404);
});

peopleChanges.post('/tokens', async (c) => {
  const { t } = deskScreen(c);
  const actor = c.get('actor');
  const name = parseName(field(c, 'name'));
  const role = memberRoles.find((one) => one === field(c, 'role'));
  const days = /^\d{1,3}$/.test(field(c, 'days')) ? Number(field(c, 'days')) : 0;
  if (name === undefined || days < 1 || days > TOKEN_MAX_DAYS) {
    return showPeople(c, { error: { field: 'token', message: t.badToken } }, 422);
  }
  // Nobody gives a token more than they may do themselves.
  if (!role || memberRoles.indexOf(role) > memberRoles.indexOf(actor.role)) return refuse(c, 403);
  const now = c.get('now');
  const token = TOKEN_PREFIX + newSecret();
  await makeToken(c.get('db'), {
    id: newId(now),
    auditId: newId(now),
    memberId: actor.memberId,
    role,
    name,
    tokenSha256: await digest(token),
    now,
    expiresAt: now + days * DAY_MS,
  });
  return showPeople(c, { secret: { kind: 'token', text: token } });
});

peopleChanges.post('/tokens/:id/revoke', async (c) => {
  const revoked = await revokeToken(c.get('db'), { ...change(c), ...owned(c) });
  return revoked ? back(c) : refuse(c, 404);
});
