/** The screens of webhooks: from the form to the secret, what was sent, and every change in the log. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { WEBHOOKS_MAX } from '../../src/limits.ts';
import { listLog } from '../../src/store/desk/log.ts';
import { deliveryRows, flush } from '../queue/outside.ts';
import { enter, get, NOW, ORIGIN, post, putArticle, send } from './site.ts';

const ada = await enter({ name: 'Ada', role: 'admin' });
const pablo = await enter({ name: 'Pablo', role: 'publisher' });

const text = async (reply: Response | Promise<Response>) => (await reply).text();
const hooks = async () =>
  (
    await env.DB.prepare('select id, url, secret, events, disabled_at from webhooks order by id').all<{
      id: string;
      url: string;
      secret: string;
      events: string;
      disabled_at: number | null;
    }>()
  ).results;
const find = async (url: string) => {
  const found = (await hooks()).find((one) => one.url === url);
  if (!found) throw new Error(`No webhook for ${url}`);
  return found;
};

/** A form with boxes, of which several may be ticked. */
function add(url: string, events: string[]): Promise<Response> {
  const body = new URLSearchParams({ csrf: ada.csrf ?? '', url });
  for (const event of events) body.append('events', event);
  return send('/desk/webhooks', { method: 'POST', body, headers: { Origin: ORIGIN }, as: ada });
}

async function publishedArticle(title: string): Promise<string> {
  const { id } = await putArticle({ title });
  await post(`/desk/articles/${id}/approve`, { revision: '1' }, pablo);
  await post(`/desk/articles/${id}/publish`, {}, pablo);
  return id;
}

it('adds a webhook, and shows its secret this once', async () => {
  const reply = await add(' https://hooks.example/in?team=7#part ', ['published', 'withdrawn']);
  expect(reply.status).toBe(200);
  const page = await reply.text();
  const hook = await find('https://hooks.example/in?team=7');
  expect(JSON.parse(hook.events)).toEqual(['published', 'withdrawn']);
  expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(page).toContain(`value="${hook.secret}"`);
  for (const path of ['/desk/webhooks', `/desk/webhooks/${hook.id}`, '/desk/log']) {
    const later = await text(get(path, ada));
    expect(later).toContain('https://hooks.example/in?team=7');
    expect(later).not.toContain(hook.secret.slice(6));
  }
  const [entry] = await listLog(env.DB, { rows: 1 });
  expect(entry).toMatchObject({ action: 'webhook.add', member: 'Ada', subject: `webhook:${hook.id}` });
});

it.each([
  ['http://hooks.example/in', 'must begin with https'],
  ['https://10.0.0.1/in', 'not on the public web'],
  ['https://[::1]/in', 'not on the public web'],
  ['https://0x7f.1/in', 'not on the public web'],
  ['https://localhost/in', 'not on the public web'],
  ['https://metadata.google.internal/in', 'not on the public web'],
  ['https://user:pw@hooks.example/in', 'user name and password'],
  ['https://hooks.example:8443/in', 'port'],
  ['ftp://hooks.example/in', 'must begin with https'],
  ['hooks', 'not a web address'],
  ['', 'not a web address'],
])('refuses the address %s beside its field, filled in', async (url, said) => {
  const before = await hooks();
  const reply = await add(url, ['corrected']);
  expect(reply.status).toBe(422);
  const page = await reply.text();
  expect(page).toMatch(new RegExp(`<p class="error" id="f-url-error">[^<]*${said}`));
  expect(page).toMatch(/<input id="f-url"[^>]*aria-invalid="true"/);
  expect(page).toContain(`value="${url}"`);
  expect(page).toMatch(/value="corrected" checked=""/);
  expect(page).not.toMatch(/value="published" checked=""/);
  expect(await hooks()).toEqual(before);
});

it('refuses one without an event, a second of the same address, and one too many', async () => {
  const none = await add('https://hooks.example/none', ['everything']);
  expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('id="f-events-error"')]);
  await add('https://hooks.example/twice', ['published']);
  const twice = await add('https://hooks.example/twice', ['published']);
  expect([twice.status, await twice.text()]).toEqual([409, expect.stringContaining('already')]);
  const all = await hooks();
  await env.DB.batch(
    Array.from({ length: WEBHOOKS_MAX - all.length }, (_, n) =>
      env.DB.prepare(
        "insert into webhooks (id, url, secret, events, created_at) values (?, ?, 'whsec_eA==', '[]', ?)",
      ).bind(newId(NOW), `https://filler.example/${n}`, NOW),
    ),
  );
  const full = await add('https://hooks.example/more', ['published']);
  expect([full.status, await full.text()]).toEqual([409, expect.stringContaining(String(WEBHOOKS_MAX))]);
  await env.DB.prepare("delete from webhooks where url like 'https://filler.example/%'").run();
});

it('lets a loopback address in only where local development does', async () => {
  // LOCAL_PICTURE_HOSTS of these tests.
  expect((await add('http://pictures.test:8080/in', ['published'])).status).toBe(200);
  expect((await add('http://pictures.test:8081/in', ['published'])).status).toBe(422);
  const hook = await find('http://pictures.test:8080/in');
  await post(`/desk/webhooks/${hook.id}/delete`, {}, ada);
});

it('sends a test at once, and shows how it went', async () => {
  const hook = await find('https://hooks.example/in?team=7');
  const reply = await post(`/desk/webhooks/${hook.id}/test`, {}, ada);
  expect(reply.headers.get('Location')).toBe(`/desk/webhooks/${hook.id}?done=test`);
  expect(await text(get(`/desk/webhooks/${hook.id}?done=test`, ada))).toMatch(/waiting/);
  const [sent] = await flush(NOW, () => new Response(null, { status: 500 }));
  expect(JSON.parse(sent?.body ?? '')).toEqual({
    type: 'webhook.test',
    timestamp: '2026-05-01T12:00:00Z',
    data: {},
  });
  const page = await text(get(`/desk/webhooks/${hook.id}`, ada));
  expect(page).toContain('trying again');
  expect(page).toContain('It answered 500.');
  expect(page).toMatch(/next try <time datetime="2026-05-01T12:01:00Z"[^>]*>in 1 minute</);
});

it('names the article of each message, and sends one again with the id that it had', async () => {
  const hook = await find('https://hooks.example/in?team=7');
  const articleId = await publishedArticle('The bell by the river');
  const first = await flush(NOW, () => new Response(null, { status: 204 }));
  const published = first.find(({ url, body }) => url === hook.url && body.includes(articleId));
  const id = published?.headers['webhook-id'] ?? '';
  const page = await text(get(`/desk/webhooks/${hook.id}`, ada));
  expect(page).toMatch(new RegExp(`href="/desk/articles/${articleId}"[^>]*>The bell by the river</a>`));
  expect(page).toContain('delivered');
  const again = `/desk/webhooks/${hook.id}/deliveries/${id}/again`;
  expect(page).toContain(`action="${again}"`);
  expect((await post(again, {}, ada)).status).toBe(303);
  const second = await flush(NOW);
  expect(second.map(({ headers }) => headers['webhook-id'])).toEqual([id]);
  expect(second[0]?.body).toBe(published?.body);
  // Another webhook's delivery is none of this one's.
  const other = await find('https://hooks.example/twice');
  expect((await post(`/desk/webhooks/${other.id}/deliveries/${id}/again`, {}, ada)).status).toBe(409);
  // What is on its way is left alone.
  await env.DB.prepare(
    "update deliveries set done_at = null, lease_id = 'x', due_at = ?1 + 1000 where id = ?2",
  )
    .bind(NOW, id)
    .run();
  expect((await post(again, {}, ada)).status).toBe(409);
});

it('gives a new secret, shown once', async () => {
  const before = await find('https://hooks.example/in?team=7');
  const page = await text(post(`/desk/webhooks/${before.id}/rotate`, {}, ada));
  const after = await find(before.url);
  expect(after.secret).not.toBe(before.secret);
  expect(page).toContain(`value="${after.secret}"`);
  expect(await text(get(`/desk/webhooks/${before.id}`, ada))).not.toContain(after.secret);
});

it('disables, sends nothing then, enables, and deletes with all that was sent', async () => {
  const hook = await find('https://hooks.example/in?team=7');
  const at = `/desk/webhooks/${hook.id}`;
  expect((await post(`${at}/disable`, {}, ada)).status).toBe(303);
  expect(await text(get(at, ada))).toContain('disabled');
  expect((await post(`${at}/test`, {}, ada)).status).toBe(409);
  expect((await post(`${at}/disable`, {}, ada)).status).toBe(303);
  expect((await post(`${at}/enable`, {}, ada)).status).toBe(303);
  expect((await find(hook.url)).disabled_at).toBeNull();
  expect((await post(`${at}/delete`, {}, ada)).headers.get('Location')).toBe('/desk/webhooks?done=delete');
  expect((await get(at, ada)).status).toBe(404);
  expect((await post(`${at}/delete`, {}, ada)).status).toBe(404);
  expect((await deliveryRows()).filter(({ webhook_id }) => webhook_id === hook.id)).toEqual([]);
  const actions = (await listLog(env.DB, { rows: 40 }))
    .filter(({ subject }) => subject === `webhook:${hook.id}`)
    .map(({ action }) => action);
  // Each once: what changed nothing is not in the log.
  expect(actions.toSorted()).toEqual(
    ['add', 'again', 'delete', 'disable', 'enable', 'rotate', 'test'].map((name) => `webhook.${name}`),
  );
});

it('shows what the hub was told, and refuses a hub that is not on the public web', async () => {
  const settings = { name: 'N', default_lang: 'en', langs: '' };
  const refused = await post('/desk/settings', { ...settings, hub: 'http://hub.example/' }, ada);
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringMatching(/id="f-hub-error">[^<]*https/),
  ]);
  await post('/desk/settings', { ...settings, hub: 'https://hub.example/' }, ada);
  await publishedArticle('Another bell');
  const page = await text(get('/desk/webhooks', ada));
  expect(page).toContain('https://hub.example/');
  expect(page).toContain('/zh-hans/feed.xml');
});
