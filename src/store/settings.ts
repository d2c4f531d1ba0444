/** The site's settings: one JSON row, parsed once at this border. What readers see of it is in `reader/`. */
import * as z from 'zod/mini';
import { SETTLE_MAX_SECONDS } from '../limits.ts';
import type { Db, Guard } from './statement.ts';

export const siteSettings = z.object({
  name: z._default(z.string().check(z.minLength(1), z.maxLength(120)), 'Dragoman'),
  default_lang: z._default(z.string(), 'en'),
  /** Order of the editions; others follow alphabetically. */
  langs: z._default(z.array(z.string()).check(z.maxLength(60)), []),
  /** The translator of an article cannot be the only one who approved it. */
  four_eyes: z._default(z.boolean(), true),
  /** WebSub hub that feeds name. */
  hub: z.optional(z.url()),
  /** From a change to its second purge. Missing: as the deployment says. */
  settle_seconds: z.optional(z.int().check(z.gte(0), z.lte(SETTLE_MAX_SECONDS))),
  /** Language to text. */
  footer: z._default(z.record(z.string(), z.string().check(z.maxLength(2_000))), {}),
  disclaimer: z._default(z.record(z.string(), z.string().check(z.maxLength(2_000))), {}),
  /** What readers may do with the texts. */
  licence: z._default(z.record(z.string(), z.string().check(z.maxLength(2_000))), {}),
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

/** SQL for the seconds from a change to its second purge, as they are set in the batch that asks. */
export const settleSecondsSql = (deployed: number): Guard => ({
  sql: "coalesce((select value ->> 'settle_seconds' from settings where key = ?), ?)",
  params: [SITE_SETTINGS_KEY, deployed],
});

/** `updated_at` grows with each write, whatever the clock says: it tells which of two states is the newer. */
export const writeSettingStatement = (
  db: Db,
  setting: { key: string; value: string; now: number },
): D1PreparedStatement =>
  db
    .prepare(
      `insert into settings (key, value, updated_at) values (?, ?, ?)
       on conflict (key) do update set value = excluded.value,
         updated_at = max(excluded.updated_at, settings.updated_at + 1) returning key`,
    )
    .bind(setting.key, setting.value, setting.now);
