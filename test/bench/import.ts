/**
 * `node test/bench/import.ts [--files N]`: N Markdown files in three languages (10,000 unless said) through
 * `npm run import` into a new local site, killed with -9 after a fifth and started again. Prints one JSON object
 * a line, as `npm run bench` does. Not part of it, since 10,000 articles take some 20 minutes: the API lets a
 * token call 1,200 times a minute, and an article takes two calls, one more where it brings an old address along.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execute } from '../../src/cli/database.ts';
import { startSite } from '../browser/site.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { files: { type: 'string', default: '10000' } } });
const total = Number(values.files);
const langs = ['en', 'de', 'fr'];
const words = [
  'river',
  'lantern',
  'market',
  'bridge',
  'orchard',
  'signal',
  'harbour',
  'archive',
  'winter',
  'ledger',
];

/** One file in so many had another address before, which takes a call of its own. */
const RENAMED_EACH = 10;

/** About 300 words, different in each file. */
function textOf(n: number): string {
  const sentence = (k: number): string =>
    Array.from({ length: 12 }, (_, i) => words[(n * 7 + k * 3 + i * i) % words.length]).join(' ');
  return Array.from(
    { length: 5 },
    (_, p) => `${Array.from({ length: 5 }, (_, s) => `${sentence(p * 5 + s)} ${n}.`).join(' ')}\n`,
  ).join('\n');
}

function generate(folder: string): void {
  for (let n = 0; n < total; n++) {
    const lang = langs[n % langs.length] ?? 'en';
    const story = Math.floor(n / langs.length);
    const before = n % RENAMED_EACH === 0 ? `aliases: [/before/${n}/]\n` : '';
    const path = join(folder, lang, `story-${story}.md`);
    mkdirSync(join(folder, lang), { recursive: true });
    writeFileSync(
      path,
      `---\ntitle: Story ${story} (${lang})\ndate: 2020-01-01\ntags: [bench]\n${before}---\n\n${textOf(n)}`,
    );
  }
}

/** Runs the import to its end, or kills it when `stopAt` items are done. */
async function run(args: string[], done: string, stopAt: number): Promise<number> {
  const child = spawn(process.execPath, ['src/cli/import.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<number>((resolved) => child.once('exit', (code) => resolved(code ?? 137)));
  const lines = (): number => (existsSync(done) ? readFileSync(done, 'utf8').split('\n').length : 0);
  while (stopAt < total && lines() < stopAt && child.exitCode === null) await sleep(500);
  if (stopAt < total) child.kill('SIGKILL');
  return ended;
}

const print = (name: string, value: number, unit: string): void =>
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit }));

const work = mkdtempSync(join(tmpdir(), 'dragoman-bench-import-'));
const folder = join(work, 'articles');
const persistTo = join(work, 'state');
generate(folder);
const site = await startSite({ empty: true, persistTo });
try {
  const token = await site.token('admin', 'Bench');
  const args = [
    folder,
    '--lang',
    'en',
    '--url',
    site.url,
    `--token=${token}`,
    '--base-url',
    'https://old.example.org/',
  ];
  const done = join(`${folder}.import`, `done-${new URL(site.url).host.replace(':', '_')}.jsonl`);
  const started = performance.now();
  await run(args, done, Math.floor(total / 5));
  const code = await run(args, done, total);
  const seconds = (performance.now() - started) / 1000;
  const rows = await execute({ persistTo }, [
    `select count(*) as articles, count(distinct story_id) as stories, sum(state = 'in_review') as in_review,
       (select count(*) from submissions) as submissions,
       (select count(*) from submissions where state <> 'ready') as unready,
       (select count(*) from old_paths) as old_paths,
       (select count(*) from outbox where done_at is null) as promises,
       (select count(*) from revisions where html <> '') as revisions from articles`,
  ]);
  print('import, end to end, killed once', total / seconds, 'articles/s');
  print('import, articles missing or doubled', Math.abs(Number(rows[0]?.articles) - total), 'articles');
  print(
    'import, stories that are not what they should be',
    Math.abs(Number(rows[0]?.stories) - Math.ceil(total / langs.length)),
    'stories',
  );
  print('import, submissions beside the articles', Number(rows[0]?.submissions) - total, 'submissions');
  print('import, articles that are not in review', total - Number(rows[0]?.in_review), 'articles');
  print('import, articles without a text', total - Number(rows[0]?.revisions), 'articles');
  print('import, submissions that are not done', Number(rows[0]?.unready), 'submissions');
  print(
    'import, old addresses missing or doubled',
    Math.abs(Number(rows[0]?.old_paths) - Math.ceil(total / RENAMED_EACH)),
    'addresses',
  );
  print('import, promises that are still open', Number(rows[0]?.promises), 'rows');
  if (code !== 0) process.exitCode = 1;
} finally {
  await site.stop();
  rmSync(work, { recursive: true, force: true });
}
