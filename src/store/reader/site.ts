import { editionsOf, editionsSql, readPage, settingsSql, siteOf } from './rows.ts';
import type { Reading } from './shown.ts';
import type { Langs, SiteView } from './views.ts';

/** What every page says of the site: all that a page about nothing needs. */
export async function getSite(reading: Reading): Promise<SiteView> {
  const row = await readPage<{ settings: string | null }>(reading, `select ${settingsSql}`, []);
  return siteOf(reading, row.settings);
}

/** The site and its editions. `site` is the tag of both: the first article of an edition and the last purge it. */
export async function getEditions(reading: Reading): Promise<{ site: SiteView; editions: Langs<'site'> }> {
  const sql = `select ${settingsSql}, ${editionsSql}`;
  const row = await readPage<{ settings: string | null; editions: string }>(reading, sql, []);
  return { site: siteOf(reading, row.settings), editions: editionsOf(reading, row.settings, row.editions) };
}
