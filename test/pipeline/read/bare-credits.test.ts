/** Credits without a colon, and lines that look like them. */
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';
import type { Parts } from '../../../src/pipeline/types.ts';

const text = '港务局周五说，港口已经重新开放，第一艘船会在中午进港。';
const prose = `${text}\n\n${text}`;
const at = {
  head: (lines: string): Parts => readSubmission(`---\ntitle: T\n---\n${lines}\n\n${prose}`),
  middle: (lines: string): Parts => readSubmission(`---\ntitle: T\n---\n${prose}\n\n${lines}\n\n${prose}`),
  tail: (lines: string): Parts => readSubmission(`---\ntitle: T\n---\n${prose}\n\n${lines}`),
};
const credits = (parts: Parts): string =>
  parts.credits
    .map(({ role, name, affiliation }) => `${role} ${name}${affiliation ? ` @ ${affiliation}` : ''}`)
    .join(' | ');

const certain: [string, string][] = [
  // Roles behind names.
  ['小鱼（翻译） 阿明（校对）', 'translator 小鱼 | proofreader 阿明'],
  ['小鱼(翻譯)、阿明(校對/編輯)', 'translator 小鱼 | proofreader 阿明 | editor 阿明'],
  ['小鱼、阿明（翻译），南雨（校对）', 'translator 小鱼 | translator 阿明 | proofreader 南雨'],
  ['Ann Lee (translator), Bob (editor)', 'translator Ann Lee | editor Bob'],
  ['小鱼（翻译）\n阿明（校对）', 'translator 小鱼 | proofreader 阿明'],
  ['小鱼/翻译 阿明/校对', 'translator 小鱼 | proofreader 阿明'],
  ['Ann Lee/Translator | Bob Ray/Proofreader', 'translator Ann Lee | proofreader Bob Ray'],
  ['林窈 著　沈知夏 译', 'author 林窈 | translator 沈知夏'],
  ['（沈知夏、小鱼 译，何远舟 校）', 'translator 沈知夏 | translator 小鱼 | proofreader 何远舟'],
  ['沈知夏 译\n何远舟 校', 'translator 沈知夏 | proofreader 何远舟'],
  // Roles before names.
  ['翻译 沈知夏　校对 何远舟', 'translator 沈知夏 | proofreader 何远舟'],
  ['翻译 沈知夏 | 责任编辑 Ann Lee', 'translator 沈知夏 | editor Ann Lee'],
  ['翻译 沈知夏\n校对 何远舟', 'translator 沈知夏 | proofreader 何远舟'],
  // Roles before a bar.
  ['译者 | 沈知夏', 'translator 沈知夏'],
  ['作者｜林窈　译者｜沈知夏', 'author 林窈 | translator 沈知夏'],
  ['文 | 林窈\n译 | 沈知夏', 'author 林窈 | translator 沈知夏'],
  // Notices.
  ['本文由小鱼翻译', 'translator 小鱼'],
  ['（本文由小鱼、阿明翻译，南雨校对。）', 'translator 小鱼 | translator 阿明 | proofreader 南雨'],
  ['本文由北山翻译社编译校对', 'translator 北山翻译社 | proofreader 北山翻译社'],
  ['由小文翻译，李中校对', 'translator 小文 | proofreader 李中'],
  ['本文由 [Ann](https://a.example/ann) 负责翻译', 'translator Ann'],
];

/** Alone these are credits only at the end. */
const atEnd: [string, string][] = [
  ['李海／核稿编辑', 'editor 李海'],
  ['**李海／编译**', 'translator 李海'],
  ['小鱼（翻译）', 'translator 小鱼'],
  ['Ann Lee (translator)', 'translator Ann Lee'],
  ['由小鱼翻译', 'translator 小鱼'],
  ['沈知夏 译', 'translator 沈知夏'],
  ['（沈知夏　编译）', 'translator 沈知夏'],
];

describe('credits without a colon', () => {
  it.each(certain)('stand before the article and behind it: %j', (lines, expected) => {
    for (const parts of [at.head(lines), at.tail(lines)]) {
      expect(credits(parts)).toBe(expected);
      expect(parts.body).toBe(prose);
      expect(parts.as_written.length).toBeGreaterThan(0);
    }
  });

  it.each(atEnd)('stand alone behind it: %j', (lines, expected) => {
    expect(credits(at.tail(lines))).toBe(expected);
    expect(credits(at.head(lines))).toBe('');
  });

  it.each([...certain, ...atEnd])('are text within it: %j', (lines) => {
    const parts = at.middle(lines);
    expect(credits(parts)).toBe('');
    expect(parts.body).toBe(`${prose}\n\n${lines}\n\n${prose}`);
  });

  it.each([
    ['翻译：阿明\n小鱼（校对）', 'translator 阿明 | proofreader 小鱼'],
    ['编辑 小鱼\n\n翻译：阿明', 'editor 小鱼 | translator 阿明'],
    ['翻译：阿明\n由小鱼校对', 'translator 阿明 | proofreader 小鱼'],
  ])('stand everywhere beside credits with one: %j', (lines, expected) => {
    for (const place of Object.values(at)) expect(credits(place(lines))).toBe(expected);
  });

  it('lead to their people', () => {
    const parts = at.tail('[Ann](https://a.example/ann)（翻译）、[Bob](https://a.example/bob)（校对）');
    expect(parts.credits.map(({ name, url, as_written }) => [name, url, as_written])).toEqual([
      ['Ann', 'https://a.example/ann', '翻译'],
      ['Bob', 'https://a.example/bob', '校对'],
    ]);
  });

  it('are none where a link holds more than the name', () => {
    expect(credits(at.tail('[小鱼（翻译）](https://a.example/fish)'))).toBe('');
  });

  it.each([
    // Titles, things, and what is no name.
    '港口重新开放（编译）',
    '## 小鱼（翻译）',
    '- 词典（编辑）',
    'English (translation)',
    'Vim (editor)',
    '中文（翻译）',
    '机器（翻译）',
    '小鱼（翻译）是一名船长',
    'and/editor',
    '文字/编辑',
    '翻译/编辑',
    'docs/a/editor',
    '张望／导演',
    '余山（作者）、小北（摄影）',
    '余山（编剧）',
    // Menus, states, sentences.
    '翻译 校对 发布',
    '编辑 部门 发布 公告',
    '翻译 工具 校对 教程',
    '翻译 沈知夏',
    '沈知夏 翻译',
    '林窈 著',
    '机器 译',
    '译 沈知夏 译',
    '作者 | 林窈',
    '译者 | 语言\n--- | ---\n沈知夏 | 英语',
    '语言 | 英语\n--- | ---\n译者 | 沈知夏\n校对 | 何远舟',
    '译者 | 三个月来一直在做这件事的人',
    '校对 已经完成了的部分 翻译 还在进行的部分',
    '本文由英文翻译',
    '本文由机器翻译',
    '由于时间关系难以翻译',
    '由此翻译',
    '本文由海港报发布',
    '本文由小鱼原创翻译',
    '本文由小鱼翻译，海港报荣誉推出',
    '由我们翻译',
    '这本书由小鱼翻译',
    '由港务局编辑，出版社发布',
  ])('are not any short line: %j', (lines) => {
    for (const place of Object.values(at)) {
      const parts = place(lines);
      expect(credits(parts)).toBe('');
      expect(parts.body).toContain(lines);
    }
  });
});
