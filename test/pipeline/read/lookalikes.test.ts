/** Lines that could be labels, and are the article's. */
import { describe, expect, it } from 'vitest';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';
import type { Parts } from '../../../src/pipeline/types.ts';

const text = '港务局周五说，港口已经重新开放，第一艘船会在中午进港。';
const amid = (lines: string): Parts =>
  readSubmission(`---\ntitle: T\n---\n${text}\n\n${text}\n\n${lines}\n\n${text}\n\n${text}\n\n翻译：阿明`);
const credits = (parts: Parts): string =>
  parts.credits.map(({ role, name }) => `${role} ${name}`).join(' | ');

describe('within the article', () => {
  it.each([
    // Sentences, amounts, dates, letters.
    '发布：港务局周三发布公告，谴责这种做法。',
    '作者：我是一名水手。',
    '发布：港务局周三发布公告，谴责这种做法',
    '转发：三千次',
    '发表：1998年',
    'Page: 3',
    'Published: March 9, 2022',
    '发布：2022年3月9日',
    '发布：2022 年 3 月',
    '- 翻译：把一种语言变成另一种',
    'Translator: the person who carries words across',
    '校对：完成',
    '许可：CC BY 4.0',
    '投稿：news@a.example',
    // What an article says of books, films and pictures.
    '导演：张望',
    'Photo by Ann Lee',
    '作者：余山\n摄影：小北',
    '书名：潮水\n作者：余山\n译者：小北\n出版社：海港出版社',
    '作者：余山\n出版年：1998\n译者：小北\nISBN：978',
    '原文：The tide turns.\n译文：潮转了。',
    'Published: 2021',
    '选：A',
    '听：风在吹',
    // Dialogue.
    '记者：您好\n\n船长：您好\n\n记者：为什么现在走\n\n船长：为了风',
    '**编辑：**晚上好\n\n**船长：**你好\n\n**编辑：**我们开始',
    // Code, and names without an address.
    '    Author: Ann Lee\n    Title: Ships',
    '    Translator: Ann Lee',
    '首发：王望',
    'Read more: [Another harbour](https://a.example/2)',
    '来源：船的来源至今没有定论，港务局说还要等，才能知道。',
  ])('%j', (lines) => {
    const parts = amid(lines);
    expect(credits(parts)).toBe('translator 阿明');
    expect(parts.body).toContain(lines);
    expect(parts.source_publisher).toBeUndefined();
    expect(parts.findings).toEqual([]);
  });

  it.each([
    ['翻译：小北', 'translator 小北 | translator 阿明'],
    ['作者：北山大学-小北', 'author 小北 | translator 阿明'],
    ['作者：余山\n译者：小北', 'author 余山 | translator 小北 | translator 阿明'],
    ['    作者：余山\n    译者：小北', 'author 余山 | translator 小北 | translator 阿明'],
  ])('but credits are: %j', (lines, expected) => {
    expect(credits(amid(lines))).toBe(expected);
  });
});

describe('among credits', () => {
  it.each([
    ['翻译：小鱼\n编辑：没有昨天\n发布：如果可以', 'translator 小鱼 | editor 没有昨天 | publisher 如果可以'],
    ['发布：如果可以\n\n翻译：小鱼', 'publisher 如果可以 | translator 小鱼'],
    ['翻译：小鱼 | 编辑：没有昨天', 'translator 小鱼 | editor 没有昨天'],
    ['翻译：小鱼\n作者：他乡', 'translator 小鱼 | author 他乡'],
    ['编辑：老船长。', 'editor 老船长'],
  ])('a name may be a clause: %j', (lines, expected) => {
    expect(credits(readSubmission(`---\ntitle: T\n---\n${text}\n\n${lines}`))).toBe(expected);
  });

  it('a date and an address are nobody', () => {
    const parts = readSubmission(`---\ntitle: T\n---\n${text}\n\n翻译：小鱼 投稿：news@a.example`);
    expect(credits(parts)).toBe('translator 小鱼');
    expect(parts.body).toBe(`${text}\n\n投稿：news@a.example`);
  });

  it('a place of first publication may be a name', () => {
    const parts = readSubmission(`---\ntitle: T\n---\n${text}\n\n翻译：小鱼\n首发：海港报`);
    expect(parts.body).toBe(text);
    expect(parts.as_written).toContain('首发：海港报');
  });
});

describe('编剧', () => {
  const read = (lines: string): Parts => readSubmission(`---\ntitle: T\n---\n${text}\n\n${lines}`);

  it.each([
    ['编剧&发布：小鱼', 'editor 小鱼 | publisher 小鱼'],
    ['編劇/校對：小鱼', 'editor 小鱼 | proofreader 小鱼'],
    ['翻译：阿明｜编剧：小鱼', 'translator 阿明 | editor 小鱼'],
    ['编剧：小鱼\n发布：阿明', 'editor 小鱼 | publisher 阿明'],
    ['翻译：阿明\n\n编剧：小鱼\n编剧：小北', 'translator 阿明 | editor 小鱼 | editor 小北'],
  ])('is an editor beside another role of a newsroom: %j', (lines, expected) => {
    const parts = read(lines);
    expect(credits(parts)).toBe(expected);
    expect(parts.findings.some(({ check }) => check === 'label-misspelt')).toBe(true);
  });

  it.each([
    '编剧：余山',
    '导演：张望\n编剧：余山\n主演：小北',
    '片名：港口\n编剧：余山\n摄影：小北',
    '导演：张望  编剧：余山',
    '导演/编剧：余山',
    '**导演：**张望\n**编剧：**余山\n**编剧：**小鱼\n**音乐：**小北',
  ])('is a screenwriter elsewhere: %j', (lines) => {
    const parts = read(`${lines}\n\n${text}\n\n发布：阿明`);
    expect(credits(parts)).toBe('publisher 阿明');
    expect(parts.body).toBe(`${text}\n\n${lines}\n\n${text}`);
    expect(parts.findings).toEqual([]);
  });

  it('is one among facts of a film that stand above the credits', () => {
    const parts = read('编剧：余山\n导演：张望\n\n翻译：阿明');
    expect(credits(parts)).toBe('translator 阿明');
    expect(parts.body).toBe(`${text}\n\n编剧：余山\n导演：张望`);
  });
});
