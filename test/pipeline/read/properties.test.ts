import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../src/pipeline/normalise.ts';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';
import { lostPieces } from '../../corpus/visible.ts';

const seed = 20_261_126;
const many = 100_000;
const size = 700 * 1024;

/** Each would take minutes in a reader that looks back; the limit leaves room for a busy machine. */
const hostile: Record<string, string> = {
  nothing: '',
  'open brackets': '['.repeat(many),
  'open links': '[a]('.repeat(many),
  'open pictures': '![](https://a/'.repeat(40_000),
  'half links': ']('.repeat(many),
  'nested auto-links': `${'[[zh:'.repeat(20_000)}${']]'.repeat(20_000)}`,
  'nested references': `[a]: https://a\n${'['.repeat(60_000)}${']'.repeat(60_000)}`,
  quotes: '> '.repeat(many),
  'back-ticks': '`'.repeat(many),
  'runs of back-ticks': `${'`'.repeat(99)} `.repeat(5_000),
  asterisks: '*'.repeat(many),
  'empty emphasis': '** **'.repeat(many),
  comments: '<!--'.repeat(many),
  tags: '<a '.repeat(many),
  references: '&amp;'.repeat(many),
  fences: '```\n'.repeat(many + 1),
  'quotation marks in a fence': `${'字'.repeat(9)}\n\n\`\`\`\n${'字'.repeat(9)}${'“'.repeat(many)}\n\`\`\``,
  signatures: '小鱼 译\n\n（阿明 校）\n'.repeat(15_000),
  'facts of books': '作者：小鱼\n书名：港口\n译者：阿明\n'.repeat(12_000),
  'names beside each other': `翻译：${'小鱼 '.repeat(70)}\n`.repeat(2_000),
  'table rules': '| --- |\n'.repeat(60_000),
  headings: 'a\n===\n'.repeat(many),
  'blank lines': '\n'.repeat(size),
  'one word': '翻'.repeat(size / 3),
  labels: '翻译：a\n'.repeat(60_000),
  screenwriters: '编剧：a\n'.repeat(60_000),
  'screenwriters and facts of films': '编剧：a\n音乐：b\n'.repeat(30_000),
  'roles behind names': '小鱼（翻译）\n李海／编辑\n'.repeat(20_000),
  'roles before names': '翻译 小鱼 校对 阿明\n'.repeat(20_000),
  'roles between names': '小鱼翻译校对编辑发布审核由小鱼翻译校对编辑发布审核\n'.repeat(9_000),
  'notices without an end': '由，，，，，，，，，，，，，，，，，，，，，，，翻译\n'.repeat(9_000),
  'labels on a line': '/翻译'.repeat(1_900),
  sources: '来源：\nhttps://a.example/\n\n'.repeat(15_000),
  addresses: 'https://a.example/ '.repeat(35_000),
  'addresses without a scheme': `来源：${'www.a.example '.repeat(400)}\n`.repeat(110),
  'labels glued to an address': `来源：https://a.example/${'翻译'.repeat(size / 6)}：`,
  'points behind an address': `https://a.example/${'.'.repeat(many)}a`,
  'a numbered list': `来源：\n${'[1] https://a.example/\n'.repeat(25_000)}`,
  'numbered lists': '来源：\n[1] https://a.example/\n[2] 港口\n'.repeat(12_000),
  'one address': `https://${'a'.repeat(size)}`,
  pictures: Array.from({ length: 15_000 }, (_, at) => `![](https://a.example/${at}.png)`).join('\n'),
  'pictures of HTML': Array.from(
    { length: 18_000 },
    (_, at) => `<img src="https://a.example/${at % 9_000}.png">`,
  ).join('\n'),
  'attributes of a picture': `<img ${'a=1 '.repeat(1_000)}${'>'.repeat(many)}`,
  marks: `a${'\u0301\u0327'.repeat(150_000)}`,
  isolates: '\u2066'.repeat(many),
  joiners: '\u200d'.repeat(size / 3),
  'lone surrogates': '\ud800'.repeat(many),
  names: `翻译：${'a、'.repeat(2_900)}`,
};

/** What is said of a text stays small, and never makes more of it than it has. */
function expectBounded(markdown: string, parts: ReturnType<typeof readSubmission>): void {
  expect(parts.findings.length).toBeLessThanOrEqual(200);
  expect(parts.credits.length).toBeLessThanOrEqual(60);
  const said = parts.as_written.join('').length + parts.body.length;
  expect(said).toBeLessThanOrEqual(2 * markdown.length + 1_000);
}

describe('any text', { meta: { fuzz: 'submission reader' } }, () => {
  it.each(Object.entries(hostile))(
    'of %s is read, and what is said of it stays small',
    (_, markdown) => {
      expectBounded(markdown, readSubmission(markdown));
    },
    30_000,
  );

  const words = [
    '翻译',
    '校对：',
    '发布 – ',
    '来源：',
    'www.a.example',
    'https://a.example/',
    '[a](https://a.example/b)',
    '![](https://a.example/c.png)',
    '阿明',
    ' | ',
    '\n',
    '\n\n',
    '**',
    '`',
    '---\n',
    'title: ',
    '> ',
    '- ',
    '# ',
    '[[zh:',
    ']]',
    '<br>',
    '&amp;',
    '（',
    '）',
    '免责声明：',
    '。',
    'Ann Lee',
    '由',
    '/',
    '\u200b',
    '\u202e',
    '```\n',
    '| ',
  ];
  const soup = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 6 })), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));

  it('never throws, is normalised once and for all, and gives every credit a name', () => {
    fc.assert(
      fc.property(soup, (markdown) => {
        const { text } = normalise(markdown);
        expect(normalise(text).text).toBe(text);
        const parts = readSubmission(markdown);
        expectBounded(markdown, parts);
        expect(readSubmission(markdown)).toEqual(parts);
        for (const { name, as_written } of parts.credits) {
          expect(name.trim()).toBe(name);
          expect(name.length).toBeGreaterThan(0);
          expect(as_written.length).toBeGreaterThan(0);
        }
      }),
      { seed, numRuns: 2_000 },
    );
  });

  const sentence = fc.constantFrom(
    '港口周五重新开放，第一艘船会在中午进港。',
    'The harbour opened on Friday.',
    '翻译：阿明｜校对：小北',
    '翻译：阿明｜监察：小[北](https://a.example/_)',
    '监察：小北',
    '校对：',
    '编剧：阿明',
    '小鱼（翻译）、阿明（校对）',
    '李海／核稿编辑',
    '翻译 沈知夏　校对 何远舟',
    '本文由[小鱼](https://a.example/fish)翻译，阿明校对。',
    '导演：小北',
    '简评：很好，继续。',
    '来源：[One](https://a.example/1)',
    '信息来源：海港社',
    '来源：海港社www.example.org/1翻译：阿明',
    '原文链接https://a.example/2',
    '参考信息：\n[1] https://a.example/3\n[2] https://a.example/4',
    '![](https://a.example/1.png)图片来源：海港社',
    '<img src="https://a.example/2.png" alt="Harbour">',
    '- [About](https://a.example/)',
    '（文章仅代表作者个人观点）',
    '## 小标题',
    '> 引文',
    '***',
    '**发布：阿明**',
    '视频字幕：',
    '作者：安·李（Ann Lee）/《海港报》记者',
    '`code`',
    '翻译：两[[zh:国关]]系',
  );
  const document = fc
    .array(sentence, { minLength: 1, maxLength: 14 })
    .chain((lines) => fc.constantFrom('\n', '\n\n').map((gap) => lines.join(gap)));

  it('loses no visible text', () => {
    fc.assert(
      fc.property(document, (markdown) => {
        expect(lostPieces(markdown, readSubmission(markdown))).toEqual([]);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
