/**
 * All attacks of test/hostile through the real site: the form, its previews, the desk, then everything a reader can
 * open once they are published, first as browsers get it and then with the Content-Security-Policy switched off, so
 * that neither the policy nor the sanitiser hides a hole of the other.
 */
import { type Browser, request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/told/en.ts';
import { readFeeds } from '../hostile/feed-reader.ts';
import { type Looker, lookerOf } from '../hostile/look.ts';
import { nowhere } from '../hostile/newsroom.ts';
import { fitting, packs } from '../hostile/packs.ts';
import { type HostileSubmission, hostileSubmissions, wholeTextLimits } from '../hostile/submissions.ts';
import { watch } from '../hostile/watch.ts';
import { breaker, fillWorld, type World } from '../hostile/world.ts';
import { launchBrowser } from './chromium.ts';
import { type DeskSession, enterDesk } from './pages.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let browser: Browser;
let session: DeskSession;
let world: World;

const texts = hostileSubmissions();
const markdowns = texts.map(({ markdown }) => markdown);
/** File names of several attacks each. */
const fileNames = packs(fitting(1_900), 4_000);

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite({ empty: true, pictureHosts: nowhere }), launchBrowser()]);
  session = await enterDesk(browser, site.adminLink);
  world = await fillWorld(site, session, texts);
}, 300_000);

afterAll(async () => {
  await browser.close();
  await site.stop();
});

const modes = [
  { mode: 'as served', bypassCSP: false },
  { mode: 'with the policy switched off', bypassCSP: true },
];

describe.each(modes)('$mode', ({ mode, bypassCSP }) => {
  let looker: Looker;
  beforeAll(async () => {
    looker = await lookerOf(browser, site, { mode, bypassCSP, storageState: session });
  });
  afterAll(() => looker.context.close());

  for (const ground of ['reader', 'desk'] as const) {
    it(`runs nothing on any page of the ${ground}`, async () => {
      const surfaces = world.surfaces.filter((surface) => surface.ground === ground);
      for (const { paths, shown } of surfaces) {
        expect.soft(paths.length, shown[0]?.what).toBeGreaterThan(0);
        for (const path of paths) await looker.open(path, ground);
        looker.expectStill(...shown);
      }
    }, 300_000);
  }

  /** Fills the form in; `change` is the body of a function of the form, in the browser. */
  async function type(given: Record<string, string>, change = ''): Promise<void> {
    const into = `(form, given) => {
      for (const button of form.querySelectorAll('button')) button.formNoValidate = true;
      for (const [name, value] of Object.entries(given)) form.elements[name].value = value;
      ${change}
    }`;
    const form = 'document.querySelector(\'form[action="/desk/submit"]\')';
    await looker.page.evaluate(`(${into})(${form}, ${JSON.stringify(given)})`);
  }

  const all = {
    markdown: markdowns.join('\n\n'),
    topics: `${breaker}, ${breaker}`,
    // The form is a draft that comes back with what the test before left in it.
    source_url: '',
    lang: 'en',
  };

  async function press(button: string): Promise<void> {
    await looker.page.click(`form[action="/desk/submit"] ${button}`);
    await looker.page.waitForLoadState('load');
  }

  it('gives a refused form back, and nothing in it runs', async () => {
    await looker.page.goto(`${site.url}/desk/submit`);
    const change = `
      form.elements.source_url.value = 'javascript:alert(1)//"><img src=x onerror=alert(1)>';
      form.elements.lang.append(new Option('x', '"><img src=x onerror=alert(1)>', true, true));`;
    await type(all, change);
    await press('button.main');
    expect(await looker.page.locator('.error').count()).toBeGreaterThan(1);
    await looker.look('desk');
    looker.expectStill({ what: 'Refused form', sent: markdowns, least: 900 });
  });

  it('refuses pictures that are markup, whatever their files are called, and nothing on that page runs', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
    await looker.page.goto(`${site.url}/desk/submit`);
    for (const name of fileNames) {
      await type({ ...all, markdown: `# ${breaker}` });
      await looker.page.setInputFiles('input[name="header_image"]', {
        name: `${name}.svg`,
        mimeType: 'image/svg+xml',
        buffer: Buffer.from(svg),
      });
      await press('button.main');
      expect(await looker.page.locator('#f-header_image-error').count()).toBe(1);
      await looker.look('desk');
    }
    looker.expectStill({ what: 'File names', sent: fileNames, least: 0 });
  });

  it('shows previews, each attack as markup, and nothing in them runs', async () => {
    await looker.page.goto(`${site.url}/desk/submit`);
    for (const text of texts) {
      await type({ ...all, markdown: text.markdown, source_markdown: text.sourceMarkdown });
      await press('button[formaction="/desk/submit/preview"]');
      await expectPreview(text);
    }
    looker.expectStill({ what: 'Preview', sent: markdowns, least: 900 });
  });

  it('shows previews while one types, each attack as markup, and nothing in them runs', async () => {
    const { page } = looker;
    // A draft of before is shown first: its preview must not come after what is typed here.
    await page.goto(`${site.url}/desk/submit`, { waitUntil: 'networkidle' });
    // The form waits until nobody types any more; nobody does here.
    await page.evaluate(
      '{ const wait = setTimeout; window.setTimeout = (does, ms) => wait(does, ms / 50); }',
    );
    for (const text of texts) {
      const again =
        "document.querySelector('[data-live-part]').replaceChildren(); form.dispatchEvent(new Event('input'));";
      await type({ ...all, markdown: text.markdown, source_markdown: '' }, again);
      await page.locator('[data-live-part] .preview').waitFor();
      await expectPreview(text);
    }
    looker.expectStill({ what: 'Live preview', sent: markdowns, least: 300 });
  });

  /** A preview whose attacks were read as markup, every one of them: no limit, and no other attack, hid it. */
  async function expectPreview({ count, isBeyondLimits }: HostileSubmission): Promise<void> {
    const [marks, said] = (await looker.page.evaluate(`[
      [...document.querySelectorAll('.preview i')].filter(({ textContent }) => /^after \\d+$/.test(textContent)).length,
      document.querySelector('.live').textContent,
    ]`)) as [number, string];
    const excessive = wholeTextLimits.some((check) => said.includes(en[check]));
    expect(excessive).toBe(isBeyondLimits);
    expect(marks).toBeGreaterThanOrEqual(count - 1);
    await looker.look('desk');
  }

  it('keeps what was typed when the session’s token is wrong, and nothing in it runs', async () => {
    await looker.page.goto(`${site.url}/desk/submit`);
    const change = `
      form.elements.csrf.value = 'old';
      const extra = document.createElement('input');
      extra.name = '"><svg onload=alert(1)>';
      extra.value = extra.name.repeat(9);
      form.append(extra);`;
    await type(all, change);
    await press('button.main');
    expect(await looker.page.locator('form[data-kept]').count()).toBe(1);
    await looker.look('desk');
    looker.expectStill({ what: 'Kept form', sent: markdowns, least: 900 });
  });

  it('opens what is no page, and nothing in it runs', async () => {
    for (const path of world.files) {
      // Chromium saves a type that it cannot show; that is as good.
      await looker.page.goto(site.url + path, { waitUntil: 'load' }).catch(() => undefined);
    }
    const happened = looker.take().filter((each) => !/^download: .*\.md$/.test(each));
    console.log(`Data, ${mode}: ${world.files.length} addresses, ${happened.length} sightings`);
    expect(happened).toEqual([]);
  });
});

it('gives feeds that nothing runs in when a feed reader shows them', async () => {
  const bodies = ['feed.xml', 'feed.json'].map(async (name) =>
    (await fetch(`${site.url}/en/${name}`)).text(),
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
  for (const path of world.files) {
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
