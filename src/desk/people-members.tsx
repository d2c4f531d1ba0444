/** The members and their links: for admins. */
import { PAGE_ROWS } from '../limits.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { Member } from '../store/members.ts';
import { memberRoles } from '../store/schema/words.ts';
import { Post, PostButton } from './layout.tsx';
import { Field, langName, Next, Notice, Table, Time } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

type Props = { s: DeskScreen; langs: string[] };

const RoleAndLang = ({ s, id, langs, member }: Props & { id: string; member?: Member }) => (
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
    <Field name="lang" id={`${id}-lang`} label={s.t.boundLang}>
      {(attributes) => (
        <select {...attributes}>
          <option value="">{s.t.allLanguages}</option>
          {langs.map((lang) => (
            <option value={lang} selected={lang === member?.lang}>
              {langName(s, lang)}
            </option>
          ))}
        </select>
      )}
    </Field>
  </>
);

const AccessAddress = ({ s, member }: { s: DeskScreen; member: Member }) => (
  <Post s={s} to={`/desk/people/members/${member.id}/access`}>
    <Field name="email" id={`m-${member.id}-access`} label={s.t.access.address} hint={s.t.access.addressHint}>
      {(attributes) => (
        <input {...attributes} type="email" value={member.access_email ?? ''} maxlength={254} />
      )}
    </Field>
    <button type="submit">{s.t.save}</button>
  </Post>
);

type Wall = 'access' | 'none';

export const Members = ({ s, langs, members, wall }: Props & { members: Member[]; wall: Wall }) => (
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
                  <RoleAndLang s={s} langs={langs} id={`m-${member.id}`} member={member} />
                  <button type="submit" class="main">
                    {s.t.save}
                  </button>
                </Post>
                {wall === 'access' && <AccessAddress s={s} member={member} />}
                <div class="buttons">
                  <PostButton s={s} to={`/desk/people/members/${member.id}/link`} text={s.t.newLink} />
                  <PostButton
                    s={s}
                    to={`/desk/people/members/${member.id}/remove-keys`}
                    text={s.t.removeKeys}
                    kind="danger"
                  />
                  <PostButton
                    s={s}
                    to={`/desk/people/members/${member.id}/disable`}
                    text={s.t.disable}
                    kind="danger"
                  />
                </div>
              </>
            ) : (
              <PostButton s={s} to={`/desk/people/members/${member.id}/enable`} text={s.t.enable} />
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

export const Invitations = ({
  s,
  langs,
  invitations,
  error,
}: Props & { invitations: InvitationRow[]; error?: string }) => (
  <section>
    <h2>{s.t.invite}</h2>
    <p class="hint">{s.t.inviteHint}</p>
    {error && <Notice kind="bad">{error}</Notice>}
    <Post s={s} to="/desk/people/invitations" class="ask">
      <RoleAndLang s={s} langs={langs} id="invite" />
      <button type="submit" class="main">
        {s.t.makeLink}
      </button>
    </Post>
    {invitations.length > 0 && (
      <>
        <h3>{s.t.openLinks}</h3>
        <Table
          heads={[s.t.role, s.t.language, s.t.member, s.t.expires, s.t.action]}
          rows={invitations.map((one) => [
            s.t.roles[one.role],
            one.lang ? langName(s, one.lang) : s.t.all,
            <bdi>{one.name ?? '–'}</bdi>,
            <Time s={s} at={one.expires_at} />,
            <PostButton
              s={s}
              to={`/desk/people/invitations/${one.id}/revoke`}
              text={s.t.revoke}
              kind="danger"
            />,
          ])}
        />
      </>
    )}
  </section>
);
