/** A site whose every field holds attacks, published, and the pages on which they come to be seen. */
import type { Site } from '../browser/site.ts';
import { clientFor } from '../journey/client.ts';
import { type Cookies, type Desk, deskOf } from './desk-client.ts';
import type { Shown } from './look.ts';
import {
  addWebhooks,
  changeSettings,
  claimSources,
  comment,
  fillGlossary,
  keepDrafts,
  nameEverybody,
  renamePeople,
  watchSource,
} from './newsroom.ts';
import { fitting, packs } from './packs.ts';
import { type HostileSubmission, titles } from './submissions.ts';

export interface Surface {
  ground: 'reader' | 'desk';
  paths: readonly string[];
  shown: Shown[];
}

export interface World {
  surfaces: Surface[];
  /** Addresses under which no page stands. */
  files: string[];
}

export const breaker =
  '</textarea></title></style></script>"\'><img src=x onerror=alert(1)><svg onload=alert(1)>';
/** Articles that are little but a title, and how many of them are taken back: a reason is short. */
const SHORT = 26;
const WITHDRAWN = 6;
/** Corrections, each on an article of its own. */
const CORRECTED = 6;
/** Every so many texts, one is revised to the text after it. */
const REVISED_EVERY = 4;
/** Lists of the reader that are opened: their names stand on all articles, too. */
const LISTS = { topics: 16, people: 16, stories: 6 };

type Client = ReturnType<typeof clientFor>;

interface Published {
  id: string;
  submission: string;
  path: string;
}

async function publishAll(
  clients: { writer: Client; publisher: Client },
  fields: object[],
): Promise<Published[]> {
  const { writer, publisher } = clients;
  const submissions: string[] = [];
  for (const each of fields) submissions.push(await writer.submit({ lang: 'en', ...each }));
  const published: Published[] = [];
  for (const submission of submissions) {
    const id = await writer.whenReady(submission);
    await publisher.approve(id);
    const { url } = await publisher.publish(id);
    published.push({ id, submission, path: new URL(url).pathname });
  }
  return published;
}

async function linksOf(
  site: Site,
  paths: readonly string[],
): Promise<(kind: keyof typeof LISTS) => string[]> {
  const pages = paths.map(async (path) => (await fetch(site.url + path)).text());
  const links = (await Promise.all(pages)).flatMap((html) =>
    [...html.matchAll(/<a[^>]* href="(\/en\/(?:topics|people|stories)\/[^"]+)"/g)].map(
      (match) => match[1]?.replaceAll('&amp;', '&') ?? '',
    ),
  );
  return (kind) =>
    [...new Set(links)].filter((link) => link.startsWith(`/en/${kind}/`)).slice(0, LISTS[kind]);
}

const storiesOf = async (desk: Desk): Promise<string[]> => {
  const html = await desk.get('/desk/stories');
  return [
    ...new Set([...html.matchAll(/href="(\/desk\/stories\/[0-9a-f-]{36})"/g)].map(([, path = '']) => path)),
  ];
};

/** Several attacks in one part of a path, as many as an address takes. */
const oddParts = packs(fitting(400), 2_400).map(encodeURIComponent);
const odd = encodeURIComponent(breaker);
const range = (n: number): number[] => Array.from({ length: n }, (_, at) => at);

export async function fillWorld(
  site: Site,
  session: Cookies,
  texts: readonly HostileSubmission[],
): Promise<World> {
  const desk = await deskOf(site, session);
  // Before the texts: the checks look for its terms in them.
  const terms = await fillGlossary(desk);
  const webhooks = await addWebhooks(desk);
  const clients = {
    writer: clientFor(site, await site.token('admin', '<img src=x onerror=alert(1)> Tina')),
    publisher: clientFor(site, await site.token('admin', '"><script>alert(1)</script> Paul')),
  };
  const { writer, publisher } = clients;
  const articles = await publishAll(
    clients,
    texts.map(({ markdown, topics, sourceMarkdown }) => ({
      markdown,
      topics,
      source_lang: 'zh-Hans',
      source_markdown: sourceMarkdown,
    })),
  );
  const short = await publishAll(
    clients,
    range(SHORT).map((at) => ({
      markdown: `---\ntitle: ${JSON.stringify(titles[texts.length + at])}\n---\nA short text.`,
    })),
  );
  const gone = short.slice(0, WITHDRAWN);
  const settings = await changeSettings(site, desk);
  const credited = await renamePeople(desk);
  const notes = packs(fitting(1_900), 1_990);
  for (const at of range(CORRECTED))
    await publisher.correct(articles[at]?.id ?? '', { note: notes[at] ?? '' });
  const reasons = packs(fitting(400), 490);
  for (const [at, { id }] of gone.entries()) await publisher.withdraw(id, reasons[at] ?? '');
  const comments: string[] = [];
  for (const [at, { id }] of articles.entries()) comments.push(...(await comment(desk, id, at)));
  const revised = articles.filter((_, at) => at % REVISED_EVERY === 1);
  for (const { id } of revised) {
    const after = texts[(articles.findIndex((article) => article.id === id) + 1) % texts.length];
    await writer.whenReady(await publisher.revise(id, after?.markdown ?? '', `A reason ${breaker}`));
  }
  const stories = await storiesOf(desk);
  const snapshots = await watchSource(desk, stories[0] ?? '');
  const drafts = await keepDrafts(desk);
  const claims = await claimSources(desk);
  const names = await nameEverybody(site, desk);

  const paths = articles.map(({ path }) => path);
  const bodies = texts.map(({ markdown }) => markdown);
  const links = await linksOf(site, paths);
  const topics = texts.flatMap((text) => text.topics);
  const month = paths[0]?.split('/').slice(0, 4).join('/') ?? '';
  const queries = packs(fitting(60), 195).slice(0, 56);
  const found = ['alert', 'script', 'onerror', 'example'];
  const ofEach = (kind: string): string[] => articles.map(({ id }) => `/desk/articles/${id}${kind}`);
  const surfaceOn =
    (ground: Surface['ground']) =>
    (
      what: string,
      given: { paths: readonly string[]; sent: readonly string[]; least?: number },
      ...more: Shown[]
    ) => ({
      ground,
      paths: given.paths,
      shown: [{ what, sent: given.sent, least: given.least ?? 0 }, ...more],
    });
  const [reader, atDesk] = [surfaceOn('reader'), surfaceOn('desk')];
  const named = [
    { what: 'Titles on articles', sent: titles, least: 300 },
    { what: 'Topics on articles', sent: topics, least: 300 },
    { what: 'People on articles', sent: credited.sent, least: 300 },
  ];
  const sources = texts.map(({ sourceMarkdown }) => sourceMarkdown);
  const searches = [...found, ...queries].map((word) => `/en/search?q=${encodeURIComponent(word)}`);
  return {
    surfaces: [
      reader('Titles on front page and month', {
        paths: ['/', '/en/', `${month}/`],
        sent: titles,
        least: 300,
      }),
      reader('Articles', { paths, sent: bodies, least: 300 }, ...named),
      reader('Notices of withdrawal', {
        paths: gone.map(({ path }) => path),
        sent: reasons.slice(0, WITHDRAWN),
        least: 50,
      }),
      reader('Topics', { paths: links('topics'), sent: topics, least: 50 }),
      reader('People', { paths: links('people'), sent: credited.sent, least: 50 }),
      reader('Stories', { paths: links('stories'), sent: titles, least: 30 }),
      reader('Search', { paths: searches, sent: queries, least: 300 }),
      reader('Addresses that lead nowhere', {
        paths: [
          ...oddParts.map((part) => `${month}/${part}`),
          ...[`/en/topics/${odd}`, `/${odd}`, `/en/${odd}?${odd}`, `/en/?x=${breaker}`],
        ],
        sent: oddParts.map(decodeURIComponent),
      }),
      atDesk('Desk, articles', { paths: ofEach(''), sent: bodies, least: 900 }),
      atDesk('Desk, review', {
        paths: ofEach('/review'),
        sent: [...bodies, ...sources, ...comments],
        least: 900,
      }),
      atDesk('Desk, two revisions', {
        paths: revised.map(({ id }) => `/desk/articles/${id}/diff`),
        sent: bodies,
        least: 100,
      }),
      atDesk('Desk, submissions', {
        paths: revised.map(({ submission }) => `/desk/submissions/${submission}`),
        sent: titles,
        least: 30,
      }),
      atDesk('Desk, stories', {
        paths: ['/desk/stories', ...stories.slice(0, 8)],
        sent: snapshots,
        least: 900,
      }),
      atDesk('Desk, board and work', {
        paths: ['/desk/', '/desk/?show=published', '/desk/work'],
        sent: titles,
        least: 200,
      }),
      atDesk('Desk, log', { paths: ['/desk/log'], sent: names }),
      atDesk('Desk, glossary', {
        paths: ['/desk/glossary', ...(await pagesOf(desk, '/desk/glossary?from=zh-Hans&to=en'))],
        sent: terms,
        least: 900,
      }),
      atDesk('Desk, drafts', {
        paths: ['/desk/submit', ...drafts.paths.slice(0, 6)],
        sent: drafts.sent,
        least: 300,
      }),
      atDesk('Desk, claims', { paths: ['/desk/claims', ...claims.paths.slice(0, 3)], sent: claims.sent }),
      atDesk('Desk, webhooks', {
        paths: ['/desk/webhooks', ...webhooks.paths.slice(0, 3)],
        sent: webhooks.sent,
      }),
      atDesk('Desk, people and tokens', {
        paths: ['/desk/people', `/desk/people?after=${odd}&done=${odd}`],
        sent: names,
        least: 100,
      }),
      atDesk('Desk, settings', {
        paths: ['/desk/settings', '/desk/settings/topics', ...credited.paths],
        sent: [...settings, ...credited.sent, ...topics],
        least: 300,
      }),
      atDesk('Desk, addresses that lead nowhere', {
        paths: [
          ...oddParts.map(
            (part, at) => `/desk/${['', 'articles/', 'submissions/', 'stories/'][at % 4]}${part}`,
          ),
          ...[`/desk/?lang=${odd}`, `/desk/enter?next=${odd}&key=${odd}`, `/desk/log?after=${odd}`],
          ...[
            `/desk/submit?source_url=${odd}`,
            `/desk/claims?source_url=${odd}`,
            `/desk/submissions/${odd}?${odd}`,
          ],
        ],
        sent: oddParts.map(decodeURIComponent),
      }),
    ],
    files: [
      ...oddParts.slice(0, 4).map((part) => `/api/v1/${part}`),
      `/images/${odd}`,
      `${paths[0]}.md`,
      `/${odd}.md`,
    ],
  };
}

/** A list's pages, by the links from one to the next. */
async function pagesOf(desk: Desk, first: string): Promise<string[]> {
  const pages = [first];
  for (let html = await desk.get(first); pages.length < 20; html = await desk.get(pages.at(-1) ?? '')) {
    const next = /<a[^>]* href="([^"]+&amp;after=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    if (next === undefined) break;
    pages.push(next);
  }
  return pages;
}
