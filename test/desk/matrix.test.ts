/** Every route of the desk × every role, free and bound to a language × what is somebody else's. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { desk } from '../../src/desk/routes.tsx';
import { cast, everyone, NOBODY } from '../fakes/cast.ts';
import { type Row, rows } from './matrix-rows.ts';
import { enter, enterAgain, get, ORIGIN, post, putArticle, send, type Visitor } from './site.ts';

const visitors = new Map<string, Visitor>();
for (const { who, ...member } of cast) visitors.set(who, await enter({ name: who, ...member }));
const visitor = (who: string): Visitor => visitors.get(who) ?? {};

const split = (route: string): [method: string, pattern: string] => {
  const [method = '', pattern = ''] = route.split(' ');
  return [method, pattern];
};

async function ask(row: Row, who: string): Promise<Response> {
  const [method, pattern] = split(row.route);
  const params = (await row.of?.()) ?? {};
  const path = (row.path ?? pattern).replaceAll(/:(\w+)/g, (_, name) => params[name] ?? `no ${name}`);
  const at = `/desk${path}${row.query ? `?${row.query}` : ''}`;
  const as = row.ends && who !== NOBODY ? await enterAgain(visitor(who).memberId ?? '') : visitor(who);
  if (method === 'GET') return get(at, as, row.site);
  const fields = typeof row.fields === 'function' ? await row.fields() : row.fields;
  return post(at, fields ?? {}, as, row.site);
}

/** `may`, `refused`, or the answer that is neither. */
function outcomeOf(row: Row, who: string, reply: Response): string {
  const isGet = row.route.startsWith('GET ');
  const { status } = reply;
  const to = reply.headers.get('Location') ?? '';
  const isShut = isGet ? status === 303 && to.startsWith('/desk/enter?next=') : status === 401;
  if (who === NOBODY && !row.open && isShut) return 'refused';
  if (status === (row.gives ?? (isGet ? 200 : 303)) && !isShut) return 'may';
  const isRefused = row.refuses ? status === row.refuses : status === 403 || status === 404;
  return isRefused && (who !== NOBODY || row.open) ? 'refused' : `${status} ${to}`;
}

it('has a row for each route of the desk, and none for another', () => {
  const served = desk.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(rows.map(({ route }) => route))].toSorted()).toEqual([...new Set(served)].toSorted());
});

it.each(rows.map((row): [string, Row] => [[row.route, row.when].filter(Boolean).join(' '), row]))(
  '%s: for those who may, and nobody else',
  async (_, row) => {
    const outcomes: Record<string, string> = {};
    for (const who of [...everyone, NOBODY]) outcomes[who] = outcomeOf(row, who, await ask(row, who));
    const expected = [...everyone, NOBODY].map((who) => [who, row.may.includes(who) ? 'may' : 'refused']);
    expect(outcomes).toEqual(Object.fromEntries(expected));
  },
);

it('refuses everything that is not listed, even to the admin', async () => {
  const listed = new Set(rows.map(({ route }) => route));
  const patterns = new Set([...rows.map(({ route }) => split(route)[1]), '/everything/delete']);
  patterns.delete('/*');
  const answered: string[] = [];
  let asked = 0;
  for (const pattern of patterns) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (listed.has(`${method} ${pattern}`)) continue;
      const path = `/desk${pattern.replaceAll(/:\w+/g, '01980c5e-7b8a-7c3d-9e2f-5a6b7c8d9e0f')}`;
      const as = visitor('admin');
      const body = new URLSearchParams({ csrf: as.csrf ?? '' });
      const { status } = await send(path, {
        method,
        as,
        ...(method === 'GET' ? {} : { body, headers: { Origin: ORIGIN } }),
      });
      asked += 1;
      if (status !== 404) answered.push(`${method} ${path} ${status}`);
    }
  }
  expect(asked).toBeGreaterThan(patterns.size * 3);
  expect(answered).toEqual([]);
});

it('lets a translator edit their own article and nobody else’s', async () => {
  const writer = await enter({ name: 'Wanda', role: 'translator' });
  const { id } = await putArticle({ title: 'Mine', by: writer.memberId ?? '' });
  const fields = { markdown: '# Mine, better', base_revision: '1' };
  expect((await post(`/desk/articles/${id}/edit`, fields, visitor('translator'))).status).toBe(403);
  expect((await post(`/desk/articles/${id}/edit`, fields, writer)).status).toBe(303);
});

it('shuts a disabled member out at once, sessions and tokens included', async () => {
  const leaver = await enter({ name: 'Leaver', role: 'proofreader' });
  await post('/desk/people/tokens', { name: 'n', role: 'translator', days: '9' }, leaver);
  await post(`/desk/people/members/${leaver.memberId}/disable`, {}, visitor('admin'));
  expect((await get('/desk/', leaver)).status).toBe(303);
  const open = await env.DB.prepare(
    'select count(*) as n from tokens where member_id = ? and revoked_at is null',
  )
    .bind(leaver.memberId)
    .first('n');
  expect(open).toBe(0);
});

it('takes tokens above a lowered role along', async () => {
  const member = await enter({ name: 'Lowered', role: 'publisher' });
  for (const role of ['translator', 'publisher']) {
    await post('/desk/people/tokens', { name: role, role, days: '9' }, member);
  }
  await post(`/desk/people/members/${member.memberId}/role`, { role: 'proofreader' }, visitor('admin'));
  const { results } = await env.DB.prepare(
    'select role from tokens where member_id = ? and revoked_at is null',
  )
    .bind(member.memberId)
    .all();
  expect(results).toEqual([{ role: 'translator' }]);
});

it('never loses the last admin of all languages', async () => {
  const { memberId } = visitor('admin');
  const lower = await post(`/desk/people/members/${memberId}/role`, { role: 'translator' }, visitor('admin'));
  const bound = await post(
    `/desk/people/members/${memberId}/role`,
    { role: 'admin', lang: 'ar' },
    visitor('admin'),
  );
  const off = await post(`/desk/people/members/${memberId}/disable`, {}, visitor('admin'));
  expect([lower.status, bound.status, off.status]).toEqual([409, 409, 409]);
  expect((await get('/desk/log', visitor('admin'))).status).toBe(200);
});
