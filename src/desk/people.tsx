/** Everybody's own keys (passkeys, sessions, tokens), and for admins the members and their links. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { PAGE_ROWS } from '../limits.ts';
import { listInvitations } from '../store/invitations.ts';
import { listMembers } from '../store/members.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { listSessions } from '../store/sessions.ts';
import { listTokens } from '../store/tokens.ts';
import { listOfferedLangs } from './langs.ts';
import { Page } from './layout.tsx';
import { Notice } from './parts.tsx';
import { Invitations, Members } from './people-members.tsx';
import { Passkeys, Sessions, Tokens } from './people-own.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';

/** A secret that has just been made: shown this once. */
export interface Secret {
  kind: 'link' | 'token';
  text: string;
}

interface Shown {
  secret?: Secret;
  problem?: string;
  error?: { field: string; message: string };
  done?: string;
}

export async function showPeople(c: Context<DeskEnv>, shown: Shown, status: 200 | 409 | 422 = 200) {
  const s = deskScreen(c);
  const db = c.get('db');
  const { now, actor } = s;
  const isAdmin = may(actor, 'admin');
  const asked = (name: string) => (c.req.method === 'GET' ? c.req.query(name) : undefined);
  const after = asked('after');
  const whose = isAdmin ? {} : { memberId: actor.memberId };
  const below = (id: string | undefined) => (id === undefined ? {} : { after: id });
  const [passkeys, sessions, tokens, members, invitations] = await Promise.all([
    listPasskeys(db, actor.memberId),
    listSessions(db, { now, rows: PAGE_ROWS, ...whose, ...below(asked('sessions')) }),
    listTokens(db, { now, rows: PAGE_ROWS, ...whose, ...below(asked('tokens')) }),
    isAdmin ? listMembers(db, { rows: PAGE_ROWS, ...(after ? { after } : {}) }) : [],
    isAdmin ? listInvitations(db, { now, rows: PAGE_ROWS }) : [],
  ]);
  const bound = members.flatMap(({ lang }) => lang ?? []);
  const langs = isAdmin ? await listOfferedLangs(db, bound) : [];
  const error = (name: string) => (shown.error?.field === name ? { error: shown.error.message } : {});
  const title = isAdmin ? s.t.people : s.t.account;
  return c.html(
    <Page s={s} title={title}>
      <h1>{title}</h1>
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {shown.secret && (
        <Notice kind="good">
          <p>{shown.secret.kind === 'link' ? s.t.linkMade : s.t.tokenMade}</p>
          <p>
            <input class="secret" readonly value={shown.secret.text} aria-label={s.t.shownOnce} />
          </p>
        </Notice>
      )}
      {isAdmin && <Invitations s={s} langs={langs} invitations={invitations} {...error('invite')} />}
      {isAdmin && (
        <Members s={s} langs={langs} members={members} wall={c.get('config').access ? 'access' : 'none'} />
      )}
      <Passkeys s={s} passkeys={passkeys} />
      <Tokens s={s} tokens={tokens} {...error('token')} />
      <Sessions s={s} sessions={sessions} />
    </Page>,
    status,
  );
}

export const people = new Hono<DeskEnv>();

people.get('/', (c) => {
  const { t } = deskScreen(c);
  return showPeople(c, c.req.query('done') === undefined ? {} : { done: t.saved });
});
