import { describe, expect, it } from 'vitest';
import { EXCERPT_MAX_CHARS } from '../../../src/limits.ts';
import { excerptOf } from '../../../src/pipeline/excerpt.ts';
import { measure } from '../../../src/pipeline/measure.ts';

describe('measure', () => {
  it.each([
    ['The quick, brown fox doesn’t jump 3.5 metres.', 'en', 8],
    ['co-operate e.g. now... and - then', 'en', 5],
    ['今天天气很好，我们去公园。', 'zh-Hans', 11],
    ['カタカナとひらがな', 'ja', 9],
    ['iPhone 手机 16 发布', 'zh', 6],
    ['오늘 날씨가 좋다', 'ko', 3],
    ['Это новость дня', 'ru', 3],
    ['هذا خبر اليوم', 'ar', 3],
    ['नमस्ते दुनिया', 'hi', 2],
    ['สวัสดีชาวโลก', 'th', 3],
    ['𠮷野家', 'ja', 3],
    ['👍 — …', 'en', 0],
    ['', 'en', 0],
  ])('%j in %s has %i', (text, lang, words) => {
    expect(measure(text, lang).words).toBe(words);
  });

  it('reads each script at its own speed, and never in no time', () => {
    expect(measure('word '.repeat(2_280), 'en').reading_minutes).toBe(10);
    expect(measure('word '.repeat(1_380), 'ar-EG').reading_minutes).toBe(10);
    expect(measure('字'.repeat(2_550), 'zh-Hans').reading_minutes).toBe(10);
    expect(measure('字'.repeat(3_570), 'ja').reading_minutes).toBe(10);
    expect(measure('a', 'en').reading_minutes).toBe(1);
  });
});

describe('excerptOf', () => {
  const sentence = '市议会周一以七票对二票通过了新的公共交通预算案。';

  it('is whole sentences of prose, without headings and captions', () => {
    const text = `新的预算\n图片来源：某报\n${sentence.repeat(20)}`;
    expect(excerptOf(text, 'zh-Hans')).toBe(sentence.repeat(Math.floor(EXCERPT_MAX_CHARS / sentence.length)));
  });

  it('joins paragraphs as their script does', () => {
    expect(excerptOf(`${sentence}\n${sentence}`, 'zh')).toBe(sentence + sentence);
    expect(excerptOf('The council voted on Monday.\nThe mayor did not attend it.', 'en')).toBe(
      'The council voted on Monday. The mayor did not attend it.',
    );
  });

  it('cuts one endless sentence at a word, with an ellipsis', () => {
    const excerpt = excerptOf('lorem ipsum dolor, '.repeat(30), 'en');
    expect(excerpt).toMatch(/(?:lorem|ipsum|dolor)…$/);
    expect(excerpt.length).toBeLessThanOrEqual(EXCERPT_MAX_CHARS);
  });

  it('never cuts a grapheme', () => {
    const family = '👨‍👩‍👧';
    const excerpt = excerptOf(family.repeat(60), 'en');
    expect(excerpt.replaceAll(family, '')).toBe('…');
    expect(excerpt.length).toBeGreaterThan(EXCERPT_MAX_CHARS / 2);
  });

  it.each(['', '\n\n', '短'])('takes what little there is: %j', (text) => {
    expect(excerptOf(text, 'not a tag!')).toBe(text.trim());
  });
});
