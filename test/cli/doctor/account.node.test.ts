/** The doctor's look into the account, through a wrangler of the test's own that answers as the real one does. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { checkAccount, checkLogin } from '../../../src/cli/doctor/account.ts';
import type { Check } from '../../../src/cli/doctor/check.ts';

const toml = readFileSync(resolve(import.meta.dirname, '../../../wrangler.toml'), 'utf8');

const well: Record<string, string> = {
  'd1 list --json': JSON.stringify([
    { uuid: 'a1', name: 'dragoman' },
    { uuid: 'a2', name: 'dragoman-search' },
  ]),
  'r2 bucket list':
    'Listing buckets...\nname:           dragoman-pictures\ncreation_date:  2026-11-01T00:00:00.000Z\n',
  'queues info dragoman-work': 'Queue Name: dragoman-work\nNumber of Producers: 1\nNumber of Consumers: 1\n',
  'queues info dragoman-dead': 'Queue Name: dragoman-dead\nNumber of Producers: 0\nNumber of Consumers: 1\n',
  'secret list --format json': '[]',
};

async function ill(wrong: Record<string, string | Error>): Promise<Check[]> {
  const ask = async (args: string[]): Promise<string> => {
    const said = { ...well, ...wrong }[args.join(' ')];
    if (said === undefined) throw new Error(`Nobody taught the test ${args.join(' ')}.`);
    if (said instanceof Error) throw said;
    return said;
  };
  return (await checkAccount(ask, toml)).filter(({ verdict }) => verdict !== 'ok');
}

it('finds nothing wrong in an account that has all', async () => {
  expect(await ill({})).toEqual([]);
});

it.each<[string, Record<string, string | Error>, string, Check['verdict'], string]>([
  [
    'a database',
    { 'd1 list --json': JSON.stringify([{ uuid: 'a1', name: 'dragoman' }]) },
    'D1 dragoman-search',
    'bad',
    'npm run deploy',
  ],
  [
    'the bucket, though another has its name in it',
    { 'r2 bucket list': 'name:           dragoman-pictures-old\n' },
    'R2 dragoman-pictures',
    'bad',
    'npm run deploy',
  ],
  [
    'a queue',
    { 'queues info dragoman-dead': new Error('Queue "dragoman-dead" does not exist.') },
    'queue dragoman-dead',
    'bad',
    'queues info dragoman-dead',
  ],
  [
    'whoever reads a queue',
    { 'queues info dragoman-work': 'Number of Consumers: 0\n' },
    'queue dragoman-work',
    'bad',
    'npm run deploy',
  ],
  [
    'a secret that stands in for a var',
    { 'secret list --format json': '[{"name":"EDGE_CACHE","type":"secret_text"}]' },
    'secrets',
    'warning',
    'secret delete EDGE_CACHE',
  ],
])('finds %s', async (_, wrong, name, verdict, remedy) => {
  const found = await ill(wrong);
  expect(found.map((check) => [check.name, check.verdict])).toEqual([[name, verdict]]);
  expect(found[0]?.remedy).toContain(remedy);
});

it('says how to log in', async () => {
  expect(await checkLogin(async () => '{"loggedIn":true}')).toBeUndefined();
  const stranger = await checkLogin(async () => '{"loggedIn":false}');
  expect(stranger).toMatchObject({ verdict: 'bad', remedy: expect.stringContaining('npx wrangler login') });
  const offline = await checkLogin(async () => Promise.reject(new Error('fetch failed')));
  expect(offline).toMatchObject({ verdict: 'bad', says: 'fetch failed' });
});
