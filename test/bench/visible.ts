/**
 * How long after an editor's click a reader sees what it changed: a page that was a HIT with the old state is asked
 * for again and again while the change is made, through the stand-in, until it shows the new one.
 */
import { z } from 'zod';
import { ask, makeToken } from './ask.ts';
import { median } from './load.ts';
import { print } from './print.ts';
import type { World } from './world.ts';

const ROUNDS = 9;
const GIVE_UP_MS = 30_000;

async function read(world: World, path: string): Promise<{ text: string; status: string | null }> {
  const response = await fetch(world.url + path, { redirect: 'manual' });
  return { text: await response.text(), status: response.headers.get('cf-cache-status') };
}

/** Makes the page a HIT that does not show `what` yet. The second purge of a change before may come in between. */
async function warm(world: World, path: string, what: string): Promise<void> {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const { text, status } = await read(world, path);
    if (text.includes(what)) throw new Error(`${path} shows the change before it is made.`);
    if (status === 'HIT') return;
  }
  throw new Error(`${path} is never a HIT.`);
}

/** Milliseconds from the call of `change` to the end of the first answer that shows `what`. */
async function untilVisible(
  world: World,
  page: { path: string; what: string },
  change: () => Promise<unknown>,
): Promise<number> {
  await warm(world, page.path, page.what);
  const started = performance.now();
  const done = change();
  for (;;) {
    const { text } = await read(world, page.path);
    const waited = performance.now() - started;
    if (text.includes(page.what)) {
      await done;
      return waited;
    }
    if (waited > GIVE_UP_MS) throw new Error(`${page.path} did not change within ${GIVE_UP_MS} ms.`);
  }
}

const listed = z.object({ articles: z.array(z.object({ id: z.string(), title: z.string() })) });
const published = z.object({ url: z.string() });

/** Publishes and corrects some of the articles in review; the edition has published ones already. */
export async function benchVisible(world: World): Promise<void> {
  const proofreader = await makeToken(world, 'proofreader');
  const token = await makeToken(world, 'publisher');
  const { articles } = listed.parse(await ask(world, '/api/v1/articles?state=in_review', { token }));
  const times: { publish: number[]; correct: number[] } = { publish: [], correct: [] };
  const database = await world.mf.getD1Database('DB');
  for (const [n, { id, title }] of articles.slice(0, ROUNDS).entries()) {
    // Cloudflare takes 25 purge calls at once and 5 a minute then; editors do not publish as fast as this bench.
    await database.prepare('delete from purge_calls').run();
    await ask(world, `/api/v1/articles/${id}/approve`, { method: 'POST', token: proofreader });
    let url = '';
    times.publish.push(
      await untilVisible(world, { path: '/zh-hans/', what: title }, async () => {
        const answer = await ask(world, `/api/v1/articles/${id}/publish`, { method: 'POST', token });
        url = published.parse(answer).url;
      }),
    );
    const body = { note: `Round ${n} of the bench.`, kind: 'update' };
    times.correct.push(
      await untilVisible(world, { path: new URL(url).pathname, what: body.note }, () =>
        ask(world, `/api/v1/articles/${id}/correct`, { method: 'POST', token, body }),
      ),
    );
  }
  if (times.publish.length < ROUNDS) throw new Error(`Only ${times.publish.length} articles were in review.`);
  print('from the publish call to the first reader who sees it, median of 9', median(times.publish), 'ms');
  print(
    'from the publish call to the first reader who sees it, slowest of 9',
    Math.max(...times.publish),
    'ms',
  );
  print('from the correct call to the first reader who sees it, median of 9', median(times.correct), 'ms');
  print(
    'from the correct call to the first reader who sees it, slowest of 9',
    Math.max(...times.correct),
    'ms',
  );
}
