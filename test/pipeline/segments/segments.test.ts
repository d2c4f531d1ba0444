import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEGMENTS_MAX } from '../../../src/limits.ts';
import { align } from '../../../src/pipeline/segments/align.ts';
import { segmentsOf } from '../../../src/pipeline/segments/segment.ts';

const short = (markdown: string): string =>
  segmentsOf(markdown)
    .map(({ kind, text }) => `${kind}: ${text}`)
    .join('\n');

describe('segmentsOf', () => {
  it.each([
    ['# A *title*\n\nOne\ntwo.', 'heading: A title\nparagraph: One two.'],
    ['- one\n  - two\n- three\n\n  more', 'item: one\nitem: two\nitem: three\nitem: more'],
    ['> said\n>\n> - and listed', 'quote: said\nitem: and listed'],
    ['```js\nlet x;\n```', 'code: let x;'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'table: a | b | 1 | 2'],
    ['![alt](https://a.example/p.png)', 'picture: '],
    ['Text ![alt](https://a.example/p.png) here', 'paragraph: Text here'],
    ['<p>Hi <b>there</b> &amp; you<!-- gone --></p>', 'paragraph: Hi there & you'],
    ['<!-- nothing -->\n\n---\n\n[a]: https://a.example/', ''],
    ['Noted.[^1]\n\n[^1]: The note.', 'paragraph: Noted.\nparagraph: The note.'],
  ])('%j', (markdown, expected) => {
    expect(short(markdown)).toBe(expected);
  });

  it('keeps code and bare addresses out of the prose', () => {
    const [segment] = segmentsOf('Run `x = 3` at https://a.example/3 or [here](https://b.example/).');
    expect(segment?.prose).toBe('Run \uFFFC at \uFFFC or here.');
    expect(segment?.links.map(({ url }) => url)).toEqual(['https://a.example/3', 'https://b.example/']);
  });

  it('reads a ruby gloss as words in brackets', () => {
    expect(short('他<ruby>說<rp>（</rp><rt>shuō</rt><rp>）</rp></ruby>。')).toBe('paragraph: 他說（shuō)。');
  });

  it('stays within its bound', () => {
    expect(segmentsOf('a\n\n'.repeat(SEGMENTS_MAX + 50))).toHaveLength(SEGMENTS_MAX);
  });
});

const sentences = [
  'The bridge over the river was opened this morning by the mayor of the town.',
  'Nobody came.',
  'Several hundred people watched from the hills on the other side, in spite of the rain that had fallen since dawn.',
  'The work took 27 months.',
  'According to the [report](https://a.example/report), it cost $35 million.',
  'A new road will follow, if the council agrees to it at the meeting in autumn.',
];
const translated = [
  '河上的大桥今天早上由镇长宣布通车。',
  '没有人来。',
  '尽管从清晨就下起了雨，仍有数百人在对岸的山上观看。',
  '工程历时27个月。',
  '据[报告](https://a.example/report)，它耗资3500万美元。',
  '如果议会在秋天的会议上同意，还将修建一条新路。',
];

const shape = (source: string[], translation: string[]): string =>
  align(segmentsOf(source.join('\n\n')), segmentsOf(translation.join('\n\n')), { from: 'en', to: 'zh-hans' })
    .map(
      (pair) => `${pair.source.map(({ n }) => n).join('+')}=${pair.translation.map(({ n }) => n).join('+')}`,
    )
    .join(' ');

describe('align', () => {
  it('pairs one with one', () => {
    expect(shape(sentences, translated)).toBe('0=0 1=1 2=2 3=3 4=4 5=5');
  });

  it('leaves alone what is missing or added', () => {
    expect(shape(sentences, translated.toSpliced(2, 1))).toBe('0=0 1=1 2= 3=2 4=3 5=4');
    expect(shape(sentences.toSpliced(2, 1), translated)).toBe('0=0 1=1 =2 2=3 3=4 4=5');
  });

  it('joins a paragraph that was cut in two', () => {
    const cut = translated.toSpliced(2, 1, '尽管从清晨就下起了雨，', '仍有数百人在对岸的山上观看。');
    expect(shape(sentences, cut)).toBe('0=0 1=1 2=2+3 3=4 4=5 5=6');
  });

  it('keeps code, pictures and headings in their places', () => {
    const source = [
      '# One',
      sentences[0] ?? '',
      '```\nls -l\n```',
      '![](https://a.example/1.png)',
      '# Two',
      sentences[3] ?? '',
    ];
    const translation = ['# 一', translated[0] ?? '', '```\nls -l\n```', '# 二', translated[3] ?? ''];
    expect(shape(source, translation)).toBe('0=0 1=1 2=2 3= 4=3 5=4');
  });

  it('puts every segment into one pair, in order', () => {
    const block = fc.constantFrom(
      ...sentences,
      ...translated,
      '# Head',
      '```\ncode\n```',
      '- item',
      '![](p.png)',
    );
    const document = fc.array(block, { maxLength: 25 }).map((blocks) => segmentsOf(blocks.join('\n\n')));
    fc.assert(
      fc.property(document, document, (source, translation) => {
        const pairs = align(source, translation, { from: 'en', to: 'zh-hans' });
        expect(pairs.flatMap((pair) => pair.source)).toEqual(source);
        expect(pairs.flatMap((pair) => pair.translation)).toEqual(translation);
      }),
      { numRuns: 200 },
    );
  });

  it('finds its way through a long document with a long part missing', () => {
    const source = Array.from(
      { length: 700 },
      (_, n) => `Paragraph ${n} of the report tells what happened in place ${n}.`,
    );
    const translation = source.map((_, n) => `报告第${n}段讲述在第${n}处发生的事情。`).toSpliced(200, 150);
    const pairs = align(segmentsOf(source.join('\n\n')), segmentsOf(translation.join('\n\n')), {
      from: 'en',
      to: 'zh-hans',
    });
    const last = pairs.at(-1);
    expect([last?.source[0]?.n, last?.translation[0]?.n]).toEqual([699, 549]);
    expect(pairs.filter((pair) => pair.translation.length === 0).length).toBeGreaterThanOrEqual(145);
  });
});
