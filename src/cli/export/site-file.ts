/** What an export says of the whole site: the topics' names in each language, and the settings. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../lib/result.ts';

export const SITE_FILE = 'site.json';
const FORMAT = 'dragoman-site-1';

const siteFile = z.object({
  /** Slug to language to name. */
  topics: z.record(z.string(), z.record(z.string(), z.string())),
  /** Missing where the site's storage was not at hand. */
  settings: z.record(z.string(), z.unknown()).optional(),
});

export type SiteFile = z.infer<typeof siteFile>;

export function writeSiteFile(folder: string, site: SiteFile): void {
  const topics = Object.fromEntries(Object.entries(site.topics).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(
    join(folder, SITE_FILE),
    `${JSON.stringify({ format: FORMAT, topics, ...(site.settings ? { settings: site.settings } : {}) }, null, 2)}\n`,
  );
}

/** Undefined where there is none of ours; the error names the remedy. */
export function readSiteFile(folder: string): Result<SiteFile | undefined, string> {
  const path = join(folder, SITE_FILE);
  if (!existsSync(path)) return ok(undefined);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail(
      `cannot be read (${error instanceof Error ? error.message : String(error)}); export again, or delete it`,
    );
  }
  if (Object(value).format !== FORMAT) return ok(undefined);
  const read = siteFile.safeParse(value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return fail(`${issue?.path.join('.')}: ${issue?.message}; export again, or delete it`);
}
