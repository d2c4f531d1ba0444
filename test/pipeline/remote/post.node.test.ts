/** Posting to hosts that behave badly, on real sockets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postRemote } from '../../../src/pipeline/remote/post.ts';

const asked: string[] = [];
let open = 0;
const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/good': (response) => response.writeHead(202, { 'retry-after': '120' }).end('taken'),
  '/date': (response) => response.writeHead(503, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }).end(),
  '/moved': (response, request) =>
    response.writeHead(307, { location: `http://${request.headers.host}/secret` }).end(),
  '/slow': () => {},
  '/cut': (_, request) => request.socket.destroy(),
  '/flood': (response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
};

const server = createServer((request, response) => {
  open += 1;
  response.on('close', () => {
    open -= 1;
  });
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk;
  });
  asked.push(request.url ?? '');
  request.on('end', () => {
    asked.push(`${request.method} ${request.headers['x-test']} ${body}`);
    (answers[request.url ?? ''] ?? (() => response.writeHead(404).end()))(response, request);
  });
});
let host = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  host = `127.0.0.1:${port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (path: string, maxMs = 5_000, localHosts = [host]) =>
  postRemote(`http://${host}${path}`, { body: 'told', headers: { 'X-Test': 'yes' }, maxMs, localHosts });

it('sends the body with its headers, and hears status and delay', async () => {
  expect(await post('/good')).toEqual({ ok: true, value: { status: 202, retryAfterMs: 120_000 } });
  expect(asked).toEqual(['/good', 'POST yes told']);
  expect(await post('/date')).toEqual({ ok: true, value: { status: 503 } });
});

it('takes a redirect for an answer', async () => {
  expect(await post('/moved')).toEqual({ ok: true, value: { status: 307 } });
  expect(asked).not.toContain('/secret');
});

it('ends with a reason when nothing comes, or the line is cut', async () => {
  const from = Date.now();
  expect(await post('/slow', 200)).toEqual({ ok: false, error: 'time_out' });
  expect(Date.now() - from).toBeLessThan(2_000);
  expect(await post('/cut')).toEqual({ ok: false, error: 'unreachable' });
});

it('reads nothing of an answer without end', async () => {
  expect(await post('/flood')).toEqual({ ok: true, value: { status: 200 } });
  for (let n = 0; n < 50 && open > 0; n++) await sleep(20);
  expect(open).toBe(0);
});

it('never leaves for an address that is not public', async () => {
  asked.length = 0;
  expect(await post('/good', 5_000, [])).toEqual({ ok: false, error: 'private_address' });
  expect(asked).toEqual([]);
});
