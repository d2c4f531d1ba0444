import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { call } from '../../../src/cli/sample/call.ts';

/** Answers to come, then 200. */
let answers: { status: number; headers?: Record<string, string> }[] = [];
let bodies: string[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  bodies.push(body);
  const { status, headers } = answers.shift() ?? { status: 200 };
  response.writeHead(status, headers).end('{"n":1}');
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
});
beforeEach(() => {
  answers = [];
  bodies = [];
});
afterAll(() => void server.close());

const post = () => call(url, 'drg_x', { method: 'POST', body: 'text' });

it('asks again while the site says that it may', async () => {
  answers = [
    { status: 503, headers: { 'Retry-After': '0' } },
    { status: 503, headers: { 'Retry-After': '0' } },
  ];
  expect(await post()).toEqual({ n: 1 });
  expect(bodies).toEqual(['text', 'text', 'text']);
});

it.each([[{ status: 503 }], [{ status: 500 }], [{ status: 409, headers: { 'Retry-After': '0' } }]])(
  'takes %j for an answer',
  async (answer) => {
    answers = [answer];
    await expect(post()).rejects.toThrow(`POST /x: ${answer.status}`);
    expect(bodies).toHaveLength(1);
  },
);
