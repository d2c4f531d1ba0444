import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const aud = '0123456789abcdef'.repeat(4);
const access = (vars: { ACCESS_TEAM_DOMAIN?: string; ACCESS_AUD?: string }) =>
  readConfig({ ...env, ...vars }).access;

it.each([
  'team.cloudflareaccess.com',
  'https://team.cloudflareaccess.com',
  'https://team.cloudflareaccess.com/',
])('reads the Access application from %s', (domain) => {
  const read = access({ ACCESS_TEAM_DOMAIN: domain, ACCESS_AUD: aud });
  expect(read).toEqual({ issuer: 'https://team.cloudflareaccess.com', aud });
});

it('knows no Access without its vars, or with empty ones', () => {
  expect(access({})).toBeUndefined();
  expect(access({ ACCESS_TEAM_DOMAIN: '', ACCESS_AUD: '' })).toBeUndefined();
});

it.each([
  [{ ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com' }, /ACCESS_AUD is missing/],
  [{ ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com', ACCESS_AUD: '' }, /ACCESS_AUD is missing/],
  [{ ACCESS_AUD: aud }, /ACCESS_TEAM_DOMAIN is missing/],
  [{ ACCESS_TEAM_DOMAIN: 'team', ACCESS_AUD: aud }, /ACCESS_TEAM_DOMAIN: give the host/],
  [{ ACCESS_TEAM_DOMAIN: 'http://team.example', ACCESS_AUD: aud }, /ACCESS_TEAM_DOMAIN: give the host/],
  [{ ACCESS_TEAM_DOMAIN: 'team.example/x', ACCESS_AUD: aud }, /ACCESS_TEAM_DOMAIN: give the host/],
  [{ ACCESS_TEAM_DOMAIN: 'team.example', ACCESS_AUD: 'my app' }, /ACCESS_AUD: give the Application Audience/],
])('refuses half of it, and what it cannot be: %j', (vars, message) => {
  expect(() => access(vars)).toThrow(message);
});
