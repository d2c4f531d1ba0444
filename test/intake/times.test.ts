/** Times of one second: who compares them, compares what happened first. */
import { env, exports } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { ask, decide, read, SITE, sendIn, tokenOf } from './api-world.ts';

const published = Date.UTC(2026, 4, 1, 12, 0, 0, 306);
const corrected = published + 100;
let token = '';
let article = '';

beforeAll(async () => {
  const publisher = await tokenOf('publisher', 'Petra');
  token = await tokenOf('translator', 'Tina');
  ({ article } = await sendIn(token, { lang: 'en', markdown: '# Bell\n\nIt rings.' }));
  await decide(publisher, article, 'approve', 'publish', 'correct');
  await env.DB.prepare(
    'update articles set published_at = ?1, changed_at = ?2, updated_at = ?2 where id = ?3',
  )
    .bind(published, corrected, article)
    .run();
});

it('gives an article the same times in its list and by itself, in their order', async () => {
  const { articles } = await read(await ask(token, '/articles'));
  const own = await read(await ask(token, `/articles/${article}`));
  for (const each of [articles[0], own]) {
    const { published_at, updated_at } = each;
    expect([Date.parse(published_at), Date.parse(updated_at)]).toEqual([published, corrected]);
  }
  expect(Date.parse(own.changed_at)).toBe(corrected);
});

it('moves what feeds call updated when a correction follows within a second', async () => {
  const feed = (name: string) => exports.default.fetch(new Request(`${SITE}/en/feed.${name}`));
  const atom = await (await feed('xml')).text();
  const [whole, entry] = [...atom.matchAll(/<updated>(.*?)<\/updated>/g)].map(([, at]) =>
    Date.parse(at ?? ''),
  );
  const { items } = await read(await feed('json'));
  expect([whole, entry, Date.parse(items[0].date_modified)]).toEqual([corrected, corrected, corrected]);
});
