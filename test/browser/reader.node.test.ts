/** Reader pages in a real browser: what a reader on a phone, in the dark or from right to left meets. */
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientFor } from '../journey/client.ts';
import { launchBrowser } from './chromium.ts';
import { audit, LEAST } from './lighthouse-audit.ts';
import { faultsOf, looks, paintedOf } from './looks.ts';
import { openPage, readerPages, type SamplePage, visitPictures } from './pages.ts';
import { freePort, type Site, startSite } from './site.ts';

/** Two editions through the real pipeline, on a machine that does other things too. */
const SETTING_UP_MAX_MS = 300_000;

let site: Site;
let browser: Browser;
let pages: SamplePage[];

let port: number;

beforeAll(async () => {
  port = await freePort();
  [site, browser] = await Promise.all([startSite(), launchBrowser([`--remote-debugging-port=${port}`])]);
  pages = await readerPages(site);
}, SETTING_UP_MAX_MS);

afterAll(async () => {
  await browser.close();
  await site.stop();
});

const pathOf = (name: string): string => {
  const found = pages.find((page) => page.name === name);
  if (!found) throw new Error(`The site has no ${name} page.`);
  return found.path;
};

/** Opens a page in a context of its own. */
async function withPage<T>(options: BrowserContextOptions, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext(options);
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

it('has a page of every kind in each language of the sample edition', () => {
  const kinds = ['front', 'article', 'month', 'topic', 'person', 'story', 'search', 'not-found'];
  const rarer = ['corrected', 'later', 'search-none', 'search-empty', 'search-busy', 'withdrawn'];
  const wanted = [
    ...['en', 'zh-hans', 'ar'].flatMap((lang) => kinds.map((kind) => `${kind}.${lang}`)),
    ...['en', 'ar'].flatMap((lang) => rarer.map((kind) => `${kind}.${lang}`)),
  ];
  expect(pages.map(({ name }) => name).sort()).toEqual([...wanted, 'home'].sort());
});

it('has a lead, a grid, sections by topic and a rest on its front page', async () => {
  await withPage({}, async (page) => {
    await page.goto(site.url + pathOf('front.en'));
    expect(await page.locator('.lead img').count()).toBe(1);
    expect(await page.locator('section[aria-label] .card').count()).toBe(6);
    const sections = page.locator('.sect:has(.card)');
    expect(await sections.locator('> h2').allTextContents()).toEqual(['City life', 'Environment']);
    expect(await sections.locator('.card').count()).toBe(6);
    expect(await page.locator('.sect .lines li').count()).toBe(2);
  });
});

it('loads every page without a word in the console, a script, or a request to anyone else', async () => {
  await withPage({}, async (page) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      // Chromium itself logs the status of a 404, 410 or 429 page.
      if (!/status of (?:404|410|429)/.test(message.text()))
        complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      const elsewhere = new URL(request.url()).origin !== site.url;
      if (elsewhere || request.resourceType() === 'script')
        complaints.push(`${page.url()} asked for ${request.url()}`);
    });
    for (const one of pages) {
      await openPage(page, site, one);
      const scripts = await page.locator('script:not([type="application/ld+json"])').count();
      if (scripts > 0) complaints.push(`${one.path}: ${scripts} scripts in the page`);
    }
    expect(complaints).toEqual([]);
  });
});

it('needs one request before the text of an article can be read', async () => {
  await withPage({}, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.resourceType()));
    await page.goto(site.url + pathOf('article.en'), { waitUntil: 'load' });
    expect(asked.filter((type) => type !== 'image')).toEqual(['document']);
  });
});

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

it('weighs little: text and style in the first TCP window, all of it within 120 kB', async () => {
  const weights = { document: 0, image: 0, other: 0 };
  await withPage(phone, async (page) => {
    page.on('response', async (response) => {
      const type = response.request().resourceType();
      const body = await response.body();
      // Cloudflare compresses text on its way; the local site does not.
      if (type === 'document') weights.document += gzipSync(body).byteLength;
      else weights[type === 'image' ? 'image' : 'other'] += body.byteLength;
    });
    await page.goto(site.url + pathOf('article.en'), { waitUntil: 'networkidle' });
    const shown = await page.evaluate(`document.querySelector('.fig img').currentSrc`);
    expect(shown).toMatch(/\/960\.webp$/);
  });
  expect(weights.document).toBeLessThanOrEqual(14_000);
  expect(weights.other).toBe(0);
  expect(weights.image).toBeGreaterThan(0);
  expect(weights.document + weights.image).toBeLessThanOrEqual(120_000);
});

it('moves nothing while it loads, and paints its title or its picture largest', async () => {
  for (const options of [phone, {}]) {
    await withPage(options, async (page) => {
      for (const { name, path } of pages.filter((one) =>
        /^(?:home|front|article|corrected)/.test(one.name),
      )) {
        await page.goto(site.url + path, { waitUntil: 'networkidle' });
        const kind = /^(?:home|front)/.test(name) ? 'front' : 'article';
        expect([name, ...(await paintedOf(page, kind))]).toEqual([name, 0, 'expected']);
      }
    });
  }
});

it('shows every picture to who scrolls to it', async () => {
  const blank: string[] = [];
  await withPage({ ...phone, colorScheme: 'dark' }, async (page) => {
    for (const { name, path } of pages.filter((one) => /^(?:front|article|topic)/.test(one.name))) {
      await page.goto(site.url + path, { waitUntil: 'load' });
      blank.push(...(await visitPictures(page)).map((src) => `${name}: ${src}`));
    }
  });
  expect(blank).toEqual([]);
});

it('reaches Lighthouse’s bar in what does not depend on the machine’s speed', async () => {
  for (const name of ['article.en', 'front.en']) {
    // Lighthouse gives robots.txt two seconds, which a busy machine may exceed; `npm run lighthouse` asks for it.
    const seen = await audit(site.url + pathOf(name), port, {
      only: ['accessibility', 'best-practices', 'seo'],
      skip: ['robots-txt'],
    });
    expect([name, seen.lost]).toEqual([name, []]);
    for (const score of Object.values(seen.scores)) expect(score).toBeGreaterThanOrEqual(LEAST);
  }
});

/** What axe finds in each of some pages, opened in one look. */
async function faultsIn(options: BrowserContextOptions, only: RegExp): Promise<string[]> {
  const faults: string[] = [];
  await withPage(options, async (page) => {
    for (const one of pages.filter(({ name }) => only.test(name))) {
      await openPage(page, site, one);
      faults.push(...(await faultsOf(page)).map((fault) => `${one.name}: ${fault}`));
    }
  });
  return faults;
}

it.each(looks)('has no accessibility fault that axe knows: $look', async ({ options, only }) => {
  expect(await faultsIn(options, only)).toEqual([]);
});

it('marks what was found also where the system sets all colours', async () => {
  await withPage({ forcedColors: 'active', colorScheme: 'dark' }, async (page) => {
    await page.goto(site.url + pathOf('search.en'));
    const ground = `getComputedStyle(document.querySelector('mark')).backgroundColor`;
    // Its letters get the colour that belongs on the system's own ground; on none they would be black on black.
    expect(await page.evaluate(ground)).toMatch(/^rgb\(/);
  });
});

/** What moves of itself, and how a jump within the page is made. */
const motionOf = (page: Page): Promise<[number, string]> =>
  page.evaluate<[number, string]>(
    '[document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior]',
  );

it('moves nothing of itself, and glides within a page only for who has not asked for little motion', async () => {
  for (const [reducedMotion, jump] of [
    ['reduce', 'auto'],
    ['no-preference', 'smooth'],
  ] as const) {
    await withPage({ reducedMotion }, async (page) => {
      for (const name of ['front.en', 'corrected.en', 'search.en']) {
        await page.goto(site.url + pathOf(name));
        expect([name, ...(await motionOf(page))]).toEqual([name, 0, jump]);
      }
    });
  }
});

it('is valid HTML, as the site gives it', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  });
  const problems: string[] = [];
  for (const { name, path, kept } of pages) {
    const html = kept?.body ?? (await (await fetch(site.url + path)).text());
    for (const { messages } of (await validator.validateString(html)).results) {
      problems.push(...messages.map(({ ruleId, message }) => `${name}: ${ruleId}: ${message}`));
    }
  }
  expect(problems).toEqual([]);
});

/** What stands on paper, and what only a screen can use. */
const onPaper = [
  { name: 'article.en', kept: ['.art h1', '.rail', '.fig img', '.body', '.src', '.colo'], left: ['.also'] },
  { name: 'corrected.ar', kept: ['.art h1', '.rail', '.corr', '.body', '.colo'], left: ['.toc'] },
];

it.each(onPaper)('prints the article with its source and credits, and no navigation: $name', async (one) => {
  await withPage({}, async (page) => {
    await page.goto(site.url + pathOf(one.name));
    const visible = (selectors: string[]) =>
      Promise.all(selectors.map(async (selector) => [selector, await page.locator(selector).isVisible()]));
    const each = (selectors: string[], shown: boolean) => selectors.map((selector) => [selector, shown]);
    const left = [...one.left, 'body > .foot', '.top nav', '.end > .tail'];
    expect(await visible([...one.kept, ...left])).toEqual(each([...one.kept, ...left], true));
    await page.emulateMedia({ media: 'print' });
    expect(await visible(one.kept)).toEqual(each(one.kept, true));
    expect(await visible(left)).toEqual(each(left, false));
  });
});

it('writes the address of the source out on paper, which has no links', async () => {
  await withPage({}, async (page) => {
    await page.goto(site.url + pathOf('article.en'));
    await page.emulateMedia({ media: 'print' });
    const written = await page.evaluate(
      `getComputedStyle(document.querySelector('.src a'), '::after').content`,
    );
    expect(written).toContain('https://www.example.org/litoral/2026/enguias-de-almoura');
  });
});

it('never needs sideways scrolling on a narrow phone', async () => {
  const wide: string[] = [];
  await withPage({ viewport: { width: 320, height: 640 } }, async (page) => {
    for (const one of pages) {
      await openPage(page, site, one);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > 320) wide.push(`${one.name}: ${width} pixels`);
    }
  });
  expect(wide).toEqual([]);
});

/** In the browser: by a title's language and direction, how far from the list's right edge each of its lines ends, in pixels. */
const startGaps = `Object.fromEntries([...document.querySelectorAll('.lines > li > a')].map((link) => {
  const title = link.querySelector('bdi') ?? link;
  const range = document.createRange();
  range.selectNodeContents(title);
  const ends = new Map();
  for (const { bottom, right } of range.getClientRects())
    ends.set(Math.round(bottom), Math.max(ends.get(Math.round(bottom)) ?? 0, right));
  const edge = link.parentElement.getBoundingClientRect().right;
  const key = title.closest('[lang]').lang + ' ' + getComputedStyle(title).direction;
  return [key, [...ends.values()].map((end) => Math.round(edge - end))];
}))`;

it('mirrors Arabic pages', async () => {
  await withPage({}, async (page) => {
    await page.goto(site.url + pathOf('article.ar'));
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    const width = page.viewportSize()?.width ?? 0;
    // The site's name stands at the side where reading begins.
    expect((await page.locator('header a').first().boundingBox())?.x).toBeGreaterThan(width / 2);
  });
  // Each line of a list's titles begins there too, whatever their own direction, also where they wrap.
  await withPage({ viewport: { width: 240, height: 640 } }, async (page) => {
    await page.goto(site.url + pathOf('story.ar'));
    const gaps = await page.evaluate<Record<string, number[]>>(startGaps);
    expect(Object.keys(gaps).sort()).toEqual(['ar rtl', 'en ltr', 'zh-Hans ltr']);
    expect(gaps['en ltr']?.length).toBeGreaterThan(1);
    expect(Object.values(gaps).flatMap((each) => each.filter((gap) => gap > 1))).toEqual([]);
  });
});

it('shows a correction on the next load, though the browser has the old page in its cache', async () => {
  const publisher = clientFor(site, await site.token('publisher', 'Corrections'));
  const path = pathOf('article.en');
  const article = (await publisher.articles('lang=en&state=published')).find(({ url }) =>
    url?.endsWith(path),
  );
  await withPage({}, async (page) => {
    await page.goto(site.url + path);
    await page.goto(site.url + path);
    await publisher.correct(article?.id ?? '', { note: 'An earlier version gave the wrong year.' });
    // A link, as a reader follows it: unlike a reload it may be answered from the browser's cache.
    await page.goto(site.url + path);
    expect(await page.textContent('main')).toContain('An earlier version gave the wrong year.');
  });
});

it('answers the second request of every page from the cache', async () => {
  const missed: string[] = [];
  for (const { name, path } of pages.filter(({ name }) => !name.startsWith('search'))) {
    await (await fetch(site.url + path)).arrayBuffer();
    const again = await fetch(site.url + path);
    await again.arrayBuffer();
    if (again.headers.get('Cf-Cache-Status') !== 'HIT')
      missed.push(`${name}: ${again.headers.get('Cf-Cache-Status')}`);
  }
  expect(missed).toEqual([]);
});
