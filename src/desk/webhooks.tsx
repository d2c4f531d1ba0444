/** Webhooks, for admins: who is told of what, with which secret, and how it went. */
import { type Context, Hono } from 'hono';
import { rfc3339 } from '../lib/clock.ts';
import { isId, newId } from '../lib/ids.ts';
import { PAGE_ROWS, PINGS_SHOWN_ROWS, WEBHOOKS_MAX } from '../limits.ts';
import { checkEndpoint } from '../pipeline/door.ts';
import { sendHint } from '../queue/messages.ts';
import { newWebhookSecret } from '../queue/webhook-signature.ts';
import { listDeliveries, sendAgain, writeTest } from '../store/deliveries.ts';
import { webhookEvents } from '../store/schema/words.ts';
import { findSettings } from '../store/settings.ts';
import {
  addWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  findWebhook,
  listWebhooks,
  rotateSecret,
  type Webhook,
} from '../store/webhooks.ts';
import { field, refuse } from './guard.tsx';
import { Page, PostButton } from './layout.tsx';
import { Next, Notice } from './parts.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';
import { needAdmin, SettingsNav } from './settings.tsx';
import {
  AddWebhook,
  Deliveries,
  errorText,
  type GivenWebhook,
  Pings,
  Secret,
  SeldomActions,
  Standing,
  Webhooks,
} from './webhooks-view.tsx';

export const webhooks = new Hono<DeskEnv>();
webhooks.use(needAdmin());

/** What came of the last change, as the address of the page says. */
function noteOf(c: Context<DeskEnv>): string | undefined {
  const notes: Readonly<Record<string, string>> = deskScreen(c).t.webhooks.notes;
  return notes[(c.req.method === 'GET' && c.req.query('done')) || ''];
}

async function showAll(
  c: Context<DeskEnv>,
  shown: { given?: GivenWebhook; error?: { field: string; message: string } },
  status: 200 | 409 | 422,
): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.webhooks;
  const db = c.get('db');
  const [all, { deliveries: pings }, { hub }] = await Promise.all([
    listWebhooks(db),
    listDeliveries(db, { webhookId: null, rows: PINGS_SHOWN_ROWS }),
    findSettings(db),
  ]);
  const note = noteOf(c);
  return c.html(
    <Page s={s} title={words.title}>
      <h1>{words.title}</h1>
      <SettingsNav s={s} />
      {note && <Notice kind="good">{note}</Notice>}
      {shown.error && <Notice kind="bad">{shown.error.message}</Notice>}
      <p class="hint">{words.intro}</p>
      {all.length === 0 ? <p>{words.none}</p> : <Webhooks s={s} webhooks={all} />}
      <AddWebhook s={s} given={shown.given} error={shown.error} />
      <Pings s={s} hub={hub} pings={pings} />
    </Page>,
    status,
  );
}

async function showOne(
  c: Context<DeskEnv>,
  webhook: Webhook,
  shown: { secret?: { text: string; made: 'first' | 'anew' }; problem?: string } = {},
  status: 200 | 409 = 200,
): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.webhooks;
  const before = c.req.method === 'GET' ? c.req.query('before') : undefined;
  const page = await listDeliveries(c.get('db'), {
    webhookId: webhook.id,
    rows: PAGE_ROWS,
    before: before && isId(before) ? before : undefined,
  });
  const note = noteOf(c);
  return c.html(
    <Page s={s} title={`${words.title}: ${webhook.url}`}>
      <p>
        <a href="/desk/webhooks">{words.title}</a>
      </p>
      <h1>
        <bdi>{new URL(webhook.url).host}</bdi>
      </h1>
      <p class="small">
        <bdi>{webhook.url}</bdi>
      </p>
      <Standing s={s} webhook={webhook} />
      {note && <Notice kind="good">{note}</Notice>}
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {shown.secret && <Secret s={s} secret={shown.secret} />}
      <h2>{words.deliveries}</h2>
      {webhook.disabled_at === null ? (
        <PostButton s={s} to={`/desk/webhooks/${webhook.id}/test`} text={words.test} />
      ) : (
        <PostButton s={s} to={`/desk/webhooks/${webhook.id}/enable`} text={words.enable} />
      )}
      {page.deliveries.length === 0 ? (
        <p>{words.noDeliveries}</p>
      ) : (
        <Deliveries s={s} webhook={webhook} deliveries={page.deliveries} />
      )}
      <Next s={s} href={page.before && `/desk/webhooks/${webhook.id}?before=${page.before}`} />
      <SeldomActions s={s} webhook={webhook} />
    </Page>,
    status,
  );
}

webhooks.get('/', (c) => showAll(c, {}, 200));

webhooks.get('/:id', async (c) => {
  const webhook = await findWebhook(c.get('db'), c.req.param('id'));
  return webhook ? showOne(c, webhook) : refuse(c, 404);
});

/** What a change by this admin of the webhook in the path is written with. */
const change = (c: Context<DeskEnv>, id = c.req.param('id') ?? '') => {
  const now = c.get('now');
  return { id, auditId: newId(now), memberId: c.get('actor').memberId, now };
};

webhooks.post('/', async (c) => {
  const { t, now } = deskScreen(c);
  const words = t.webhooks;
  const ticked = [c.get('form').values.events].flat();
  const events = webhookEvents.filter((event) => ticked.includes(event));
  const given = { url: field(c, 'url').trim(), events };
  const wrong = (name: string, message: string, status: 409 | 422) =>
    showAll(c, { given, error: { field: name, message } }, status);
  const address = checkEndpoint(given.url, c.get('config').localPictureHosts);
  if (!address.ok) return wrong('url', errorText(t, address.error), 422);
  if (events.length === 0) return wrong('events', words.badEvents, 422);
  const url = address.value.href;
  const secret = newWebhookSecret();
  const id = newId(now);
  const outcome = await addWebhook(c.get('db'), { ...change(c, id), url, secret, events });
  if (outcome === 'taken') return wrong('url', words.taken, 409);
  if (outcome === 'full') return wrong('url', words.full.replace('{n}', String(WEBHOOKS_MAX)), 409);
  const webhook = { id, url, events, created_at: now, disabled_at: null };
  return showOne(c, webhook, { secret: { text: secret, made: 'first' } });
});

const back = (c: Context<DeskEnv>, to: string, done: string) =>
  c.redirect(`/desk/webhooks${to}?done=${done}`, 303);

for (const [action, make] of [
  ['disable', disableWebhook],
  ['enable', enableWebhook],
] as const) {
  webhooks.post(`/:id/${action}`, async (c) => {
    const by = change(c);
    if (!(await make(c.get('db'), by)) && !(await findWebhook(c.get('db'), by.id))) return refuse(c, 404);
    return back(c, `/${by.id}`, action);
  });
}

webhooks.post('/:id/delete', async (c) =>
  (await deleteWebhook(c.get('db'), change(c))) ? back(c, '', 'delete') : refuse(c, 404),
);

webhooks.post('/:id/rotate', async (c) => {
  const secret = newWebhookSecret();
  const by = change(c);
  const webhook = (await rotateSecret(c.get('db'), { ...by, secret }))
    ? await findWebhook(c.get('db'), by.id)
    : undefined;
  return webhook ? showOne(c, webhook, { secret: { text: secret, made: 'anew' } }) : refuse(c, 404);
});

/** Back to the webhook when something goes out now, else the page with the reason. */
async function answerSent(c: Context<DeskEnv>, sent: boolean, done: string): Promise<Response> {
  const { t } = deskScreen(c);
  const webhook = await findWebhook(c.get('db'), c.req.param('id') ?? '');
  if (!webhook) return refuse(c, 404);
  if (!sent) return showOne(c, webhook, { problem: t.webhooks.notNow }, 409);
  await sendHint(c.env.QUEUE, { v: 1, kind: 'delivery' });
  return back(c, `/${webhook.id}`, done);
}

webhooks.post('/:id/test', async (c) => {
  const by = change(c);
  const body = JSON.stringify({ type: 'webhook.test', timestamp: rfc3339(by.now), data: {} });
  const sent = await writeTest(c.get('db'), { ...by, deliveryId: newId(by.now), body });
  return answerSent(c, sent, 'test');
});

webhooks.post('/:id/deliveries/:delivery/again', async (c) => {
  const sent = await sendAgain(c.get('db'), { ...change(c), deliveryId: c.req.param('delivery') });
  return answerSent(c, sent, 'again');
});
