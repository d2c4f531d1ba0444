/**
 * `node test/corpus/trees.ts`: of every Markdown file of ../shared/corpus, the tree that is built from marked's tokens
 * against the one that parse5 reads from their HTML, and all that is made of either. Exits 1 where they part.
 */
import { deepStrictEqual } from 'node:assert';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../src/pipeline/normalise.ts';
import { readParts } from '../../src/pipeline/read/submission.ts';
import { bothWays } from '../pipeline/both-ways.ts';

const corpus = process.env.CORPUS ?? join(import.meta.dirname, '../../../shared/corpus');

let built = 0;
let failed = 0;
const files = globSync('**/*.md', { cwd: corpus }).sort();
for (const file of files) {
  const { text } = normalise(readFileSync(join(corpus, file), 'utf8'));
  // Its body, as it is rendered; and the file with all that is read from it beforehand.
  const both = [readParts(text).body, text].map(bothWays);
  try {
    for (const ways of both) deepStrictEqual(ways.built, ways.parsed);
    if (both[0]?.built !== undefined) built += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${file}\n${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${built} of ${files.length} bodies need no parser.`);
console.log(`${files.length - failed} passed, ${failed} failed`);
if (failed > 0 || files.length === 0) process.exitCode = 1;
