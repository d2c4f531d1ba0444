/** The log speaks of things by their names, and leads to them. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { en } from '../../src/desk/words/en.ts';
import { newId } from '../../src/lib/ids.ts';
import { nameSubjects } from '../../src/store/desk/log.ts';
import { countingD1 } from '../reader/newsroom.ts';
import { enter, get, NOW, post, putArticle, send } from './site.ts';

const ada = await enter({ name: 'Ada', role: 'admin' });
const tara = await enter({ name: 'Tara', role: 'translator' });

const put = (action: string, subject: string) =>
  env.DB.prepare('insert into audit (id, at, member_id, action, subject) values (?, ?, ?, ?, ?)')
    .bind(newId(NOW), NOW, ada.memberId, action, subject)
    .run();

/** A topic and a credited person. */
async function putNames(): Promise<{ topic: string; person: string }> {
  const [topic, person] = [newId(NOW), newId(NOW)];
  await env.DB.batch([
    env.DB.prepare("insert into topics (id, slug, names, created_at) values (?, '河流', ?, ?)").bind(
      topic,
      JSON.stringify({ en: 'Rivers', ar: 'أنهار' }),
      NOW,
    ),
    env.DB.prepare(
      "insert into people (id, name, name_key, slug, created_at) values (?, 'Lin Yao', 'lin yao', 'lin-yao', ?)",
    ).bind(person, NOW),
  ]);
  return { topic, person };
}

it('names titles, people and topics, with the way to their screens, and shows no id', async () => {
  const { topic, person } = await putNames();
  const { id } = await putArticle({ title: 'صوت <النهر>', lang: 'ar' });
  await post(`/desk/articles/${id}/approve`, { revision: '1' }, ada);
  await post(`/desk/people/members/${tara.memberId}/link`, {}, ada);
  await put('rename_topic', `topic:${topic}`);
  await put('rename_person', `person:${person}`);
  await put('change_site', 'site');
  await put('member.disable', `member:${tara.memberId}`);
  await put('passkey.add', `member:${ada.memberId}`);
  await put('session.end', `session:${newId(NOW)}`);
  await put('glossary.add', 'glossary:en:zh-Hans');
  const page = await (await get('/desk/log', ada)).text();
  for (const shown of [
    `approved</strong><a href="/desk/articles/${id}" dir="auto" lang="ar">صوت &lt;النهر&gt;</a>`,
    'topic renamed</strong><a href="/desk/settings/topics?from=%E6%B2%B3%E6%B5%81" dir="auto">Rivers</a>',
    'person renamed</strong><a href="/desk/settings/people?from=lin-yao" dir="auto">Lin Yao</a>',
    'settings changed</strong><a href="/desk/settings" dir="auto">Settings</a>',
    'member disabled</strong><a href="/desk/people" dir="auto">Tara</a>',
    // For whom the link is; and nobody is named twice, nor a session by what only a machine knows.
    'entry link made</strong><span dir="auto">Tara</span>',
    'passkey added</strong></p>',
    'session ended</strong></p>',
    'term added</strong><a href="/desk/glossary?from=en&amp;to=zh-Hans" dir="auto">English → Simplified Chinese</a>',
  ])
    expect(page).toContain(shown);
  expect(page.replaceAll(/<details.*?<\/details>|href="[^"]*"/gs, '')).not.toMatch(
    /[0-9a-f]{8}-[0-9a-f]{4}-/,
  );

  const chinese = await send('/desk/log', { as: ada, headers: { 'Accept-Language': 'zh-CN' } });
  // A topic without a name in that language keeps its tag.
  expect(await chinese.text()).toContain('dir="auto">河流</a>');
});

/** A change of the settings screen's subject, which has a name without a row. */
const putChange = (at: number, action: string, before: unknown, after: unknown) =>
  env.DB.prepare(
    "insert into audit (id, at, member_id, action, subject, before_json, after_json) values (?, ?, ?, ?, 'site', ?, ?)",
  )
    .bind(
      newId(at),
      at,
      ada.memberId,
      action,
      before === undefined ? null : JSON.stringify(before),
      after === undefined ? null : JSON.stringify(after),
    )
    .run();

/** What the newest entry says of its fields: escapes and marks of change stay, and where a link leads. */
async function newestChange(as: string): Promise<string[]> {
  const html = await (await send('/desk/log', { as: ada, headers: { 'Accept-Language': as } })).text();
  const [, list = ''] = /<dl class="facts">(.*?)<\/dl>/s.exec(html) ?? [];
  return [...list.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, label, value = '']) =>
    `${label}: ${value}`
      .replaceAll(/ (?:dir|lang|datetime)="[^"]*"/g, '')
      .replaceAll(/<\/?(?:bdi|time|span)>/g, ''),
  );
}

it('does not say that a correction took the text back that it is about', async () => {
  const { id } = await putArticle({ title: 'Corrected' });
  const at = `/desk/articles/${id}`;
  await post(`${at}/approve`, { revision: '1' }, ada);
  await post(`${at}/publish`, { revision: '1' }, ada);
  await post(`${at}/correct`, { kind: 'translation_error', note: 'Twelve.' }, ada);
  expect(await newestChange('en')).toEqual([
    'Revision: 1',
    'Kind: <ins>Translation error</ins>',
    'Note: <ins>Twelve.</ins>',
  ]);
});

it('says what an entry changed field by field, in words, names and dates', async () => {
  const { id, revisionId } = await putArticle({
    title: 'x',
    findings: [{ severity: 'note', message: 'Read <this> again' }],
  });
  const told = JSON.stringify({ id: 'no-topic', values: {} });
  const [finding, story] = [
    await env.DB.prepare('update findings set told = ? where revision_id = ? returning id')
      .bind(told, revisionId)
      .first<string>('id'),
    await env.DB.prepare(
      "update stories set source_title = 'The lamp <at night>' where id = (select story_id from articles where id = ?) returning id",
    )
      .bind(id)
      .first<string>('id'),
  ];
  const gone = newId(NOW);
  const said: [before: unknown, after: unknown, seen: string[]][] = [
    [
      { state: 'approved', scheduled_at: null },
      { state: 'scheduled', scheduled_at: Date.UTC(2026, 11, 3, 9, 5) },
      [
        'State: <del>approved</del> → <ins>scheduled</ins>',
        'Scheduled: <del>–</del> → <ins>Dec 3, 2026, 09:05 UTC</ins>',
      ],
    ],
    [
      { story },
      { story: gone },
      [
        `Story: <del><a href="/desk/stories/${story}">The lamp &lt;at night&gt;</a></del> → <ins>${gone}</ins>`,
      ],
    ],
    [
      { finding, state: 'open' },
      { finding, state: 'dismissed', reason: 'A <b> & so' },
      [
        'Finding: There is no topic with this id.',
        'State: <del>open</del> → <ins>dismissed</ins>',
        'Reason: <ins>A &lt;b&gt; &amp; so</ins>',
      ],
    ],
    [
      { role: 'translator', lang: 'ar' },
      { role: 'publisher', lang: null },
      [
        'Role: <del>Translator</del> → <ins>Publisher</ins>',
        'Language: <del>Arabic</del> → <ins>All languages</ins>',
      ],
    ],
    [
      { value: JSON.stringify({ name: 'N', langs: ['en'], four_eyes: true, footer: { ar: 'x' } }) },
      {
        value: JSON.stringify({
          name: 'N',
          langs: ['en', 'zh-Hans'],
          four_eyes: false,
          footer: { ar: 'y', de: 'z' },
        }),
      },
      [
        'Name: N',
        'Languages: <del>English</del> → <ins>English, Simplified Chinese</ins>',
        `${en.newsroom.fourEyes}: <del>✓</del> → <ins>–</ins>`,
        'Footer (Arabic): <del>x</del> → <ins>y</ins>',
        'Footer (German): <ins>z</ins>',
      ],
    ],
    [
      undefined,
      { term: 'lamp', variants: '["lamps","light"]', forbidden: '[]', note: null, by: 'link' },
      ['Term: lamp', 'Also right: lamps, light', 'Not wanted: –', 'Note: –', 'Kind: entry link'],
    ],
    [
      undefined,
      { member_id: tara.memberId, submission: gone },
      [
        'Member: <a href="/desk/people">Tara</a>',
        `Submission: <a href="/desk/submissions/${gone}">Submission</a>`,
      ],
    ],
    // Of a release to come, or of one long ago.
    [
      { colour: 'red', deep: { 'a_b<': [1, null], c: { d: 2 } } },
      { names: '{broken', constructor: 'x', role: 'king' },
      [
        'colour: <del>red</del>',
        'deep (a_b&lt;): <del>1, –</del>',
        'deep (c:d): <del>2</del>',
        'Name: <ins>{broken</ins>',
        'constructor: <ins>x</ins>',
        'Role: <ins>king</ins>',
      ],
    ],
    [
      undefined,
      { lang: 'not a tag', state: 'toString', story: 7 },
      ['Language: not a tag', 'State: toString', 'Story: 7'],
    ],
  ];
  for (const [n, [before, after, seen]] of said.entries()) {
    await putChange(NOW + 1_000_000 + n, 'change_site', before, after);
    expect(await newestChange('en')).toEqual(seen);
  }
  await putChange(NOW + 2_000_000, 'token.revoke', { state: 'valid' }, { state: 'revoked' });
  expect(await newestChange('zh-CN')).toEqual(['状态: <del>有效</del> → <ins>已撤销</ins>']);
});

it('names the article of each purge', async () => {
  const { id } = await putArticle({ title: '河边的钟' });
  await env.DB.prepare(
    "insert into purges (id, article_id, change, phase, tags, due_at, created_at) values (?1, ?2, 'publish', 'now', '[\"site\"]', ?3, ?3)",
  )
    .bind(newId(NOW), id, NOW)
    .run();
  const page = await (await get('/desk/log/purges', ada)).text();
  expect(page).toContain(
    `published<div><a href="/desk/articles/${id}" lang="zh-Hans" dir="auto">河边的钟</a></div>`,
  );
});

it('finds all names of a page by their keys, with one question', async () => {
  const { db, seen } = countingD1(env.DB);
  await nameSubjects(db, { subjects: ['article:x', 'article:x', 'site'], lang: 'en' });
  expect(seen.sql).toHaveLength(1);
  const { results } = await env.DB.prepare(
    `explain query plan ${seen.sql[0]?.replaceAll(/\?\d/g, "'[]'")}`,
  ).all<{ detail: string }>();
  const scans = results.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'));
  expect(scans).toEqual([expect.stringContaining('json_each')]);
});
