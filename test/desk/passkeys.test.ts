import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { CHALLENGE_MAX_MS, PASSKEYS_MAX_PER_MEMBER } from '../../src/limits.ts';
import { type Algorithm, type Ceremony, newAuthenticator } from '../auth/authenticator.ts';
import { cookieOf, enter, get, NOW, ORIGIN, post, type SiteOptions, send, type Visitor } from './site.ts';

const rp = { origin: ORIGIN, rpId: 'dragoman.test' };

const json = (path: string, body: unknown, as?: Visitor, options?: SiteOptions) =>
  send(
    path,
    {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
      ...(as ? { as } : {}),
    },
    options,
  );

const challengeOf = async (reply: Response) => (await reply.json<{ challenge: string }>()).challenge;
const ask = async (options?: SiteOptions) =>
  challengeOf(await json('/desk/passkeys/ask', {}, undefined, options));
const offer = async (as: Visitor) => {
  const reply = await json('/desk/passkeys/offer', { csrf: as.csrf }, as);
  const { challenge, user } = await reply.json<{ challenge: string; user: { id: string } }>();
  return { challenge, userHandle: user.id };
};

type Authenticator = Awaited<ReturnType<typeof newAuthenticator>>;

async function register(as: Visitor, change: Partial<Ceremony> = {}, algorithm: Algorithm = -7) {
  const authenticator = await newAuthenticator(algorithm);
  const answer = await authenticator.create({ ...rp, ...(await offer(as)), ...change });
  const reply = await json('/desk/passkeys', { ...answer, csrf: as.csrf }, as);
  return { authenticator, answer, status: reply.status };
}

async function enterBy(authenticator: Authenticator, change: Partial<Ceremony> = {}) {
  const answer = await authenticator.get({ ...rp, challenge: await ask(), ...change });
  return { answer, reply: await json('/desk/passkeys/enter', answer) };
}

it('enters with a passkey that was added, as the member who added it', async () => {
  const member = await enter({ name: 'Kira', role: 'translator' });
  const { authenticator, status } = await register(member);
  expect(status).toBe(200);
  const { reply } = await enterBy(authenticator);
  expect(reply.status).toBe(200);
  const page = await (await get('/desk/', { cookie: cookieOf(reply) ?? '' })).text();
  expect(page).toContain('Kira');
});

it.each<Algorithm>([-7, -8, -257])('knows keys of algorithm %i', async (algorithm) => {
  const member = await enter({ name: `Algorithm ${algorithm}`, role: 'translator' });
  const { authenticator, status } = await register(member, {}, algorithm);
  expect(status).toBe(200);
  expect((await enterBy(authenticator)).reply.status).toBe(200);
});

it.each<Algorithm>([-7, -8, -257])(
  'knows a key of algorithm %i that the table has had all along',
  async (algorithm) => {
    const member = await enter({ name: `Before ${algorithm}`, role: 'translator' });
    const { userHandle } = await offer(member);
    const authenticator = await newAuthenticator(algorithm);
    const { id, publicKey } = await authenticator.create({ ...rp, challenge: 'x', userHandle });
    await env.DB.prepare(
      "insert into passkeys (id, member_id, public_key, algorithm, counter, transports, name, created_at) values (?, ?, ?, ?, 4, '[]', 'Phone', ?)",
    )
      .bind(id, member.memberId, publicKey, algorithm, NOW)
      .run();
    expect((await enterBy(authenticator, { counter: 4 })).reply.status).toBe(403);
    expect((await enterBy(authenticator, { counter: 5 })).reply.status).toBe(200);
  },
);

it('keeps no key but the one that was attested, and none for another id', async () => {
  const member = await enter({ name: 'Swapped', role: 'translator' });
  const authenticator = await newAuthenticator();
  const stranger = await (await newAuthenticator()).create({ ...rp, challenge: 'x' });
  for (const change of [{ publicKey: stranger.publicKey }, { id: stranger.id }]) {
    const answer = await authenticator.create({ ...rp, ...(await offer(member)) });
    const reply = await json('/desk/passkeys', { ...answer, ...change, csrf: member.csrf }, member);
    expect([change, reply.status]).toEqual([change, 422]);
  }
});

it.each<Algorithm>([-7, -8, -257])(
  'refuses signatures of any length but its own, algorithm %i',
  async (algorithm) => {
    const member = await enter({ name: `Cut ${algorithm}`, role: 'translator' });
    const { authenticator } = await register(member, {}, algorithm);
    for (const length of [2, 40, 84]) {
      const answer = await authenticator.get({ ...rp, challenge: await ask() });
      const cut = { ...answer, signature: answer.signature.slice(0, length).padEnd(length, 'A') };
      expect([length, (await json('/desk/passkeys/enter', { ...cut })).status]).toEqual([length, 403]);
    }
  },
);

it('keeps no key of another algorithm, nor one that is not what it says', async () => {
  const member = await enter({ name: 'Alchemist', role: 'translator' });
  const authenticator = await newAuthenticator();
  for (const algorithm of [-35, -37, -8, -257, 0]) {
    const answer = await authenticator.create({ ...rp, ...(await offer(member)) });
    const reply = await json('/desk/passkeys', { ...answer, algorithm, csrf: member.csrf }, member);
    expect([algorithm, reply.status]).toEqual([algorithm, 422]);
  }
});

it('takes an answer once', async () => {
  const { authenticator } = await register(await enter({ name: 'Replay', role: 'translator' }));
  const { answer, reply } = await enterBy(authenticator);
  expect(reply.status).toBe(200);
  expect((await json('/desk/passkeys/enter', answer)).status).toBe(403);
});

it.each<[string, Partial<Ceremony>]>([
  ['another site', { origin: 'https://evil.test' }],
  ['another relying party', { rpId: 'evil.test' }],
  ['a user who was not verified', { flags: 0x01 }],
  ['a user who was not there', { flags: 0x04 }],
  ['a challenge that was never given', { challenge: 'A'.repeat(43) }],
  ['another ceremony', { type: 'webauthn.create' }],
  ['a frame in another site', { client: { crossOrigin: true } }],
  ['a page around ours', { client: { topOrigin: 'https://evil.test' } }],
  ['a key that does not say whose it is', { userHandle: '' }],
  ['a key that says it is somebody else’s', { userHandle: 'AAAA' }],
])('refuses an entry for %s', async (what, change) => {
  const { authenticator } = await register(await enter({ name: what, role: 'admin' }));
  const { reply } = await enterBy(authenticator, change);
  expect(reply.status).toBe(403);
  expect(cookieOf(reply)).toBeUndefined();
});

it.each<[string, Partial<Ceremony>]>([
  ['another site', { origin: 'https://evil.test' }],
  ['another relying party', { rpId: 'evil.test' }],
  ['a user who was not verified', { flags: 0x41 }],
  ['a user who was not there', { flags: 0x44 }],
  ['a challenge that was never given', { challenge: 'A'.repeat(43) }],
  ['another ceremony', { type: 'webauthn.get' }],
  ['a frame in another site', { client: { crossOrigin: true } }],
])('keeps no passkey for %s', async (what, change) => {
  const member = await enter({ name: `Keeps none for ${what}`, role: 'translator' });
  expect((await register(member, change)).status).toBe(422);
  const kept = await env.DB.prepare('select count(*) as n from passkeys where member_id = ?')
    .bind(member.memberId)
    .first('n');
  expect(kept).toBe(0);
});

it('takes a challenge for a new passkey once', async () => {
  const member = await enter({ name: 'Twice', role: 'translator' });
  const given = await offer(member);
  expect((await register(member, given)).status).toBe(200);
  expect((await register(member, given)).status).toBe(422);
});

it('opens no other member’s door with one’s own key', async () => {
  const mine = await register(await enter({ name: 'Mine', role: 'translator' }));
  const theirs = await register(await enter({ name: 'Theirs', role: 'admin' }));
  const answer = await mine.authenticator.get({ ...rp, challenge: await ask() });
  for (const change of [
    { id: theirs.authenticator.id },
    { userHandle: (await theirs.authenticator.get({ ...rp, challenge: 'x' })).userHandle },
  ]) {
    const fresh = await mine.authenticator.get({ ...rp, challenge: await ask() });
    expect((await json('/desk/passkeys/enter', { ...fresh, ...change })).status).toBe(403);
  }
  expect((await json('/desk/passkeys/enter', answer)).status).toBe(200);
});

it('refuses a late answer', async () => {
  const { authenticator } = await register(await enter({ name: 'Slow', role: 'translator' }));
  const answer = await authenticator.get({ ...rp, challenge: await ask() });
  const reply = await json('/desk/passkeys/enter', answer, undefined, { now: NOW + CHALLENGE_MAX_MS });
  expect(reply.status).toBe(403);
});

it('refuses a signature by another key, and one over other data', async () => {
  const { authenticator } = await register(await enter({ name: 'Signed', role: 'translator' }));
  const stranger = await newAuthenticator();
  const forged = { ...(await stranger.get({ ...rp, challenge: await ask() })), id: authenticator.id };
  expect((await json('/desk/passkeys/enter', forged)).status).toBe(403);
  const first = await authenticator.get({ ...rp, challenge: await ask() });
  const second = await authenticator.get({ ...rp, challenge: await ask() });
  const mixed = { ...first, signature: second.signature };
  expect((await json('/desk/passkeys/enter', mixed)).status).toBe(403);
});

it('refuses a counter that stands still: a cloned key', async () => {
  const { authenticator } = await register(await enter({ name: 'Clone', role: 'translator' }), {
    counter: 5,
  });
  expect((await enterBy(authenticator, { counter: 6 })).reply.status).toBe(200);
  expect((await enterBy(authenticator, { counter: 6 })).reply.status).toBe(403);
  expect((await enterBy(authenticator, { counter: 0 })).reply.status).toBe(403);
  expect((await enterBy(authenticator, { counter: 7 })).reply.status).toBe(200);
});

it('refuses a disabled member and a removed passkey', async () => {
  const member = await enter({ name: 'Off', role: 'translator' });
  const kept = await register(member);
  const gone = await register(member);
  const removed = await post(`/desk/passkeys/${gone.authenticator.id}/remove`, {}, member);
  expect(removed.status).toBe(303);
  expect((await enterBy(gone.authenticator)).reply.status).toBe(403);
  expect((await enterBy(kept.authenticator)).reply.status).toBe(200);
  await env.DB.prepare('update members set disabled_at = 1 where id = ?').bind(member.memberId).run();
  expect((await enterBy(kept.authenticator)).reply.status).toBe(403);
});

it('adds a passkey only to the member to whom the challenge was given', async () => {
  const one = await enter({ name: 'One', role: 'translator' });
  const two = await enter({ name: 'Two', role: 'translator' });
  expect((await register(one, await offer(two))).status).toBe(422);
  expect((await register(one, { challenge: await ask() })).status).toBe(422);
});

it('keeps a passkey to its first owner, and their number within bounds', async () => {
  const owner = await enter({ name: 'Owner', role: 'translator' });
  const thief = await enter({ name: 'Thief', role: 'translator' });
  const { authenticator } = await register(owner);
  const again = await authenticator.create({ ...rp, ...(await offer(thief)) });
  expect((await json('/desk/passkeys', { ...again, csrf: thief.csrf }, thief)).status).toBe(422);
  for (let n = 1; n < PASSKEYS_MAX_PER_MEMBER; n++) expect((await register(owner)).status).toBe(200);
  expect((await register(owner)).status).toBe(422);
});

it.each([
  ['nothing', {}],
  ['a list', []],
  ['garbage', { id: '!', clientDataJSON: '%', authenticatorData: '', signature: '' }],
  [
    'client data that is no JSON',
    { id: 'AAAA', clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  ],
])('refuses %s without breaking', async (_, body) => {
  expect((await json('/desk/passkeys/enter', body)).status).toBe(403);
});

it('leads whoever came in by a link and has no passkey to where one is made', async () => {
  const ada = await enter({ name: 'Ada of the links', role: 'admin' });
  const invited = await post('/desk/people/invitations', { role: 'translator', lang: '' }, ada);
  const key = /key=([\w-]{43})/.exec(await invited.text())?.[1] ?? '';
  const entered = await post('/desk/enter', { key, name: 'Vera' });
  expect(entered.headers.get('Location')).toBe('/desk/');
  const vera = { cookie: cookieOf(entered) ?? '' };
  const justNow = ({ cookie }: Visitor): Visitor => ({ cookie: `${cookie}; dragoman-entered=1` });
  expect(entered.headers.getSetCookie().join()).toContain(
    'dragoman-entered=1; Max-Age=60; Path=/desk; HttpOnly',
  );
  const way = '<a href="/desk/people#passkeys">Add a passkey</a>';
  const page = async (path: string, as: Visitor) => (await get(path, as)).text();
  const board = await get('/desk/', justNow(vera));
  expect(await board.text()).toContain(way);
  expect(board.headers.getSetCookie().join()).toContain('dragoman-entered=; Max-Age=0; Path=/desk');
  expect(await page('/desk/people', vera)).toContain('id="passkeys"');
  // Once, and not to those who have one.
  expect(await page('/desk/', vera)).not.toContain(way);
  const wim = await enter({ name: 'Wim', role: 'translator' });
  await register(wim);
  expect(await page('/desk/', justNow(wim))).not.toContain(way);
});
