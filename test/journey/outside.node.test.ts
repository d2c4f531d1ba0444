/** Those outside, on the running site: a receiver that verifies what it is sent and follows it, and a WebSub hub. */
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../browser/chromium.ts';
import { enterDesk } from '../browser/pages.ts';
import { type Site, startSite } from '../browser/site.ts';
import { clientFor, read } from './client.ts';

interface Arrived {
  path: string;
  body: string;
  headers: Record<string, string>;
  /** What stood at the address that the message names, when it came. */
  found: { status: number; html: string };
}

const arrived: Arrived[] = [];
let server: Server;
let host: string;
let site: Site;
let browser: Browser;

/** Where a message leads: the article of an event, the feed of a ping. */
function addressIn(body: string): string | undefined {
  if (!body.startsWith('{')) return new URLSearchParams(body).get('hub.url') ?? undefined;
  const { data }: { data: { url?: string } } = JSON.parse(body);
  return data.url;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const address = addressIn(body);
    const { status, html } = address ? await read(address) : { status: 0, html: '' };
    arrived.push({ path: request.url ?? '', body, headers, found: { status, html } });
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port was given.');
  host = `localhost:${address.port}`;
  [site, browser] = await Promise.all([startSite({ empty: true, pictureHosts: host }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  server?.close();
});

async function whenArrived(is: (one: Arrived) => boolean): Promise<Arrived> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const found = arrived.find(is);
    if (found) return found;
    await sleep(200);
  }
  throw new Error(
    `Not told in time; so far: ${arrived.map(({ path, body }) => `${path} ${body}`).join('\n')}`,
  );
}

it('tells a webhook and the hub of each change when what they come for is there', async () => {
  const session = await enterDesk(browser, site.adminLink);
  const page = await (
    await browser.newContext({ javaScriptEnabled: false, storageState: session })
  ).newPage();
  await page.goto(`${site.url}/desk/settings`);
  await page.fill('input[name="hub"]', `http://${host}/hub`);
  await page.click('main form button.main');
  await page.goto(`${site.url}/desk/webhooks`);
  await page.fill('input[name="url"]', `http://${host}/hook`);
  await page.click('main form button.main');
  const secret = await page.inputValue('input.secret');
  await page.click('form[action$="/test"] button');
  const verifier = new Webhook(secret);
  const type = (one: Arrived): string => {
    const { type }: { type: string } = JSON.parse(one.body);
    return type;
  };
  const test = await whenArrived((one) => one.path === '/hook');
  expect(verifier.verify(test.body, test.headers)).toMatchObject({ type: 'webhook.test' });

  const client = clientFor(site, await site.token('admin', 'Robin'));
  const sent = await client.submit({
    lang: 'en',
    markdown: '# The bell\n\nIt rings twice.\n\nTranslation: Mara',
  });
  const id = await client.whenReady(sent);
  await client.approve(id);
  // The front page and the feed are in the cache as they are now.
  const feed = `${site.url}/en/feed.xml`;
  for (const url of [feed, `${site.url}/en/`]) await read(url);
  const { url } = await client.publish(id);

  const told = await whenArrived((one) => one.path === '/hook' && type(one) === 'article.published');
  expect(verifier.verify(told.body, told.headers)).toMatchObject({
    data: { id, lang: 'en', url, title: 'The bell', state: 'published' },
  });
  expect([told.found.status, told.found.html]).toEqual([200, expect.stringContaining('It rings twice.')]);
  const pinged = await whenArrived((one) => one.path === '/hub' && addressIn(one.body) === feed);
  expect(pinged.found.html).toContain('<title>The bell</title>');

  await client.withdraw(id, 'The bell is silent.');
  const taken = await whenArrived((one) => one.path === '/hook' && type(one) === 'article.withdrawn');
  expect(verifier.verify(taken.body, taken.headers)).toMatchObject({
    data: { id, url, state: 'withdrawn', reason: 'The bell is silent.' },
  });
  expect(taken.found.status).toBe(410);
  arrived.splice(0, arrived.indexOf(pinged) + 1);
  const last = await whenArrived((one) => one.path === '/hub' && addressIn(one.body) === feed);
  expect(last.found.html).not.toContain('The bell');

  await page.goto(`${site.url}/desk/webhooks`);
  await page.click('main a[href^="/desk/webhooks/"]');
  await page.locator('main .beside').first().waitFor();
  expect(await page.locator('main .beside').count()).toBe(3);
  // The receiver has it a moment before the desk has written that down.
  const delivered = async (): Promise<number> => {
    await page.reload();
    return page.locator('main .state.ready', { hasText: 'delivered' }).count();
  };
  await expect.poll(delivered, { timeout: 30_000 }).toBe(3);
});
