/** The look at a text while it is written: the checks of the queue, and nothing stored. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { enter, get, NOW, ORIGIN, send } from './site.ts';

const mara = await enter({ name: 'Mara', role: 'translator' });
const arabic = await enter({ name: 'Amal', role: 'translator', lang: 'ar' });

const live = (fields: Record<string, string>, as = mara) =>
  send('/desk/submit/live', {
    method: 'POST',
    body: JSON.stringify({ csrf: as.csrf, ...fields }),
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
    as,
  });

const source = '# The harbour\n\nThe harbour took in 12,000 tonnes of sand on Friday.';

it('answers with a part of a page: findings and the body, without anything that runs', async () => {
  const reply = await live({
    lang: 'zh-Hans',
    markdown: '# 港口\n\n**沙子**到了。<script>alert(1)</script>',
  });
  expect(reply.status).toBe(200);
  const text = await reply.text();
  expect(text).toMatch(/^<div data-live-part/);
  expect(text).toContain('<strong>沙子</strong>');
  expect(text).not.toContain('<script');
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
});

it('shows the text though another field is wrong, and says what is wrong', async () => {
  const reply = await live({ lang: 'zh-Hans', markdown: '# 港口\n\n**沙子**到了。', source_url: 'www.exam' });
  expect(reply.status).toBe(422);
  const text = await reply.text();
  expect(text).toContain('<a href="#f-source_url">Address of the source (optional)</a>: ');
  expect(text).toContain('<span data-wrong="source_url">This is not a web address.');
  expect(text).toContain('<strong>沙子</strong>');
  const foreign = await live(
    { lang: 'en', markdown: '# T\n\n**Sand** came.', source_url: 'www.exam' },
    arabic,
  );
  expect(await foreign.text()).not.toContain('<strong>Sand</strong>');
});

it('runs the checks of a pair when the source is given, and follows the glossary', async () => {
  const source_url = 'https://news.example/harbour';
  const right = { lang: 'zh-Hans', source_lang: 'en', source_markdown: source, source_url };
  const wrong = await (await live({ ...right, markdown: '# 港口\n\n周五港口收进1.2亿吨沙子。' })).text();
  expect(wrong).toContain('class="block"');
  const good = await (await live({ ...right, markdown: '# 港口\n\n周五港口收进1.2万吨沙子。' })).text();
  expect(good).not.toContain('class="block"');
  await env.DB.prepare(
    `insert into glossary (id, source_lang, lang, term, translation, variants, forbidden, created_at, updated_at)
     values (?, 'en', 'zh-Hans', 'harbour', '海港', '[]', '["港口"]', ?2, ?2)`,
  )
    .bind(newId(NOW), NOW)
    .run();
  const termed = await (await live({ ...right, markdown: '# 港口\n\n周五港口收进1.2万吨沙子。' })).text();
  expect(termed).toContain('海港');
});

it('shows the links at the foot of the text among its fields', async () => {
  const markdown = '# T\n\nA text.\n\nTranslated by: Mara\n\n- [About the desk](https://desk.example/about)';
  const text = await (await live({ lang: 'de', markdown })).text();
  expect(text).toContain('<dt>Footer link</dt><dd dir="auto">About the desk</dd>');
});

it('says what is missing, and keeps a bound member to their language', async () => {
  expect((await live({ lang: 'de', markdown: '' })).status).toBe(422);
  const foreign = await live({ lang: 'de', markdown: '# T' }, arabic);
  expect(foreign.status).toBe(422);
  expect(await foreign.text()).toContain('another language');
  const stored = env.DB.prepare(
    'select (select count(*) from submissions) + (select count(*) from drafts) as n',
  );
  expect(await stored.first('n')).toBe(0);
});

it('serves its script from the desk’s own path, under the policy of every screen', async () => {
  const page = await get('/desk/submit', mara);
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
  expect(await page.text()).toContain('src="/desk/assets/submit.js"');
  const script = await get('/desk/assets/submit.js');
  expect(script.headers.get('Content-Type')).toContain('text/javascript');
  expect(await script.text()).not.toMatch(/innerHTML|insertAdjacentHTML|\beval\b/);
});
