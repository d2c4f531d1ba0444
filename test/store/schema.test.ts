import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';

it('makes every table STRICT, so that a value of the wrong type is refused', async () => {
  const { results } = await env.DB.prepare(
    "select name from pragma_table_list where type = 'table' and strict = 0 and name not like 'sqlite_%' and name not like '_cf_%' and name <> 'd1_migrations'",
  ).all();
  expect(results).toEqual([]);
});

it('finds a two-character Han word in text split into bigrams, and forgets a removed entry', async () => {
  await env.SEARCH.prepare(
    "insert into words (rowid, lang, title, body) values (1, 'zh', '拜登 登会 会谈', 'x')",
  ).run();
  const found = await env.SEARCH.prepare(`select rowid from words where words match '"会谈"'`).all();
  expect(found.results).toEqual([{ rowid: 1 }]);
  await env.SEARCH.prepare('delete from words where rowid = 1').run();
  expect(
    (await env.SEARCH.prepare(`select rowid from words where words match '"会谈"'`).all()).results,
  ).toEqual([]);
});
