/** Everybody's own keys: passkeys, sessions, API tokens. */
import { may } from '../auth/actor.ts';
import { deviceOf } from '../auth/passkey.ts';
import { PAGE_ROWS } from '../limits.ts';
import type { PasskeyRow } from '../store/passkeys.ts';
import { memberRoles } from '../store/schema/words.ts';
import type { SessionRow } from '../store/sessions.ts';
import type { TokenRow } from '../store/tokens.ts';
import { Post, PostButton } from './layout.tsx';
import { Ago, Field, Next, Table, Time } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

type Props = { s: DeskScreen };

/** The address of a list's next page. Its rows have the one after the page, which shows that there is more. */
const nextOf = (list: 'tokens' | 'sessions', rows: { id: string }[]): string | undefined =>
  rows.length > PAGE_ROWS ? `/desk/people?${list}=${rows[PAGE_ROWS - 1]?.id}` : undefined;

/** Others see their own rows only, and a phone has no room for a column that says the same in each. */
const seesAll = (s: DeskScreen): boolean => may(s.actor, 'admin');
const ofWhom = (s: DeskScreen): string[] => (seesAll(s) ? [s.t.member] : []);

export const Passkeys = ({ s, passkeys }: Props & { passkeys: PasskeyRow[] }) => (
  <section>
    <h2 id="passkeys">{s.t.passkeys}</h2>
    <p class="hint">{s.t.passkeysHint}</p>
    <p data-without-script>{s.t.passkeyScript}</p>
    {passkeys.length > 0 && (
      <Table
        heads={[s.t.name, s.t.made, s.t.lastUsed, s.t.action]}
        rows={passkeys.map((key) => [
          key.name,
          <Ago s={s} at={key.created_at} />,
          key.last_used_at === null ? '–' : <Ago s={s} at={key.last_used_at} />,
          <PostButton s={s} to={`/desk/passkeys/${key.id}/remove`} text={s.t.remove} kind="danger" />,
        ])}
      />
    )}
    <div class="passkey" data-passkey="add" data-csrf={s.csrf} data-failed={s.t.passkeyFailed} hidden>
      <button type="button">{s.t.addPasskey}</button>
      <p role="status" data-note></p>
    </div>
  </section>
);

export const Sessions = ({ s, sessions }: Props & { sessions: SessionRow[] }) => (
  <section>
    <h2>{s.t.sessions}</h2>
    <Table
      heads={[...ofWhom(s), s.t.device, s.t.made, s.t.lastUsed, s.t.action]}
      rows={sessions
        .slice(0, PAGE_ROWS)
        .map((one) => [
          ...(seesAll(s) ? [<bdi>{one.name}</bdi>] : []),
          deviceOf(one.user_agent ?? '') || '–',
          <Ago s={s} at={one.created_at} />,
          one.id === s.actor.sessionId ? s.t.thisOne : <Ago s={s} at={one.seen_at} />,
          one.id !== s.actor.sessionId && (
            <PostButton
              s={s}
              to={`/desk/people/sessions/${one.id}/end`}
              text={s.t.endSession}
              kind="danger"
            />
          ),
        ])}
    />
    <Next s={s} href={nextOf('sessions', sessions)} />
    {sessions.some((one) => one.member_id === s.actor.memberId && one.id !== s.actor.sessionId) && (
      <div class="buttons">
        <PostButton s={s} to="/desk/people/sessions/end-others" text={s.t.endOthers} kind="danger" />
      </div>
    )}
  </section>
);

export const Tokens = ({ s, tokens, error }: Props & { tokens: TokenRow[]; error?: string }) => (
  <section>
    <h2>{s.t.tokens}</h2>
    <p class="hint">{s.t.tokensHint}</p>
    {tokens.length > 0 && (
      <Table
        heads={[s.t.name, ...ofWhom(s), s.t.role, s.t.expires, s.t.lastUsed, s.t.action]}
        rows={tokens
          .slice(0, PAGE_ROWS)
          .map((one) => [
            <bdi>{one.name}</bdi>,
            ...(seesAll(s) ? [<bdi>{one.member}</bdi>] : []),
            s.t.roles[one.role],
            one.expires_at === null ? s.t.never : <Time s={s} at={one.expires_at} />,
            one.last_used_at === null ? '–' : <Ago s={s} at={one.last_used_at} />,
            <PostButton s={s} to={`/desk/people/tokens/${one.id}/revoke`} text={s.t.revoke} kind="danger" />,
          ])}
      />
    )}
    <Next s={s} href={nextOf('tokens', tokens)} />
    <details class="fold" {...(error ? { open: true } : {})}>
      <summary>{s.t.newToken}</summary>
      <Post s={s} to="/desk/people/tokens">
        <Field name="name" id="token-name" label={s.t.tokenName} error={error}>
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
