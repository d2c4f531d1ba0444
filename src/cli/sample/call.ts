import { setTimeout as sleep } from 'node:timers/promises';

/** A command that writes to the same database, such as `npm run token`, locks the site out for moments. */
const TRIES_MAX = 10;

/** JSON of one call of the API, asked again where the answer says that it may be; throws when it is refused. */
export async function call(url: string, token: string, init: RequestInit): Promise<unknown> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${token}`);
  for (let n = 1; ; n += 1) {
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(30_000) });
    const body = await response.text();
    if (response.ok) return JSON.parse(body);
    const wait = response.headers.get('retry-after');
    if (response.status !== 503 || wait === null || n === TRIES_MAX) {
      throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname}: ${response.status} ${body}`);
    }
    await sleep(Number(wait) * 1_000);
  }
}
