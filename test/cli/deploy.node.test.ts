/** The steps of a deployment against an account of the test's own, which answers as wrangler does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cloud } from '../../src/cli/deploy/cloud.ts';
import { cloudPlan } from '../../src/cli/deploy/plan.ts';
import { checkSchedules } from '../../src/cli/deploy/purge.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dragoman-deploy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Account {
  databases: Map<string, string>;
  buckets: Set<string>;
  queues: Set<string>;
  members: number;
  /** Each change that was asked for. */
  log: string[];
}

const emptyAccount = (): Account => ({
  databases: new Map(),
  buckets: new Set(),
  queues: new Set(),
  members: 0,
  log: [],
});

const written = (): string => readFileSync(join(folder, 'wrangler.deploy.toml'), 'utf8');

/** Configs as they were at each `wrangler deploy`. */
function cloudOf(account: Account, configs: string[] = []): Cloud {
  const read = async (args: string[]): Promise<string> => {
    const asked = args.join(' ');
    if (asked === 'd1 list --json')
      return JSON.stringify([...account.databases].map(([name, uuid]) => ({ name, uuid })));
    if (asked === 'r2 bucket list') return [...account.buckets].map((name) => `name:  ${name}\n`).join('');
    if (asked === 'queues list') return [...account.queues].map((name) => `│ ${name} │ 1 │`).join('\n');
    if (asked.startsWith('d1 execute DB'))
      return JSON.stringify([{ results: [{ members: account.members }] }]);
    throw new Error(`Nobody taught the test ${asked}.`);
  };
  const change = async (args: string[]): Promise<string> => {
    const [first, second, third = ''] = args;
    account.log.push(args.slice(0, 3).join(' '));
    if (first === 'd1' && second === 'create') account.databases.set(third, `id-of-${third}`);
    if (first === 'r2') account.buckets.add(args[3] ?? '');
    if (first === 'queues') account.queues.add(third);
    if (first === 'deploy') {
      configs.push(written());
      const cron = /^crons = \["(.+)"\]$/m.exec(written())?.[1];
      return `Deployed dragoman triggers\n  https://dragoman.somebody.workers.dev\n  schedule: ${cron}\n`;
    }
    return '';
  };
  return { mode: 'real', read, change, build: async () => '' };
}

async function deploy(cloud: Cloud, url?: string) {
  const plan = cloudPlan(cloud, url, folder);
  const said: string[] = [];
  for (const step of plan.steps) said.push((await step.run()) ?? step.title);
  return { ...plan.outcome(), said };
}

it('makes all that an empty account lacks, in an order that works, and an admin’s link', async () => {
  const account = emptyAccount();
  const configs: string[] = [];
  const { siteUrl, adminLink, printed } = await deploy(cloudOf(account, configs), 'https://news.example.org');
  expect(account.log).toEqual([
    'd1 create dragoman',
    'd1 create dragoman-search',
    'r2 bucket create',
    'queues create dragoman-work',
    'queues create dragoman-dead',
    'd1 migrations apply',
    'd1 migrations apply',
    'deploy --config wrangler.deploy.toml',
    'd1 execute DB',
  ]);
  expect(siteUrl).toBe('https://news.example.org');
  expect(checkSchedules(printed)).toMatchObject({ verdict: 'ok', says: '* * * * *' });
  expect(adminLink).toMatch(/^https:\/\/news\.example\.org\/desk\/enter\?key=[\w-]{43}$/);
  const [config = ''] = configs;
  expect(config).toContain('SITE_URL = "https://news.example.org"');
  expect(config).toContain('database_name = "dragoman-search"\ndatabase_id = "id-of-dragoman-search"');
  expect(config).toContain('routes = [{ pattern = "news.example.org", custom_domain = true }]');
  expect(config).not.toContain('00000000-0000');
});

it('makes nothing twice, and gives no link to a desk that has members', async () => {
  const account = emptyAccount();
  await deploy(cloudOf(account), 'https://news.example.org');
  account.members = 1;
  account.log = [];
  const { adminLink, said } = await deploy(cloudOf(account), 'https://news.example.org');
  expect(account.log.filter((command) => /create/.test(command))).toEqual([]);
  expect(said.filter((line) => line === 'stands already').length).toBe(5);
  expect(adminLink).toBeUndefined();
});

it('deploys again where the address becomes known only by deploying', async () => {
  const configs: string[] = [];
  const { siteUrl } = await deploy(cloudOf(emptyAccount(), configs));
  expect(siteUrl).toBe('https://dragoman.somebody.workers.dev');
  expect(configs.map((config) => /SITE_URL = "(.*)"/.exec(config)?.[1])).toEqual([
    'https://dragoman.invalid',
    'https://dragoman.somebody.workers.dev',
  ]);
  expect(configs.at(-1)).toContain('workers_dev = true');
});
