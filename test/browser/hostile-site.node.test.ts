/**
 * All attacks of test/hostile through the real site: the form, the status page, the preview and the review, then
 * everything a reader can open once they are published, first as browsers get it and then with the
 * Content-Security-Policy switched off, so that neither the policy nor the sanitiser hides a hole of the other.
 */
import { type Browser, type BrowserContext, type Page, request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFeeds } from '../hostile/feed-reader.ts';
import { hostileSubmissions } from '../hostile/submissions.ts';
import { vectors } from '../hostile/vectors.ts';
import { foreignMarkup, type Ground, type Watch, watch } from '../hostile/watch.ts';
import { clientFor } from '../journey/client.ts';
import { launchBrowser } from './chromium.ts';
import { type DeskSession, enterDesk } from './pages.ts';
import { type Site, startSite } from './site.ts';

const breaker = '</textarea></title></style></script>"\'><img src=x onerror=alert(1)><svg onload=alert(1)>';
const fileName = '"><img src=x onerror=alert(1)>.svg';

let site: Site;
let browser: Browser;
let session: DeskSession;
/** Paths by what stands there. */
const desk: string[] = [];
const reader: string[] = [];
const files: string[] = [];

type Client = ReturnType<typeof clientFor>;

/** Sends everything in and publishes it; the last article is corrected and withdrawn with attacks for reasons. */
async function publishAll(writer: Client, publisher: Client): Promise<string[]> {
  const submissions: string[] = [];
  for (const { markdown, topics } of hostileSubmissions()) {
    submissions.push(await writer.submit({ lang: 'en', markdown, topics }));
  }
  const urls: string[] = [];
  for (const id of submissions) {
    const article = await writer.whenReady(id);
    desk.push(`/desk/articles/${article}`);
    if (urls.length % 4 === 0) desk.push(`/desk/articles/${article}/review`);
    await publisher.approve(article);
    urls.push(new URL((await publisher.publish(article)).url).pathname);
  }
  const [first, , second] = desk.map((path) => path.split('/')[3] ?? '');
  await publisher.correct(first ?? '', { note: `A note ${breaker}` });
  await publisher.withdraw(second ?? '', `A reason ${breaker}`);
  desk.push(`/desk/submissions/${submissions[0]}`, `/desk/articles/${first}/diff`);
  return urls;
}

const linksOf = async (path: string): Promise<string[]> => {
  const html = await (await fetch(site.url + path)).text();
  return [...html.matchAll(/<a[^>]* href="(\/en\/(?:topics|people|stories)\/[^"]+)"/g)].map(
    (match) => match[1]?.replaceAll('&amp;', '&') ?? '',
  );
};

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true }), launchBrowser()]);
  session = await enterDesk(browser, site.adminLink);
  const writer = clientFor(site, await site.token('admin', '<img src=x onerror=alert(1)> Tina'));
  const publisher = clientFor(site, await site.token('admin', '"><script>alert(1)</script> Paul'));
  const articles = await publishAll(writer, publisher);
  const [first = ''] = articles;
  const links = new Set((await Promise.all(articles.slice(2).map(linksOf))).flat());
  // Lists differ in their names alone; the names of every kind of list were tried one by one in hostile-alone.
  const some = ['topics', 'people', 'stories'].flatMap((kind) =>
    [...links].filter((link) => link.startsWith(`/en/${kind}/`)).slice(0, 6),
  );
  expect(articles.length).toBe(hostileSubmissions().length);
  expect(some.length).toBeGreaterThan(12);
  const month = first.split('/').slice(0, 4).join('/');
  const odd = encodeURIComponent(breaker);
  reader.push('/', '/en/', `${month}/`, ...articles, ...some);
  for (const word of ['alert', 'script', 'onerror', 'example', breaker]) {
    reader.push(`/en/search?q=${encodeURIComponent(word)}`);
  }
  reader.push(`${month}/${odd}`, `/en/topics/${odd}`, `/${odd}`, `/en/${odd}?${odd}`, `/en/?x=${breaker}`);
  desk.push('/desk/stories', '/desk/settings', '/desk/settings/topics', '/desk/settings/people');
  desk.push('/desk/glossary', '/desk/claims');
  desk.push('/desk/', '/desk/log', '/desk/work', '/desk/people', `/desk/people?after=${odd}&done=${odd}`);
  desk.push(`/desk/${odd}`, `/desk/articles/${odd}`, `/desk/submissions/${odd}?${odd}`, `/desk/?lang=${odd}`);
  desk.push(`/desk/enter?next=${odd}&key=${odd}`, `/desk/submit?source_url=${odd}`, `/desk/log?after=${odd}`);
  files.push(`/api/v1/${odd}`, `/images/${odd}`, `${first}.md`, `/${odd}.md`);
});

afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Loads a page, lets it come to rest, and reads off it what should not be there. */
async function look(page: Page, path: string, ground: Ground): Promise<string[]> {
  const answer = await page.goto(site.url + path, { waitUntil: 'load' });
  const status = answer?.status() ?? 0;
  const broken = status < 200 || status >= 500 ? [`${path} answered ${status}`] : [];
  return [...broken, ...(await lookAt(page, ground))];
}

async function lookAt(page: Page, ground: Ground): Promise<string[]> {
  const at = page.url();
  const found = (await page.evaluate(`(${foreignMarkup})(document, ${JSON.stringify(ground)})`)) as string[];
  const moved = page.url() === at ? [] : [`went away to ${page.url()}`];
  return [...found, ...moved].map((each) => `${at.slice(0, 160)}: ${each}`);
}

const modes = [
  { mode: 'as served', bypassCSP: false },
  { mode: 'with the policy switched off', bypassCSP: true },
];

describe.each(modes)('$mode', ({ mode, bypassCSP }) => {
  let context: BrowserContext;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    context = await browser.newContext({ bypassCSP, storageState: session });
    seen = await watch(context, site.url);
    page = await context.newPage();
  });
  afterAll(() => context.close());

  const expectStill = (what: string, pages: number, wrong: readonly string[]): void => {
    const all = [...wrong, ...seen.take()];
    const tried = vectors.length;
    console.log(`${what}, ${mode}: ${tried} vectors on ${pages} pages, ${all.length} sightings`);
    expect(all.slice(0, 20)).toEqual([]);
  };

  it('runs nothing on any page of the reader', async () => {
    const wrong: string[] = [];
    for (const path of reader) wrong.push(...(await look(page, path, 'reader')));
    expect(reader.length).toBeGreaterThan(40);
    expectStill('Reader', reader.length, wrong);
  });

  it('runs nothing on any screen of the desk', async () => {
    const wrong: string[] = [];
    for (const path of desk) wrong.push(...(await look(page, path, 'desk')));
    expect(desk.length).toBeGreaterThan(35);
    expectStill('Desk', desk.length, wrong);
  });

  /**
   * The form with everything hostile that a visitor can put into it. `change` is the body of a function of the
   * form, in the browser; `press` below is the button that sends it.
   */
  async function type(change: string): Promise<void> {
    await page.goto(`${site.url}/desk/submit`);
    const given = {
      markdown: vectors.map(({ markdown }) => markdown).join('\n\n') + breaker,
      topics: `${breaker}, ${breaker}`,
      // The form is a draft that comes back with what the test before left in it.
      source_url: '',
    };
    const into = `(form, given) => {
      for (const button of form.querySelectorAll('button')) button.formNoValidate = true;
      for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
      ${change}
    }`;
    await page.evaluate(
      `(${into})(document.querySelector('form[action="/desk/submit"]'), ${JSON.stringify(given)})`,
    );
  }

  async function send(press: string, change: string): Promise<void> {
    await type(change);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
    await page.setInputFiles('input[name="header_image"]', {
      name: fileName,
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(svg),
    });
    await page.click(`form[action="/desk/submit"] ${press}`);
    await page.waitForLoadState('load');
  }

  it('gives a refused form back, and nothing in it runs', async () => {
    const change = `
      form.elements.source_url.value = 'javascript:alert(1)//"><img src=x onerror=alert(1)>';
      form.elements.lang.append(new Option('x', '"><img src=x onerror=alert(1)>', true, true));`;
    await send('button.main', change);
    expect(await page.inputValue('textarea[name="markdown"]')).toContain('<script>alert(1)</script>');
    expect(await page.locator('.error').count()).toBeGreaterThan(1);
    expectStill('Refused form', 1, await lookAt(page, 'desk'));
  });

  it('refuses a picture that is markup, and nothing on that page runs', async () => {
    await send('button.main', "form.elements.lang.value = 'en';");
    expect(await page.locator('#f-header_image-error').count()).toBe(1);
    expectStill('Refused picture', 1, await lookAt(page, 'desk'));
  });

  it('shows a preview, and nothing in it runs', async () => {
    await send('button[formaction="/desk/submit/preview"]', "form.elements.lang.value = 'en';");
    expect(await page.locator('.preview').count()).toBe(1);
    expectStill('Preview', 1, await lookAt(page, 'desk'));
  });

  it('shows a preview while one types, and nothing in it runs', async () => {
    await type("form.elements.lang.value = 'en'; form.dispatchEvent(new Event('input'));");
    await page.locator('[data-live-part] .preview').waitFor();
    expectStill('Live preview', 1, await lookAt(page, 'desk'));
  });

  it('keeps what was typed when the session’s token is wrong, and nothing in it runs', async () => {
    const change = `
      form.elements.csrf.value = 'old';
      const extra = document.createElement('input');
      extra.name = '"><svg onload=alert(1)>';
      extra.value = extra.name.repeat(9);
      form.append(extra);`;
    await send('button.main', change);
    expect(await page.locator('form[data-kept]').count()).toBe(1);
    expectStill('Kept form', 1, await lookAt(page, 'desk'));
  });

  it('opens what is no page, and nothing in it runs', async () => {
    for (const path of files) {
      // Chromium saves a type that it cannot show; that is as good.
      await page.goto(site.url + path, { waitUntil: 'load' }).catch(() => undefined);
    }
    const happened = seen.take().filter((each) => !/^download: .*\.md$/.test(each));
    console.log(`Data, ${mode}: ${files.length} addresses, ${happened.length} sightings`);
    expect(happened).toEqual([]);
  });
});

it('gives feeds that nothing runs in when a feed reader shows them', async () => {
  const [front = ''] = reader.filter((path) => path === '/en/');
  const bodies = ['feed.xml', 'feed.json'].map(async (name) =>
    (await fetch(`${site.url}${front}${name}`)).text(),
  );
  const [atom = '', json = ''] = await Promise.all(bodies);
  const context = await browser.newContext({ bypassCSP: true });
  const seen = await watch(context, site.url);
  const page = await context.newPage();
  await page.route('**/blank', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${site.url}/blank`);
  const wrong = await readFeeds(page, [{ atom, json }]);
  await context.close();
  expect([...wrong, ...seen.take()].slice(0, 20)).toEqual([]);
});

it('serves nothing hostile under a type that runs', async () => {
  const api = await request.newContext();
  for (const path of files) {
    const answer = await api.get(site.url + path);
    const { 'content-type': type = '', 'x-content-type-options': sniff } = answer.headers();
    expect([path, sniff]).toEqual([path, 'nosniff']);
    const isPage = type.startsWith('text/html');
    if (isPage) expect([path, (await answer.text()).includes('<img src=x')]).toEqual([path, false]);
    else
      expect([path, type]).toEqual([
        path,
        expect.stringMatching(/^(?:text\/(?:plain|markdown)|application\/(?:problem\+)?json)/),
      ]);
  }
  await api.dispose();
});
