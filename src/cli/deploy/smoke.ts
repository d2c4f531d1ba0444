/** Looks at a deployed site from outside, as its first reader: page, cache, health. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A new address needs a while until it is known everywhere. */
const PATIENCE_MS = 90_000;

/** Throws with what is wrong and the remedy. */
export async function smokeCheck(siteUrl: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  await waitFor(until, 'answers at /healthz', async () => {
    const answer = await fetch(`${siteUrl}/healthz`);
    const health: unknown = await answer.json();
    return typeof health === 'object' && health !== null && Reflect.get(health, 'db') === true;
  });
  await waitFor(until, 'serves its front page', async () => (await fetch(`${siteUrl}/`)).status === 200);
  await waitFor(until, 'serves the front page from the cache the second time', async () => {
    const answer = await fetch(`${siteUrl}/`);
    await answer.arrayBuffer();
    return answer.headers.get('cf-cache-status') === 'HIT';
  });
}

async function waitFor(until: number, what: string, holds: () => Promise<boolean>): Promise<void> {
  let last = 'it did not hold';
  while (Date.now() < until) {
    try {
      if (await holds()) {
        console.log(`    ${what}: yes`);
        return;
      }
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(3_000);
  }
  throw new Error(
    `The site is deployed, but it does not pass this check: ${what} (${last}). Look at "npx wrangler tail", then run this again.`,
  );
}
