/** On the board right after an entry by a one-time link: without a passkey the next one needs another link. */
import type { Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { AppEnv } from '../config.ts';
import { listPasskeys } from '../store/passkeys.ts';
import { keepCookie } from './cookie.ts';
import { Notice } from './parts.tsx';
import type { DeskEnv, DeskScreen } from './screen.ts';

const COOKIE = 'dragoman-entered';
/** As long as it takes to come from the entry to the board. */
const ENTRY_MS = 60_000;

/** Lets the board, if it is opened now, say it once. */
export const noteEntry = <E extends AppEnv>(c: Context<E>): void => keepCookie(c, COOKIE, '1', ENTRY_MS);

/** Nothing is asked of the database on any other visit. */
export async function wantsPasskey(c: Context<DeskEnv>): Promise<boolean> {
  if (getCookie(c, COOKIE) === undefined) return false;
  deleteCookie(c, COOKIE, { path: '/desk' });
  return (await listPasskeys(c.get('db'), c.get('actor').memberId)).length === 0;
}

export const PasskeyHint = ({ s }: { s: DeskScreen }) => (
  <Notice kind="plain">
    {s.t.passkeysHint}
    {s.t.gap}
    <a href="/desk/people#passkeys">{s.t.addPasskey}</a>
  </Notice>
);
