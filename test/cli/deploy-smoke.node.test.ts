/** What a deployment looks at when it is done, with one thing wrong at a time; the journey has it on a real site. */
import { afterEach, expect, it, vi } from 'vitest';
import { type Ask, checkPurge, checkSchedules } from '../../src/cli/deploy/purge.ts';
import { smokeCheck } from '../../src/cli/deploy/smoke.ts';
import { freePort } from '../browser/site.ts';

afterEach(() => vi.unstubAllGlobals());

const origin = 'https://news.example.org';

interface Account {
  /** After the purge: what the front page answers with. */
  after: Record<string, string>;
  /** The purge's row at each look; the last one repeats. */
  rows: Record<string, unknown>[];
  patienceMs?: number;
}

/** The check's verdict, and what was written to the database. */
async function checked({ after, rows, patienceMs = 60_000 }: Account) {
  const written: string[] = [];
  let looks = 0;
  const ask: Ask = async (statement) => {
    if (statement.startsWith('insert')) {
      written.push(statement);
      return [];
    }
    looks += 1;
    return [rows[Math.min(looks, rows.length) - 1] ?? {}];
  };
  vi.stubGlobal('fetch', async () => {
    const purged = looks > 0;
    return new Response('page', { headers: purged ? after : { 'cf-cache-status': 'HIT', age: '40' } });
  });
  return { check: await checkPurge(origin, ask, { patienceMs, againMs: 1 }), written };
}

const open = { done_at: null, error: null };
const done = { done_at: 1_790_000_000_000, error: null };

it('waits for cron to do the purge, and is content when the page was made anew', async () => {
  const { check, written } = await checked({
    rows: [open, open, done],
    after: { 'cf-cache-status': 'MISS' },
  });
  expect(check).toMatchObject({ name: 'purge', verdict: 'ok' });
  expect(written.length).toBe(1);
  expect(written[0]).toMatch(/^insert into purges .*'deploy', 'now', '\["site"\]', unixepoch\(\) \* 1000/);
});

it.each<[string, Account, 'bad' | 'warning', string]>([
  [
    'a page that the purge left in the cache',
    { rows: [done], after: { 'cf-cache-status': 'HIT', age: '43' } },
    'bad',
    'still comes from before',
  ],
  [
    'a purge that Cloudflare refuses',
    { rows: [open, { done_at: null, error: 'no cache' }], after: {} },
    'bad',
    'no cache',
  ],
  ['a cron that does not run', { rows: [open], after: {}, patienceMs: 0 }, 'warning', 'cron has not run yet'],
])('finds %s', async (_, account, verdict, says) => {
  const { check } = await checked(account);
  expect(check).toMatchObject({ verdict, says: expect.stringContaining(says) });
  expect(check.remedy).toBeTruthy();
});

it('reads from what wrangler prints whether cron is set', () => {
  const printed = 'Deployed dragoman triggers (1.2 sec)\n  https://x.workers.dev\n  schedule: * * * * *\n';
  expect(checkSchedules(printed)).toMatchObject({ verdict: 'ok', says: '* * * * *' });
  expect(checkSchedules(printed.replace(/ {2}schedule.*\n/, ''))).toMatchObject({
    verdict: 'bad',
    remedy: expect.stringContaining('[triggers]'),
  });
});

it('ends a deployment with the remedies when the site does not become well, and purges nothing then', async () => {
  const siteUrl = `http://127.0.0.1:${await freePort()}`;
  const ask = vi.fn<Ask>(async () => []);
  await expect(smokeCheck({ siteUrl, printed: '', ask }, 0)).rejects.toThrow(
    /does not answer[\s\S]*npm run deploy[\s\S]*cron set[\s\S]*npm run doctor/,
  );
  expect(ask).not.toHaveBeenCalled();
});
