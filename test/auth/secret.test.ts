/** How secrets are compared: by the platform's constant-time comparison, each time, over the whole of both digests. */
import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { type ActorEnv, needToken } from '../../src/auth/actor.ts';
import { newToken } from '../../src/auth/new-token.ts';
import { digest, newSecret, sameDigest } from '../../src/auth/secret.ts';
import { readConfig } from '../../src/config.ts';
import { cookieOf, enter, get, NOW, post } from '../desk/site.ts';

let compared: MockInstance<typeof crypto.subtle.timingSafeEqual>;
beforeEach(() => {
  compared = vi.spyOn(crypto.subtle, 'timingSafeEqual');
});
afterEach(() => compared.mockRestore());

const textOf = (bytes: ArrayBuffer | ArrayBufferView): string => new TextDecoder().decode(bytes);
const pairs = (): string[][] => compared.mock.calls.map((pair) => pair.map(textOf));

const known = '0123456789abcdef'.repeat(4);

describe('a comparison', () => {
  it('sees a difference wherever it is, and looks at both whole each time', () => {
    for (let at = 0; at < known.length; at++) {
      const guess = `${known.slice(0, at)}x${known.slice(at + 1)}`;
      compared.mockClear();
      expect([at, sameDigest(known, guess)]).toEqual([at, false]);
      expect(pairs()).toEqual([[known, guess]]);
    }
    compared.mockClear();
    expect(sameDigest(known, known)).toBe(true);
    expect(pairs()).toEqual([[known, known]]);
  });

  it.each([
    ['a beginning', known.slice(0, -1)],
    ['one with a tail', `${known}0`],
    ['nothing', ''],
    ['wider characters', `${known.slice(0, -1)}é`],
  ])('does not take %s for the digest', (_, guess) => {
    expect(sameDigest(known, guess)).toBe(false);
    expect(sameDigest(guess, known)).toBe(false);
  });
});

/** A guess that is right but for its last character. */
const nearly = (secret: string): string => secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');

describe('is how the desk and the API know', () => {
  it('a session’s cookie', async () => {
    const visitor = await enter({ name: 'Mara', role: 'translator' });
    const stored = await env.DB.prepare('select token_sha256 from sessions where member_id = ?')
      .bind(visitor.memberId ?? '')
      .first<string>('token_sha256');
    expect((await get('/desk/people', visitor)).status).toBe(200);
    expect(pairs()).toContainEqual([stored, stored]);
  });

  it('a form’s own token', async () => {
    const visitor = await enter({ name: 'Noor', role: 'admin' });
    const { csrf = '' } = visitor;
    compared.mockClear();
    const sent = nearly(csrf);
    expect((await post('/desk/settings', { csrf: sent }, visitor)).status).toBe(403);
    expect(pairs()).toContainEqual([sent, csrf]);
  });

  it('the operator’s first link', async () => {
    const secret = newSecret();
    const operator = { firstAdminLinkSha256: await digest(secret) };
    const guess = nearly(secret);
    const refused = await post('/desk/enter', { key: guess, name: 'Guess' }, {}, operator);
    expect(cookieOf(refused)).toBeUndefined();
    expect(pairs()).toContainEqual([operator.firstAdminLinkSha256, await digest(guess)]);
    const entered = await post('/desk/enter', { key: secret, name: 'Ada' }, {}, operator);
    expect(cookieOf(entered)).toBeDefined();
    expect(pairs()).toContainEqual([operator.firstAdminLinkSha256, operator.firstAdminLinkSha256]);
  });

  it('an API token', async () => {
    const made = await newToken({ name: 'Tara', role: 'translator', now: NOW });
    await env.DB.batch(made.statements.map((one) => env.DB.prepare(one)));
    const app = new Hono<ActorEnv>();
    app.use(async (c, next) => {
      c.set('config', readConfig(env));
      c.set('now', NOW);
      await next();
    });
    app.use(needToken()).get('/', (c) => c.text('in'));
    const ask = (token: string) => app.request('/', { headers: { Authorization: `Bearer ${token}` } }, env);
    expect((await ask(made.token)).status).toBe(200);
    const stored = await digest(made.token);
    expect(pairs()).toEqual([[stored, stored]]);
    expect((await ask(nearly(made.token))).status).toBe(401);
  });
});
