import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startProgress } from '../../../src/cli/import/progress.ts';
import { makeReport } from '../../../src/cli/import/report.ts';
import { openState } from '../../../src/cli/import/state.ts';
import { fakeSite, item, send, serve } from './fake-site.ts';
import { makeFolder, newFolder } from './files.ts';

const ready = { state: 'ready', article: { id: 'A', state: 'in_review' }, findings: [] };

it('waits when the quota is used up and when the site stumbles, and loses nothing', async () => {
  const calls: string[] = [];
  const url = await fakeSite((call) => {
    calls.push(call);
    if (calls.length === 1) return [429, { detail: 'Too many requests.' }, { 'retry-after': '1' }];
    if (calls.length === 2) return [503, { detail: 'Starting.' }];
    return call.startsWith('POST') ? [202, { id: 'S', state: 'queued' }] : [200, ready];
  });
  expect(await send(url, [item('one')], 'review')).toMatchObject([{ state: 'received', losses: [] }]);
  expect(calls).toEqual([
    'POST /submissions',
    'POST /submissions',
    'POST /submissions',
    'GET /submissions/S',
  ]);
});

it('goes on after an item that is refused, and names what stays unpublished', async () => {
  const url = await fakeSite((call, body) => {
    if (body.includes('# bad')) return [422, { detail: 'markdown: There is no text.' }];
    if (call === 'POST /submissions')
      return [202, { id: body.includes('# lost') ? 'L' : 'S', state: 'ready' }];
    if (call === 'GET /submissions/L') return [200, { state: 'failed', reason: 'The text is too long.' }];
    if (call.startsWith('GET')) return [200, ready];
    return [403, { detail: 'Somebody else must approve it.' }];
  });
  const outcomes = await send(url, [item('bad'), item('lost'), item('own')], 'publish');
  expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'failed', 'unpublished']);
  const report = makeReport({ items: [], skipped: [], broken: [] }, outcomes, []);
  expect(report.failures).toBe(3);
  for (const line of [
    '- bad: markdown: There is no text.',
    '- lost: The text is too long.',
    '- own: not published: Somebody else must approve it.',
  ]) {
    expect(report.lines).toContain(line);
  }
});

it('sends everything again to a site that was emptied since, and nothing to one that was not', async () => {
  let isEmptied = false;
  const calls: string[] = [];
  const url = await fakeSite((call) => {
    calls.push(call);
    if (call === 'GET /articles/A' && isEmptied)
      return [404, { detail: 'There is no article with this id.' }];
    return call.startsWith('POST') ? [202, { id: 'S', state: 'ready' }] : [200, ready];
  });
  const folder = newFolder();
  await send(url, [item('one')], 'review', folder);
  expect(await send(url, [item('one')], 'review', folder)).toMatchObject([{ state: 'known' }]);
  isEmptied = true;
  expect(await send(url, [item('one')], 'review', folder)).toMatchObject([{ state: 'received' }]);
  expect(calls.filter((call) => call === 'POST /submissions')).toHaveLength(2);
});

it('makes no revision of an article whose text is the same', async () => {
  const calls: string[] = [];
  const url = await fakeSite((call) => {
    calls.push(call);
    return call.startsWith('POST') ? [202, { id: 'S', state: 'ready' }] : [200, ready];
  });
  const folder = newFolder();
  await send(url, [item('one')], 'review', folder);
  const again = await send(url, [{ ...item('one'), topics: ['new'] }], 'review', folder);
  expect(again).toMatchObject([{ state: 'received', losses: [expect.stringContaining('topics')] }]);
  await send(url, [{ ...item('one'), topics: ['new'], markdown: '# one\n\nOther.\n' }], 'review', folder);
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual([
    'POST /submissions',
    'POST /articles/A/revisions',
  ]);
});

it('stops at once when the token is not known', async () => {
  const url = await fakeSite(() => [401, { detail: 'No.' }]);
  await expect(send(url, [item('one'), item('two')], 'review')).rejects.toThrow('npm run token');
});

it('says what is wrong when the address is no such site', async () => {
  const url = await serve((_, response) => response.end('<h1>Hello</h1>'));
  expect(await send(url, [item('one')], 'review')).toMatchObject([
    { state: 'failed', losses: [expect.stringContaining('--url')] },
  ]);
  const other = await serve((_, response) => response.writeHead(404).end('<h1>Nothing</h1>'));
  expect(await send(other, [item('one')], 'review')).toMatchObject([
    { state: 'failed', losses: [expect.stringMatching(/404 Not Found and no reason.*--url/)] },
  ]);
});

it('sends nothing where it could not note what is done', async () => {
  const calls: string[] = [];
  const url = await fakeSite((call) => {
    calls.push(call);
    return [202, { id: 'S', state: 'ready' }];
  });
  const file = join(makeFolder({ taken: '' }), 'taken');
  await expect(async () => send(url, [item('one')], 'review', file)).rejects.toThrow('--work');
  expect(calls).toEqual([]);
});

it('keeps what is done through a line that a kill cut short', () => {
  const folder = newFolder();
  const line = (id: string) => ({ id, content: 'c', text: 't', article: 'A', stage: 'received' as const });
  const url = 'http://localhost:1';
  openState(folder, url).add(line('first'));
  const [file = ''] = readdirSync(folder);
  appendFileSync(join(folder, file), '{"id":"cut","cont');
  openState(folder, url).add(line('second'));
  const state = openState(folder, url);
  expect([state.find('first')?.id, state.find('cut'), state.find('second')?.id]).toEqual([
    'first',
    undefined,
    'second',
  ]);
});

it('draws a bar on a terminal and plain lines elsewhere', () => {
  let now = 0;
  const run = (isTTY: boolean): string => {
    let written = '';
    now = 0;
    const progress = startProgress(40, 'articles', { isTTY, write: (text) => (written += text) }, () => now);
    for (let n = 0; n < 40; n++) {
      now += 500;
      progress.step();
    }
    progress.end();
    return written;
  };
  expect(run(true)).toMatch(/\r\[#{12}\.{12}\] 20\/40 articles, 50 %, 2\.0\/s, about 10 s left/);
  expect(run(false)).toBe(
    '20/40 articles, 50 %, 2.0/s, about 10 s left\n40/40 articles, 100 %, 2.0/s\n40/40 articles, 100 %, 2.0/s\n',
  );
});

it('tells the time that is left from what it sent, not from what was there before an interruption', () => {
  let now = 0;
  let written = '';
  const progress = startProgress(1_000, 'articles', { write: (text) => (written += text) }, () => now);
  for (let n = 0; n < 500; n++) progress.step('known');
  now = 20_000;
  for (let n = 0; n < 100; n++) progress.step();
  progress.end();
  expect(written).toContain('600/1000 articles, 60 %, 5.0/s, about 80 s left');
});
