/**
 * What needs a configuration of its own on the real runtime: the wall, where wrangler's stand-in for Cloudflare Access
 * gives the Worker `ctx.access`, and a quota of texts that is used up at once.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute, migrate } from '../../src/cli/database.ts';
import { type LocalSite, launch } from '../../src/cli/local-site.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { freePort } from '../browser/site.ts';
import { send } from './acts.ts';
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
    .replaceAll('migrations_dir = "', `migrations_dir = "${root}/`)
    .replace('limit = 1200', 'limit = 1');
  const visitor = `[access.dev]\naud = "${aud}"\nidentity = { email = "Lin@example.org" }\n`;
  writeFileSync(config, `${toml}\n${visitor}`);
  [browser] = await Promise.all([launchBrowser(), migrate(folder)]);
  // Known to the wall from the last test on: the first ones are about an address that is nobody's.
  const member =
    "insert into members (id, name, role, access_email, created_at) values ('lin', 'Lin', 'translator', null, 0)";
  await execute({ persistTo: folder }, [member]);
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

it.each(looks)('has nothing wrong with a form that comes too often, %s', async (_, options) => {
  await execute({ persistTo: folder }, [
    "update members set access_email = 'lin@example.org' where id = 'lin'",
  ]);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${site.url}/desk/enter`);
  await page.locator('form[action="/desk/access/enter"] button').click();
  await page.waitForURL(`${site.url}/desk/`);
  await page.goto(`${site.url}/desk/submit`);
  let answer: Response | undefined;
  page.on('response', (one) => {
    if (one.request().isNavigationRequest()) answer = one;
  });
  // The first may still go through, and does not where the minute's quota is that of the other look.
  for (let tries = 0; answer?.status() !== 429 && tries < 5; tries += 1) {
    await send('/desk/submit/preview', { lang: 'en', markdown: '# The lamp' }, 'main h1')(page);
  }
  expect(answer?.status()).toBe(429);
  expect(await page.locator('#f-markdown').inputValue()).toBe('# The lamp');
  expect(await faultsOf(page, (await answer?.text()) ?? '')).toEqual([]);
  await context.close();
});
