/** A label for a credit that is not known: its names stay where readers see them, and the volunteer is told. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../../src/i18n/told/say.ts';
import { previewSubmission } from '../../../src/pipeline/look.ts';
import { readSubmission } from '../../../src/pipeline/read/submission.ts';

const text = '港务局周五说，港口已经重新开放，第一艘船会在中午进港。';
const before = `---\ntitle: T\n---\n${text}\n\n`;
const read = (lines: string) => readSubmission(before + lines);
const unknown = (lines: string): (string | undefined)[] =>
  read(lines)
    .findings.filter(({ check, severity }) => check === 'credit-unknown' && severity === 'warning')
    .map(({ told }) => String(told.values.label));
const names = (lines: string): string =>
  read(lines)
    .credits.map(({ name }) => name)
    .join(' ');

describe('beside known labels on a line', () => {
  it.each([
    ['翻译：LY42｜监察：Robin', 'LY42', '监察', '监察：Robin'],
    ['监察：Robin｜翻译：LY42', 'LY42', '监察', '监察：Robin'],
    ['翻译：阿明  秒表：小北  发布：南雨', '阿明 南雨', '秒表', '秒表：小北'],
    ['Translator: Ann | Tea maker: Robin', 'Ann', 'Tea maker', 'Tea maker: Robin'],
    [
      '翻译：阿明 | 监察：[Robin](https://a.example/n)',
      '阿明',
      '监察',
      '监察：[Robin](<https://a.example/n>)',
    ],
    ['翻译：阿明 | 监察：Robin\\_\\_x', '阿明', '监察', '监察：Robin\\_\\_x'],
  ])('%s', (line, credited, label, left) => {
    expect(names(line)).toBe(credited);
    expect(unknown(line)).toEqual([label]);
    // The rest of the line is in the fields; this is all that is left of it.
    expect(read(line).body).toBe(`${text}\n\n${left}`);
  });

  it('has nothing to say of a label without a name', () => {
    expect(unknown('翻译：阿明｜监察：｜发布：南雨')).toEqual([]);
    expect(read('翻译：阿明｜监察：｜发布：南雨').body).toBe(text);
  });

  it('tells apart what two lines leave', () => {
    expect(read('翻译：阿明｜监察：Robin\n校对：小北｜督导：Rose').body).toBe(
      `${text}\n\n监察：Robin\n\n督导：Rose`,
    );
  });
});

describe('on a line of its own', () => {
  it.each([
    ['翻译：LY42\n监察：Robin', ['监察']],
    ['监察：Robin\n\n翻译：LY42', ['监察']],
    ['翻译：LY42\n\nWibbling: Robin', ['Wibbling']],
    ['翻译：阿明\n监察：Robin\n督导：Rose、小北', ['监察', '督导']],
    ['- 翻译：[LY42](https://a.example/j)\n- 监察：[Robin](https://a.example/n)', ['监察']],
    ['Translated by Ann\n***Tea maker:** Robin*', ['Tea maker']],
  ])('%j', (lines, labels) => {
    const parts = read(lines);
    expect(unknown(lines)).toEqual(labels);
    expect(parts.credits).toHaveLength(1);
    for (const label of labels) expect(parts.body).toContain(label);
  });

  it.each([
    // Not beside a credit.
    '监察：Robin',
    `翻译：LY42\n\n${text}\n\n监察：Robin`,
    // Text.
    '翻译：LY42\n\n戴维：再见。',
    '翻译：LY42\n\n# 港口：一座城市',
    '翻译：LY42\n\n总之：他说，我们必须走，因为船要开了',
    '翻译：LY42\n\n下载：https://a.example/1',
    '翻译：LY42\n\n更多：[频道](https://a.example/1)',
    // Known.
    '翻译：LY42\n\n校对：Robin\n\n时间：3月1日',
    '翻译：LY42\n\n图片来源：海港报',
  ])('not in %j', (lines) => {
    expect(unknown(lines)).toEqual([]);
  });
});

describe('a known label whose value is no name', () => {
  it.each(['翻译：LY42\n编辑：他说我们必须在天亮之前走', '编辑：如果可以（真的）\n\n翻译：LY42'])(
    '%j',
    (lines) => {
      expect(unknown(lines)).toEqual(['编辑']);
      const [found] = read(lines).findings;
      expect(found?.told.id).toBe('credit-unread');
      expect(read(lines).body).toContain(found?.segment);
    },
  );

  it.each(['翻译：LY42\n\n简评：我们已经看到了', '翻译：LY42\n发布：2022年3月9日', '翻译：LY42\n校对：'])(
    'not in %j',
    (lines) => {
      expect(unknown(lines)).toEqual([]);
    },
  );
});

it('shows readers the unknown part, and says so in both languages of the desk', () => {
  const { html, findings } = previewSubmission({
    lang: 'zh-Hans',
    markdown: `${before}翻译：LY42｜监察：Robin_x`,
  });
  expect(html).toContain('<p>监察：Robin_x</p>');
  expect(html).not.toContain('LY42');
  const [found] = findings.filter(({ check }) => check === 'credit-unknown');
  expect(found).toMatchObject({ segment: '监察：Robin_x' });
  if (found)
    for (const lang of ['en', 'zh-Hans'] as const) expect(sayIn(lang, found.told)).toContain('“监察”');
});

it('says it of few lines of many', () => {
  const lines = Array.from({ length: 500 }, (_, n) => `监察：Robin${n}`).join('\n');
  expect(unknown(`翻译：LY42\n${lines}`)).toHaveLength(40);
});
