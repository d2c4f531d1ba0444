/** wrangler.toml with one thing broken at a time: each is found, and what to do is said. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { namesIn } from '../../../src/cli/deploy/config.ts';
import type { Check } from '../../../src/cli/doctor/check.ts';
import { checkBindings, checkServices, checkVars } from '../../../src/cli/doctor/declared.ts';
import { checkDeployed, checkLeftovers, checkNode, checkPort } from '../../../src/cli/doctor/machine.ts';
import { compareMigrations } from '../../../src/cli/doctor/migrations.ts';
import { parseWranglerToml, type WranglerToml } from '../../../src/cli/doctor/toml.ts';
import { freePort } from '../../browser/site.ts';

const shipped = readFileSync(resolve(import.meta.dirname, '../../../wrangler.toml'), 'utf8');

function toml(text: string): WranglerToml {
  const read = parseWranglerToml(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

/** The shipped file with a part replaced, which must be there. */
function broken(part: string | RegExp, by: string): WranglerToml {
  const text = shipped.replace(part, by);
  if (text === shipped) throw new Error(`wrangler.toml has no ${part}.`);
  return toml(text);
}

const declared = (file: WranglerToml): Check[] => [
  ...checkBindings(file),
  ...checkVars(file, 'wrangler.toml'),
  ...checkServices(file),
];
const ill = (checks: Check[]): Check[] => checks.filter(({ verdict }) => verdict !== 'ok');

it('finds nothing in the file as it is shipped', () => {
  expect(ill(declared(toml(shipped)))).toEqual([]);
});

it.each([
  ['a database', 'binding = "SEARCH"', 'binding = "SERACH"', 'binding SEARCH', 'binding = "SEARCH"'],
  ['the bucket', /\[\[r2_buckets\]\][^[]*/, '', 'binding PICTURES', '[[r2_buckets]]'],
  ['Images', /\[images\][^[]*/, '', 'binding IMAGES', '[images]'],
  ['the queue', /\[\[queues\.producers\]\][^[]*/, '', 'binding QUEUE', '[[queues.producers]]'],
  ['a rate limit', 'name = "ENTRY_LIMIT"', 'name = "ENTRY"', 'binding ENTRY_LIMIT', '[[ratelimits]]'],
  ['a migrations folder', 'migrations/search', 'migrations/serach', 'binding SEARCH', 'migrations/search'],
  ['the cache', 'enabled = true\n\n[vars]', 'enabled = false\n\n[vars]', 'cache', 'enabled = true'],
  ['the cache section', /\[cache\][^[]*/, '', 'cache', '[cache]'],
  ['the stand-in', 'EDGE_CACHE = "workers"', 'EDGE_CACHE = "stand-in"', 'var EDGE_CACHE', '"workers"'],
  ['a var that is no word of ours', '"workers"', '"wrokers"', 'vars', 'wrangler.toml'],
  ['half of Access', '[vars]', '[vars]\nACCESS_AUD = "0123456789abcdef"', 'vars', 'ACCESS_TEAM_DOMAIN'],
  ['a var that is missing', /^SETTLE_SECONDS.*$/m, '', 'vars', '[vars]'],
  ['a name by which the dead are known', /dragoman-dead/g, 'dragoman-failed', 'queues', 'dragoman-dead'],
  ['the dead-letter queue', /^dead_letter_queue.*$/m, '', 'queues', 'dead_letter_queue = "dragoman-dead"'],
  ['its reader', 'queue = "dragoman-dead"\nmax', 'queue = "dead"\nmax', 'queues', 'queue = "dragoman-dead"'],
  ['the producer’s queue', 'queue = "dragoman-work"', 'queue = "work"', 'queues', 'queue = "work"'],
  ['cron', /^crons.*$/m, '', 'cron', 'crons = ["* * * * *"]'],
])('misses %s, names it bad, and says what to put back', (_, part, by, name, remedy) => {
  const found = ill(declared(broken(part, by)));
  expect(found.map((check) => [check.name, check.verdict])).toEqual([[name, 'bad']]);
  expect(found[0]?.says + (found[0]?.remedy ?? '')).toContain(remedy);
});

it.each([
  ['a rare cron', 'crons = ["* * * * *"]', 'crons = ["0 * * * *"]', 'cron', '* * * * *'],
  ['a short settling', 'SETTLE_SECONDS = "45"', 'SETTLE_SECONDS = "2"', 'var SETTLE_SECONDS', '45'],
  ['a var that nobody reads', '[vars]', '[vars]\nSETTLE_SECOND = "45"', 'vars', 'slip'],
])('warns of %s', (_, part, by, name, remedy) => {
  const found = ill(declared(broken(part, by)));
  expect(found.map((check) => [check.name, check.verdict])).toEqual([[name, 'warning']]);
  expect(found[0]?.remedy).toContain(remedy);
});

it('finds nothing wrong with a second site of the same account, which has every name of its own', () => {
  const second = shipped.replaceAll('"dragoman', '"dragoman-de');
  expect(ill(declared(toml(second)))).toEqual([]);
  const names = (text: string) => {
    const { databases, buckets, queues } = namesIn(text);
    return [...databases, ...buckets, ...queues];
  };
  expect(names(second).filter((name) => names(shipped).includes(name))).toEqual([]);
  expect(toml(second).name).toBe('dragoman-de');
});

it('names the place where the file is no TOML, or of another shape', () => {
  expect(parseWranglerToml('name = "a"\n[[d1_databases]\n')).toMatchObject({ ok: false });
  const read = parseWranglerToml('[[d1_databases]]\nbinding = 3');
  expect(read.ok ? '' : read.error).toContain('d1_databases.0.binding');
});

it('holds the file of a deployment against wrangler.toml', () => {
  const own = shipped
    .replaceAll('"00000000-', '"11111111-')
    .replace('SITE_URL = ""', 'SITE_URL = "https://a.org"');
  expect(checkDeployed(toml(shipped), toml(own))).toMatchObject({ verdict: 'ok' });
  expect(checkDeployed(toml(shipped), toml(shipped))).toMatchObject({ verdict: 'bad' });
  const older = checkDeployed(broken('max_retries', 'retries'), toml(own));
  expect(older.verdict).toBe('ok');
  const differs = checkDeployed(toml(shipped), toml(own.replace('* * * * *', '0 * * * *')));
  expect(differs).toMatchObject({ verdict: 'warning', remedy: expect.stringContaining('npm run deploy') });
});

it('knows which Node runs it', () => {
  expect(checkNode('24.21.0', '24.21.0').verdict).toBe('ok');
  expect(checkNode('24.1.0', '24.21.0').verdict).toBe('warning');
  expect(checkNode('22.17.9', '24.21.0').verdict).toBe('bad');
  expect(checkNode('20.1.0', '24.21.0')).toMatchObject({
    verdict: 'bad',
    remedy: expect.stringContaining('npm run doctor'),
  });
});

it('tells a port that is free, one of another program, and one of our own', async () => {
  const port = await freePort();
  expect(await checkPort(port)).toMatchObject({ verdict: 'ok', says: expect.stringContaining('free') });
  let body = 'hello';
  const server = createServer((_, answer) => answer.end(body)).listen(port, '127.0.0.1');
  try {
    expect(await checkPort(port)).toMatchObject({
      verdict: 'warning',
      remedy: expect.stringContaining(`--port ${port + 1}`),
    });
    body = JSON.stringify({ ok: true, db: true, queue_backlog: 0, purge_backlog: 0 });
    expect(await checkPort(port)).toMatchObject({ verdict: 'ok', says: expect.stringContaining('Dragoman') });
  } finally {
    server.close();
  }
});

it('finds vars that a forgotten file sets behind wrangler.toml’s back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-doctor-'));
  try {
    writeFileSync(join(folder, '.env'), 'EDITOR=vi\n');
    expect(checkLeftovers(folder, ['EDGE_CACHE'])).toEqual([]);
    writeFileSync(join(folder, '.dev.vars'), 'EDGE_CACHE=workers\n');
    expect(checkLeftovers(folder, ['EDGE_CACHE'])).toMatchObject([
      { name: '.dev.vars', verdict: 'warning', remedy: expect.stringContaining('.dev.vars') },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('compares migrations in both directions', () => {
  const files = ['0000_first.sql', '0001_more.sql'];
  expect(compareMigrations('DB', 'local', { applied: files, files })).toMatchObject({ verdict: 'ok' });
  expect(compareMigrations('DB', 'remote', { applied: ['0000_first.sql'], files })).toMatchObject({
    verdict: 'bad',
    says: expect.stringContaining('0001_more.sql'),
    remedy: expect.stringContaining('npm run deploy'),
  });
  expect(compareMigrations('DB', 'local', { applied: [...files, '0002_new.sql'], files })).toMatchObject({
    verdict: 'warning',
    remedy: expect.stringContaining('git pull'),
  });
});
