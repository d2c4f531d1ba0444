/** Everybody's own keys (passkeys, sessions, tokens), and for admins the members and their links. */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { may } from '../auth/actor.ts';
import { deviceOf } from '../auth/passkey.ts';
import { PAGE_ROWS } from '../limits.ts';
import { type InvitationRow, listInvitations } from '../store/invitations.ts';
import { listMembers, type Member } from '../store/members.ts';
import { listPasskeys, type PasskeyRow } from '../store/passkeys.ts';
import { memberRoles } from '../store/schema/words.ts';
import { listSessions, type SessionRow } from '../store/sessions.ts';
import { listTokens, type TokenRow } from '../store/tokens.ts';
import { Page, Post } from './layout.tsx';
import { Ago, Field, langName, Next, Notice, Time } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

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

type Props = { s: DeskScreen };

const Table = (props: { heads: string[]; children?: Child }) => (
  <div class="wide">
    <table>
      <thead>
        <tr>
          {props.heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  </div>
);

const Button = (props: Props & { to: string; text: string; kind?: 'danger' }) => (
  <Post s={props.s} to={props.to} class="line">
    <button type="submit" {...(props.kind ? { class: props.kind } : {})}>
      {props.text}
    </button>
  </Post>
);

const Passkeys = ({ s, passkeys }: Props & { passkeys: PasskeyRow[] }) => (
  <section>
    <h2>{s.t.passkeys}</h2>
    <p class="hint">{s.t.passkeysHint}</p>
    {passkeys.length > 0 && (
      <Table heads={[s.t.name, s.t.made, s.t.lastUsed, s.t.action]}>
        {passkeys.map((key) => (
          <tr>
            <td>{key.name}</td>
            <td>
              <Ago s={s} at={key.created_at} />
            </td>
            <td>{key.last_used_at === null ? '–' : <Ago s={s} at={key.last_used_at} />}</td>
            <td>
              <Button s={s} to={`/desk/passkeys/${key.id}/remove`} text={s.t.remove} kind="danger" />
            </td>
          </tr>
        ))}
      </Table>
    )}
    <div class="passkey" data-passkey="add" data-csrf={s.csrf} data-failed={s.t.passkeyFailed} hidden>
      <button type="button">{s.t.addPasskey}</button>
      <p role="status" data-note></p>
    </div>
  </section>
);

const Sessions = ({ s, sessions }: Props & { sessions: SessionRow[] }) => (
  <section>
    <h2>{s.t.sessions}</h2>
    <Table heads={[s.t.name, s.t.device, s.t.made, s.t.lastUsed, s.t.action]}>
      {sessions.map((one) => (
        <tr>
          <td dir="auto">{one.name}</td>
          <td>{deviceOf(one.user_agent ?? '') || '–'}</td>
          <td>
            <Ago s={s} at={one.created_at} />
          </td>
          <td>{one.id === s.actor.sessionId ? s.t.thisOne : <Ago s={s} at={one.seen_at} />}</td>
          <td>
            {one.id !== s.actor.sessionId && (
              <Button s={s} to={`/desk/people/sessions/${one.id}/end`} text={s.t.endSession} kind="danger" />
            )}
          </td>
        </tr>
      ))}
    </Table>
  </section>
);

const Tokens = ({ s, tokens, error }: Props & { tokens: TokenRow[]; error?: Shown['error'] }) => (
  <section>
    <h2>{s.t.tokens}</h2>
    <p class="hint">{s.t.tokensHint}</p>
    {tokens.length > 0 && (
      <Table heads={[s.t.name, s.t.member, s.t.role, s.t.expires, s.t.lastUsed, s.t.action]}>
        {tokens.map((one) => (
          <tr>
            <td dir="auto">{one.name}</td>
            <td dir="auto">{one.member}</td>
            <td>{s.t.roles[one.role]}</td>
            <td>{one.expires_at === null ? s.t.never : <Time s={s} at={one.expires_at} />}</td>
            <td>{one.last_used_at === null ? '–' : <Ago s={s} at={one.last_used_at} />}</td>
            <td>
              <Button s={s} to={`/desk/people/tokens/${one.id}/revoke`} text={s.t.revoke} kind="danger" />
            </td>
          </tr>
        ))}
      </Table>
    )}
    <details class="fold" {...(error ? { open: true } : {})}>
      <summary>{s.t.newToken}</summary>
      <Post s={s} to="/desk/people/tokens">
        <Field name="name" id="token-name" label={s.t.tokenName} error={error?.message}>
          {(attributes) => <input {...attributes} type="text" required maxlength={120} />}
        </Field>
        <Field name="role" id="token-role" label={s.t.role}>
          {(attributes) => (
            <select {...attributes}>
              {memberRoles.slice(0, memberRoles.indexOf(s.actor.role) + 1).map((role) => (
                <option value={role}>{s.t.roles[role]}</option>
              ))}
            </select>
          )}
        </Field>
        <Field name="days" id="token-days" label={s.t.days}>
          {(attributes) => <input {...attributes} type="number" min={1} max={366} value="90" required />}
        </Field>
        <button type="submit" class="main">
          {s.t.newToken}
        </button>
      </Post>
    </details>
  </section>
);

const RoleAndLang = ({ s, id, member }: Props & { id: string; member?: Member }) => (
  <>
    <Field name="role" id={`${id}-role`} label={s.t.role}>
      {(attributes) => (
        <select {...attributes}>
          {memberRoles.map((role) => (
            <option value={role} selected={role === member?.role}>
              {s.t.roles[role]}
            </option>
          ))}
        </select>
      )}
    </Field>
    <Field name="lang" id={`${id}-lang`} label={s.t.boundLang} hint={s.t.boundLangHint}>
      {(attributes) => (
        <input {...attributes} type="text" value={member?.lang ?? ''} maxlength={35} placeholder="zh-Hans" />
      )}
    </Field>
  </>
);

const Members = ({ s, members }: Props & { members: Member[] }) => (
  <section>
    <h2>{s.t.members}</h2>
    <ul class="rows">
      {members.slice(0, PAGE_ROWS).map((member) => (
        <li class="row">
          <details>
            <summary>
              <bdi class={member.disabled_at === null ? 'title' : 'title off'}>{member.name}</bdi>{' '}
              <span class="about">
                {s.t.roles[member.role]}
                {member.lang && ` · ${langName(s, member.lang)}`}
                {member.disabled_at !== null && ` · ${s.t.disabled}`}
              </span>
            </summary>
            {member.disabled_at === null ? (
              <>
                <Post s={s} to={`/desk/people/members/${member.id}/role`}>
                  <RoleAndLang s={s} id={`m-${member.id}`} member={member} />
                  <button type="submit" class="main">
                    {s.t.save}
                  </button>
                </Post>
                <div class="buttons">
                  <Button s={s} to={`/desk/people/members/${member.id}/link`} text={s.t.newLink} />
                  <Button
                    s={s}
                    to={`/desk/people/members/${member.id}/disable`}
                    text={s.t.disable}
                    kind="danger"
                  />
                </div>
              </>
            ) : (
              <Button s={s} to={`/desk/people/members/${member.id}/enable`} text={s.t.enable} />
            )}
          </details>
        </li>
      ))}
    </ul>
    <Next
      s={s}
      href={
        members.length > PAGE_ROWS
          ? `/desk/people?after=${encodeURIComponent(members[PAGE_ROWS - 1]?.name ?? '')}`
          : undefined
      }
    />
  </section>
);

const Invitations = ({
  s,
  invitations,
  error,
}: Props & { invitations: InvitationRow[]; error?: Shown['error'] }) => (
  <section>
    <h2>{s.t.invite}</h2>
    <p class="hint">{s.t.inviteHint}</p>
    <Post s={s} to="/desk/people/invitations">
      {error && <Notice kind="bad">{error.message}</Notice>}
      <RoleAndLang s={s} id="invite" />
      <button type="submit" class="main">
        {s.t.makeLink}
      </button>
    </Post>
    {invitations.length > 0 && (
      <>
        <h3>{s.t.openLinks}</h3>
        <Table heads={[s.t.role, s.t.language, s.t.member, s.t.expires, s.t.action]}>
          {invitations.map((one) => (
            <tr>
              <td>{s.t.roles[one.role]}</td>
              <td>{one.lang ? langName(s, one.lang) : s.t.all}</td>
              <td dir="auto">{one.name ?? '–'}</td>
              <td>
                <Time s={s} at={one.expires_at} />
              </td>
              <td>
                <Button
                  s={s}
                  to={`/desk/people/invitations/${one.id}/revoke`}
                  text={s.t.revoke}
                  kind="danger"
                />
              </td>
            </tr>
          ))}
        </Table>
      </>
    )}
  </section>
);

export async function showPeople(c: Context<DeskEnv>, shown: Shown, status: 200 | 409 | 422 = 200) {
  const s = deskScreen(c);
  const db = c.get('db');
  const { now, actor } = s;
  const isAdmin = may(actor, 'admin');
  const after = c.req.method === 'GET' ? c.req.query('after') : undefined;
  const whose = isAdmin ? {} : { memberId: actor.memberId };
  const [passkeys, sessions, tokens, members, invitations] = await Promise.all([
    listPasskeys(db, actor.memberId),
    listSessions(db, { now, rows: PAGE_ROWS, ...whose }),
    listTokens(db, { now, rows: PAGE_ROWS, ...whose }),
    isAdmin ? listMembers(db, { rows: PAGE_ROWS, ...(after ? { after } : {}) }) : [],
    isAdmin ? listInvitations(db, { now, rows: PAGE_ROWS }) : [],
  ]);
  const error = (name: string) => (shown.error?.field === name ? { error: shown.error } : {});
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
      {isAdmin && <Invitations s={s} invitations={invitations} {...error('invite')} />}
      {isAdmin && <Members s={s} members={members} />}
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
