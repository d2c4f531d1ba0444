/** A month with more articles than one sitemap holds, as a bulk import makes it. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { SITEMAP_ROWS } from '../../src/limits.ts';
import { at } from './newsroom.ts';
import { visit } from './site.ts';

const MORE = 3;

beforeAll(async () => {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SITEMAP_ROWS + MORE})`;
  const start = at('2026-10-01T00:00:00Z');
  await env.DB.batch([
    env.DB.prepare(
      `insert into stories (id, created_at, updated_at) ${numbers} select 's' || i, 1, 1 from n`,
    ),
    env.DB.prepare(
      `insert into articles (id, story_id, lang, state, current_revision, published_revision, slug, month, published_at, created_at, updated_at)
       ${numbers} select 'a' || i, 's' || i, 'en', 'published', 1, 1, 'n' || i, '2026-10', ${start} + i * 1000, 1, 1 from n`,
    ),
    env.DB.prepare(
      `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, created_at)
       ${numbers} select 'r' || i, 'a' || i, 1, 'u' || i, '', 'x', '', 'Title ' || i, '[]', '[]', '[]', '', 1, 1, 1 from n`,
    ),
    // What stands ready in a row is written when the row changes.
    env.DB.prepare('update articles set published_revision = 1'),
  ]);
});

it('is mapped whole, in parts that the index names', async () => {
  const index = await visit('/sitemap.xml');
  expect(index.text.match(/2026\/10\/[^<]+/g)).toEqual(['2026/10/sitemap.xml', '2026/10/sitemap-2.xml']);
  // A row a month, however many articles it has.
  expect(index.rows.main).toBeLessThanOrEqual(2);
  const parts = await Promise.all(['', '-2'].map((part) => visit(`/en/2026/10/sitemap${part}.xml`)));
  const slugs = parts.map(({ text }) => text.match(/\/n\d+</g) ?? []);
  expect(slugs.map((found) => found.length)).toEqual([SITEMAP_ROWS, MORE]);
  expect(new Set(slugs.flat()).size).toBe(SITEMAP_ROWS + MORE);
  for (const none of ['-3', '-1', '-0', '-99', '-01', '-02']) {
    expect((await visit(`/en/2026/10/sitemap${none}.xml`)).response.status).toBe(404);
  }
});
