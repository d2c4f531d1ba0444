/**
 * Measures the reader of parts on real submissions: `node test/corpus/labels.ts [--verbose]`. Reads the corpus
 * beside the repository; without it there is nothing to measure. Exits 1 when a bar is missed.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import type { Parts } from '../../src/pipeline/types.ts';
import { lostPieces } from './visible.ts';

const corpus = process.env.CORPUS ?? join(import.meta.dirname, '../../../shared/corpus');
const labelFile = process.env.LABELS ?? join(corpus, 'labels.jsonl');
const verbose = process.argv.includes('--verbose');

interface Label {
  file: string;
  title: string;
  byline: string | null;
  repost_url: string | null;
  source_urls: string[];
  credits: { role: string; name: string; affiliation?: string }[];
  header_image: string | null;
  disclaimer: boolean;
  doubt?: string[];
}

const decoded = (url: string): string => {
  const plain = url.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
};

const tallies = new Map<string, { right: number; all: number }>();
const count = (field: string, right: number, all: number): void => {
  const tally = tallies.get(field) ?? { right: 0, all: 0 };
  tallies.set(field, { right: tally.right + right, all: tally.all + all });
};
const wrong = (file: string, field: string, expected: unknown, found: unknown): void => {
  if (verbose)
    console.log(
      `${file} ${field}\n   expected ${JSON.stringify(expected)}\n   found    ${JSON.stringify(found)}`,
    );
};

function compare(label: Label, parts: Parts): void {
  const check = (field: string, expected: unknown, found: unknown): void => {
    if (label.doubt?.includes(field)) return;
    const right = JSON.stringify(expected) === JSON.stringify(found);
    count(field, right ? 1 : 0, 1);
    if (!right) wrong(label.file, field, expected, found);
  };
  check('title', label.title, parts.title);
  check('byline', label.byline, parts.byline ?? null);
  check(
    'repost_url',
    label.repost_url && decoded(label.repost_url),
    parts.repost ? decoded(parts.repost.url) : null,
  );
  check(
    'source_urls',
    label.source_urls.map(decoded).sort(),
    parts.sources.map(({ url }) => decoded(url)).sort(),
  );
  check(
    'header_image',
    label.header_image && decoded(label.header_image),
    parts.header ? decoded(parts.header.url) : null,
  );
  check('disclaimer', label.disclaimer, parts.disclaimer !== undefined);
  if (label.doubt?.includes('credits')) return;
  const key = ({ role, name }: { role: string; name: string }): string => `${role} ${name.toLowerCase()}`;
  const expected = new Set(label.credits.map(key));
  const found = new Set(parts.credits.map(key));
  const both = [...found].filter((one) => expected.has(one)).length;
  count('credits precision', both, found.size);
  count('credits recall', both, expected.size);
  if (both !== found.size || both !== expected.size)
    wrong(
      label.file,
      'credits',
      [...expected].filter((one) => !found.has(one)),
      [...found].filter((one) => !expected.has(one)),
    );
  const groups = new Map(parts.credits.map((credit) => [key(credit), credit.affiliation]));
  for (const credit of label.credits) {
    if (!found.has(key(credit))) continue;
    const right = (groups.get(key(credit)) ?? null) === (credit.affiliation ?? null);
    count('affiliation (of credits found)', right ? 1 : 0, 1);
    if (!right) wrong(label.file, 'affiliation', credit, groups.get(key(credit)));
  }
}

function markdownFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return markdownFiles(path);
    return name.endsWith('.md') && basename(path) !== 'README.md' ? [path] : [];
  });
}

if (!existsSync(labelFile)) {
  console.log(`labels: no corpus at ${corpus}; nothing measured`);
  process.exit(0);
}

for (const line of readFileSync(labelFile, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const label = JSON.parse(line) as Label;
  compare(label, readSubmission(readFileSync(join(corpus, 'gnews', label.file), 'utf8')));
}

let lost = 0;
const files = markdownFiles(corpus);
for (const path of files) {
  const markdown = readFileSync(path, 'utf8');
  const pieces = lostPieces(markdown, readSubmission(markdown));
  if (pieces.length > 0) lost++;
  for (const piece of pieces.slice(0, 3))
    wrong(path.slice(corpus.length + 1), 'text lost', piece.slice(0, 120), '');
}
count('files whose visible text is all kept', files.length - lost, files.length);

const bars: Record<string, number> = {
  title: 1,
  byline: 1,
  source_urls: 0.97,
  disclaimer: 0.97,
  header_image: 0.92,
  'credits precision': 0.95,
  'credits recall': 0.93,
  'files whose visible text is all kept': 1,
};
let missed = 0;
for (const [field, { right, all }] of tallies) {
  const share = all === 0 ? 1 : right / all;
  const bar = bars[field];
  const below = bar !== undefined && share < bar;
  if (below) missed++;
  console.log(
    `${field.padEnd(38)} ${String(right).padStart(4)}/${String(all).padEnd(4)} ${(share * 100).toFixed(1).padStart(5)} %${bar === undefined ? '' : `  bar ${bar * 100} %`}${below ? '  MISSED' : ''}`,
  );
}
process.exit(missed > 0 ? 1 : 0);
