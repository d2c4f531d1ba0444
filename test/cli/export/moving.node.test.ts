/**
 * Moving in, out and back on real sites: what one site exports another takes in with the same fields, a backup
 * gives the same answer on every address, a static copy has every page, and a killed import goes on.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { execute } from '../../../src/cli/database.ts';
import { type Site, startSite } from '../../browser/site.ts';
import { makeFolder } from '../import/files.ts';
import {
  allArticles,
  callApi,
  comparable,
  crawl,
  type Json,
  moveIn,
  type Page,
  runCommand,
  serveFolder,
  startCommand,
} from './run.ts';

const work = mkdtempSync(join(tmpdir(), 'dragoman-moving-'));
const picture = readFileSync(join(import.meta.dirname, '../../../src/cli/sample/pictures/river.jpeg'));
let pictures: Server;
let pictureHost = '';
let old: Site;
let token = '';
let fresh: Site;
let freshToken = '';

beforeAll(async () => {
  pictures = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture),
  );
  await new Promise<void>((done) => pictures.listen(0, '127.0.0.1', () => done()));
  const address = pictures.address();
  pictureHost = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  old = await startSite({ persistTo: join(work, 'old') });
  token = await old.token('admin', 'Mover');
  await makeHistory();
  fresh = await startSite({ empty: true, pictureHosts: pictureHost, persistTo: join(work, 'fresh') });
  freshToken = await fresh.token('admin', 'Mover');
  // Two sites from nothing: half a minute of CPU, several times that on a machine that is busy.
}, 600_000);

afterAll(async () => {
  await Promise.all([old?.stop(), fresh?.stop()]);
  pictures.close();
  rmSync(work, { recursive: true, force: true });
});

/** What an article is, without what a second site makes anew. */
function fieldsOf(article: Json): Json {
  const {
    lang,
    dir,
    title,
    slug,
    state,
    byline,
    repost,
    header_image,
    source,
    sources,
    credits,
    disclaimer,
    footer_links,
  } = article;
  const { markdown, html, excerpt, words, reading_minutes, sha256, topics, as_written } = article;
  const { old_slugs, old_paths, published_at, changed_at, withdrawn_at, withdrawn_reason } = article;
  const notes = (article.corrections as { id: string }[]).map(({ id: _, ...note }) => note);
  const path = article.url ? new URL(String(article.url)).pathname : undefined;
  return {
    lang,
    dir,
    title,
    slug,
    state,
    byline,
    repost,
    header_image,
    source,
    sources,
    credits,
    disclaimer,
    footer_links,
    markdown,
    html,
    excerpt,
    words,
    reading_minutes,
    sha256,
    topics,
    as_written,
    notes,
    path,
    old_slugs,
    old_paths,
    published_at,
    changed_at,
    withdrawn_at,
    withdrawn_reason,
  };
}

/** Which articles tell one story, whatever its id. */
const stories = (articles: Json[]): string[] =>
  [...Map.groupBy(articles, (article) => article.story).values()]
    .map((group) => group.map(({ lang, slug }) => `${lang}/${slug}`).join(' '))
    .sort();

/** What an archive has beside plain articles; the paths of what is no page any more. */
const gone = [
  ...['/en/2019/05/weirs', '/en/2019/05/the-mill', '/nl/2020/02/de-stuw'],
  ...['/2019/05/06/the-weir/', '/2019/%E5%A0%B0', '/en/2001/01/weir', '/?p=7', '/2020/02/29/de-stuw'],
];
const moved = [301, 301, 410, 301, 301, 301, 301, 410];

async function makeHistory(): Promise<void> {
  const [first, second] = await allArticles(old.url, token, 'en');
  const corrected = { note: 'The bridge was built in 1911.', kind: 'translation_error' };
  await callApi(old.url, token, `/articles/${first?.id}/correct`, corrected);
  await callApi(old.url, token, `/articles/${second?.id}/withdraw`, { reason: 'It was another town.' });
  gone.push(new URL(String(second?.url)).pathname);
  const text = (title: string) => `# ${title}\n\nSomebody counted the stones of it: 4,211.\n`;
  const times = { published_at: '2019-05-06T07:08:09Z', changed_at: '2019-07-01T00:00:00Z' };
  await moveIn(
    old.url,
    token,
    { lang: 'en', markdown: text('The weir'), slug: 'the-weir', topics: ['Rivers'] },
    {
      ...times,
      old_slugs: ['weirs', 'the-mill'],
      old_paths: ['/2019/05/06/the-weir/', '/2019/堰', '/en/2001/01/weir.html', '/?p=7'],
      corrections: [
        { kind: 'update', note: 'It has 4,211 stones.', at: '2019-05-07T00:00:01Z' },
        { kind: 'translation_error', note: 'Stones, not bricks.', at: '2019-06-08T12:00:00Z' },
      ],
    },
  );
  await moveIn(
    old.url,
    token,
    { lang: 'nl', markdown: text('De stuw'), slug: 'de-stuw', topics: ['Rivers'] },
    {
      published_at: '2020-02-29T23:59:59Z',
      old_paths: ['/2020/02/29/de-stuw'],
      withdrawn: { at: '2020-03-01T00:00:00Z', reason: 'Het was een dam.' },
    },
  );
  const names = { en: 'Rivers and weirs', 'zh-Hans': '河流', ar: 'أنهار' };
  await callApi(old.url, token, '/topics', { slug: 'rivers', names });
}

it('exports a site that another takes in with the same fields', async () => {
  const folder = join(work, 'export');
  const exported = await runCommand('export', [folder, '--url', old.url, '--persist-to', old.persistTo]);
  expect(exported).toMatchObject({ code: 0, output: expect.stringContaining('articles and') });
  expect(await openTokens(old.persistTo)).toBe(0);
  const before = await allArticles(old.url, token);
  expect(globSync('*/*/*/*.md', { cwd: folder })).toHaveLength(before.length);

  const args = [folder, '--lang', 'en', '--url', fresh.url, `--token=${freshToken}`, '--publish'];
  expect(await runCommand('import', args)).toMatchObject({
    code: 0,
    output: expect.stringMatching(new RegExp(`Done: (?=.*${before.length - 2} published)(?=.*2 withdrawn)`)),
  });
  const after = await allArticles(fresh.url, freshToken);
  expect(after.map(fieldsOf)).toEqual(before.map(fieldsOf));
  expect(stories(after)).toEqual(stories(before));
  expect(after.filter(({ state }) => state === 'withdrawn')).toHaveLength(2);
  const [there, here] = [
    comparable(await crawl(old.url, gone), old.url),
    comparable(await crawl(fresh.url, gone), fresh.url),
  ];
  expect(gone.map((path) => here.get(path)?.status)).toEqual([...moved, 410]);
  expect([...here.keys()].sort()).toEqual([...there.keys()].sort());
  expect([...there].filter(([path, page]) => !same(page, here.get(path))).map(([path]) => path)).toEqual([]);

  expect(await runCommand('import', args)).toMatchObject({
    code: 0,
    output: expect.stringContaining(`${before.length} there already`),
  });
  rmSync(`${folder}.import`, { recursive: true });
  expect((await runCommand('import', args)).code).toBe(0);
  expect((await allArticles(fresh.url, freshToken)).map(fieldsOf)).toEqual(before.map(fieldsOf));
}, 240_000);

/** Tokens that an export made for itself and did not take back. */
const openTokens = async (persistTo: string): Promise<unknown> =>
  (
    await execute({ persistTo }, [
      "select count(*) as n from tokens where name = 'Export' and revoked_at is null",
    ])
  )[0]?.n;

it('takes its token back when an export fails', async () => {
  const folder = join(work, 'failed');
  const args = [folder, '--url', fresh.url, '--persist-to', old.persistTo];
  const failed = await runCommand('export', args);
  expect(failed).toMatchObject({
    code: 1,
    output: expect.stringContaining('is not the one with its storage'),
  });
  expect(await openTokens(old.persistTo)).toBe(0);
  expect(existsSync(folder)).toBe(false);
}, 120_000);

it('goes on after a kill, without a loss or a double', async () => {
  const files = Array.from({ length: 36 }, (_, n) => [
    `posts/note-${n}.md`,
    `---\ntitle: Notiz ${n}\n---\n\nText der Notiz ${n}.\n`,
  ]);
  const folder = makeFolder(Object.fromEntries(files));
  const args = [folder, '--lang', 'de', '--url', fresh.url, `--token=${freshToken}`];
  const done = join(`${folder}.import`, `done-${new URL(fresh.url).host.replace(':', '_')}.jsonl`);
  const killed = startCommand('import', args);
  while (!existsSync(done)) await sleep(20);
  killed.kill('SIGKILL');
  await new Promise((gone) => killed.once('exit', gone));
  expect(readFileSync(done, 'utf8').trim().split('\n').length).toBeLessThan(files.length);
  expect((await runCommand('import', args)).code).toBe(0);
  const articles = await allArticles(fresh.url, freshToken, 'de');
  expect(articles.map(({ title }) => title).sort()).toEqual(files.map((_, n) => `Notiz ${n}`).sort());

  writeFileSync(join(folder, 'posts/note-3.md'), '---\ntitle: Notiz 3\n---\n\nNeuer Text.\n');
  expect((await runCommand('import', args)).output).toContain('1 received');
  const changed = (await allArticles(fresh.url, freshToken, 'de')).filter(({ title }) => title === 'Notiz 3');
  expect(changed).toMatchObject([{ revision: 2, markdown: expect.stringContaining('Neuer Text.') }]);
}, 240_000);

it('brings a WordPress blog in: one story in two languages, its picture, its old addresses', async () => {
  const xml = readFileSync(join(import.meta.dirname, '../import/fixtures/blog.xml'), 'utf8').replace(
    'PICTURE_URL',
    `http://${pictureHost}/rim.jpg`,
  );
  const file = join(makeFolder({ 'blog.xml': xml }), 'blog.xml');
  const args = [file, '--lang', 'en', '--url', fresh.url, `--token=${freshToken}`, '--publish'];
  const dry = await runCommand('import', [...args, '--dry-run']);
  expect(dry.output).toContain(
    '3 articles (en 1, fr 1, zh-Hant 1; draft 1, published 2), 1 stories in several languages',
  );
  expect(dry.output).toContain('4 old addresses that lead to them here.');
  expect((await allArticles(fresh.url, freshToken, 'fr')).length).toBe(0);
  expect((await runCommand('import', args)).code).toBe(0);
  const english = (await allArticles(fresh.url, freshToken, 'en')).find(
    ({ slug }) => slug === 'pots-that-ring',
  );
  const [french] = await allArticles(fresh.url, freshToken, 'fr');
  expect(english).toMatchObject({
    state: 'published',
    header_image: { sha256: createHash('sha256').update(picture).digest('hex'), alt: 'A cracked rim' },
    credits: [
      { role: 'author', name: 'Olwen Prys' },
      { role: 'author', name: 'Sacha Lindqvist' },
    ],
  });
  expect(french).toMatchObject({ story: english?.story, state: 'published' });
  expect(await allArticles(fresh.url, freshToken, 'zh-Hant')).toMatchObject([
    { story: english?.story, state: 'in_review' },
  ]);
  // The addresses that are public there, each with where it leads: the draft has none.
  const blog = 'https://kiln.example.org';
  const lines = (name: string): string[] =>
    readFileSync(join(`${file}.import`, name), 'utf8')
      .trim()
      .split('\n');
  expect(lines('redirects.csv')).toEqual([
    `${blog}/2021/03/pots-that-ring/,${english?.url},301`,
    `${blog}/2021/03/ringing-pots/,${english?.url},301`,
    `${blog}/fr/2021/03/des-pots-qui-sonnent/,${french?.url},301`,
  ]);
  expect(lines('redirects-with-query.csv')).toEqual([`${blog}/?p=11,${english?.url},301`]);
  expect(english).toMatchObject({
    published_at: '2021-03-04T09:30:00Z',
    url: `${fresh.url}/en/2021/03/pots-that-ring`,
  });
  for (const { url } of [english, french] as { url: string }[]) expect((await fetch(url)).status).toBe(200);
  // And here, for a domain that moves along.
  for (const [path, to] of [
    ['/2021/03/pots-that-ring/', english],
    ['/2021/03/ringing-pots/', english],
    ['/?p=11', english],
    ['/fr/2021/03/des-pots-qui-sonnent/', french],
  ] as const) {
    const first = await fetch(fresh.url + path, { redirect: 'manual' });
    expect([path, first.status, new URL(first.headers.get('location') ?? '', fresh.url).href]).toEqual([
      path,
      301,
      to?.url,
    ]);
  }
  expect(readFileSync(join(`${file}.import`, 'report.md'), 'utf8')).toContain('post 11: 1 comments');
}, 120_000);

it('writes a static copy that has every page a reader can reach, on any web server', async () => {
  const folder = join(work, 'static');
  const mirror = await serveFolder(folder);
  const from = ['--url', old.url, '--persist-to', old.persistTo];
  const made = await runCommand('export', ['--static', folder, ...from, '--as', mirror.url]);
  expect(made).toMatchObject({ code: 0, output: expect.not.stringContaining('does not have it') });
  const pages = await crawl(old.url, []);
  const missing = [...pages].filter(([path, { status, type }]) => {
    const plain = decodeURIComponent(path).slice(1);
    const file =
      plain === '' || plain.endsWith('/')
        ? `${plain}index.html`
        : type.startsWith('text/html')
          ? `${plain}/index.html`
          : plain;
    return status === 200 && !existsSync(join(folder, file));
  });
  expect(missing.map(([path]) => path)).toEqual([]);
  expect(globSync('**/*.html', { cwd: folder }).length).toBeGreaterThan(20);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).not.toContain(old.url);

  const served = await crawl(mirror.url, []);
  // Slugs of before, and addresses of another site, but for the query that no file can have.
  expect(made.output).toContain('5 old addresses lead on in it; 1 do not');
  for (const path of ['/2019/05/06/the-weir/', '/2019/%E5%A0%B0.html', '/en/2019/05/weirs/']) {
    expect(await (await fetch(mirror.url + path)).text()).toContain('url=/en/2019/05/the-weir"');
  }
  mirror.close();
  // A folder's own address has a slash, to which every web server leads.
  const broken = [...served].filter(([path, { status }]) =>
    status === 301 ? served.get(`${path}/`)?.status !== 200 : status !== 200,
  );
  expect(broken.map(([path, { status }]) => `${status} ${path}`)).toEqual([]);
  expect([...served.keys()].map((path) => path.replace(/\/$/, '')).sort()).toEqual(
    expect.arrayContaining(
      [...pages].filter(([, { status }]) => status === 200).map(([path]) => path.replace(/\/$/, '')),
    ),
  );
  for (const kind of [
    /%E[4-9].*\/$/,
    /%D8.*\/$/,
    /%E[4-9].*\.md$/,
    /feed\.xml$/,
    /feed\.json$/,
    /images\/.*webp$/,
  ])
    expect([...served.keys()].filter((path) => kind.test(path)).length, String(kind)).toBeGreaterThan(0);
}, 120_000);

/** Phases of the purges of everything that a restore leaves for the site to run, the second after the settle time. */
const restorePurges = (persistTo: string): Promise<unknown> =>
  execute({ persistTo }, [
    `select phase from purges where change = 'restore' and tags = '["*"]' and done_at is null
       and due_at = created_at + 45000 * (phase = 'settle') order by due_at`,
  ]);

it('refuses a damaged backup by name, a filled site, and gives every page back in an empty one', async () => {
  const folder = join(work, 'backup');
  const made = await runCommand('backup', [folder, '--persist-to', old.persistTo]);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining('Backed up into') });
  const more = [
    '/en/search?q=bus',
    '/zh-hans/search?q=%E5%9C%B0%E5%9B%BE',
    '/en/search?q=nothing-like-this',
    '/en/2026/11/never-was',
    ...gone.flatMap((path) => [path, `${path}.md`]),
  ];
  const before = await crawl(old.url, more);
  expect([...before.values()].filter(({ status }) => status === 200).length).toBeGreaterThan(50);
  expect(before.get('/zh-hans/search?q=%E5%9C%B0%E5%9B%BE')?.text).toContain('/zh-hans/2026/');
  expect(gone.map((path) => before.get(path)?.status)).toEqual([...moved, 410]);

  const [file = ''] = globSync('pictures/images/*/480.webp', { cwd: folder });
  const kept = readFileSync(join(folder, file));
  const target = join(work, 'restored');
  writeFileSync(join(folder, file), Buffer.concat([kept.subarray(1), kept.subarray(0, 1)]));
  const damaged = await runCommand('restore', [folder, '--persist-to', target]);
  expect(damaged).toMatchObject({ code: 1, output: expect.stringContaining(`${file} has other content`) });
  rmSync(join(folder, file));
  expect((await runCommand('restore', [folder, '--persist-to', target])).output).toContain(
    `${file} is missing`,
  );
  expect(existsSync(target)).toBe(false);
  writeFileSync(join(folder, file), kept);
  // A running site and the restore would lock each other out half-way, and leave half of either.
  const running = await runCommand('restore', [folder, '--persist-to', fresh.persistTo, '--replace']);
  expect(running).toMatchObject({ code: 1, output: expect.stringContaining('nothing was changed. Stop it') });

  expect(await runCommand('restore', [folder, '--persist-to', target])).toMatchObject({ code: 0 });
  expect(await restorePurges(target)).toEqual([{ phase: 'now' }, { phase: 'settle' }]);
  const filled = await runCommand('restore', [folder, '--persist-to', target]);
  expect(filled).toMatchObject({ code: 1, output: expect.stringContaining('The site is not empty') });
  const again = [folder, '--persist-to', target, '--replace'];
  expect(await runCommand('restore', again)).toMatchObject({ code: 0 });
  expect(await restorePurges(target)).toEqual([{ phase: 'now' }, { phase: 'settle' }]);
  await old.stop();
  // On the same port the answers must be the same to the byte.
  const restored = await startSite({ persistTo: target, port: Number(new URL(old.url).port) });
  try {
    const after = await crawl(restored.url, more);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    const differing = [...before].filter(([path, page]) => !same(page, after.get(path)));
    expect(differing.map(([path]) => path)).toEqual([]);
    expect(await callApi(restored.url, token, '/articles?state=published')).toHaveProperty('articles');
    // A page of results takes the site from the index.
    const site = ['select settings, version from site'];
    expect(await execute({ persistTo: target }, site, 'SEARCH')).toEqual(
      await execute({ persistTo: old.persistTo }, site, 'SEARCH'),
    );
  } finally {
    await restored.stop();
  }
}, 300_000);

const same = (a: Page, b: Page | undefined): boolean =>
  a.status === b?.status && a.type === b.type && a.body === b.body && a.text === b.text;
