/** The wall on the real runtime: wrangler's stand-in for Cloudflare Access gives the Worker `ctx.access`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/cli/database.ts';
import { type LocalSite, launch } from '../../src/cli/local-site.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { freePort } from '../browser/site.ts';
import { faultsOf, looks } from './look.ts';

const root = resolve(import.meta.dirname, '../..');
const aud = 'a'.repeat(64);
const folder = mkdtempSync(join(tmpdir(), 'dragoman-access-'));
let site: LocalSite;
let browser: Browser;

beforeAll(async () => {
  const config = join(folder, 'wrangler.toml');
  const toml = readFileSync(join(root, 'wrangler.toml'), 'utf8')
    .replace('main = "', `main = "${root}/`)
    .replaceAll('migrations_dir = "', `migrations_dir = "${root}/`);
  const visitor = `[access.dev]\naud = "${aud}"\nidentity = { email = "Lin@example.org" }\n`;
  writeFileSync(config, `${toml}\n${visitor}`);
  [browser] = await Promise.all([launchBrowser(), migrate(folder)]);
  const wall = { ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com', ACCESS_AUD: aud };
  const vars = { ...wall, EDGE_CACHE: 'stand-in', SETTLE_SECONDS: '5' };
  site = await launch({ port: await freePort(), persistTo: folder, vars, config, onLine: () => {} });
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('lets the visitor through whom the runtime vouches for, and knows their address', async () => {
  const reply = await fetch(`${site.url}/desk/enter`);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain('Cloudflare Access knows you as lin@example.org.');
  expect((await fetch(`${site.url}/desk/`, { redirect: 'manual' })).status).toBe(303);
});

it.each(looks)('has nothing wrong with the entry that knows its visitor, %s', async (_, options) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const answer = await page.goto(`${site.url}/desk/enter`);
  expect(await page.locator('main').textContent()).toContain('lin@example.org');
  expect(await faultsOf(page, (await answer?.text()) ?? '')).toEqual([]);
  await context.close();
});
