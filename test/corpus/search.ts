/**
 * `node test/corpus/search.ts [FOLDER]`: every word of two Han characters in the title of every text of a folder
 * beside the project must find that text. Prints the sum, and what was not found; ends with 1 when anything was not.
 */
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { searchQuery } from '../../src/lib/bigrams.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import { findHits } from '../../src/store/search.ts';
import { type Indexed, openIndexOf } from '../bench/search-index.ts';

const LANG = 'zh-Hans';
const corpus = resolve(process.argv[2] ?? '../shared/corpus');
if (!existsSync(corpus)) {
  console.log(`There is no ${corpus}: nothing was looked for.`);
  process.exit(0);
}

const articles: Indexed[] = globSync('**/*.md', { cwd: corpus })
  .sort()
  .flatMap((name) => {
    const read = readSubmission(readFileSync(join(corpus, name), 'utf8'));
    const title = read.title ?? '';
    return /\p{Script=Han}{2}/u.test(title) ? [{ lang: LANG, title, body: read.body }] : [];
  });

/** Every pair of Han characters that stand beside each other. */
function wordsOf(title: string): Set<string> {
  const runs = title.normalize('NFKC').match(/\p{Script=Han}+/gu) ?? [];
  return new Set(
    runs.flatMap((run) => {
      const characters = [...run];
      return characters.slice(1).map((character, n) => `${characters[n]}${character}`);
    }),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'dragoman-corpus-'));
const index = await openIndexOf(folder, articles);

/** Paths of all that a word finds, page after page. */
async function found(word: string): Promise<Set<string>> {
  const paths = new Set<string>();
  let before: number | undefined;
  do {
    const expression = searchQuery(word) ?? '';
    const page = await findHits(
      { db: index.db, tags: new Set() },
      { lang: LANG, expression, ...(before === undefined ? {} : { before }) },
    );
    for (const hit of page.hits) paths.add(hit.path);
    before = page.older;
  } while (before !== undefined);
  return paths;
}

try {
  const wanted = new Map<string, number[]>();
  for (const [n, { title }] of articles.entries()) {
    for (const word of wordsOf(title)) wanted.set(word, [...(wanted.get(word) ?? []), n + 1]);
  }
  let looked = 0;
  const missing: string[] = [];
  for (const [word, rows] of wanted) {
    const paths = await found(word);
    for (const row of rows) {
      looked += 1;
      if (!paths.has(`/zh-hans/2026/11/${row}`)) missing.push(`${word}: ${articles[row - 1]?.title}`);
    }
  }
  for (const line of missing) console.log(line);
  console.log(
    JSON.stringify({ titles: articles.length, words: wanted.size, looked, missing: missing.length }),
  );
  if (missing.length > 0 || looked === 0) process.exitCode = 1;
} finally {
  await index.dispose();
  rmSync(folder, { recursive: true, force: true });
}
