/** DESIGN.md section 3 as a test: which room may know which, and what no file of the Worker may do. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const FILE_MAX_LINES = 300;

/** Room → what it may import of the others; a name with a slash is that one file or folder. `pipeline/door` is what that
 * room exports to those who may not know it. */
const allowed: Record<string, readonly string[]> = {
  lib: [],
  limits: [],
  config: ['limits'],
  i18n: [],
  edge: ['store'],
  store: ['edge/tags'],
  pipeline: ['store'],
  queue: ['store', 'pipeline', 'publish', 'edge'],
  publish: ['store', 'edge', 'queue'],
  auth: ['store', 'i18n'],
  intake: ['store', 'queue', 'auth', 'i18n', 'publish', 'pipeline/door'],
  desk: ['store', 'queue', 'auth', 'i18n', 'intake', 'publish', 'edge', 'pipeline/door'],
  // Rows come to readers only through what puts their tags (test/store/shown.node.test.ts); pictures are no rows.
  reader: ['store/reader', 'store/search', 'store/picture-files', 'edge', 'i18n'],
  cli: ['auth', 'store', 'queue/messages', 'edge/tags'],
  app: ['*'],
  newsroom: ['*'],
  index: ['*'],
};
/** What everyone may import: bounds, the parsed vars, the words of the house, and what it tells people. */
const common = ['lib', 'limits', 'config', 'store/schema/words', 'i18n/told/tell'];

interface Source {
  /** Path below src, without its ending. */
  path: string;
  room: string;
  text: string;
  /** Modules of the house below src, without their endings. */
  inside: string[];
  /** npm packages, `node:` and `cloudflare:` modules. */
  outside: string[];
}

const withoutEnding = (path: string): string => path.replace(/\.(?:tsx?|mjs)$/, '');
const roomOf = (path: string): string => path.split('/')[0] ?? path;

function readSource(file: string): Source {
  const text = readFileSync(join(src, file), 'utf8');
  const specifiers = [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const relative = specifiers.filter((name) => name.startsWith('.'));
  const inside = relative.map((name) =>
    withoutEnding(resolve(src, dirname(file), name).slice(src.length + 1)),
  );
  const outside = specifiers.filter((name) => !name.startsWith('.'));
  return { path: withoutEnding(file), room: roomOf(withoutEnding(file)), text, inside, outside };
}

const sources = globSync('**/*.{ts,tsx,mjs}', { cwd: src })
  .filter((file) => !file.endsWith('.d.ts'))
  .sort()
  .map(readSource);
const worker = sources.filter((source) => source.room !== 'cli');
const matches = (module: string, rule: string): boolean =>
  rule === '*' || module === rule || module.startsWith(`${rule}/`);

it('reads every source file', () => {
  expect(sources.length).toBeGreaterThan(40);
  expect(sources.flatMap((source) => source.inside).length).toBeGreaterThan(sources.length);
});

it('knows every room', () => {
  expect(sources.filter((source) => !(source.room in allowed)).map((source) => source.path)).toEqual([]);
});

it('lets each room import only what the table allows', () => {
  const wrong = sources.flatMap(({ path, room, inside }) => {
    const rules = [
      ...(room === 'lib' || room === 'limits' ? ['lib'] : common),
      ...(allowed[room] ?? []),
      room,
    ];
    return inside
      .filter((module) => !rules.some((rule) => matches(module, rule)))
      .map((module) => `${path} → ${module}`);
  });
  expect(wrong).toEqual([]);
});

it('keeps SQL and drizzle in the store', () => {
  const elsewhere = worker.filter(({ room }) => room !== 'store');
  const withDrizzle = elsewhere.filter(({ outside }) => outside.some((name) => /^drizzle-orm\b/.test(name)));
  const withSql = elsewhere.filter(({ text }) => /\.prepare\(/.test(text));
  expect([...withDrizzle, ...withSql].map((source) => source.path)).toEqual([]);
});

it('keeps the Worker free of Node', () => {
  const withNode = worker.filter(
    ({ outside, text }) =>
      outside.some((name) => name.startsWith('node:')) ||
      /(?<![\w.'"`-])process\.(?:env|argv|exit|cwd|on|platform)\b|\bBuffer\.from\(/.test(text),
  );
  expect(withNode.map((source) => source.path)).toEqual([]);
});

it('has no barrel and no file named after nothing', () => {
  const barrels = sources.filter(
    ({ path, text }) =>
      (/(?:^|\/)index$/.test(path) && path !== 'index') ||
      // The pipeline's door is the one file that may hand on another's function.
      (path !== 'pipeline/door' && /^export\s+(?:\*|\{[^}]*\}|type\s+\{[^}]*\})\s+from\b/m.test(text)),
  );
  const vague = sources.filter(({ path }) =>
    /(?:^|\/|-)(?:utils?|helpers?|managers?|services?|misc|common)$/.test(path),
  );
  expect([...barrels, ...vague].map((source) => source.path)).toEqual([]);
});

it(`keeps every file within ${FILE_MAX_LINES} lines`, () => {
  const long = sources
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > FILE_MAX_LINES);
  expect(long).toEqual([]);
});
