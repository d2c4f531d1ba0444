/**
 * Brings a backup into a site: checksums first, then the database, the pictures, the search index (made
 * again from what is published), and two purges of everything, since caches know the site as it was before.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from '../../edge/tags.ts';
import { newId } from '../../lib/ids.ts';
import { BACKUP_OBJECTS_AT_ONCE, R2_LIST_MAX } from '../../limits.ts';
import { keepOutbox } from '../../store/outbox.ts';
import { purgeStatements } from '../../store/purges.ts';
import { findIndexed, getIndexedSite, writeIndexed, writeSite } from '../../store/search-index.ts';
import { SITE_SETTINGS_KEY } from '../../store/settings.ts';
import { DATABASE_FILE, findDamage, type Manifest, readManifest } from './manifest.ts';
import type { OpenSite } from './open.ts';
import { type Dump, insertRows, loadDump } from './rows.ts';

const DAMAGE_SHOWN_MAX = 20;

export interface Restored {
  rows: number;
  pictures: number;
  indexed: number;
}

/** Reads and checks a backup without touching any site. Throws an error that names each damaged file. */
export async function checkBackup(folder: string): Promise<{ manifest: Manifest; dump: Dump }> {
  const manifest = readManifest(folder);
  const damage = await findDamage(folder, manifest.files);
  if (damage.length > 0) {
    const more = damage.length > DAMAGE_SHOWN_MAX ? [`… and ${damage.length - DAMAGE_SHOWN_MAX} more`] : [];
    throw new Error(
      `The backup is damaged, and nothing was changed:\n  ${[...damage.slice(0, DAMAGE_SHOWN_MAX), ...more].join('\n  ')}\nTake another copy of it.`,
    );
  }
  const dump = loadDump(readFileSync(join(folder, DATABASE_FILE), 'utf8'));
  for (const [table, count] of Object.entries(manifest.rows)) {
    if (!dump.tables.includes(table) || dump.count(table) !== count)
      throw new Error(
        `The backup is damaged: table ${table} should have ${count} rows. Take another copy of it.`,
      );
  }
  return { manifest, dump };
}

/** `into`: `empty` refuses a site that holds anything; `replace` deletes all of it first. */
export async function restoreBackup(
  site: OpenSite,
  asked: { folder: string; into: 'empty' | 'replace'; now: number; say: (line: string) => void },
): Promise<Restored> {
  const { env } = site;
  const { manifest, dump } = await checkBackup(asked.folder);
  await checkMigrations(env.DB, manifest.migrations);
  const filled = await filledTables(env.DB, dump.tables);
  if (filled.length > 0 && asked.into === 'empty') {
    throw new Error(
      `The site is not empty (${filled.join(', ')}), and nothing was changed. Restore into a new site, or give --replace to delete what is there.`,
    );
  }
  try {
    return await bringIn(site, asked, { manifest, dump });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The restore broke off (${why}), and the site holds a part of the backup. Run it again with --replace, which begins anew.`,
    );
  } finally {
    dump.close();
  }
}

async function bringIn(
  site: OpenSite,
  asked: Parameters<typeof restoreBackup>[1],
  { manifest, dump }: { manifest: Manifest; dump: Dump },
): Promise<Restored> {
  const { env } = site;
  if (asked.into === 'replace') await clear(site, dump.tables);
  for (const table of dump.tables) await insertRows(env.DB, table, dump);
  const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
  asked.say(`Database: ${rows} rows.`);
  const pictures = await putObjects(env.PICTURES, asked.folder, manifest);
  asked.say(`Pictures: ${pictures} files.`);
  const indexed = await rebuildIndex(site, asked.now);
  asked.say(`Search index: ${indexed} articles.`);
  return { rows, pictures, indexed };
}

async function checkMigrations(db: D1Database, wanted: readonly string[]): Promise<void> {
  const { results } = await db.prepare('select name from d1_migrations order by id').all<{ name: string }>();
  const has = results.map(({ name }) => name);
  if (has.join() === wanted.join()) return;
  throw new Error(
    `The backup and the site are of different versions (the backup: ${wanted.at(-1)}; the site: ${has.at(-1) ?? 'none'}). Check out the version that made the backup, restore, then update.`,
  );
}

async function filledTables(db: D1Database, tables: readonly string[]): Promise<string[]> {
  const filled: string[] = [];
  for (const table of tables) {
    // The settings of a site that has none are an empty object.
    const given = table === 'settings' ? "where value <> '{}'" : '';
    const row = await db.prepare(`select 1 as found from "${table}" ${given} limit 1`).first();
    if (row) filled.push(table);
  }
  return filled;
}

async function clear({ env }: OpenSite, tables: readonly string[]): Promise<void> {
  // The children before those they refer to.
  await env.DB.batch(tables.toReversed().map((table) => env.DB.prepare(`delete from "${table}"`)));
  for (;;) {
    const { objects } = await env.PICTURES.list({ limit: R2_LIST_MAX });
    if (objects.length === 0) return;
    await env.PICTURES.delete(objects.map(({ key }) => key));
  }
}

async function putObjects(bucket: R2Bucket, folder: string, manifest: Manifest): Promise<number> {
  const objects = manifest.files.filter(({ path }) => path.startsWith('pictures/'));
  for (let at = 0; at < objects.length; at += BACKUP_OBJECTS_AT_ONCE) {
    await Promise.all(
      objects.slice(at, at + BACKUP_OBJECTS_AT_ONCE).map(({ path, sha256, content_type }) =>
        bucket.put(path.slice('pictures/'.length), readFileSync(join(folder, path)), {
          sha256,
          ...(content_type ? { httpMetadata: { contentType: content_type } } : {}),
        }),
      ),
    );
  }
  return objects.length;
}

/** Outbox rows first: should this be broken off, the site's own sweep does the rest. */
async function rebuildIndex({ env, settleSeconds }: OpenSite, now: number): Promise<number> {
  const { results } = await env.DB.prepare("select id from articles where state = 'published'").all<{
    id: string;
  }>();
  const articles = results.map(({ id }) => id);
  const promises = [...articles, SITE_SETTINGS_KEY].map((subject) =>
    JSON.stringify({ id: newId(now), subject }),
  );
  await env.DB.batch([
    env.DB.prepare(
      `insert into outbox (id, kind, subject_id, due_at, created_at)
         select value ->> 'id', 'index', value ->> 'subject', ?1, ?1 from json_each(?2)`,
    ).bind(now, `[${promises.join(',')}]`),
    // Twice: what was rendered from the old rows may be stored after the first.
    ...purgeStatements(env.DB, { change: 'restore', tags: [everything], now, settleSeconds }),
  ]);
  // Whatever it held: its versions are those of other rows.
  await env.SEARCH.batch(
    ['words', 'entries', 'versions', 'site'].map((table) => env.SEARCH.prepare(`delete from ${table}`)),
  );
  await writeSite(env.SEARCH, await getIndexedSite(env.DB));
  await keepOutbox(env.DB, { kind: 'index', subjectId: SITE_SETTINGS_KEY, now });
  for (const id of articles) await indexArticle(env, id, now);
  return articles.length;
}

/** The entry that the queue's index step would write; its promise in the outbox is kept with it. */
async function indexArticle(env: OpenSite['env'], articleId: string, now: number): Promise<void> {
  const found = await findIndexed(env.DB, articleId);
  if (found) await writeIndexed(env.SEARCH, found);
  await keepOutbox(env.DB, { kind: 'index', subjectId: articleId, now });
}
