/** `npm run doctor` and `npm run deploy -- --dry-run` as typed, without an account and without a network. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { deployedConfig, execute } from '../../../src/cli/database.ts';
import { freePort, type Site, startSite } from '../../browser/site.ts';
import { runCommand } from '../export/run.ts';

const report = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({ name: z.string(), verdict: z.string(), says: z.string(), remedy: z.string().optional() }),
  ),
});

async function examine(...args: string[]) {
  const { code, output } = await runCommand('doctor', [
    '--json',
    '--port',
    String(await freePort()),
    ...args,
  ]);
  const { ok, checks } = report.parse(JSON.parse(output));
  const of = (verdict: string) => checks.filter((check) => check.verdict === verdict);
  return { code, ok, bad: of('bad'), warnings: of('warning'), names: checks.map(({ name }) => name) };
}

let state: string;
let site: Site;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'dragoman-doctor-'));
  site = await startSite({ empty: true, persistTo: state });
});
afterAll(async () => {
  await site?.stop();
  rmSync(state, { recursive: true, force: true });
});

it('finds a new local site well while it runs: migrations, cache, headers, addresses', async () => {
  const found = await examine('--persist-to', state, '--url', site.url);
  expect(found.bad).toEqual([]);
  expect(found.warnings).toEqual([]);
  expect(found).toMatchObject({ code: 0, ok: true });
  expect(found.names).toEqual(
    expect.arrayContaining(['migrations of DB', 'migrations of SEARCH', 'cache', 'HTTPS']),
  );
});

it('finds a migration that was not applied, and ends with 1', async () => {
  await execute(
    { persistTo: state },
    ['delete from d1_migrations where id = (select max(id) from d1_migrations)'],
    'SEARCH',
  );
  const { code, bad } = await examine('--persist-to', state);
  expect(code).toBe(1);
  expect(bad).toMatchObject([
    { name: 'migrations of SEARCH', says: expect.stringMatching(/not applied: \d{4}_\w+\.sql/) },
  ]);
  expect(bad[0]?.remedy).toContain('npm start');
});

it('prints for people what it prints for machines, and says what it left out and why', async () => {
  const { code, output } = await runCommand('doctor', ['--persist-to', join(state, 'nowhere')]);
  expect(code).toBe(0);
  expect(output).toMatch(/^skipped {2}migrations .*npm start makes one$/m);
  expect(output).toMatch(/^skipped {2}account .*need an account: add --remote$/m);
  expect(output).toMatch(/^0 bad, \d+ warnings, \d+ skipped\.$/m);
  expect(existsSync(join(state, 'nowhere'))).toBe(false);
});

it.each([
  [['--url', 'news.example.org'], 'no address of a site'],
  [['--port', '0'], '--port wants a number'],
  [['--prot', '1'], 'Options come after'],
])('refuses %j with the way it is meant', async (args, said) => {
  const { code, output } = await runCommand('doctor', args);
  expect(code).toBe(1);
  expect(output).toContain(said);
});

it('says of --remote commands what they lack, before they ask for anything', () => {
  expect(() => deployedConfig(state)).toThrow('Run npm run deploy here first');
  writeFileSync(join(state, 'wrangler.deploy.toml'), 'name = "dragoman"');
  expect(deployedConfig(state)).toBe(join(state, 'wrangler.deploy.toml'));
});

it('prints every step of a deployment without an account, and leaves nothing that a deployment wrote changed', async () => {
  const root = resolve(import.meta.dirname, '../../..');
  const before = existsSync(join(root, 'wrangler.deploy.toml'));
  const { code, output } = await runCommand('deploy', ['--dry-run', '--url', 'https://news.example.org']);
  expect(code).toBe(0);
  const titles = [...output.matchAll(/^(\d+)\/(\d+) (.+)$/gm)];
  expect(titles.map(([, n]) => Number(n))).toEqual(titles.map((_, n) => n + 1));
  expect(titles.length).toBe(Number(titles[0]?.[2]));
  for (const command of [
    'd1 create dragoman-search',
    'r2 bucket create dragoman-pictures',
    'queues create dragoman-dead',
    'd1 migrations apply DB --remote',
    'deploy --config wrangler.deploy.toml',
  ]) {
    expect(output).toContain(`wrangler ${command}`);
  }
  expect(existsSync(join(root, 'wrangler.deploy.toml'))).toBe(before);
  expect(existsSync(join(root, 'wrangler.dry-run.toml'))).toBe(false);
});
