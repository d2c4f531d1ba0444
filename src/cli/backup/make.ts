/** Makes a backup: the database at one moment, then every picture that it can name, each with its checksum. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BACKUP_OBJECTS_AT_ONCE, R2_LIST_MAX } from '../../limits.ts';
import { type BackupFile, DATABASE_FILE, MANIFEST, type Manifest } from './manifest.ts';
import type { OpenSite } from './open.ts';
import { loadDump } from './rows.ts';

/**
 * Writes into `folder`, which must be empty or new. It bears the name `….partial` until it is whole, so that a
 * backup that was broken off cannot be mistaken for one. Safe while the site runs: pictures are never changed
 * under their name, and those that came after the database's moment do no harm.
 */
export async function makeBackup(
  site: OpenSite,
  asked: { folder: string; now: number; say: (line: string) => void },
): Promise<Manifest> {
  const { folder, say } = asked;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} is not empty. Give each backup a folder of its own, such as backup-${new Date(asked.now).toISOString().slice(0, 10)}.`,
    );
  }
  const partial = `${folder.replace(/\/+$/, '')}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const sql = await site.dump();
  const files: BackupFile[] = [keep(partial, DATABASE_FILE, Buffer.from(sql))];
  const dump = loadDump(sql);
  const rows = Object.fromEntries(dump.tables.map((table) => [table, dump.count(table)]));
  const { migrations } = dump;
  dump.close();
  say(
    `Database: ${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows, ${rows.articles ?? 0} articles.`,
  );
  files.push(...(await copyObjects(site.env.PICTURES, partial)));
  const manifest: Manifest = {
    format: 'dragoman-backup-1',
    made_at: new Date(asked.now).toISOString(),
    migrations,
    rows,
    files,
  };
  writeFileSync(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  say(`Pictures: ${files.length - 1} files.`);
  return manifest;
}

function keep(folder: string, path: string, bytes: Uint8Array, contentType?: string): BackupFile {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
  return {
    path,
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(contentType ? { content_type: contentType } : {}),
  };
}

/** All objects, a page of the list at a time, so that memory holds a few pictures and never all. */
async function copyObjects(bucket: R2Bucket, folder: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  let cursor: string | undefined;
  do {
    const page = await bucket.list({ limit: R2_LIST_MAX, ...(cursor ? { cursor } : {}) });
    for (let at = 0; at < page.objects.length; at += BACKUP_OBJECTS_AT_ONCE) {
      const some = page.objects.slice(at, at + BACKUP_OBJECTS_AT_ONCE);
      const copied = await Promise.all(some.map(({ key }) => copyObject(bucket, key, folder)));
      files.push(...copied.flatMap((file) => file ?? []));
    }
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  return files;
}

async function copyObject(bucket: R2Bucket, key: string, folder: string): Promise<BackupFile | undefined> {
  const object = await bucket.get(key);
  // Gone since it was listed: a pending picture that got its variants.
  if (!object) return undefined;
  return keep(
    folder,
    `pictures/${key}`,
    new Uint8Array(await object.arrayBuffer()),
    object.httpMetadata?.contentType,
  );
}
