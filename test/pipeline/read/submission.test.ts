import { describe, expect, it } from 'vitest';
import { previewSubmission } from '../../../src/pipeline/look.ts';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';
import type { Parts } from '../../../src/pipeline/types.ts';
import { lostPieces } from '../../corpus/visible.ts';
import { all, autoLinked, damaged, grouped, harbour, linux, mine } from './fixtures.ts';

const credits = (parts: Parts): string[] =>
  parts.credits.map(
    ({ role, name, affiliation }) => `${role} ${name}${affiliation ? ` @ ${affiliation}` : ''}`,
  );

describe('a whole submission', () => {
  it('is read completely', () => {
    const parts = readSubmission(harbour);
    expect(parts).toMatchObject({
      title: '北山港在风暴之后重新开放',
      byline: '北山翻译社-海港组',
      repost: { name: 'MNews', url: 'https://mnews.example/zh/81/' },
      header: { url: 'https://pictures.example/2022/03/北山港.jpg' },
      sources: [{ url: 'https://news.example/harbour/reopens-after-storm' }],
      disclaimer: '免责声明：本文内容仅代表作者个人观点，平台不承担任何法律风险。',
      footer_links: [
        { text: 'About', url: 'https://mnews.example/about/' },
        { text: 'Privacy', url: 'https://mnews.example/privacy/' },
      ],
    });
    expect(parts.credits).toEqual([
      { role: 'translator', name: 'JD12', as_written: '翻译' },
      { role: 'proofreader', name: 'Ned', as_written: '校对' },
      { role: 'editor', name: '文海', as_written: '编剧&发布' },
      { role: 'publisher', name: '文海', as_written: '编剧&发布' },
    ]);
    expect(parts.body).toMatch(/^据《海港日报》[\s\S]*一位船长说。$/);
    expect(parts.findings.map(({ check, segment }) => [check, segment])).toEqual([
      ['label-misspelt', '编剧&发布'],
    ]);
  });

  it('has its auto-links unwrapped, also in names and addresses', () => {
    const parts = readSubmission(autoLinked);
    expect(parts).toMatchObject({
      title: '两国关系的新一页',
      byline: '北山快讯',
      sources: [{ url: 'https://news.example/港口/1' }],
    });
    expect(credits(parts)).toEqual(['selector 小帆', 'translator 李海', 'editor 李海', 'publisher 陶陶']);
    expect(parts.body).toContain('北山和西湖的代表会面');
    // A picture's source is not the article's.
    expect(parts.body).toContain('图片来源：海港日报');
    expect(parts.as_written.join()).toContain('4/2/2024 3:09 PM UTC');
  });

  it('tells groups, people, banners and captions apart', () => {
    const parts = readSubmission(grouped);
    expect(credits(parts)).toEqual([
      'selector 青山 @ 北山农场',
      'translator 自由帆 @ 北山农场',
      'author 自由帆 @ 北山农场',
      'publisher 云帆',
      'reviewer 北风',
      'proofreader 北风',
      'publisher 南雨（文南）',
      'editor 南雨（文南）',
    ]);
    expect(parts).toMatchObject({
      title: 'Ferry – the first in a year',
      header: { url: 'https://pictures.example/ferry.png', caption: '图片来源：Harbour Times' },
      sources: [
        {
          url: 'https://harbourtimes.example/ferry?a=1&b=2',
          title: 'Ferry returns',
          publisher: 'harbourtimes.example',
        },
      ],
      disclaimer: '（文章仅代表作者个人观点，与MNews无关）',
    });
    expect(parts.body).not.toContain('ferry.png');
    // A commentary is a paragraph; a caption is a paragraph with its picture.
    expect(parts.body).toContain('好消息，大家都很高兴。');
    expect(parts.body).toContain(
      '\n\n![](https://pictures.example/crew.png)船员在甲板上。 (Ann Lee/图片社)\n\n船长说',
    );
  });

  it('may carry its head in a quotation', () => {
    const parts = readSubmission(mine);
    expect(parts).toMatchObject({
      title: '更快的缓存',
      repost: { name: '海港翻译计划', url: 'https://github.example/harbour' },
      sources: [{ url: 'https://blog.example/cache', title: 'A faster cache' }],
      header: { url: 'https://pictures.example/cache.png', alt: '缓存的图' },
    });
    expect(credits(parts)).toEqual([
      'author Ann Lee',
      'translator bob-ray',
      'proofreader cy',
      'proofreader Dee Fox',
      'proofreader eve',
    ]);
    expect(parts.credits[1]?.url).toBe('https://github.example/bob');
    expect(parts.body).toMatch(/^缓存让[\s\S]*\/\/ 翻译：这不是署名[\s\S]*```$/);
  });

  it('may carry a long address there, or its group below the heading', () => {
    const address = `https://github.example/harbour/${'long/'.repeat(12)}`;
    const quoted = readSubmission(
      `> * 本文永久链接：[${address}](${address})\n> * 译者：小北\n\n# 缓存\n\n正文。`,
    );
    expect(quoted.title).toBe('缓存');
    expect(quoted.body).not.toContain('# 缓存');
    expect(
      readSubmission('# 缓存\n\n`纸船社` [转载自MNews](https://mnews.example/87)\n\n正文。'),
    ).toMatchObject({
      title: '缓存',
      byline: '纸船社',
      repost: { name: 'MNews', url: 'https://mnews.example/87' },
      body: '正文。',
    });
    expect(readSubmission('# 缓存\n\n`npm install`\n\n正文。').body).toBe('`npm install`\n\n正文。');
  });

  it('may carry it in comments, and places that were never filled in', () => {
    const parts = readSubmission(linux);
    expect(parts).toMatchObject({ title: '内核笔记', sources: [{ url: 'https://kernel.example/notes' }] });
    expect(parts.sources).toHaveLength(1);
    expect(credits(parts)).toEqual(['author Ann Lee', 'selector finder', 'translator wen-li']);
    expect(parts.body).toContain('（译注：这是作者的说法。）');
  });

  it('is repaired where its marks are broken', () => {
    const parts = readSubmission(damaged);
    expect(parts.body).not.toMatch(/```|\*{4}|<br|!\[\]|\| ---/);
    expect(parts.body).toContain('**有很多关于“港口”');
    expect(parts.sources).toEqual([{ url: 'https://news.example/a_long_name' }]);
    expect(credits(parts)).toEqual(['publisher 陶陶']);
    expect(parts.findings.map(({ check, segment }) => [check, segment])).toEqual([
      ['link-text-differs', 'https://bank.example/login'],
    ]);
  });

  it.each([
    ['作者：ANN LEE，《海港晚报》经济记者', 'author ANN LEE @ 《海港晚报》经济记者'],
    ['作者：ANN LEE，https://a.example，《海港晚报》经济记者', ''],
    ['先运行：npm start，然后打开 localhost', ''],
    ['作者：ANN LEE，\nconst author = “ANN”', ''],
  ])('may have prose in a fence: %j', (line, expected) => {
    const parts = readSubmission(`# 港\n\n正文。\n\n\`\`\`\n${line}\n\`\`\``);
    expect(credits(parts).join()).toBe(expected);
    expect(parts.body.includes('```')).toBe(expected === '');
  });

  it.each(Object.entries(all))('loses no visible text: %s', (_, markdown) => {
    expect(lostPieces(markdown, readSubmission(markdown))).toEqual([]);
  });
});

describe('the title', () => {
  it.each([
    ['# Harbour\n\nText.', 'Harbour', 'Text.'],
    ['Harbour\n===\nText.', 'Harbour', 'Text.'],
    ['## Harbour\n\nText.', 'Harbour', 'Text.'],
    ['Two ships met at sea, and their crews spoke for an hour.\n\n# Later\n\nMore.', 'Later', undefined],
    ['---\ntitle: Harbour\n---\n# Harbour\n\nText.', 'Harbour', 'Text.'],
    ['---\ntitle: Harbour\n---\n# Another\n\nText.', 'Harbour', '# Another\n\nText.'],
  ])('of %j', (markdown, title, body) => {
    const parts = readSubmission(markdown);
    expect(parts.title).toBe(title);
    expect(parts.body).toBe(body ?? markdown);
    expect(parts.findings).toEqual([]);
  });

  it('is made of the first words when there is none, and a finding says so', () => {
    const parts = readSubmission('港口周五重新开放。船只可以进港。');
    expect(parts).toMatchObject({ title: '港口周五重新开放', body: '港口周五重新开放。船只可以进港。' });
    expect(parts.findings.map(({ check }) => check)).toEqual(['title-missing']);
  });

  it('is kept whole in the text when it is too long to be one', () => {
    const long = '港'.repeat(400);
    const heading = readSubmission(`# ${long}\n\n正文。`);
    expect(heading.title).toBe('港'.repeat(300));
    expect(heading.body).toBe(`# ${long}\n\n正文。`);
    const words = `# ${'harbour '.repeat(60)}end`;
    const written = readSubmission(`---\ntitle: "${words}"\n---\n正文。`);
    expect(written.title).toMatch(/^# (?:harbour )+harbour$/);
    expect(written.title?.length).toBeGreaterThan(280);
    expect(written.body).toBe(`\\${words}\n\n正文。`);
  });

  it('is said to be too long once', () => {
    const { findings } = previewSubmission({ lang: 'en', markdown: `# ${'harbour '.repeat(60)}\n\nText.` });
    expect(findings.filter(({ check }) => check === 'title-long').map(({ told }) => told.id)).toEqual([
      'title-too-long',
    ]);
  });

  it('is no rule', () => {
    expect(readSubmission('---\nnote: never closed\n\nText.').title).toBe('note: never closed');
  });
});

it('understands the keys of static site generators', () => {
  const parts = readSubmission(
    '---\ntitle: Harbour\nauthor: Ann Lee\ntranslators: [Bob Ray, 小北]\nsource: https://news.example/1\nslug: harbour\ndescription: About ships\nimage: https://pictures.example/1.jpg\ntags: [sea]\nweight: 4\n---\nText.',
  );
  expect(parts).toMatchObject({
    slug: 'harbour',
    description: 'About ships',
    topics: ['sea'],
    sources: [{ url: 'https://news.example/1' }],
    header: { url: 'https://pictures.example/1.jpg' },
  });
  expect(credits(parts)).toEqual(['author Ann Lee', 'translator Bob Ray', 'translator 小北']);
  expect(parts.as_written).toContain('weight: 4');
});

it.each([
  'layout: newsletter',
  'published: true',
  'published: 2023-01-02',
  'edited: 2023-01-02T10:00:00Z',
  'comments: true',
  'text: left',
  'audio: a.mp3',
  'page: 3',
  'post: 12',
  'author: true',
  'reviewer: 2023-01-02',
  'original: false',
])('takes no setting for a name: %s', (line) => {
  const parts = readSubmission(`---\ntitle: Harbour\n${line}\n译者: 小北\nproof_reader: Ann\n---\nText.`);
  expect(credits(parts)).toEqual(['translator 小北', 'proofreader Ann']);
  expect(parts.source_publisher).toBeUndefined();
  expect(parts.as_written).toContain(line);
});

it('takes a subtitle for a description', () => {
  expect(readSubmission('---\ntitle: Harbour\nsubtitle: Open again\n---\nText.')).toMatchObject({
    credits: [],
    description: 'Open again',
  });
});

describe('the lines about an article', () => {
  it('may be all there is', () => {
    const parts = readSubmission(
      '---\ntitle: T\n---\n`纸船社` [轉載自MNews](https://mnews.example/85)\n\n纸船社\n\n免责声明：本文内容仅代表作者个人观点。\n\n- [About](https://mnews.example/about/)\n- [Privacy](https://mnews.example/privacy/)\n',
    );
    expect(parts).toMatchObject({
      body: '纸船社',
      sources: [],
      footer_links: [{ text: 'About' }, { text: 'Privacy' }],
    });
  });

  it.each([
    ['【免责声明】本文由志愿者翻译，一切以原文为准。', undefined],
    ['### 免责声明\n\n译文由志愿者完成，一切以原文为准。', undefined],
    ['**免责声明：**\n\n本文仅代表作者个人观点。', undefined],
    ['郑重声明：译者不承担任何责任。', undefined],
    ['Avertissement : les opinions sont celles de l’auteur.', undefined],
    ['Declaração de isenção: as opiniões são do autor.', undefined],
    ['特别声明：港口明天重新开放。', '特别声明：港口明天重新开放。'],
    [
      '免责声明\n\n- [About](https://mnews.example/about/)',
      '免责声明\n\n- [About](https://mnews.example/about/)',
    ],
  ])('may disclaim: %j', (lines, kept) => {
    const text = '港务局周五说，港口已经重新开放。';
    const parts = readSubmission(`---\ntitle: T\n---\n${text}\n\n${lines}`);
    expect(parts.body).toBe(kept ? `${text}\n\n${kept}` : text);
    expect(parts.disclaimer).toBe(
      kept ? undefined : lines.replaceAll(/### |\*\*/g, '').replace('\n\n', '\n'),
    );
    expect(
      readSubmission(`---\ntitle: T\n---\n${text}\n\n${lines}\n\n${`${text}\n\n`.repeat(6)}`).disclaimer,
    ).toBeUndefined();
  });

  it('name a group or a person, whichever the byline is', () => {
    const read = (byline: string, line: string): string[] =>
      credits(
        readSubmission(
          `---\ntitle: T\n---\n\`${byline}\` [轉載自MNews](https://mnews.example/86)\n\n${line}`,
        ),
      );
    expect(read('wendy', '编译：wendy–北山农场')).toEqual(['translator wendy @ 北山农场']);
    expect(read('北山译者之家', '翻译：北山译者 阿明')).toEqual(['translator 阿明 @ 北山译者']);
    expect(read('北山译者之家', '字幕：free20200604|翻译：阿明')).toEqual([
      'producer free20200604',
      'translator 阿明',
    ]);
  });
});
