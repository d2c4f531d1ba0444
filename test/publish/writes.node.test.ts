/**
 * What readers see changes only through the publish room, which purges. This reads the store's own text: every
 * exported function whose SQL writes a table that readers see must be known here, with the rooms that may call it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../src');

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Tables of which a reader's page may show a row. */
const visible = [
  'articles',
  'slugs',
  'old_paths',
  'revisions',
  'credits',
  'people',
  'topics',
  'article_topics',
  'corrections',
  'stories',
  'settings',
  'listings',
  'months',
  'editions',
];
const writes = new RegExp(
  `(?:\\b(?:insert\\s+(?:or\\s+\\w+\\s+)?into|update|delete\\s+from)\\s+(${visible.join('|')})\\b)|insertWhere\\(\\s*db,\\s*'(${visible.join('|')})'`,
  'i',
);

/** Top-level functions of a file, with their text up to the next one. */
function functionsOf(text: string): { name: string; exported: boolean; body: string }[] {
  const starts = [...text.matchAll(/^(export )?(?:async )?(?:function|const) (\w+)/gm)];
  return starts.map((start, n) => ({
    name: start[2] ?? '',
    exported: start[1] !== undefined,
    body: text.slice(start.index, starts[n + 1]?.index),
  }));
}

/** Exported functions of store/ that write such a table, themselves or through a function of their own file. */
function visibleWriters(): { name: string; path: string }[] {
  return sources
    .filter(({ path }) => path.startsWith('store/'))
    .flatMap(({ path, text }) => {
      const all = functionsOf(text);
      const writing = new Set(all.filter(({ body }) => writes.test(body)).map(({ name }) => name));
      for (let more = true; more; ) {
        const found = all.filter(
          ({ name, body }) =>
            !writing.has(name) && [...writing].some((writer) => new RegExp(`\\b${writer}\\(`).test(body)),
        );
        for (const { name } of found) writing.add(name);
        more = found.length > 0;
      }
      return all
        .filter(({ name, exported }) => exported && writing.has(name))
        .map(({ name }) => ({ name, path }));
    });
}

/**
 * Writers that other rooms may call, because nothing they write is shown until a change of the publish room
 * points at it.
 */
const unseen: Record<string, { rooms: string[]; because: string }> = {
  storeProcessed: {
    rooms: ['queue'],
    because: 'new revisions are shown only once published_revision names them',
  },
  articleStatements: { rooms: ['store'], because: 'storeProcessed alone puts them into its batch' },
  twinStoryStatement: { rooms: ['publish', 'store'], because: 'a story without articles is shown nowhere' },
  partsStatements: { rooms: ['store'], because: 'storeProcessed alone puts them into its batch' },
};

describe('writes that readers see', () => {
  const writers = visibleWriters();

  it('are found at all', () => {
    expect(writers.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'changeArticle',
        'takePath',
        'insertCorrection',
        'renamePersonStatement',
        'storeProcessed',
      ]),
    );
  });

  it.each(writers)('$name is called by the publish room alone', ({ name, path }) => {
    const callers = sources
      .filter((source) => source.path !== path && new RegExp(`\\b${name}\\b`).test(source.text))
      .map((source) => relative('.', source.path).split('/')[0]);
    const allowed = unseen[name]?.rooms ?? ['publish'];
    expect([...new Set(callers)].filter((room) => room === undefined || !allowed.includes(room))).toEqual([]);
  });

  it('leaves no SQL outside the store', () => {
    const outside = sources.filter(
      ({ path, text }) => !path.startsWith('store/') && !path.startsWith('cli/') && writes.test(text),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });

  it('does not let a processed revision touch what a published article shows', () => {
    const texts = ['store/process.ts', 'store/process-parts.ts'].map(
      (name) => sources.find(({ path }) => path === name)?.text ?? '',
    );
    const text = texts.join('\n');
    expect(texts.every((one) => one.includes('insertWhere('))).toBe(true);
    expect(text).not.toMatch(
      /update articles set[^`]*\b(?:published_revision|slug|month|published_at)\b\s*=/,
    );
  });
});
