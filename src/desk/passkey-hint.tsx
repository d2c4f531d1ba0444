/** On the board right after an entry by a one-time link: without a passkey the next one needs another link. */
import type { Context } from 'hono';
import { listPasskeys } from '../store/passkeys.ts';
import { Notice } from './parts.tsx';
import type { DeskEnv, DeskScreen } from './screen.ts';

/** Where an entry by link leads, unless it leads on. Nothing is asked of the database on any other visit. */
export const ENTERED = '/desk/?entered';

export const wantsPasskey = async (c: Context<DeskEnv>): Promise<boolean> =>
  c.req.query('entered') !== undefined &&
  (await listPasskeys(c.get('db'), c.get('actor').memberId)).length === 0;

export const PasskeyHint = ({ s }: { s: DeskScreen }) => (
  <Notice kind="plain">
    {s.t.passkeysHint}
    {s.t.gap}
    <a href="/desk/people#passkeys">{s.t.addPasskey}</a>
  </Notice>
);
