import { interfaceLangs } from '../i18n/languages.ts';
import { findSettings } from '../store/settings.ts';
import type { Db } from '../store/statement.ts';

/** The languages that a form offers: those of the site first, then those with a catalogue, and what is set already. */
export async function listOfferedLangs(db: Db, also: readonly string[] = []): Promise<string[]> {
  const settings = await findSettings(db);
  return [...new Set([...settings.langs, ...interfaceLangs, ...also])];
}
