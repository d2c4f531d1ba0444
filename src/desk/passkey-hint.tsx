/** On the board, for whoever came in by a one-time link and could not come back without another. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { SESSION_MAX_MS } from '../limits.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { Post } from './layout.tsx';
import { Notice } from './parts.tsx';
import type { DeskEnv, DeskScreen } from './screen.ts';

const COOKIE = 'dragoman-passkey-later';

/** Where Cloudflare Access lets people in, no passkey is needed. One question to the database, until it is put off. */
export async function wantsPasskey(c: Context<DeskEnv>): Promise<boolean> {
  const { memberId } = c.get('actor');
  if (c.get('config').access || getCookie(c, COOKIE) === memberId) return false;
  return (await listPasskeys(c.get('db'), memberId)).length === 0;
}

/** In this browser, for this person, as long as a session may last: then it has been forgotten. */
export function putOff(c: Context<DeskEnv>): void {
  setCookie(c, COOKIE, c.get('actor').memberId, {
    path: '/desk',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.get('config').siteUrl.startsWith('https:'),
    maxAge: SESSION_MAX_MS / 1_000,
  });
}

export const PasskeyHint = ({ s }: { s: DeskScreen }) => (
  <Notice kind="plain">
    <Post s={s} to="/desk/passkeys/later" class="beside">
      <span>
        {s.t.newsroom.noPasskey}
        {s.t.gap}
        <a href="/desk/people#passkeys">{s.t.addPasskey}</a>
      </span>
      <button type="submit" class="plain">
        {s.t.newsroom.notNow}
      </button>
    </Post>
  </Notice>
);
