/** The site's settings: one JSON row, parsed once at this border. What readers see of it is in `reader/`. */
import { z } from 'zod';
import type { Db } from './statement.ts';

export const siteSettings = z.object({
  name: z.string().min(1).max(120).default('Dragoman'),
  default_lang: z.string().default('en'),
  /** Order of the editions; others follow alphabetically. */
  langs: z.array(z.string()).max(60).default([]),
  /** The translator of an article cannot be the only one who approved it. */
  four_eyes: z.boolean().default(true),
  /** WebSub hub that feeds name. */
  hub: z.url().optional(),
  /** Language to text. */
  footer: z.record(z.string(), z.string().max(2_000)).default({}),
  disclaimer: z.record(z.string(), z.string().max(2_000)).default({}),
});

export type SiteSettings = z.infer<typeof siteSettings>;

export const SITE_SETTINGS_KEY = 'site';

export async function findSettings(db: Db): Promise<SiteSettings> {
  const row = await db
    .prepare('select value from settings where key = ?')
    .bind(SITE_SETTINGS_KEY)
    .first<{ value: string }>();
  return siteSettings.parse(row ? JSON.parse(row.value) : {});
}
