/** What the house says of a text and of a change, at a desk in Chinese: the same messages that the API says in English. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { makeArticle } from '../fakes/article.ts';
import { enter, get, NOW, ORIGIN, post, putArticle, send, type Visitor } from './site.ts';

const chinese = (as: Visitor): Visitor => ({ ...as, cookie: `${as.cookie}; dragoman-words=zh-Hans` });
const mei = chinese(await enter({ name: 'Mei', role: 'translator' }));
const petra = chinese(await enter({ name: 'Petra', role: 'publisher' }));

/** The text between tags, without what was typed, which keeps its language. */
const errorsOf = (page: string): string[] =>
  [...page.matchAll(/class="(?:error|notice[^"]*)"[^>]*>(?:<[^>]+>)*([^<]+)/g)].map(
    (found) => found[1] ?? '',
  );

it('names what is wrong with a form', async () => {
  const reply = await post(
    '/desk/submit',
    { lang: 'xx', markdown: ' ', source_url: 'nowhere', topics: '!' },
    mei,
  );
  expect(reply.status).toBe(422);
  const errors = errorsOf(await reply.text());
  expect(errors.length).toBeGreaterThanOrEqual(4);
  expect(errors.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
});

it('asks for a language by name where there is a list of them', async () => {
  const tara = await enter({ name: 'Tara', role: 'translator' });
  const page = await (await post('/desk/submit', { lang: '', markdown: '# T' }, tara)).text();
  expect(page).toContain('id="f-lang-error">Choose the language of your translation.<');
});

it('tells findings while somebody types', async () => {
  const body = JSON.stringify({
    csrf: mei.csrf,
    lang: 'zh-Hans',
    source_lang: 'en',
    source_markdown: '# The harbour\n\nThe harbour took in 12,000 tonnes of sand on Friday.',
    markdown: '# 港口\n\n周五港口收进1.2亿吨沙子。',
  });
  const headers = { Origin: ORIGIN, 'Content-Type': 'application/json' };
  const page = await (await send('/desk/submit/live', { method: 'POST', body, headers, as: mei })).text();
  expect(page).toContain('原文是“12,000”，译文是“1.2亿”。');
});

it('says to whom it may help that an admin can approve what a finding holds back', async () => {
  const markdown = '# 港口\n\n他们他们到了港口。';
  const id = await makeArticle({ memberId: mei.memberId ?? '', lang: 'zh-Hans', markdown, now: NOW });
  await env.DB.prepare(
    "update findings set severity = 'block' where id = (select f.id from findings f join revisions r on r.id = f.revision_id where r.article_id = ? limit 1)",
  )
    .bind(id)
    .run();
  const ada = await enter({ name: 'Ada', role: 'admin' });
  for (const path of [`articles/${id}`, `articles/${id}/review`]) {
    expect(await (await get(`/desk/${path}`, petra)).text()).toContain('若文字无误，可请管理员通过。');
    expect(await (await get(`/desk/${path}`, ada)).text()).not.toContain('an admin can approve it');
  }
  const refused = await post(`/desk/articles/${id}/approve`, { revision: '1' }, petra);
  expect(await refused.text()).toContain('若文字无误，可请管理员通过。');
});

/** Half-width marks beside Han, and room after a mark that brings its own. */
const halfWidth = /\p{Script=Han}(?:[,;:!?]| ?\()|[:),;]\p{Script=Han}|[，。：；！？）] +[^ ]/u;

it('writes Chinese with Chinese punctuation on every screen', async () => {
  const pair = { from: 'en', to: 'zh-Hans' };
  const term = { ...pair, term: 'harbour', translation: '海港', variants: '港湾', forbidden: '码头' };
  await post('/desk/glossary/terms', term, petra);
  const markdown = '# 海港\n\n他们到了海港。';
  const id = await makeArticle({ memberId: mei.memberId ?? '', lang: 'zh-Hans', markdown, now: NOW });
  await post(`/desk/articles/${id}/send-back`, { note: '请再读一遍' }, petra);
  const paths = [
    'glossary?from=en&to=zh-Hans',
    `articles/${id}`,
    `articles/${id}/review`,
    'submit',
    'stories',
    '',
  ];
  const wrong: string[] = [];
  for (const path of paths) {
    const page = await (await get(`/desk/${path}`, petra)).text();
    const lines = page
      .replace(/<\/(?:p|div|td|th|li|dd|dt|h\d|option|summary|label)>/g, '\n')
      .replace(/<[^>]+>/g, '');
    wrong.push(
      ...lines
        .split('\n')
        .filter((line) => halfWidth.test(line))
        .map((line) => `${path}: ${line}`),
    );
  }
  expect(wrong).toEqual([]);
});

it('keeps findings with their values, for the review, the submission and the API', async () => {
  const markdown = '# 港口\n\n他们他们到了港口。';
  const id = await makeArticle({ memberId: mei.memberId ?? '', lang: 'zh-Hans', markdown, now: NOW });
  const row = await env.DB.prepare(
    `select f.message, f.told, r.submission_id from findings f join revisions r on r.id = f.revision_id
     where r.article_id = ? and f.check_name = 'doubled'`,
  )
    .bind(id)
    .first<{ message: string; told: string; submission_id: string }>();
  expect(row?.message).toBe('“他们他们” is doubled.');
  expect(JSON.parse(row?.told ?? '')).toEqual({ id: 'doubled', values: { words: '他们他们' } });
  for (const path of [`articles/${id}`, `articles/${id}/review`, `submissions/${row?.submission_id}`]) {
    const page = await (await get(`/desk/${path}`, petra)).text();
    expect(page).toContain('“他们他们”重复了。');
    expect(page).not.toContain('is doubled');
  }
});

it('shows what an older release kept in English', async () => {
  const { id } = await putArticle({
    title: '旧文',
    findings: [{ severity: 'note', message: 'Said of old.' }],
  });
  expect(await (await get(`/desk/articles/${id}`, petra)).text()).toContain('Said of old.');
});

it('tells why a change does not take place', async () => {
  const { id } = await putArticle({ title: '桥' });
  const at = `/desk/articles/${id}`;
  const told = async (action: string, fields: Record<string, string>) => {
    const reply = await post(`${at}/${action}`, fields, petra);
    expect(reply.status).toBeGreaterThanOrEqual(409);
    return errorsOf(await reply.text()).join(' ');
  };
  expect(await told('withdraw', { reason: '撤' })).toContain('只有已发布的文章才能撤回');
  expect(await told('spike', { note: ' ' })).toContain('请用 1 至');
  expect(await told('approve', { revision: '7' })).toContain('你读的是第 7 版，现已有第 1 版');
  expect(await told('edit', { base_revision: '9', markdown: '# 桥' })).toContain('出现了第 1 版');
  expect(await told('schedule', { at: '2001-01-01T00:00' })).toContain('将来的时间');
});

it('tells why a submission failed, and what an older release kept of it', async () => {
  const put = async (failure: string, told: string | null) => {
    const id = newId(NOW);
    await env.DB.prepare(
      `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, failure, failure_told, created_at, updated_at)
       values (?1, ?2, ?1, 'zh-Hans', '# 题', '[]', 'failed', ?3, ?4, ?5, ?5)`,
    )
      .bind(id, mei.memberId, failure, told, NOW)
      .run();
    return (await get(`/desk/submissions/${id}`, mei)).text();
  };
  const page = await put('A newer revision came in.', '{"id":"newer-revision","values":{}}');
  expect(page).toContain('你写作期间出现了更新的版本');
  expect(page).not.toContain('A newer revision');
  expect(await put('Said of old.', null)).toContain('Said of old.');
  expect(await put('Said by a later release.', '{"id":"of-tomorrow","values":{}}')).toContain(
    'Said by a later',
  );
});
