/** The row of the site's settings is sure to stand: every article's page begins at it (migration 0018). */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { findArticlePage } from '../../src/store/reader/article.ts';
import { openReading } from '../../src/store/reader/reading.ts';
import { findSettings, writeSettingStatement } from '../../src/store/settings.ts';

const place = { lang: 'en', month: '2026-10', slug: 'nothing' };
const page = () => findArticlePage(openReading(env.DB), place);
const row = () => env.DB.prepare("select * from settings where key = 'site'").first();

it('stands before anybody sets anything, and after somebody deletes it by hand', async () => {
  expect(await row()).toMatchObject({ value: '{}', updated_at: 0 });
  expect(await page()).toMatchObject({ kind: 'unknown', site: { name: 'Dragoman' } });
  await writeSettingStatement(env.DB, { key: 'site', value: '{"name":"Weir"}', now: 70 }).run();
  expect(await page()).toMatchObject({ site: { name: 'Weir' } });
  await env.DB.prepare('delete from settings').run();
  // Newer than what it takes the place of, so that the index learns of it.
  expect(await row()).toMatchObject({ value: '{}', updated_at: 71 });
  expect(await page()).toMatchObject({ site: { name: 'Dragoman' } });
  expect((await findSettings(env.DB)).name).toBe('Dragoman');
});
