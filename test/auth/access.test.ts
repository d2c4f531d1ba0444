import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { verifyAssertionToken } from '../../src/auth/access.ts';
import { parseEmail } from '../../src/auth/email.ts';
import { ACCESS_CLOCK_MAX_MS, ACCESS_KEYS_MAX_MS, ACCESS_KEYS_STEP_MS } from '../../src/limits.ts';
import { newKey, newTeam, signToken } from '../fakes/access-team.ts';

const NOW = Date.UTC(2026, 4, 1, 12);
afterEach(() => void vi.unstubAllGlobals());

async function team() {
  const made = await newTeam(NOW);
  vi.stubGlobal('fetch', made.fetch);
  const verdict = async (token: string, now = NOW) => {
    const verified = await verifyAssertionToken(token, { access: made.access, now });
    return verified.ok ? verified.value : verified.error;
  };
  return { ...made, verdict };
}

it('believes a good assertion, and reads its address in lower case', async () => {
  const { token, verdict } = await team();
  expect(await verdict(await token())).toEqual({ email: 'lin@example.org' });
  expect(await verdict(await token({ email: 'Lin@Example.ORG' }))).toEqual({ email: 'lin@example.org' });
  expect(await verdict(await token({ aud: 'a'.repeat(64) }))).toEqual({ email: 'lin@example.org' });
});

it('lets a service token through, as nobody', async () => {
  const { token, verdict } = await team();
  const service = { email: undefined, common_name: 'e367826f93b8d71185e03fe518aff3b4.access', sub: '' };
  expect(await verdict(await token(service))).toEqual({ email: undefined });
});

it.each<[string, object, string]>([
  ['another team', { iss: 'https://evil.cloudflareaccess.com' }, 'issuer'],
  ['the team’s host with a tail', { iss: 'https://team.cloudflareaccess.com/' }, 'issuer'],
  ['no issuer', { iss: undefined }, 'shape'],
  ['another application', { aud: ['b'.repeat(64)] }, 'audience'],
  ['no audience', { aud: [] }, 'audience'],
  ['an audience that only begins like ours', { aud: ['a'.repeat(65)] }, 'audience'],
  ['yesterday', { exp: NOW / 1_000 - 86_400 }, 'time'],
  ['the second it expires', { exp: NOW / 1_000 }, 'time'],
  ['no expiry', { exp: undefined }, 'shape'],
  ['an expiry that is no number', { exp: '9999999999' }, 'shape'],
  ['tomorrow', { nbf: NOW / 1_000 + 86_400 }, 'time'],
  ['the whole team', { type: 'org' }, 'shape'],
])('refuses an assertion for %s', async (_, change, flaw) => {
  const { token, verdict, certs } = await team();
  expect(await verdict(await token(change))).toBe(flaw);
  expect(certs.asked).toBe(0);
});

it('allows for a clock that is a little behind', async () => {
  const { token, verdict } = await team();
  const ahead = (ms: number) => token({ nbf: (NOW + ms) / 1_000 });
  expect(await verdict(await ahead(ACCESS_CLOCK_MAX_MS))).toEqual({ email: 'lin@example.org' });
  expect(await verdict(await ahead(ACCESS_CLOCK_MAX_MS + 1_000))).toBe('time');
});

it.each<[string, object, string]>([
  ['no signature wanted', { alg: 'none' }, 'shape'],
  ['None', { alg: 'None' }, 'shape'],
  ['a shared secret, which our public key could be taken for', { alg: 'HS256' }, 'shape'],
  ['another hash', { alg: 'RS512' }, 'shape'],
  ['PSS', { alg: 'PS256' }, 'shape'],
  ['no key named', { kid: undefined }, 'shape'],
  ['a key that is none', { kid: 'other' }, 'key'],
  ['what must be understood and is not', { crit: ['exp'] }, 'signature'],
])('refuses a header that says: %s', async (_, header, flaw) => {
  const { token, verdict } = await team();
  expect(await verdict(await token({}, header))).toBe(flaw);
});

it('refuses a forged signature, a stripped one, and claims that were changed', async () => {
  const { token, verdict, key, claims } = await team();
  const good = await token();
  const [head, body, signature] = good.split('.');
  const forger = await newKey(key.kid);
  expect(await verdict(await token({}, {}, forger))).toBe('signature');
  expect(await verdict(`${head}.${body}.`)).toBe('signature');
  const other = (await signToken(forger, {}, { ...claims, email: 'admin@example.org' })).split('.')[1];
  expect(await verdict(`${head}.${other}.${signature}`)).toBe('signature');
});

it.each([
  '',
  '.',
  '..',
  'a.b',
  'a.b.c',
  'e30.e30.e30',
  `${'a'.repeat(20_000)}.b.c`,
  'null',
  'bnVsbA.bnVsbA.',
])('refuses what is no assertion: %.20s', async (text) => {
  const { verdict, certs } = await team();
  expect(await verdict(text)).toBe('shape');
  expect(certs.asked).toBe(0);
});

it('refuses every assertion with a character changed', async () => {
  const { token, verdict } = await team();
  const good = await token();
  await verdict(good);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.constantFrom(...'AZaz09-_.'), async (at, char) => {
      const changed = good.slice(0, at) + char + good.slice(at + 1);
      // The last character of each part holds bits that mean nothing.
      const meaningless = /^(?:\.|)$/.test(good[at + 1] ?? '');
      if (changed !== good && !meaningless) expect(typeof (await verdict(changed))).toBe('string');
    }),
    { numRuns: 150 },
  );
});

it('asks for the keys once an hour, and at a new name, but not at every invented one', async () => {
  const { token, verdict, certs } = await team();
  const at = async (now: number, kid?: string) => verdict(await token({ exp: NOW }, kid ? { kid } : {}), now);
  for (let n = 0; n < 5; n++) expect(await at(NOW + n)).toEqual({ email: 'lin@example.org' });
  expect(certs.asked).toBe(1);
  for (let n = 0; n < 20; n++) expect(await at(NOW + ACCESS_KEYS_STEP_MS - 1, `invented ${n}`)).toBe('key');
  expect(certs.asked).toBe(1);
  for (let n = 0; n < 20; n++) expect(await at(NOW + ACCESS_KEYS_STEP_MS, `invented ${n}`)).toBe('key');
  expect(certs.asked).toBe(2);
  await at(NOW + ACCESS_KEYS_STEP_MS + ACCESS_KEYS_MAX_MS - 1);
  expect(certs.asked).toBe(2);
  await at(NOW + ACCESS_KEYS_STEP_MS + ACCESS_KEYS_MAX_MS);
  expect(certs.asked).toBe(3);
});

it('asks once for invented names that come at once, and where the answer is none', async () => {
  const { token, verdict, certs } = await team();
  await verdict(await token());
  const later = NOW + ACCESS_KEYS_STEP_MS;
  const invented = await token({ exp: NOW }, { kid: 'invented' });
  await Promise.all(Array.from({ length: 20 }, () => verdict(invented, later)));
  expect(certs.asked).toBe(2);
  certs.status = 500;
  const still = later + ACCESS_KEYS_STEP_MS;
  await expect(verdict(invented, still)).rejects.toThrow('gives no keys');
  for (let n = 0; n < 5; n++) expect(await verdict(invented, still + n)).toBe('key');
  expect(certs.asked).toBe(3);
  expect(await verdict(await token({ exp: NOW }), still)).toEqual({ email: 'lin@example.org' });
});

it('follows a rotation at once, and forgets a key that the team took back', async () => {
  const { token, verdict, certs, key } = await team();
  const fresh = await newKey('fresh');
  const long = { exp: NOW };
  expect(await verdict(await token(long))).toEqual({ email: 'lin@example.org' });
  certs.keys = [fresh];
  const later = NOW + ACCESS_KEYS_STEP_MS;
  expect(await verdict(await token(long, {}, fresh), later)).toEqual({ email: 'lin@example.org' });
  expect(await verdict(await token(long, {}, key), later)).toBe('key');
});

it('throws, so that one tries again, when the team gives no keys', async () => {
  const { token, verdict, certs, access } = await team();
  certs.status = 500;
  await expect(verdict(await token())).rejects.toThrow(`${access.issuer} gives no keys (500)`);
  certs.status = 200;
  expect(await verdict(await token())).toEqual({ email: 'lin@example.org' });
});

it.each([
  ['Lin@Example.org', 'lin@example.org'],
  [' a.b+c@x-y.example ', 'a.b+c@x-y.example'],
  ['\u212Aim@example.org', undefined],
  ['lin@exam\u0440le.org', undefined],
  ['lin', undefined],
  ['lin@localhost', undefined],
  ['a@b@c.example', undefined],
  ['lin@example.org\nx', undefined],
  [`${'a'.repeat(250)}@example.org`, undefined],
  [42, undefined],
  [undefined, undefined],
])('reads the address %j as %j', (given, read) => {
  expect(parseEmail(given)).toBe(read);
});
