/** Looks at a deployed site from outside, as its first reader. */
import { setTimeout as sleep } from 'node:timers/promises';
import { checkLines, countOf } from '../doctor/check.ts';
import { checkSite } from '../doctor/site.ts';

/** A new address needs a while until it is known everywhere. */
const PATIENCE_MS = 90_000;
const AGAIN_MS = 3_000;

/** Repeats the doctor's checks until none is bad, and prints them. Throws with the remedies when patience ends. */
export async function smokeCheck(siteUrl: string, patienceMs = PATIENCE_MS): Promise<void> {
  const until = Date.now() + patienceMs;
  let checks = await checkSite(siteUrl);
  while (countOf(checks, 'bad') > 0 && Date.now() < until) {
    await sleep(AGAIN_MS);
    checks = await checkSite(siteUrl);
  }
  const lines = checks.map(checkLines).join('\n');
  if (countOf(checks, 'bad') === 0) return console.log(lines);
  throw new Error(
    `The site is deployed, but it does not pass every check:\n${lines}\nThen: npm run doctor -- --url ${siteUrl}`,
  );
}
