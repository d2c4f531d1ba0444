import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { enter, get, ORIGIN, post, putArticle, send } from './site.ts';

const anna = await enter({ name: 'Anna', role: 'translator' });
const paul = await enter({ name: 'Paul', role: 'publisher' });

const count = (table: string) => env.DB.prepare(`select count(*) as n from ${table}`).first<number>('n');

it('sends a stranger to the entry page and back to where they were going', async () => {
  const reply = await get('/desk/submit?source_url=https://example.org/a');
  expect(reply.status).toBe(303);
  expect(reply.headers.get('Location')).toBe(
    '/desk/enter?next=%2Fdesk%2Fsubmit%3Fsource_url%3Dhttps%3A%2F%2Fexample.org%2Fa',
  );
});

it('shows a form that came without a session again, whole and escaped', async () => {
  const markdown = '# Title\n\n</textarea><script>alert(1)</script> & “quotes”\n';
  const reply = await post('/desk/submit', { lang: 'zh-Hans', markdown, topics: 'a, b' });
  expect(reply.status).toBe(401);
  const page = await reply.text();
  expect(page).toContain('action="/desk/submit"');
  expect(page).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; “quotes”');
  expect(page).toContain('name="topics" value="a, b"');
  expect(page).not.toContain('<script>alert');
  expect(await count('submissions')).toBe(0);
});

it('shows a form with an old token again, with a token that works', async () => {
  const markdown = '# Kept title\n\nA long enough body for the form.';
  const first = await post('/desk/submit', { csrf: 'f'.repeat(64), lang: 'en', markdown }, anna);
  expect(first.status).toBe(403);
  const page = await first.text();
  const csrf = /name="csrf" value="([0-9a-f]{64})"/g;
  const kept = [...page.matchAll(csrf)].at(-1)?.[1] ?? '';
  expect(kept).toBe(anna.csrf);
  expect(page).toContain('# Kept title');
  const again = await post(
    '/desk/submit',
    { csrf: kept, lang: 'en', markdown },
    { cookie: anna.cookie ?? '' },
  );
  expect(again.status).toBe(303);
});

it.each<[string, Record<string, string>]>([
  ['another site', { Origin: 'https://evil.test' }],
  ['a sandboxed frame', { Origin: 'null' }],
  ['the same host on another port', { Origin: `${ORIGIN}:8080` }],
  ['a browser that says cross-site', { Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' }],
  ['a browser that says same-site', { 'Sec-Fetch-Site': 'same-site' }],
])('refuses a form from %s, even with the right token', async (_, headers) => {
  const before = await count('tokens');
  const fields = { csrf: anna.csrf ?? '', name: 'Mine', role: 'translator', days: '9' };
  const reply = await send('/desk/people/tokens', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
    as: anna,
  });
  expect(reply.status).toBe(403);
  expect(await count('tokens')).toBe(before);
});

it('refuses a form that says nothing of where it comes from', async () => {
  const body = new URLSearchParams({ csrf: anna.csrf ?? '' });
  expect((await send('/desk/leave', { method: 'POST', body, as: anna })).status).toBe(403);
  expect((await post('/desk/leave', { csrf: 'f'.repeat(64) }, anna)).status).toBe(403);
  expect((await get('/desk/', anna)).status).toBe(200);
});

it("refuses another session's token", async () => {
  const reply = await post(
    '/desk/people/tokens',
    { csrf: paul.csrf ?? '', name: 'x', role: 'translator', days: '9' },
    anna,
  );
  expect(reply.status).toBe(403);
});

it('asks JSON requests for the token as well', async () => {
  const ask = (csrf: string) =>
    send('/desk/passkeys/offer', {
      method: 'POST',
      body: JSON.stringify({ csrf }),
      headers: { 'Content-Type': 'application/json', Origin: ORIGIN },
      as: anna,
    });
  expect((await ask('')).status).toBe(403);
  expect((await ask(anna.csrf ?? '')).status).toBe(200);
});

it('takes no bearer token at the desk', async () => {
  const reply = await send('/desk/', { headers: { Authorization: `Bearer drg_${'A'.repeat(43)}` } });
  expect(reply.status).toBe(303);
});

it('keeps every answer private, unframed and without foreign script', async () => {
  const { id } = await putArticle({ title: 'Headers' });
  const answers = await Promise.all([
    get('/desk/', anna),
    get('/desk/'),
    get('/desk/enter'),
    get('/desk/enter?key=x'),
    get('/desk/nothing', anna),
    get('/desk/log', anna),
    get(`/desk/articles/${id}`, anna),
    get('/desk/people', anna),
    get('/desk/assets/desk.css'),
    get('/desk/assets/desk.js'),
    post('/desk/submit', {}, anna),
    post('/desk/submit', {}),
    post('/desk/submit', {}, anna, { headers: { Origin: 'https://evil.test' } }),
    post('/desk/words', { words: 'zh-Hans' }, anna),
  ]);
  for (const { headers } of answers) {
    expect(headers.get('Cache-Control')).toBe('private, no-store');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  }
});

it('writes no inline script, style or handler, so that the policy costs nothing', async () => {
  const { id } = await putArticle({ title: 'Inline' });
  for (const path of ['/desk/', '/desk/submit', '/desk/people', '/desk/enter', `/desk/articles/${id}`]) {
    const page = await (await get(path, paul)).text();
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
  }
});

it('speaks the language of the browser, and the chosen one above it', async () => {
  const zh = await send('/desk/enter', { headers: { 'Accept-Language': 'fr, zh-CN;q=0.9, en;q=0.8' } });
  expect(await zh.text()).toContain('<html lang="zh-Hans">');
  for (const [asked, lang] of [
    ['en;q=0.5, ZH-TW;q=0.7', 'zh-Hans'],
    ['en;q=0.8,zh;q=0.8', 'en'],
    ['zh;q=0', 'en'],
    ['zho, eng', 'en'],
    ['de, *', 'en'],
    [',;q=,zh ; q=0.1;x', 'zh-Hans'],
  ] as const) {
    const page = await send('/desk/enter', { headers: { 'Accept-Language': asked } });
    expect([asked, await page.text()]).toEqual([asked, expect.stringContaining(`<html lang="${lang}">`)]);
  }
  const chosen = await send('/desk/enter', {
    headers: { 'Accept-Language': 'zh-CN', Cookie: 'dragoman-words=en' },
  });
  expect(await chosen.text()).toContain('<html lang="en">');
});

it('answers the same for what is not there and what may not be seen', async () => {
  const other = await post('/desk/submit', { lang: 'ar', markdown: '# عنوان\n\nنص' }, paul);
  const theirs = other.headers.get('Location') ?? '';
  const missing = '/desk/submissions/01a20914-5771-76a8-827c-ad99a840b7e6';
  const [hidden, none] = await Promise.all([get(theirs, anna), get(missing, anna)]);
  expect(hidden.status).toBe(404);
  const bare = (page: string) => page.replaceAll(/\/desk\/submissions\/[0-9a-f-]+/g, '');
  expect(bare(await hidden.text())).toBe(bare(await none.text()));
  expect((await get(theirs, paul)).status).toBe(200);
});
