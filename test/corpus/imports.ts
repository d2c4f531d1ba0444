/**
 * `node test/corpus/imports.ts`: exports of real newsrooms' software in ../shared/corpus/imports through `npm run
 * import`, first dry and then into a site on this machine. The figures were counted in the files themselves.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execute } from '../../src/cli/database.ts';
import { type Site, startSite } from '../browser/site.ts';
import { startTally } from './tally.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, '../shared/corpus/imports');

interface Expected {
  file: string;
  articles: number;
  /** As the dry run says them. */
  langs: string;
  states: string;
  /** Stories in several languages. */
  stories: number;
}

const expected: Expected[] = [
  {
    file: 'ghost-4.47.4-real-export.json',
    articles: 2,
    langs: 'en 2',
    // One is for members only.
    states: 'draft 1, published 1',
    stories: 0,
  },
  { file: 'ghost-5-lexical-fixture.json', articles: 3, langs: 'en 3', states: 'published 3', stories: 0 },
  {
    file: 'ghostmigrate-wp-co-authors-plus.xml',
    articles: 4,
    langs: 'en 4',
    states: 'published 4',
    stories: 0,
  },
  {
    file: 'polylang-test-import.xml',
    articles: 4,
    langs: 'en 2, fr 2',
    states: 'published 4',
    stories: 2,
  },
  {
    file: 'themeunittestdata.wordpress.xml',
    articles: 58,
    langs: 'en 58',
    // A draft, one for the future, and one behind a password.
    states: 'draft 3, published 55',
    stories: 0,
  },
  { file: 'wpimporter-valid-wxr-1.1.xml', articles: 1, langs: 'en 1', states: 'published 1', stories: 0 },
];

const work = mkdtempSync(join(tmpdir(), 'dragoman-imports-'));
const { check, end } = startTally();

/** Runs the command; its exit code and all it printed. */
function importFile(file: string, more: string[]): Promise<{ code: number; printed: string }> {
  const args = ['src/cli/import.ts', join(folder, file), '--lang', 'en', '--work', join(work, file), ...more];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, printed: stdout + stderr }),
    );
  });
}

async function dryRuns(): Promise<void> {
  for (const { file, articles, langs, states, stories } of expected) {
    await check(`${file}, dry`, async () => {
      const { code, printed } = await importFile(file, ['--dry-run']);
      assert.equal(code, 0, printed);
      const line = `${articles} articles (${langs}; ${states}), ${stories} stories in several languages`;
      assert.equal(printed.split('\n')[0]?.slice(0, line.length), line);
      assert.match(printed, /0 that cannot be read\.[\s\S]*Nothing was sent/);
    });
  }
  await check('wpimporter-malformed.xml is refused with its line and the remedy', async () => {
    const { code, printed } = await importFile('wpimporter-malformed.xml', ['--dry-run']);
    assert.equal(code, 1);
    assert.match(printed, /wpimporter-malformed\.xml:27: <notachanneltag>.*Export the file again/);
  });
}

async function realRuns(site: Site): Promise<void> {
  const to = ['--url', site.url, '--token', await site.token('admin', 'Import'), '--publish'];
  const rows = (sql: string) => execute({ persistTo: site.persistTo }, [sql]);
  let sum = 0;
  for (const { file, articles } of expected) {
    await check(`${file}, into a site`, async () => {
      const { code, printed } = await importFile(file, to);
      assert.equal(code, 0, printed);
      sum += articles;
      assert.deepEqual(await rows('select count(*) as articles from articles'), [{ articles: sum }]);
    });
  }
  await check('languages and states of the articles', async () => {
    const published = await rows(
      'select lang, state, count(*) as n from articles group by lang, state order by lang, state',
    );
    assert.deepEqual(published, [
      { lang: 'en', state: 'in_review', n: 4 },
      { lang: 'en', state: 'published', n: 66 },
      { lang: 'fr', state: 'published', n: 2 },
    ]);
  });
  await check('translations share their story', async () => {
    const groups = await rows(
      `select r.title, group_concat(a.lang) as langs from (select * from articles order by lang) a
       join revisions r on r.article_id = a.id where a.story_id in
         (select story_id from articles group by story_id having count(*) > 1) group by a.story_id order by 1`,
    );
    assert.deepEqual(
      groups.map(({ langs }) => langs),
      ['en,fr', 'en,fr'],
    );
  });
  await check('each author is credited once', async () => {
    const credits = await rows(
      `select r.title, group_concat(c.name, ', ') as authors from revisions r
       join (select * from credits where role = 'author' order by revision_id, n) c on c.revision_id = r.id
       where r.title like '%author%post' group by r.id order by r.title`,
    );
    assert.deepEqual(credits, [
      { title: 'Duplicate Author Entries Post', authors: 'Alice Smith, Bob Jones' },
      { title: 'Multi-Author Post', authors: 'Alice Smith, Bob Jones' },
      { title: 'Single Co-Author Post', authors: 'Bob Jones' },
      { title: 'Three Author Post', authors: 'Alice Smith, Bob Jones, Carol White' },
    ]);
  });
  await check('a second run brings nothing twice', async () => {
    for (const { file, articles } of expected) {
      const { code, printed } = await importFile(file, to);
      assert.equal(code, 0, printed);
      assert.match(printed, new RegExp(`${articles} there already`));
    }
    assert.deepEqual(await rows('select count(*) as articles from articles'), [{ articles: sum }]);
  });
}

if (!existsSync(folder)) {
  console.log(`No exports at ${folder}.`);
  console.log('0 passed, 0 failed, 1 skipped');
} else {
  await dryRuns();
  const site = await startSite({ empty: true });
  try {
    await realRuns(site);
  } finally {
    await site.stop();
    rmSync(work, { recursive: true });
  }
  end();
}
