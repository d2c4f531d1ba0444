import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { app } from '../../src/app.ts';
import { ask, read, SITE, tokenOf } from './api-world.ts';

const POLICY = '"token";q=1200;w=60';

it('says its quota with every answer to a token, and of what is left nothing that it does not know', async () => {
  const token = await tokenOf('translator', 'Tina');
  for (const path of ['/articles', '/articles/none', '/nothing']) {
    const { headers } = await ask(token, path);
    expect([headers.get('RateLimit-Policy'), headers.get('RateLimit')]).toEqual([POLICY, null]);
  }
});

it('says that nothing is left, and when to go on', async () => {
  const token = await tokenOf('translator', 'Tom');
  const answer = await app.fetch(
    new Request(`${SITE}/api/v1/articles`, { headers: { Authorization: `Bearer ${token}` } }),
    { ...env, DOOR_LIMIT: { limit: async () => ({ success: false }) } },
    createExecutionContext(),
  );
  expect(answer.status).toBe(429);
  const { headers } = answer;
  expect([headers.get('RateLimit-Policy'), headers.get('RateLimit'), headers.get('Retry-After')]).toEqual([
    POLICY,
    '"token";r=0;t=60',
    '60',
  ]);
  expect(await read(answer)).toMatchObject({ status: 429, detail: expect.stringContaining('Wait a minute') });
});
