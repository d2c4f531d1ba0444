/** Claims: one holder a source and language, for a time. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { CLAIM_MS } from '../../src/limits.ts';
import { takeClaim } from '../../src/store/desk/claims.ts';
import { processDue } from './due.ts';
import { enter, get, NOW, post, putArticle } from './site.ts';

const mara = await enter({ name: 'Mara', role: 'translator' });
const noor = await enter({ name: 'Noor', role: 'translator' });
const boss = await enter({ name: 'Boss', role: 'publisher' });
const arabic = await enter({ name: 'Amal', role: 'translator', lang: 'ar' });

const shown = async (url: string, as = mara, now = NOW) =>
  (await get(`/desk/claims?${new URLSearchParams({ source_url: url })}`, as, { now })).text();
const claim = (url: string, lang: string, as = mara, now = NOW) =>
  post('/desk/claims', { source_url: url, lang }, as, { now });
const holders = (key: string) =>
  env.DB.prepare(
    'select m.name, c.lang from claims c join members m on m.id = c.member_id where c.source_key = ? order by c.lang',
  )
    .bind(key)
    .all()
    .then(({ results }) => results);

it('says whether a story is known, by any spelling of its address, and which languages it has', async () => {
  const { id } = await putArticle({ title: 'Le pont', lang: 'fr' });
  await env.DB.prepare(
    "update stories set source_key = 'news.example/bridge' where id = (select story_id from articles where id = ?)",
  )
    .bind(id)
    .run();
  expect(await shown('https://news.example/other')).toContain('Nobody has sent this story in yet');
  const known = await shown('http://www.news.example/bridge/?utm_source=x#top');
  expect(known).toContain('The desk knows this story');
  expect(known).toContain(`/desk/articles/${id}`);
  expect(await shown('not an address')).toContain('This is not a web address');
  expect((await claim('https://news.example/bridge', 'fr')).status).toBe(409);
});

it('gives a language of a source to one at a time', async () => {
  const url = 'https://news.example/one';
  const both = await Promise.all([claim(url, 'de', mara), claim(url, 'de', noor)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect(await holders('news.example/one')).toHaveLength(1);
  expect((await claim(url, 'es', noor)).status).toBe(303);
  expect(await holders('news.example/one')).toHaveLength(2);
  expect(await shown(url, boss)).toContain('claimed by');
});

it('lapses by itself, is renewed by its holder, and is overwritten when it has lapsed', async () => {
  const url = 'https://news.example/lapse';
  await claim(url, 'de', mara);
  const renewed = NOW + CLAIM_MS - 1;
  expect((await claim(url, 'de', mara, renewed)).status).toBe(303);
  expect((await claim(url, 'de', noor, NOW + CLAIM_MS + 1)).status).toBe(409);
  const over = renewed + CLAIM_MS;
  expect(await shown(url, noor, over)).not.toContain('claimed by');
  expect((await claim(url, 'de', noor, over)).status).toBe(303);
  expect(await holders('news.example/lapse')).toEqual([{ name: 'Noor', lang: 'de' }]);
});

it('is given back by its holder or a publisher, and by nobody else', async () => {
  const url = 'https://news.example/back';
  await claim(url, 'de', mara);
  const id = await env.DB.prepare(
    "select id from claims where source_key = 'news.example/back'",
  ).first<string>('id');
  expect((await post(`/desk/claims/${id}/release`, {}, noor)).status).toBe(403);
  expect((await post(`/desk/claims/${id}/release`, {}, boss)).status).toBe(303);
  expect(await holders('news.example/back')).toEqual([]);
});

it('keeps a bound member to their language', async () => {
  expect((await claim('https://news.example/bound', 'de', arabic)).status).toBe(403);
  expect((await claim('https://news.example/bound', 'ar', arabic)).status).toBe(303);
});

it('fills the form in, holds while the text is read, and ends with the article', async () => {
  const url = 'https://news.example/sent';
  await claim(url, 'de', mara);
  const form = await (
    await get(`/desk/submit?${new URLSearchParams({ source_url: url, lang: 'de' })}`, mara)
  ).text();
  expect(form).toContain(`value="${url}"`);
  expect(form).toMatch(/<option value="de" selected/);
  const sent = await post(
    '/desk/submit',
    { lang: 'de', markdown: '# Titel\n\nText.', source_url: url },
    mara,
  );
  expect(sent.headers.get('Location')).toMatch(/^\/desk\/submissions\//);
  expect(await holders('news.example/sent')).toEqual([{ name: 'Mara', lang: 'de' }]);
  const page = () => shown(url, noor);
  expect(await page()).toContain('claimed by <bdi>Mara</bdi>');
  await processDue();
  expect(await holders('news.example/sent')).toEqual([]);
  expect(await page()).toContain('>Titel</a>');
  const ended = "select count(*) as n from audit where action = 'claim.end' and member_id = ?";
  expect(
    await env.DB.prepare(ended)
      .bind(mara.memberId ?? '')
      .first('n'),
  ).toBe(1);
});

it('outlives a text that fails, since nobody has it yet', async () => {
  const url = 'https://news.example/broken';
  await claim(url, 'de', mara);
  const sent = await post(
    '/desk/submit',
    { lang: 'de', markdown: '# Titel\n\nNoch.', source_url: url },
    mara,
  );
  const id = sent.headers.get('Location')?.split('/').at(-1) ?? '';
  await env.DB.prepare('update submissions set attempts = 100 where id = ?').bind(id).run();
  await processDue();
  expect(await env.DB.prepare('select state from submissions where id = ?').bind(id).first('state')).toBe(
    'failed',
  );
  expect(await holders('news.example/broken')).toEqual([{ name: 'Mara', lang: 'de' }]);
});

it('does not pile lapsed claims up', async () => {
  const take = (n: number, now: number) =>
    takeClaim(env.DB, {
      id: newId(now),
      auditId: newId(now),
      sourceKey: `pile.example/${n}`,
      sourceUrl: `https://pile.example/${n}`,
      lang: 'de',
      memberId: mara.memberId ?? '',
      now,
      expiresAt: now + CLAIM_MS,
    });
  for (let n = 0; n < 5; n++) await take(n, NOW);
  await take(9, NOW + 3 * CLAIM_MS);
  const left = env.DB.prepare("select count(*) as n from claims where source_key like 'pile.example/%'");
  expect(await left.first('n')).toBe(1);
});
