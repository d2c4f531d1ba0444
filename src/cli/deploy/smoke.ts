/** Looks at a deployed site from outside, as its first reader, and has it purge a page. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Check, checkLines, countOf } from '../doctor/check.ts';
import { checkSite } from '../doctor/site.ts';
import { type Ask, checkPurge, checkSchedules } from './purge.ts';

/** A new address needs a while until it is known everywhere. */
const PATIENCE_MS = 90_000;
const AGAIN_MS = 3_000;

export interface Deployed {
  siteUrl: string;
  /** What `wrangler deploy` printed. */
  printed: string;
  ask: Ask;
}

/**
 * Repeats the doctor's checks until none is bad, then asks whether cron is set and a purge reaches the page, and
 * prints them. Throws with the remedies when something stays bad.
 */
export async function smokeCheck(site: Deployed, patienceMs = PATIENCE_MS): Promise<void> {
  const { siteUrl, printed, ask } = site;
  const until = Date.now() + patienceMs;
  let checks = await checkSite(siteUrl);
  while (countOf(checks, 'bad') > 0 && Date.now() < until) {
    await sleep(AGAIN_MS);
    checks = await checkSite(siteUrl);
  }
  checks.push(checkSchedules(printed));
  report(checks);
  if (countOf(checks, 'bad') === 0) {
    console.log('         Now a purge, which cron has to do: up to two minutes …');
    const purge = await checkPurge(siteUrl, ask);
    report([purge]);
    checks.push(purge);
  }
  const wrong = checks.filter(({ verdict }) => verdict === 'bad').map(checkLines);
  if (wrong.length === 0) return;
  throw new Error(
    `The site is deployed, but it does not pass every check:\n${wrong.join('\n')}\nThen: npm run doctor -- --url ${siteUrl}`,
  );
}

const report = (checks: Check[]): void => console.log(checks.map(checkLines).join('\n'));
