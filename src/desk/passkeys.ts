/** Passkeys of whoever is here: asked for and kept by the script, removed by a plain form. */
import { Hono } from 'hono';
import { keepPasskey, offerOptions } from '../auth/passkey.ts';
import { newId } from '../lib/ids.ts';
import { logEvent } from '../lib/log.ts';
import { removePasskey } from '../store/passkeys.ts';
import { refuse } from './guard.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';

export const passkeys = new Hono<DeskEnv>();

passkeys.post('/offer', async (c) => c.json(await offerOptions(c)));

passkeys.post('/', async (c) => {
  const kept = await keepPasskey(c, c.get('form').values);
  if (kept.ok) return c.json({ ok: true });
  logEvent('warn', 'passkey.refused', { request: c.var.requestId(), reason: kept.error });
  return c.json({ detail: deskScreen(c).t.passkeyFailed }, 422);
});

passkeys.post('/:id/remove', async (c) => {
  const now = c.get('now');
  const removed = await removePasskey(c.get('db'), {
    id: c.req.param('id'),
    memberId: c.get('actor').memberId,
    now,
    auditId: newId(now),
  });
  return removed ? c.redirect('/desk/people?done=1', 303) : refuse(c, 404);
});
