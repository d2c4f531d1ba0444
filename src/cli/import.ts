/** `npm run import -- PATH`: moves articles in, through the API. Safe to stop and to run again. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { usage, withClearErrors } from './errors.ts';
import type { SiteFile } from './export/site-file.ts';
import { openApi } from './import/api.ts';
import { lostDates } from './import/bring-out.ts';
import type { ImportItem, Loss, ReadFiles } from './import/item.ts';
import { knownLang } from './import/language.ts';
import { startProgress } from './import/progress.ts';
import { readFiles } from './import/read.ts';
import { makeReport, type Outcome, redirectLines, writeReport } from './import/report.ts';
import { IN_REVIEW, sendAll } from './import/send.ts';
import { openState } from './import/state.ts';
import { joinStories } from './import/stories.ts';
import { lostSettings, nameTopics, withTopicNames } from './import/topics.ts';

const help = `npm run import -- PATH --lang LANG --url http://… --token TOKEN [--publish] [--dry-run]

  PATH        a folder of Markdown (Jekyll, Hugo, Hexo, npm run export, or just files),
              a WordPress export file (WXR), or a Ghost export file (JSON)
  --lang      language of what names none, such as en, zh-Hans, ar
  --url       address of the site that takes the articles (default http://localhost:8787)
  --token     an API token: npm run token -- --role admin --name Import
  --publish   approve and publish what was public, under the dates it had when the token is an
              admin's; nobody but an admin may approve what
              they sent in themselves, so it takes an admin's token or a second one:
  --publisher-token  a publisher's token to approve and publish with
  --dry-run   read everything, report what would happen, send nothing
  --base-url  address of the old site: makes relative links and pictures whole, and joins translations
  --work      folder for the report and the notes on what is done (default PATH.import)`;

interface Asked {
  path: string;
  lang: string;
  url: string;
  token: string;
  publisherToken: string;
  aim: 'review' | 'publish' | 'dry-run';
  /** Also in a dry run. */
  publish: boolean;
  work: string;
  baseUrl?: string;
}

function readArguments(): Asked | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lang: { type: 'string' },
      url: { type: 'string', default: 'http://localhost:8787' },
      token: { type: 'string', default: process.env.DRAGOMAN_TOKEN ?? '' },
      'publisher-token': { type: 'string' },
      publish: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'base-url': { type: 'string' },
      work: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw usage('Give one folder or file to import.', help);
  const lang = knownLang(values.lang);
  if (lang === undefined)
    throw usage(
      values.lang
        ? `"${values.lang}" is no language. Give a BCP 47 tag such as en or zh-Hans.`
        : '--lang is missing.',
      help,
    );
  for (const name of ['url', 'base-url'] as const) {
    const given = values[name];
    if (given !== undefined && !/^https?:$/.test(URL.parse(given)?.protocol ?? ''))
      throw usage(`--${name} wants a web address, not "${given}".`, help);
  }
  // The API is at the root: below a page's address each call would be refused on its own.
  if (new URL(values.url).pathname !== '/')
    throw usage(`--url wants a site's address, nothing behind the host: ${new URL(values.url).origin}`, help);
  const { publish } = values;
  const aim = values['dry-run'] ? 'dry-run' : publish ? 'publish' : 'review';
  if (values.token === '' && aim !== 'dry-run') throw usage('--token is missing.', help);
  const work = resolve(values.work ?? `${path.replace(/[\\/]+$/, '')}.import`);
  const base = values['base-url'];
  return {
    path: resolve(path),
    lang,
    url: values.url,
    token: values.token,
    publisherToken: values['publisher-token'] ?? values.token,
    aim,
    publish,
    work,
    ...(base ? { baseUrl: base.endsWith('/') ? base : `${base}/` } : {}),
  };
}

const countBy = (items: readonly ImportItem[], key: (item: ImportItem) => string): string =>
  [...Map.groupBy(items, key)]
    .sort()
    .map(([name, list]) => `${name} ${list.length}`)
    .join(', ');

function say(read: ReadFiles, stories: number): void {
  console.log(
    `${read.items.length} articles (${countBy(read.items, (item) => item.lang) || 'none'}; ${countBy(read.items, (item) => item.state) || 'none'}), ${stories} stories in several languages, ${read.skipped.length} other things, ${read.broken.length} that cannot be read.`,
  );
  const old = read.items.flatMap(({ oldPaths }) => oldPaths).length;
  if (old > 0) console.log(`${old} old addresses that lead to them here.`);
}

await withClearErrors(async () => {
  const asked = readArguments();
  if (!asked) return console.log(help);
  const options = { lang: asked.lang, ...(asked.baseUrl ? { baseUrl: asked.baseUrl } : {}) };
  const read = await readFiles(asked.path, options);
  const stories = await joinStories(read.items, options);
  say(read, stories);
  const { site } = read;
  const items = site ? read.items.map((item) => withTopicNames(item, site)) : read.items;
  const outcomes =
    asked.aim === 'dry-run'
      ? items.map(
          (item): Outcome => ({
            item,
            state: 'received',
            losses: asked.publish ? [] : lostDates(item, IN_REVIEW),
          }),
        )
      : await send(items, asked);
  const report = makeReport(read, outcomes, site ? await bringSite(site, outcomes, asked) : []);
  for (const line of writeReport(asked.work, report, redirectLines(outcomes, asked.baseUrl)))
    console.log(line);
  if (asked.aim === 'dry-run') console.log('Nothing was sent: this was a dry run.');
  else console.log(`Done: ${countOutcomes(outcomes)}.`);
  if (report.failures > 0) process.exitCode = 1;
});

/** What the site's own file says, as far as the API takes it; the rest as lines of the report. */
async function bringSite(site: SiteFile, outcomes: readonly Outcome[], asked: Asked): Promise<Loss[]> {
  if (asked.aim === 'dry-run') return lostSettings(site);
  const articleWith = new Map<string, string>();
  for (const { item, article } of outcomes) {
    if (article) for (const slug of item.topicSlugs ?? []) articleWith.set(slug, article);
  }
  const api = openApi({ url: asked.url, token: asked.token });
  return [...(await nameTopics(site, articleWith, api)), ...lostSettings(site)];
}

async function send(items: readonly ImportItem[], asked: Asked): Promise<Outcome[]> {
  const progress = startProgress(items.length, 'articles', process.stderr);
  try {
    const api = openApi({ url: asked.url, token: asked.token });
    const { url, token, publisherToken } = asked;
    return await sendAll(items, {
      api,
      publisher: publisherToken === token ? api : openApi({ url, token: publisherToken }),
      state: openState(asked.work, asked.url),
      aim: asked.aim === 'publish' ? 'publish' : 'review',
      onItem: ({ state }) => (state === 'known' ? progress.step('known') : progress.step()),
    });
  } finally {
    progress.end();
  }
}

function countOutcomes(outcomes: readonly Outcome[]): string {
  const words = {
    received: 'received',
    unpublished: 'received and not published',
    published: 'published',
    withdrawn: 'withdrawn',
    known: 'there already',
    failed: 'failed',
  };
  return (
    [...Map.groupBy(outcomes, (one) => one.state)]
      .map(([state, list]) => `${list.length} ${words[state]}`)
      .join(', ') || 'nothing to do'
  );
}
