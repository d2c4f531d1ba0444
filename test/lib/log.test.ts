import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { app } from '../../src/app.ts';
import { errorKind, errorPlaces } from '../../src/lib/log.ts';
import { sendHint } from '../../src/queue/messages.ts';

afterEach(() => vi.restoreAllMocks());

/** What D1 and Drizzle do: parameters in the message, over several lines. */
const leaky = new Error(
  "D1_ERROR: UNIQUE constraint failed: SQLITE_CONSTRAINT\nparams: Mara Lind,mara@example.org\nat home: 'a draft'",
);

function listen() {
  const lines: unknown[][] = [];
  for (const level of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...said) => void lines.push(said));
  return lines;
}

it('keeps of an error its name, the codes of the database, and places in our code', () => {
  expect(errorKind(leaky)).toBe('Error D1_ERROR SQLITE_CONSTRAINT');
  expect(errorKind('a string that was thrown')).toBe('unknown');
  const places = errorPlaces(leaky);
  expect(places.length).toBeGreaterThan(0);
  expect(places.length).toBeLessThanOrEqual(5);
  expect(JSON.stringify(places)).not.toMatch(/Mara|home/);
});

it('logs a request that failed as one line of JSON, under the id that the answer carries', async () => {
  const lines = listen();
  const fail = () => Promise.reject(leaky);
  const statement = { bind: () => statement, first: fail, all: fail, run: fail, raw: fail };
  const database = {
    prepare: () => statement,
    batch: fail,
    withSession: () => database,
  } as unknown as D1Database;
  const answer = await app.fetch(
    new Request('http://dragoman.test/en/2026/05/a-reader-called-mara', {
      headers: { 'CF-Connecting-IP': '192.0.2.77' },
    }),
    { ...env, DB: database },
    createExecutionContext(),
  );
  expect(answer.status).toBe(503);
  expect(lines.length).toBe(1);
  const [line] = lines[0] ?? [];
  const entry: unknown = JSON.parse(String(line));
  expect(entry).toMatchObject({
    event: 'request.failed',
    request: answer.headers.get('X-Request-Id'),
    error: 'Error D1_ERROR SQLITE_CONSTRAINT',
    method: 'GET',
  });
  expect(String(line)).not.toMatch(/mara|192\.0\.2|draft/i);
});

it('logs a queue that cannot be reached, without what the queue said', async () => {
  const lines = listen();
  const send = () => Promise.reject(leaky);
  await sendHint({ ...env.QUEUE, send }, { v: 1, kind: 'purge' });
  expect(lines.map(([line]) => JSON.parse(String(line)))).toEqual([
    { event: 'queue.send.failed', kind: 'purge', error: 'Error D1_ERROR SQLITE_CONSTRAINT' },
  ]);
});
