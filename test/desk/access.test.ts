/** Cloudflare Access before the desk: the wall, the way in for linked members, and what it never does. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { app } from '../../src/app.ts';
import { newLink } from '../../src/auth/new-token.ts';
import { newTeam, signToken } from '../fakes/access-team.ts';
import { cookieOf, enter, get, NOW, ORIGIN, post, type SiteOptions, send, type Visitor } from './site.ts';

const team = await newTeam(NOW);
const { access } = team;
beforeEach(() => void vi.stubGlobal('fetch', team.fetch));
afterEach(() => void vi.unstubAllGlobals());

const ada = await enter({ name: 'Ada', role: 'admin' });

/** A request that came through Access, as one of its visitors. */
const through = async (email: string | undefined, change: object = {}) => ({
  'Cf-Access-Jwt-Assertion': await team.token({ email, ...change }),
});
const look = async (path: string, email: string | undefined, as?: Visitor) =>
  send(path, { headers: await through(email), ...(as ? { as } : {}) }, { access });
const push = async (path: string, fields: Record<string, string>, email: string | undefined, as?: Visitor) =>
  post(path, fields, as, { access, headers: await through(email) });
const link = (member: Visitor, email: string) =>
  push(`/desk/people/members/${member.memberId}/access`, { email }, 'ada@example.org', ada);
const linked = (member: Visitor) =>
  env.DB.prepare('select access_email from members where id = ?').bind(member.memberId).first('access_email');
const enterAs = (email: string | undefined, as?: Visitor) => push('/desk/access/enter', {}, email, as);
const visitorOf = (reply: Response): Visitor => ({ cookie: cookieOf(reply) ?? '' });

it('lets nobody near the desk who did not come through Access, signed in or not', async () => {
  const paths = ['/desk/', '/desk/enter', '/desk/people', '/desk/nothing', '/desk/assets/desk.css', '/desk'];
  for (const as of [undefined, ada]) {
    for (const path of paths) {
      const reply = await send(path, as ? { as } : {}, { access });
      expect([path, reply.status]).toEqual([path, 403]);
      expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
      expect(cookieOf(reply)).toBeUndefined();
    }
  }
  const page = await (await get('/desk/', ada, { access })).text();
  expect(page).toContain('stands behind Cloudflare Access');
  expect(page).toContain(`href="${ORIGIN}/desk/"`);
  const key = new URLSearchParams((await newLink({ role: 'admin', now: NOW })).path.split('?')[1]).get('key');
  expect((await post('/desk/enter', { key: key ?? '' }, {}, { access })).status).toBe(403);
  const json = {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
  };
  const asked = await send('/desk/passkeys/ask', json, { access });
  expect(asked.status).toBe(403);
  expect(await asked.json()).toEqual({ detail: expect.stringContaining('Cloudflare Access') });
});

it.each<[string, object]>([
  ['expired', { exp: NOW / 1_000 - 1 }],
  ['for another application', { aud: ['b'.repeat(64)] }],
  ['of another team', { iss: 'https://evil.cloudflareaccess.com' }],
])('refuses an assertion that is %s', async (_, change) => {
  const reply = await send(
    '/desk/',
    { as: ada, headers: await through('ada@example.org', change) },
    { access },
  );
  expect(reply.status).toBe(403);
});

it('refuses an unsigned assertion, and one in the cookie only', async () => {
  const unsigned = await signToken(team.key, { alg: 'none', kid: team.key.kid }, team.claims);
  const none = { 'Cf-Access-Jwt-Assertion': unsigned.replace(/[^.]*$/, '') };
  expect((await send('/desk/', { as: ada, headers: none }, { access })).status).toBe(403);
  const cookie = `${ada.cookie}; CF_Authorization=${await team.token()}`;
  expect((await get('/desk/', { cookie }, { access })).status).toBe(403);
});

it('stands before the desk and nothing else', async () => {
  const bindings = {
    ...env,
    ACCESS_TEAM_DOMAIN: new URL(access.issuer).host,
    ACCESS_AUD: access.aud,
  };
  const status = async (path: string) => {
    const ctx = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} };
    return (await app.fetch(new Request(ORIGIN + path), bindings, ctx as unknown as ExecutionContext)).status;
  };
  expect(await status('/desk/')).toBe(403);
  expect(await status('/desk/enter')).toBe(403);
  expect(await status('/healthz')).toBe(200);
  expect(await status('/robots.txt')).toBe(200);
  expect(await status('/api/v1/openapi.json')).toBe(200);
  expect(await status('/api/v1/articles')).toBe(401);
});

it('leaves passkeys, links and sessions as they are for whom it let through', async () => {
  expect((await look('/desk/', 'ada@example.org', ada)).status).toBe(200);
  expect((await look('/desk/', 'someone@example.org', ada)).status).toBe(200);
  expect((await look('/desk/', 'ada@example.org')).status).toBe(303);
});

it('tells an unknown visitor who they are, and lets them in by nothing but a link or a passkey', async () => {
  const page = await (await look('/desk/enter', 'unknown@example.org')).text();
  expect(page).toContain('Cloudflare Access knows you as unknown@example.org.');
  expect(page).toContain('No member is linked to this address');
  expect(page).not.toContain('/desk/access/enter');
  const reply = await enterAs('unknown@example.org');
  expect([reply.status, cookieOf(reply)]).toEqual([403, undefined]);
  const made = await newLink({ role: 'translator', now: NOW });
  await env.DB.batch(made.statements.map((one) => env.DB.prepare(one)));
  const key = new URLSearchParams(made.path.split('?')[1]).get('key') ?? '';
  const invited = await push('/desk/enter', { key, name: 'Invited' }, 'unknown@example.org');
  expect(invited.status).toBe(303);
  expect((await look('/desk/', 'unknown@example.org', visitorOf(invited))).status).toBe(200);
});

it('lets a linked member in by one button, as who they are here and no more', async () => {
  const lin = await enter({ name: 'Lin', role: 'translator', lang: 'ar' });
  expect((await link(lin, 'Lin@Example.org')).status).toBe(303);
  expect(await linked(lin)).toBe('lin@example.org');
  const page = await (await look('/desk/enter?next=%2Fdesk%2Fsubmit', 'LIN@example.org')).text();
  expect(page).toContain('Enter as Lin');
  expect(page).toContain('name="next" value="/desk/submit"');
  expect(page).toContain('href="/cdn-cgi/access/logout"');
  const reply = await push('/desk/access/enter', { next: '/desk/submit' }, 'lin@example.org');
  expect([reply.status, reply.headers.get('Location')]).toEqual([303, '/desk/submit']);
  const inside = visitorOf(reply);
  expect(await (await look('/desk/', 'lin@example.org', inside)).text()).toContain('Lin');
  for (const path of ['/desk/log', '/desk/settings', '/desk/work'])
    expect([path, (await look(path, 'lin@example.org', inside)).status]).toEqual([path, 403]);
  const logged = await env.DB.prepare(
    "select action, after_json from audit where member_id = ? and action = 'session.enter'",
  )
    .bind(lin.memberId)
    .first();
  expect(logged).toEqual({
    action: 'session.enter',
    after_json: JSON.stringify({ by: 'access', email: 'lin@example.org' }),
  });
});

it('opens nothing by looking: the button posts, and only from our own page', async () => {
  const may = await enter({ name: 'May', role: 'translator' });
  await link(may, 'may@example.org');
  const before = await env.DB.prepare('select count(*) as n from sessions').first('n');
  expect(cookieOf(await look('/desk/enter', 'may@example.org'))).toBeUndefined();
  expect((await look('/desk/', 'may@example.org')).headers.get('Location')).toContain('/desk/enter');
  const foreign = await send(
    '/desk/access/enter',
    { method: 'POST', headers: { ...(await through('may@example.org')), Origin: 'https://evil.test' } },
    { access },
  );
  expect([foreign.status, cookieOf(foreign)]).toEqual([403, undefined]);
  expect(await env.DB.prepare('select count(*) as n from sessions').first('n')).toBe(before);
});

it('leaves for good, and is back by the button alone', async () => {
  const kim = await enter({ name: 'Kim', role: 'translator' });
  await link(kim, 'kim@example.org');
  const inside = visitorOf(await enterAs('kim@example.org'));
  const csrf = /name="csrf" value="(\w+)"/.exec(
    await (await look('/desk/', 'kim@example.org', inside)).text(),
  )?.[1];
  const left = await push('/desk/leave', { csrf: csrf ?? '' }, 'kim@example.org', inside);
  expect(left.headers.get('Location')).toBe('/desk/enter');
  expect((await look('/desk/', 'kim@example.org', inside)).status).toBe(303);
  expect((await enterAs('kim@example.org')).status).toBe(303);
});

it('holds a session that came through Access to the visitor it was for', async () => {
  const ola = await enter({ name: 'Ola', role: 'publisher' });
  await link(ola, 'ola@example.org');
  const inside = visitorOf(await enterAs('ola@example.org'));
  expect((await look('/desk/', 'ola@example.org', inside)).status).toBe(200);
  expect((await look('/desk/', 'next-at-this-computer@example.org', inside)).status).toBe(303);
  expect((await look('/desk/', undefined, inside)).status).toBe(303);
  // Without the wall nobody vouches for the visitor.
  expect((await get('/desk/', inside)).status).toBe(303);
  // The one made with a link or passkey asks nothing of Access.
  expect((await look('/desk/', 'next-at-this-computer@example.org', ola)).status).toBe(200);
});

it('shuts a disabled member out, and one whose link was changed or taken away', async () => {
  const pia = await enter({ name: 'Pia', role: 'translator' });
  await link(pia, 'pia@example.org');
  const first = visitorOf(await enterAs('pia@example.org'));
  await link(pia, 'pia.new@example.org');
  expect((await look('/desk/', 'pia@example.org', first)).status).toBe(303);
  expect((await enterAs('pia@example.org')).status).toBe(403);
  const second = visitorOf(await enterAs('pia.new@example.org'));
  await link(pia, '');
  expect(await linked(pia)).toBeNull();
  expect((await look('/desk/', 'pia.new@example.org', second)).status).toBe(303);
  expect((await look('/desk/', 'pia.new@example.org', pia)).status).toBe(200);
  await link(pia, 'pia@example.org');
  await push(`/desk/people/members/${pia.memberId}/disable`, {}, 'ada@example.org', ada);
  const reply = await enterAs('pia@example.org');
  expect([reply.status, cookieOf(reply)]).toEqual([403, undefined]);
  expect(await (await look('/desk/enter', 'pia@example.org')).text()).toContain('No member is linked');
});

it('links an address to one member, and takes none that is not one', async () => {
  const one = await enter({ name: 'One', role: 'translator' });
  const two = await enter({ name: 'Two', role: 'translator' });
  await link(one, 'shared@example.org');
  const taken = await link(two, 'SHARED@example.org');
  expect(taken.status).toBe(409);
  expect(await taken.text()).toContain('Another member is linked to this address already.');
  const wrong = await link(two, 'no address');
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('as name@example.org');
  expect(await linked(two)).toBeNull();
  const again = await link(one, 'shared@example.org');
  expect(again.status).toBe(303);
});

it('is linked by admins of all languages only', async () => {
  const victim = await enter({ name: 'Victim', role: 'admin' });
  for (const [role, lang] of [['translator'], ['publisher'], ['admin', 'ar']] as const) {
    const climber = await enter({ name: `Climber ${role}`, role, ...(lang ? { lang } : {}) });
    const path = `/desk/people/members/${victim.memberId}/access`;
    const reply = await push(path, { email: 'climber@example.org' }, 'climber@example.org', climber);
    expect(reply.status).toBe(403);
    expect(await (await look('/desk/people', 'x@example.org', climber)).text()).not.toContain('name="email"');
  }
  expect(await linked(victim)).toBeNull();
});

it('shows the field where Access is configured, and only there', async () => {
  expect(await (await look('/desk/people', 'ada@example.org', ada)).text()).toContain('name="email"');
  expect(await (await get('/desk/people', ada)).text()).not.toContain('name="email"');
});

const platform = (given: NonNullable<SiteOptions['platform']>): SiteOptions => ({ access, platform: given });

it('takes the identity that the runtime hands over, and asks for no keys then', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new Error('No fetch was to be made.')));
  const ron = await enter({ name: 'Ron', role: 'proofreader' });
  await env.DB.prepare("update members set access_email = 'ron@example.org' where id = ?")
    .bind(ron.memberId)
    .run();
  const here = platform({ aud: access.aud, email: 'Ron@example.org' });
  expect(await (await get('/desk/enter', {}, here)).text()).toContain('Enter as Ron');
  const reply = await post('/desk/access/enter', {}, {}, here);
  expect(reply.status).toBe(303);
  expect((await get('/desk/', visitorOf(reply), here)).status).toBe(200);
  expect((await get('/desk/', visitorOf(reply), platform({ aud: access.aud }))).status).toBe(303);
});

it('does not take another application’s word, be it the runtime’s', async () => {
  expect((await get('/desk/', ada, platform({ aud: 'b'.repeat(64), email: 'ada@example.org' }))).status).toBe(
    403,
  );
  const both = platform({ aud: 'b'.repeat(64), email: 'ada@example.org' });
  const reply = await send('/desk/', { as: ada, headers: await through('ada@example.org') }, both);
  expect(reply.status).toBe(200);
});

it('stops a visitor who pushes the button again and again', async () => {
  const headers = await through('unknown@example.org');
  const statuses: number[] = [];
  for (let n = 0; n < 40; n++) {
    statuses.push((await post('/desk/access/enter', {}, { ip: '192.0.2.9' }, { access, headers })).status);
  }
  expect(statuses[0]).toBe(403);
  expect(statuses.at(-1)).toBe(429);
});
