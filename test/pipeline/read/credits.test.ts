import { describe, expect, it } from 'vitest';
import { roleWords } from '../../../src/pipeline/read/role-words.ts';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';

const before = '---\ntitle: T\n---\n港务局周五说，港口已经重新开放，第一艘船会在中午进港。\n\n';
const read = (line: string) => readSubmission(before + line);
const credits = (line: string): string =>
  read(line)
    .credits.map(({ role, name, affiliation }) => `${role} ${name}${affiliation ? ` @ ${affiliation}` : ''}`)
    .join(' | ');

describe('credits', () => {
  it.each([
    // One label, several words.
    ['编译撰稿：阿明', 'translator 阿明 | author 阿明'],
    ['翻译 / 编辑：阿明', 'translator 阿明 | editor 阿明'],
    ['编辑+发布：阿明', 'editor 阿明 | publisher 阿明'],
    ['视频制作+字幕：阿明', 'producer 阿明'],
    ['翻译终校：阿明', 'proofreader 阿明'],
    ['机检/校对：阿明', 'proofreader 阿明'],
    ['编 译：阿明', 'translator 阿明'],
    ['译：林三  校：王初', 'translator 林三 | proofreader 王初'],
    ['译：林初  审：王三 校：阿明', 'translator 林初 | reviewer 王三 | proofreader 阿明'],
    // Several labels on a line, with any separator or none.
    [
      '翻译：阿明 | 校对：小北｜发布：南雨丨编辑：东方',
      'translator 阿明 | proofreader 小北 | publisher 南雨 | editor 东方',
    ],
    ['翻译：阿明丨小北', 'translator 阿明 | translator 小北'],
    ['校对：小脑瓜上传：浮舟', 'proofreader 小脑瓜 | publisher 浮舟'],
    ['翻译：阿明/校对: 小北', 'translator 阿明 | proofreader 小北'],
    ['听写；阿明 || 翻译：小北', 'transcriber 阿明 | translator 小北'],
    ['翻译：阿明  秒表：小北  发布：南雨', 'translator 阿明 | publisher 南雨'],
    ['翻译：阿明|校对：|发布：小北', 'translator 阿明 | publisher 小北'],
    ['译文校对：阿明', 'proofreader 阿明'],
    ['字幕审核：阿明', 'reviewer 阿明'],
    ['音频编辑：阿明', 'producer 阿明'],
    // What says nothing of the role.
    ['翻译（英译中）：阿明', 'translator 阿明'],
    ['校对 (Proofreader)：阿明', 'proofreader 阿明'],
    ['翻译1：阿明\n翻译2：小北\n校对一：南雨', 'translator 阿明 | translator 小北 | proofreader 南雨'],
    // Separators between label and name.
    ['发稿 – 阿明', 'publisher 阿明'],
    ['素材/采编 -【阿明】', 'selector 阿明'],
    ['文/阿明', 'author 阿明'],
    ['文 / 阿明　译 / 小北', 'author 阿明 | translator 小北'],
    ['翻译 by 阿明', 'translator 阿明'],
    ['Dịch: Nguyễn Văn A', 'translator Nguyễn Văn A'],
    // Several people.
    ['翻译：沈知夏 何远舟', 'translator 沈知夏 | translator 何远舟'],
    ['翻译：沈 知夏', 'translator 沈 知夏'],
    ['【翻译】阿明 【校对】小北', 'translator 阿明 | proofreader 小北'],
    ['（翻译：阿明 校对：小北）', 'translator 阿明 | proofreader 小北'],
    // Groups.
    ['翻译：北山农场 – 阿明', 'translator 阿明 @ 北山农场'],
    ['翻译：北山农场-阿明', 'translator 阿明 @ 北山农场'],
    ['翻译：阿明–北山农场', 'translator 阿明 @ 北山农场'],
    ['翻译：北山农场/英翻组', 'translator 英翻组 @ 北山农场'],
    ['翻译：北山农场  Ann Lee', 'translator Ann Lee @ 北山农场'],
    ['翻译：【北山农场】阿明', 'translator 阿明 @ 北山农场'],
    ['翻译：阿明（北山农场）', 'translator 阿明 @ 北山农场'],
    ['作者：安·李（Ann Lee）/《海港报》专栏作者', 'author 安·李（Ann Lee） @ 《海港报》专栏作者'],
    ['作者：阿明，北山大学教授', 'author 阿明 @ 北山大学教授'],
    ['北山农场 – 翻译：阿明', 'translator 阿明 @ 北山农场'],
    ['翻译：南山农场-阿明，北海农场-小北', 'translator 阿明 @ 南山农场 | translator 小北 @ 北海农场'],
    ['翻译：北海小组 – 阿明，南山农场 – 小北', 'translator 阿明 @ 北海小组 | translator 小北 @ 南山农场'],
    ['编辑：阿明[北山农场]', 'editor 阿明 @ 北山农场'],
    // People.
    ['翻译：[Ann & Bob](https://a.example/)', 'translator Ann & Bob'],
    [
      '翻译：阿明 → 校对：小北 ¦ 发布：南雨 ‖ 编辑：东方',
      'translator 阿明 | proofreader 小北 | publisher 南雨 | editor 东方',
    ],
    ['翻译：阿明\n校对：待定\n编辑：暂无', 'translator 阿明'],
    ['翻译：阿明、小北，南雨', 'translator 阿明 | translator 小北 | translator 南雨'],
    ['翻译：阿明 与 小北', 'translator 阿明 | translator 小北'],
    ['翻译：Ann & Bob', 'translator Ann | translator Bob'],
    ['翻译：北山农场–阿明/西湖庄园–小北', 'translator 阿明 @ 北山农场 | translator 小北 @ 西湖庄园'],
    ['翻译：和风', 'translator 和风'],
    ['翻译：@阿明', 'translator 阿明'],
    ['翻译：Anne-Marie', 'translator Anne-Marie'],
    ['校对：苦帆 (文帆）', 'proofreader 苦帆 (文帆）'],
    ['编辑：【北山农场编辑部】', 'editor 北山农场编辑部'],
    ['翻译：阿明 2022年3月1日', 'translator 阿明'],
    [
      '翻译：[ann](https://a.example/) 和 [Bob Ray](https://b.example/)',
      'translator ann | translator Bob Ray',
    ],
    // Wrappers, scripts and languages.
    ['***翻译**：阿明*', 'translator 阿明'],
    ['##### 翻译：阿明', 'translator 阿明'],
    ['- 翻译：阿明', 'translator 阿明'],
    ['翻譯：阿明 校對：小北 發佈：南雨', 'translator 阿明 | proofreader 小北 | publisher 南雨'],
    ['Translated by Ann Lee | Proofread/Edited by: Bob', 'translator Ann Lee | proofreader Bob | editor Bob'],
    ['Translated\u00a0by: Ann Lee', 'translator Ann Lee'],
    ['Übersetzt von Anna Schmidt', 'translator Anna Schmidt'],
    ['Traduction : Anne Roux', 'translator Anne Roux'],
    ['Traducción: Ana Ruiz y Eva Paz', 'translator Ana Ruiz | translator Eva Paz'],
    ['ترجمة: ليلى حداد، سامي نصار', 'translator ليلى حداد | translator سامي نصار'],
    ['翻訳：田中　校正：鈴木', 'translator 田中 | proofreader 鈴木'],
    ['번역: 김철수', 'translator 김철수'],
    ['Перевод: Иван Петров', 'translator Иван Петров'],
    ['ترجمة: أحمد علي', 'translator أحمد علي'],
  ])('%s', (line, expected) => {
    expect(credits(line)).toBe(expected);
    expect(read(line).body).not.toContain(line);
  });

  it.each([
    '据《海港报》记者：Ann Lee，2022年3月1日报道：',
    '翻译：他说，我们必须走。',
    '简评：这一次港口开放得正是时候，值得学习。',
    '简评：',
    '评论：阿明',
    '视频字幕：',
    '主持人：欢迎大家来到节目',
    '翻译是一门艺术：信达雅',
    '作者简介：Ann Lee',
    'By doing so we win',
    'Text-based menus: a short story',
    '图片来源：海港报',
    '任务编号：KC163',
  ])('not in %s', (line) => {
    const parts = read(line);
    expect(parts.credits).toEqual([]);
    expect(parts.body).toContain(line);
  });

  it('reads a commentator beside other credits', () => {
    expect(credits('翻译：阿明\n评论：东方\n发布：南雨')).toBe(
      'translator 阿明 | commentator 东方 | publisher 南雨',
    );
  });

  it('counts a person once a role', () => {
    expect(credits('翻译：Ann\n\n翻译：北山农场 – ann')).toBe('translator Ann @ 北山农场');
  });
});

describe('more credits than an article may have', () => {
  it('stay in the text, and a finding says so', () => {
    const lines = Array.from({ length: 64 }, (_, n) => `翻译：Robin${n}`);
    const parts = read([...lines, '翻译：Robin0'].join('\n'));
    expect(parts.credits).toHaveLength(60);
    expect(parts.body.endsWith(`\n\n${lines.slice(60).join('\n')}`)).toBe(true);
    expect(parts.findings.filter(({ check }) => check === 'credits-too-many')).toHaveLength(1);
    expect(read(lines.slice(0, 60).join('\n')).findings).toEqual([]);
  });
});

describe('sources', () => {
  it.each([
    [
      '新闻来源：[Harbour opens](https://a.example/1)',
      [{ url: 'https://a.example/1', title: 'Harbour opens' }],
    ],
    ['原文连接：**[https://a.example/1](https://a.example/1)**', [{ url: 'https://a.example/1' }]],
    ['来源：https://a.example/a\\_b', [{ url: 'https://a.example/a_b' }]],
    [
      '来源：【a.example】[Harbour](https://a.example/1?x=1&amp;y=2)',
      [{ url: 'https://a.example/1?x=1&y=2', title: 'Harbour', publisher: 'a.example' }],
    ],
    ['信息来源：\n\n[Harbour](https://a.example/1)', [{ url: 'https://a.example/1', title: 'Harbour' }]],
    [
      '参考资料：\n1. [One](https://a.example/1)\n2. [Two](https://b.example/2)',
      [
        { url: 'https://a.example/1', title: 'One' },
        { url: 'https://b.example/2', title: 'Two' },
      ],
    ],
    ['[原文链接](https://a.example/港口)', [{ url: 'https://a.example/港口' }]],
    ['港务局公告来源：https://a.example/1', [{ url: 'https://a.example/1' }]],
    ['via: https://a.example/1', [{ url: 'https://a.example/1' }]],
    ['Quelle: [Der Hafen](https://a.example/1)', [{ url: 'https://a.example/1', title: 'Der Hafen' }]],
    ['المصدر: https://a.example/1', [{ url: 'https://a.example/1' }]],
    [
      '来源一：https://a.example/1\n来源2：https://b.example/2',
      [{ url: 'https://a.example/1' }, { url: 'https://b.example/2' }],
    ],
    ['新聞連結：https://a.example/1', [{ url: 'https://a.example/1' }]],
    ['Full story: https://a.example/1', [{ url: 'https://a.example/1' }]],
    ['**原文链接**\n\n[Harbour](https://a.example/1)', [{ url: 'https://a.example/1', title: 'Harbour' }]],
    ['https://a.example/1\n\n发布：阿明', [{ url: 'https://a.example/1' }]],
    [
      `🔗[Harbour](https://a.example/1)\n\n编辑：阿明\n\n免责声明：本文内容仅代表作者个人观点，${'平台不承担任何法律风险，'.repeat(4)}特此说明。\n\n- [About](https://b.example/about)`,
      [{ url: 'https://a.example/1', title: 'Harbour' }],
    ],
  ])('%s', (line, expected) => {
    expect(
      read(line).sources.map(({ title, ...rest }) =>
        title === '原文链接' ? rest : { ...rest, ...(title ? { title } : {}) },
      ),
    ).toEqual(expected);
  });

  it('may be a name only', () => {
    const parts = read('信息来源： 海港通讯社');
    expect(parts).toMatchObject({
      sources: [],
      source_publisher: '海港通讯社',
      as_written: ['信息来源： 海港通讯社'],
    });
  });

  it.each([
    '原文链接：',
    '来源：\n',
    '翻译：阿明\n\n**原文：**',
    '翻译：阿明 原文地址：',
    '來源：',
    'Source:',
    'Original article:\n\nThe Harbour Post',
  ])('promised by an empty label in %j', (line) => {
    const parts = read(line);
    expect(parts.source_open).toBe(true);
    expect(parts.sources).toEqual([]);
  });

  it.each([
    '原文链接：https://a.example/1',
    '原文链接：\n\nhttps://a.example/1',
    '参考资料：\n\n阿明著《港口》',
    '来源',
    '### 参考来源\n\n阿明著《港口》',
    'Resources:',
    '视频链接：',
    '图片来源：',
    '来源不明。',
    `来源：\n\n${'港务局周五说，港口已经重新开放，第一艘船会在中午进港。\n\n'.repeat(3)}`,
  ])('not promised in %j', (lines) => {
    expect(readSubmission(`${before}${before.split('\n')[3]}\n\n${lines}`).source_open).toBeUndefined();
  });

  it.each([
    '图片来源：https://a.example/1',
    '### 参考来源\n\n- [One](https://a.example/1)',
    '资料来源（港务局）：\n\n[One](https://a.example/1)\n\n据说还会再开。',
    '[GTV视频链接](https://gtv.org/video/1)',
    '相关链接：[One](https://a.example/1)后面还有一段话，说明它和本文的关系。',
  ])('not in %s', (line) => {
    const parts = read(line);
    expect(parts.sources).toEqual([]);
    expect(parts.body).toContain(line);
  });
});

describe('every word for a role', () => {
  const wide = (text: string): string =>
    text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
  const words = Object.values(roleWords)
    .flatMap((list) => list.split(' '))
    .map((word) => word.replaceAll('_', ' '));

  it.each([
    ['as it is listed', (word: string) => word],
    [
      'in capitals',
      (word: string) => (word.toUpperCase().length === word.length ? word.toUpperCase() : word),
    ],
    ['in full width', wide],
    ['behind a group', (word: string) => `东方农场 ${word}`],
  ])('is a label, %s', (_, write) => {
    const missed = words.filter((word) => read(`${write(word)}：小北\n\n翻译：阿明`).credits.length < 2);
    expect(missed).toEqual([]);
  });
});
