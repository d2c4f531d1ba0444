/**
 * Each attack of test/hostile alone in a real browser without any Content-Security-Policy: in every field of an
 * article page, in lists, in feeds as a feed reader shows them. The same attacks as they were written must run,
 * or the watch would prove nothing.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { styleSheet } from '../../src/reader/style.ts';
import { readFeeds } from '../hostile/feed-reader.ts';
import { articlePage, feeds, listPages } from '../hostile/pages.ts';
import { type Vector, vectors } from '../hostile/vectors.ts';
import { foreignMarkup, type Ground, type Watch, watch } from '../hostile/watch.ts';
import { launchBrowser } from './chromium.ts';

const blank = 'http://blank.test';
/** Frames at once: each holds a whole page. */
const FRAMES = 40;

let browser: Browser;
let context: BrowserContext;
let page: Page;
let seen: Watch;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext();
  seen = await watch(context, blank);
  // The network is closed: what is asked of others is seen and goes nowhere.
  await context.route('**/*', (route) =>
    route.request().url() === `${blank}/`
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>blank</title>' })
      : route.fulfill({ status: 404, contentType: 'text/plain', body: '' }),
  );
  page = await context.newPage();
  await page.goto(`${blank}/`);
});

afterAll(async () => {
  await browser.close();
});

interface Document {
  name: string;
  html: string;
}

/** Without its style sheet a page is the same to an attack, and two thousand of them are laid out in half the time. */
const unstyled = (html: string): string => html.replace(styleSheet, () => ':root{}');

/** Loads documents into frames that may do anything, waits until they are still, and reads them. */
const loadFrames = `async ({ documents, ground, check }) => {
  const read = eval(check);
  const frames = documents.map(({ name, html }) => {
    const frame = document.createElement('iframe');
    frame.name = name;
    frame.width = frame.height = 8;
    frame.srcdoc = html;
    return frame;
  });
  await Promise.all(frames.map((frame) => new Promise((done) => {
    frame.addEventListener('load', done, { once: true });
    document.body.append(frame);
    setTimeout(done, 3000);
  })));
  await new Promise((done) => setTimeout(done, 20));
  const wrong = [];
  for (const frame of frames) {
    if (ground === undefined) continue; // As written: only what happens counts.
    const { contentWindow } = frame;
    if (contentWindow.location.href !== 'about:srcdoc') { wrong.push(frame.name + ' went away'); continue; }
    for (const each of contentWindow.eval(check)(contentWindow.document, ground)) wrong.push(frame.name + ' ' + each);
  }
  for (const frame of frames) frame.remove();
  return wrong;
}`;

async function inFrames(documents: readonly Document[], ground: Ground | undefined): Promise<string[]> {
  const wrong: string[] = [];
  for (let at = 0; at < documents.length; at += FRAMES) {
    const batch = documents.slice(at, at + FRAMES);
    const argument = JSON.stringify({ documents: batch, ground, check: `(${foreignMarkup})` });
    wrong.push(...((await page.evaluate(`(${loadFrames})(${argument})`)) as string[]));
  }
  return [...wrong, ...seen.take()];
}

const named = (of: (vector: Vector) => string): Document[] =>
  vectors.map((vector) => ({ name: vector.name, html: of(vector) }));

/** How many of the documents a list of sightings speaks of. */
const distinct = (sightings: readonly string[]): number =>
  new Set(sightings.flatMap((sighting) => /(?:^|ran: )((?:[a-z]+) \d+) /.exec(sighting)?.[1] ?? [])).size;

it('sees the attacks run where nothing stops them', async () => {
  const some = named(({ markdown }) => markdown).filter((_, at) => at % 3 === 0);
  const sightings = await inFrames(some, undefined);
  const ran = distinct(sightings.filter((sighting) => /called alert/.test(sighting)));
  const left = sightings.filter((sighting) => /^left:.*leak\.example/.test(sighting)).length;
  console.log(`${some.length} vectors as written: ${ran} ran by themselves, ${left} requests left the page`);
  expect(ran).toBeGreaterThan(40);
  expect(left).toBeGreaterThan(5);
});

const url = blank;

/** Nothing may have happened in any of the documents. */
function expectStill(what: string, tried: number, wrong: readonly string[]): void {
  console.log(
    `${what}: ${tried} vectors tried, ${wrong.length === 0 ? 0 : `${distinct(wrong)} or more`} executed`,
  );
  expect(wrong.slice(0, 20)).toEqual([]);
}

it('shows each attack in every field of an article page, and nothing runs', async () => {
  const documents = named(({ markdown }) => unstyled(articlePage(markdown, url)));
  expectStill('Article page', vectors.length, await inFrames(documents, 'reader'));
});

/** As many cards as a front page has in its top and its list. */
const CARDS = 30;
const groups = Array.from({ length: Math.ceil(vectors.length / CARDS) }, (_, at) =>
  vectors.slice(at * CARDS, (at + 1) * CARDS).map(({ markdown }) => markdown),
);

it('shows each attack on front, month, topic, person, story, search and notice pages, and nothing runs', async () => {
  const documents = groups.flatMap((texts, at) =>
    listPages(texts, url).map((html, n) => ({ name: `list ${at * 100 + n}`, html: unstyled(html) })),
  );
  expectStill('Lists', vectors.length, await inFrames(documents, 'reader'));
});

it('gives each attack to a feed reader that renders HTML, and nothing runs', async () => {
  const wrong = await readFeeds(
    page,
    groups.map((markdowns) => feeds(markdowns, url)),
  );
  expectStill('Feeds', vectors.length, [...wrong, ...seen.take()]);
});
