/**
 * Whether a change would reach readers: one purge is promised as a publication promises it, cron has to keep it,
 * and then the page that was in the cache must be gone from it. The only thing written is that row.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../lib/ids.ts';
import { bad, type Check, ok, warning } from '../doctor/check.ts';

/** Runs one statement on the site's database and gives its rows. */
export type Ask = (statement: string) => Promise<Record<string, unknown>[]>;

export interface Patience {
  patienceMs: number;
  /** Between one look and the next. */
  againMs: number;
}

/** Two runs of a cron that fires each minute, and the time to ask. */
const PURGE_PATIENCE: Patience = { patienceMs: 150_000, againMs: 3_000 };
const ANSWER_MAX_MS = 10_000;

const CRON_REMEDY =
  'Cloudflare takes up to 15 minutes to begin with a new schedule: deploy again then, which only looks. If it stays so, "npx wrangler tail" shows what the minute’s run says.';

/** Schedules in what `wrangler deploy` prints, which names those that Cloudflare took. */
export function checkSchedules(deployed: string): Check {
  const crons = [...deployed.matchAll(/^\s*schedule: (.+?)\s*$/gm)].map(([, cron]) => cron);
  if (crons.length > 0) return ok('cron set', crons.join(', '));
  return bad(
    'cron set',
    'wrangler names no schedule that Cloudflare took: nothing scheduled goes out, and late purges stay undone.',
    'In wrangler.toml, under [triggers]: crons = ["* * * * *"]. Then npm run deploy.',
  );
}

/** `url` is the site's origin, whose front page must be in the cache by now (checkSite saw to that). */
export async function checkPurge(url: string, ask: Ask, patience = PURGE_PATIENCE): Promise<Check> {
  const until = Date.now() + patience.patienceMs;
  const page = `${url}/`;
  while (!(await lookAt(page)).hit) {
    if (Date.now() > until) return bad('purge', 'no HIT to purge was met any more.', 'npm run deploy again.');
    await sleep(patience.againMs);
  }
  const id = newId(Date.now());
  const asked = Date.now();
  // By the database's clock: the operator's may be ahead, and then the purge would not be due yet.
  await ask(
    `insert into purges (id, change, phase, tags, due_at, created_at) values ('${id}', 'deploy', 'now', '["site"]', unixepoch() * 1000, unixepoch() * 1000)`,
  );
  for (;;) {
    const [row = {}] = await ask(`select done_at, error from purges where id = '${id}'`);
    if (typeof row.done_at === 'number') break;
    if (typeof row.error === 'string') {
      return bad('purge', `Cloudflare refuses it: ${row.error}`, 'Is [cache] enabled in wrangler.toml?');
    }
    if (Date.now() > until)
      return warning('purge', 'cron has not run yet, so no purge was seen.', CRON_REMEDY);
    await sleep(patience.againMs);
  }
  const { hit, ageSeconds } = await lookAt(page);
  const seconds = Math.round((Date.now() - asked) / 1000);
  // Another reader may have had the page made again: then it is younger than the purge.
  if (hit && !(ageSeconds < (Date.now() - asked) / 1000 - 1)) {
    return bad(
      'purge',
      'is noted as done, and the front page still comes from before it.',
      'Readers would see the old version after a change. "npx wrangler tail" shows what the purge answers.',
    );
  }
  return ok('purge', `done by cron after ${seconds} s, and the front page was made anew`);
}

async function lookAt(page: string): Promise<{ hit: boolean; ageSeconds: number }> {
  const answer = await fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MAX_MS) });
  await answer.arrayBuffer();
  const { headers } = answer;
  return {
    hit: headers.get('cf-cache-status') === 'HIT',
    ageSeconds: Number(headers.get('age') ?? Number.POSITIVE_INFINITY),
  };
}
