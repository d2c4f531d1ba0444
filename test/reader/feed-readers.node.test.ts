/** Our feeds in the readers of others, where the machine has them: feedparser (Python) and newsboat. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { renderAtom } from '../../src/reader/atom.ts';
import { frameOf } from '../../src/reader/frame.tsx';
import type { EntryView } from '../../src/store/reader/views.ts';
import { articleOf, site } from './fixtures.ts';
import { marked } from './marked.ts';

const folder = mkdtempSync(join(tmpdir(), 'dragoman-feeds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hostile = `Ash \u0000\u000b\ufffe\ud800]]> \u202e <b>&amp;</b> &lt;i&gt;`;

/** An edition's feed whose first entry has all that XML cannot carry in its title. */
function writeFeed(key: 'en' | 'zh' | 'ar', nth: number): { file: string; titles: string[] } {
  const article = articleOf(key);
  const entries = [hostile, article.title].map(
    (title, n): EntryView => ({
      ...article,
      id: `${article.id.slice(0, -2)}${nth}${n}`,
      path: `${article.path}-${n}`,
      title,
      translators: ['Lin Yao'],
      authors: [],
    }),
  );
  const frame = frameOf(site, article.lang, 'https://ash.example');
  const file = join(folder, `${key}.xml`);
  writeFileSync(file, renderAtom(frame, marked({ site, entries }), { home: '/en/', self: '/en/feed.xml' }));
  return { file, titles: entries.map(({ title }) => title) };
}

const feeds = (['en', 'zh', 'ar'] as const).map(writeFeed);

const run = (command: string, args: string[]) =>
  spawnSync(command, args, { encoding: 'utf8', timeout: 30_000 });

const python = ['python3', '/usr/bin/python3'].find(
  (command) => run(command, ['-c', 'import feedparser']).status === 0,
);

const program = `
import feedparser, json, sys
for name in sys.argv[1:]:
    feed = feedparser.parse(name)
    print(json.dumps({
        'trouble': str(feed.bozo_exception) if feed.bozo else '',
        'version': feed.version,
        'titles': [entry.title for entry in feed.entries],
        'text': all(len(entry.content[0].value) > 200 for entry in feed.entries),
        'via': [link.href for entry in feed.entries for link in entry.links if link.rel == 'via'] != [],
    }))
`;

it.runIf(python)('are read whole by feedparser, without a complaint', () => {
  const { stdout, stderr } = run(python ?? '', ['-c', program, ...feeds.map(({ file }) => file)]);
  expect(stderr).toBe('');
  const read: { titles: string[] }[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(read.map(({ titles: _, ...rest }) => rest)).toEqual(
    feeds.map(() => ({ trouble: '', version: 'atom10', text: true, via: true })),
  );
  expect(read.map(({ titles }) => titles[1])).toEqual(feeds.map(({ titles }) => titles[1]));
  for (const { titles } of read) expect(titles[0]).toMatch(/^Ash .*<b>&amp;<\/b> &lt;i&gt;$/);
});

it.runIf(run('newsboat', ['-v']).status === 0)('are read whole by newsboat, without an error', () => {
  const [urls, cache, config, log] = ['urls', 'cache.db', 'config', 'log'].map((name) => join(folder, name));
  writeFileSync(urls ?? '', feeds.map(({ file }) => `${pathToFileURL(file)}\n`).join(''));
  writeFileSync(config ?? '', `error-log "${log}"\n`);
  const paths = ['-u', urls ?? '', '-c', cache ?? '', '-C', config ?? ''];
  const { stdout, stderr, status } = run('newsboat', [...paths, '-q', '-x', 'reload', 'print-unread']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('6 unread articles');
});
