/**
 * What the build writes anew of libraries (src/cli/enums.ts, src/cli/unread.ts), against the libraries as they came,
 * which all other tests run. Were their files written otherwise in a later version, nothing would be found in them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWorker } from '../../src/cli/build.ts';
import { inlinedEnums, withEnums } from '../../src/cli/enums.ts';
import * as frontMatter from '../../src/pipeline/front-matter.ts';
import * as parse from '../../src/pipeline/sanitise/parse.ts';
import { vectors } from '../hostile/vectors.ts';
import { documentsOf, htmlPieces, markdownPieces, soupOf } from '../pipeline/markup.ts';

const seed = 20_261_126;

const load = <T>(script: string): Promise<T> =>
  import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`);

async function asBuilt<T>(entry: string): Promise<{ built: T; script: string }> {
  const { files } = await buildWorker(entry, 'single');
  const script = files.get('index.js') ?? '';
  return { built: await load<T>(script), script };
}

const parse5 = dirname(fileURLToPath(import.meta.resolve('parse5')));
const modules = readdirSync(parse5, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => join(parse5, name));

/** Values that are objects of numbers and strings, as an enum is. */
const tables = (exported: object): [string, unknown][] =>
  Object.entries(exported).filter(
    ([, value]: [string, unknown]) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((each) => ['number', 'string'].includes(typeof each)),
  );

describe("parse5's enums", () => {
  it('are all found, and nothing else is changed but the name that stands for one', () => {
    const filled = /^\(function \((\w+)\) \{$/gm;
    let found = 0;
    for (const path of modules) {
      const text = readFileSync(path, 'utf8');
      const written = withEnums(text);
      const names = [...text.matchAll(filled)].map(([, name]) => name);
      found += names.length;
      expect([path, [...written.matchAll(/^(?:export )?enum (\w+) /gm)].map(([, name]) => name)]).toEqual([
        path,
        names,
      ]);
      if (names.length === 0) expect(written).toBe(text);
    }
    expect(found).toBeGreaterThanOrEqual(10);
    expect(withEnums('var A;\n(function (A) {\n    A["B"] = other();\n})(A || (A = {}));')).not.toMatch(
      /enum/,
    );
  });

  it('have the same names and values', async () => {
    let compared = 0;
    for (const path of modules.filter(
      (one) => withEnums(readFileSync(one, 'utf8')) !== readFileSync(one, 'utf8'),
    )) {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        format: 'esm',
        write: false,
        plugins: [inlinedEnums],
      });
      const before = tables(await import(/* @vite-ignore */ pathToFileURL(path).href));
      expect(tables(await load<object>(outputFiles[0]?.text ?? ''))).toEqual(before);
      compared += before.length;
    }
    expect(compared).toBeGreaterThanOrEqual(9);
  });
});

const treeOf = (root: object | undefined): string =>
  JSON.stringify(root, (key, value: unknown) => (key === 'parentNode' ? undefined : value));

it('reads HTML as built to the very tree that parse5 reads', async () => {
  const { built, script } = await asBuilt<typeof parse>('src/pipeline/sanitise/parse.ts');
  // States and tags as numbers, and no table to look them up in.
  expect(script).not.toContain('RCDATA_LESS_THAN_SIGN');
  const expectSame = (text: string): void => {
    expect([text, treeOf(built.parseHtml(text))]).toEqual([text, treeOf(parse.parseHtml(text))]);
  };
  for (const { markdown } of vectors) expectSame(markdown);
  const pieces = [
    ...htmlPieces,
    ...markdownPieces,
    '&notin;',
    '&amp',
    '&#x80;',
    '<!doctype html>',
    '<![CDATA[x]]>',
  ];
  const documents = documentsOf(pieces, ['div', 'table', 'svg', 'math', 'select', 'template', 'p']);
  fc.assert(fc.property(fc.oneof(soupOf(pieces), documents), expectSame), { seed, numRuns: 1_500 });
});

it('reads front matter as built to the very fields', async () => {
  const { built, script } = await asBuilt<typeof frontMatter>('src/pipeline/front-matter.ts');
  expect(script).not.toContain('tag:yaml.org,2002:timestamp');
  let read = 0;
  const expectSame = (text: string): void => {
    const given = frontMatter.readFrontMatter(text);
    expect([text, built.readFrontMatter(text)]).toEqual([text, given]);
    if (given.fields.length > 1) read++;
  };
  const pieces = [
    ...[
      'title: A',
      'title: "a \\u00e9 #1"',
      "title: 'It''s'",
      'title: [Update] #4',
      'topics: [sea, 港口]',
      'topics:\n- sea\n- "b"',
    ],
    ...[
      'by: {a: b}',
      'at: 2026-11-26',
      'n: 0x1F',
      'on: yes',
      'none: ~',
      'long: >-\n  two\n  lines',
      'kept: |+\n  two\n\n',
    ],
    ...[
      '# a remark',
      'a: &x b',
      'c: *x',
      '<<: *x',
      '!!binary a',
      '? k',
      ': v',
      '\tb: c',
      '%YAML 1.2',
      '"open',
      '...',
      'k: v',
    ],
  ];
  const lines = fc.array(fc.constantFrom(...pieces), { maxLength: 8 });
  fc.assert(
    fc.property(lines, (given) => expectSame(`---\n${given.join('\n')}\n---\n\nBody\n`)),
    { seed, numRuns: 1_500 },
  );
  expect(read).toBeGreaterThan(100);
});
