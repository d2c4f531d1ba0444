import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FetchOptions, fetchPicture } from '../../../src/pipeline/pictures/fetch.ts';
import { sniffPicture } from '../../../src/pipeline/pictures/sniff.ts';
import { png } from './samples.ts';

/** A hostile host on a real socket; what a fetcher made in code cannot show is what the network does. */
const asked: string[] = [];
let open = 0;
const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/good.png': async (response) => response.end(await png(60, 40)),
  '/hello': (response) => response.end('hello'),
  '/page.jpg': (response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<!doctype html><title>Sign in</title>'),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/to-good': (response) => response.writeHead(301, { location: 'good.png' }).end('moved'),
  '/to-private': (response, request) => {
    const port = Number(request.headers.host?.split(':')[1]);
    // The same host under another name: were the redirect followed, the server would see it.
    response.writeHead(302, { location: `http://localhost:${port}/secret` }).end();
  },
  '/slow-headers': () => {},
  '/trickle': (response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    const timer = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(timer));
  },
  '/flood': (response) => {
    response.writeHead(200, { 'content-length': '99999999999' });
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => response.destroy());
  },
};

const server = createServer((request, response) => {
  open += 1;
  response.on('close', () => {
    open -= 1;
  });
  asked.push(`${request.url} ${request.headers.cookie ?? ''}${request.headers.referer ?? ''}`);
  (answers[request.url ?? ''] ?? (() => response.writeHead(404).end()))(response, request);
});

let host = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function outcome(path: string, options: Partial<FetchOptions> = {}): Promise<string> {
  const result = await fetchPicture(`http://${host}${path}`, { localHosts: [host], ...options });
  return result.ok ? 'ok' : `${result.error.reason} ${result.error.again}`;
}

/** Every connection that was given up is closed, so that a hostile host holds nothing of ours. */
const allClosed = () => expect.poll(() => open, { timeout: 5_000 }).toBe(0);

it('fetches a picture, also behind a relative redirect', async () => {
  for (const path of ['/good.png', '/to-good']) {
    const result = await fetchPicture(`http://${host}${path}`, { localHosts: [host] });
    expect(result).toMatchObject({ ok: true, value: { finalUrl: `http://${host}/good.png` } });
    expect(result.ok && sniffPicture(result.value.bytes)).toMatchObject({ ok: true, value: { width: 60 } });
  }
  expect(asked).toContain('/good.png ');
});

it('does not believe a page that calls itself a picture', async () => {
  const result = await fetchPicture(`http://${host}/page.jpg`, { localHosts: [host] });
  expect(result).toMatchObject({ ok: true, value: { contentType: 'image/jpeg' } });
  expect(result.ok && sniffPicture(result.value.bytes)).toMatchObject({
    ok: false,
    error: { reason: 'html' },
  });
});

it('does not touch a private address, asked for or redirected to', async () => {
  expect(await outcome('/hello', { localHosts: [] })).toBe('private_address never');
  expect(await outcome('/to-private')).toBe('private_address never');
  expect(asked.filter((line) => line.startsWith('/hello') || line.startsWith('/secret'))).toEqual([]);
});

it('leaves a redirect loop', async () => {
  expect(await outcome('/loop')).toBe('too_many_hops never');
  await allClosed();
});

it('waits for slow headers and for a trickle no longer than the limit', async () => {
  expect(await outcome('/slow-headers', { maxMs: 100 })).toBe('time_out later');
  expect(await outcome('/trickle', { maxMs: 100 })).toBe('time_out later');
  await allClosed();
});

it('stops a flood at the size limit', async () => {
  expect(await outcome('/flood', { maxBytes: 1_000_000 })).toBe('too_large never');
  await allClosed();
});

it('takes no half picture from a connection that was cut, nor none from a closed port', async () => {
  expect(await outcome('/cut')).toBe('unreachable later');
  const result = await fetchPicture('http://127.0.0.1:1/a.png', { localHosts: ['127.0.0.1:1'] });
  expect(result).toMatchObject({ ok: false, error: { reason: 'unreachable', again: 'later' } });
});
