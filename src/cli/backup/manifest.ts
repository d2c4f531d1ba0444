/** The list of a backup's files with their checksums, and the check of a folder against it. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const MANIFEST = 'manifest.json';
export const DATABASE_FILE = 'main.sql';

const manifest = z.object({
  format: z.literal('dragoman-backup-1'),
  made_at: z.string(),
  /** Names of the main database's migrations, in order: a backup fits the same ones only. */
  migrations: z.array(z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.number()),
  files: z.array(
    z.object({
      path: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]{1,300}$/),
      bytes: z.number(),
      sha256: z.string(),
      /** Of an R2 object. */
      content_type: z.string().optional(),
    }),
  ),
});

export type Manifest = z.infer<typeof manifest>;
export type BackupFile = Manifest['files'][number];

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Throws an error that names what is missing when the folder holds no backup. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) {
    throw new Error(
      `${folder} is no backup: it has no ${MANIFEST}. A backup that was broken off ends in ".partial" and cannot be used.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Copy the backup again.`,
    );
  }
  const read = manifest.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${path} is no manifest of this version (${issue?.path.join('.')}: ${issue?.message}).`);
}

/** What is wrong with the files, one line each; empty when every byte is as it was written. */
export async function findDamage(folder: string, files: readonly BackupFile[]): Promise<string[]> {
  const damage: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const file = join(folder, path);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) damage.push(`${path} is missing`);
    else if (size !== bytes) damage.push(`${path} has ${size} bytes and should have ${bytes}`);
    else if ((await sha256OfFile(file)) !== sha256)
      damage.push(`${path} has other content than when it was backed up (SHA-256 differs)`);
  }
  return damage;
}
