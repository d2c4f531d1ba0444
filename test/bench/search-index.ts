/**
 * The full-text index alone: a real D1 in Miniflare, filled past it through SQLite itself, because a hundred
 * thousand articles through D1's door would take minutes and measure nothing.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { searchText } from '../../src/lib/bigrams.ts';
import { editionPath } from '../../src/lib/paths.ts';

export interface Indexed {
  lang: string;
  title: string;
  body: string;
}

export interface Index {
  db: D1Database;
  dispose: () => Promise<void>;
}

async function open(folder: string): Promise<Index> {
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: 'export default { fetch: () => new Response() };',
      compatibilityDate: '2026-11-01',
      d1Databases: { SEARCH: 'search' },
      resourcePersistencePath: folder,
    }),
  );
  return { db: await mf.getD1Database('SEARCH'), dispose: () => mf.dispose() };
}

const migrations = resolve(import.meta.dirname, '../../migrations/search');

/** Makes the tables, so that the database has its file. */
async function migrate(folder: string): Promise<void> {
  const { db, dispose } = await open(folder);
  for (const file of globSync('*.sql', { cwd: migrations }).sort()) {
    const sql = readFileSync(join(migrations, file), 'utf8').replace(/^--.*$/gm, '');
    for (const statement of sql.split(';').filter((one) => one.trim() !== ''))
      await db.prepare(statement).run();
  }
  await dispose();
}

function fill(folder: string, articles: Iterable<Indexed>): void {
  const [file] = globSync('d1/**/*.sqlite', { cwd: folder }).filter((name) => !name.includes('metadata'));
  if (file === undefined) throw new Error(`Miniflare left no database in ${folder}.`);
  const sqlite = new DatabaseSync(join(folder, file));
  const entry = sqlite.prepare(
    'insert into entries (rowid, article_id, lang, revision, path, title, text, published_at) values (?, ?, ?, 1, ?, ?, ?, ?)',
  );
  const words = sqlite.prepare('insert into words (rowid, lang, title, body) values (?, ?, ?, ?)');
  sqlite.exec('begin');
  sqlite.exec(`insert into site values (1, '{"name":"Index"}', 1)`);
  let row = 0;
  for (const { lang, title, body } of articles) {
    row += 1;
    entry.run(row, `a${row}`, lang, `${editionPath(lang)}2026/11/${row}`, title, body, row);
    words.run(row, lang, searchText(title), searchText(body));
  }
  sqlite.exec('commit');
  sqlite.close();
}

/** An index that holds these articles, numbered from 1 in their order, in an empty folder. */
export async function openIndexOf(folder: string, articles: Iterable<Indexed>): Promise<Index> {
  await migrate(folder);
  fill(folder, articles);
  return open(folder);
}
