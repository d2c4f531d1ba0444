/** Each attack alone as an address: the Worker as it is deployed, all its rooms. Many together go through a browser. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { fitting } from './packs.ts';

const origin = 'http://dragoman.test';

async function ask(path: string): Promise<Response> {
  const ctx = createExecutionContext();
  const answer = await worker.fetch(new Request(origin + path, { redirect: 'manual' }), env, ctx);
  await waitOnExecutionContext(ctx);
  return answer;
}

it.each(['/en/2026/01/', '/'])(
  'gives every attack behind %s one and the same page, which says nothing of it',
  async (folder) => {
    const answers = new Set<string>();
    const parts = fitting(2_000).map(encodeURIComponent);
    expect(parts.length).toBeGreaterThan(1_000);
    for (const part of parts) {
      let answer = await ask(folder + part);
      const to = answer.headers.get('Location');
      if (to !== null) {
        // To the one spelling of the address, here and nowhere else.
        const { origin: where, pathname, search } = new URL(to, origin);
        expect([part, where]).toEqual([part, origin]);
        answer = await ask(pathname + search);
      }
      answers.add(`${answer.status} ${answer.headers.get('Content-Type')} ${await answer.text()}`);
    }
    expect([...answers].map((answer) => answer.slice(0, 28))).toEqual(['404 text/html; charset=utf-8']);
  },
  60_000,
);
