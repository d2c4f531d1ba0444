/** Which site `npm run export` reads, by what was typed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeStamp } from '../../../src/cli/database.ts';
import { originOf } from '../../../src/cli/export/origin.ts';
import { copySite } from '../../../src/cli/export/static.ts';

let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'dragoman-origin-'));
  writeStamp(join(checkout, '.wrangler/state'), 'migrations', 'some');
});
afterAll(() => rmSync(checkout, { recursive: true }));

const typed = { remote: false, token: '' };

it('is the local site, with a token of its own, when nothing but a folder is given', () => {
  expect(originOf(typed, checkout)).toEqual({
    url: 'http://localhost:8787',
    place: { persistTo: join(checkout, '.wrangler/state') },
  });
});

it('is the deployed site at its own address with --remote', () => {
  const toml = 'name = "dragoman"\n[vars]\nSITE_URL = "https://news.example.org"\n';
  expect(() => originOf({ ...typed, remote: true }, checkout)).toThrow('npm run deploy');
  writeFileSync(join(checkout, 'wrangler.deploy.toml'), toml);
  expect(originOf({ ...typed, remote: true }, checkout)).toEqual({
    url: 'https://news.example.org',
    place: 'remote',
  });
});

it('takes a token for a distant site, whose storage is not at hand', () => {
  const distant = { ...typed, url: 'https://news.example.org/', token: 'drg_x' };
  expect(originOf(distant, checkout)).toEqual({ url: 'https://news.example.org', token: 'drg_x' });
});

it('names the remedy where no site has run', () => {
  expect(() => originOf(typed, join(checkout, 'elsewhere'))).toThrow('--persist-to');
  expect(() => originOf({ ...typed, persistTo: '/nowhere', token: 'drg_x' }, checkout)).toThrow('/nowhere');
});

it('names the address that does not answer, and the remedy', async () => {
  const copying = copySite(join(checkout, 'copy'), { url: 'http://127.0.0.1:1', onFile: () => undefined });
  await expect(copying).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1\/ does not answer \(.+\)\. Start the site/);
});
