import { expect, it } from 'vitest';
import { type FetchOptions, fetchPicture } from '../../../src/pipeline/pictures/fetch.ts';
import type { Fetcher } from '../../../src/pipeline/remote/fetch.ts';

const url = 'https://media.example.org/a.jpg';

async function fetched(fetcher: Fetcher, options: Partial<FetchOptions> = {}, from = url) {
  const asked: { url: string; init: RequestInit }[] = [];
  const result = await fetchPicture(from, {
    localHosts: [],
    fetcher: (to, init) => {
      asked.push({ url: to, init });
      return fetcher(to, init);
    },
    ...options,
  });
  return { result, asked, reason: result.ok ? 'ok' : `${result.error.reason} ${result.error.again}` };
}

const redirect = (to: string) => new Response(null, { status: 302, headers: { location: to } });

/** A body that gives bytes for ever, at once or one every few milliseconds, and remembers whether it was let go. */
function endless(pauseMs: number): {
  body: ReadableStream<Uint8Array>;
  state: { given: number; cancelled: boolean };
} {
  const state = { given: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (state.cancelled) return;
      state.given += 1_000;
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { body, state };
}

it('gives the bytes, and sends nothing but Accept and User-Agent', async () => {
  const { result, asked } = await fetched(
    async () => new Response('abc', { headers: { 'content-type': 'image/png' } }),
    { siteUrl: 'https://news.example.org' },
    'http://media.example.org/a.jpg',
  );
  expect(result).toEqual({
    ok: true,
    value: { bytes: new TextEncoder().encode('abc'), finalUrl: url, contentType: 'image/png' },
  });
  expect(asked.map((each) => each.url)).toEqual([url]);
  const headers = new Headers(asked[0]?.init.headers);
  expect([...headers.keys()]).toEqual(['accept', 'user-agent']);
  expect(headers.get('user-agent')).toContain('https://news.example.org');
  expect(asked[0]?.init.redirect).toBe('manual');
});

it('follows redirects, each checked again, and sees through a relative one', async () => {
  const answers = new Map([
    [url, redirect('/b.jpg')],
    ['https://media.example.org/b.jpg', redirect('http://cdn.example.org/c.jpg')],
    ['https://cdn.example.org/c.jpg', new Response('abc')],
  ]);
  const { result } = await fetched(async (to) => answers.get(to) ?? new Response('', { status: 404 }));
  expect(result).toMatchObject({ ok: true, value: { finalUrl: 'https://cdn.example.org/c.jpg' } });
});

it.each([
  ['http://169.254.169.254/latest/meta-data', 'private_address never'],
  ['http://127.0.0.1:8787/desk', 'private_address never'],
  ['https://user@media.example.org/', 'credentials never'],
  ['https://media.example.org:6379/', 'port never'],
  ['file:///etc/passwd', 'scheme never'],
])('does not follow a redirect to %s', async (to, expected) => {
  const { reason, asked } = await fetched(async () => redirect(to));
  expect(reason).toBe(expected);
  expect(asked).toHaveLength(1);
});

it('leaves a redirect loop after five requests', async () => {
  const { reason, asked } = await fetched(async () => redirect(url));
  expect(reason).toBe('too_many_hops never');
  expect(asked).toHaveLength(5);
});

it.each([
  [404, 'not_found never'],
  [410, 'not_found never'],
  [403, 'not_allowed never'],
  [418, 'bad_answer never'],
  [304, 'bad_answer never'],
  [429, 'busy later'],
  [503, 'busy later'],
])('says of status %i whether trying again may help: %s', async (status, expected) => {
  expect((await fetched(async () => new Response(null, { status }))).reason).toBe(expected);
});

it('says of a network failure that trying again may help', async () => {
  const failing: Fetcher = () => Promise.reject(new TypeError('connection refused'));
  expect((await fetched(failing)).reason).toBe('unreachable later');
});

it('stops a picture that never ends at the size limit, whatever length it claims', async () => {
  const { body, state } = endless(0);
  const claims = { headers: { 'content-length': '10' } };
  const { reason } = await fetched(async () => new Response(body, claims), { maxBytes: 50_000 });
  expect(reason).toBe('too_large never');
  expect(state.cancelled).toBe(true);
  expect(state.given).toBeLessThan(60_000);
});

it('stops a trickle at the time limit, though the host ignores the signal', async () => {
  const { body, state } = endless(5);
  const { reason } = await fetched(async () => new Response(body), { maxMs: 50 });
  expect(reason).toBe('time_out later');
  expect(state.cancelled).toBe(true);
});

it('stops waiting for headers that never come', async () => {
  const { reason } = await fetched(() => new Promise<Response>(() => {}), { maxMs: 20 });
  expect(reason).toBe('time_out later');
});

it('blames no host when the caller has run out of time', async () => {
  const { reason } = await fetched(() => new Promise<Response>(() => {}), { signal: AbortSignal.abort() });
  expect(reason).toBe('out_of_time later');
});
