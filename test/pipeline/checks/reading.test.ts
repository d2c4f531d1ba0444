import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantities } from '../../../src/pipeline/checks/quantity/read.ts';
import { inEnglish, inFrench, inGerman, inHan, inSpanish } from './spelling.ts';

const valuesIn = (text: string, lang: string): number[][] =>
  readQuantities(text, lang).quantities.map(({ values }) => values);

describe('numbers spelt out', () => {
  it.each([
    ['zh-hans', inHan, 1e12 - 1, (words: string) => `共有${words}名。`],
    ['ja', inHan, 1e12 - 1, (words: string) => `全部で${words}人。`],
    ['en', inEnglish, 1e12 - 1, (words: string) => `There were ${words} of them.`],
    ['de', inGerman, 999_999, (words: string) => `Es waren ${words} Leute.`],
    ['fr', inFrench, 999_999, (words: string) => `Il y en avait ${words} ici.`],
    ['es', inSpanish, 999_999, (words: string) => `Había ${words} personas.`],
  ] as const)('read back in %s', (lang, spell, max, sentence) => {
    const number = fc.oneof(fc.integer({ min: 13, max: 9_999 }), fc.integer({ min: 13, max }));
    fc.assert(
      fc.property(number, (value) => {
        expect(valuesIn(sentence(spell(value)), lang)).toContainEqual([value]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('numbers in digits', () => {
  it.each([
    'en',
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'ru',
    'pl',
    'cs',
    'hi',
    'ar-EG',
    'fa',
    'ja',
    'zh-CN',
    'sv',
    'uk',
    'id',
    'tr',
  ])('read back as Intl writes them in %s', (lang) => {
    const format = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
    // Three decimals look like a group, and years have no separator.
    const number = fc.integer({ min: 1_000_000, max: 9_999_999_999 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(number, (value) => {
        const [read] = valuesIn(`x ${format.format(value)} x`, lang);
        expect(read).toContain(value);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves no digit of a time of day for a number of its own, wherever it stands', () => {
    for (const time of ['06:30', '6:30', '18:05', '23:59']) {
      for (const text of [`${time} on Friday`, `again from ${time}.`, `（${time}）起`, `晚上 ${time} 起`]) {
        const read = readQuantities(text, /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en');
        expect(read.times).toHaveLength(1);
        expect(read.quantities.filter(({ weight }) => weight === 'firm')).toEqual([]);
      }
    }
  });

  it('never throws and never takes long on any text', () => {
    const odd = fc.string({
      unit: fc.constantFrom(
        ...'0123456789.,/:-–%$€ 年月日时点分之千万亿兆一二三十百零几多and',
        'million',
        '世纪',
        '年代',
      ),
      maxLength: 300,
    });
    fc.assert(
      fc.property(odd, fc.constantFrom('zh-hans', 'en', 'de', 'fr', 'ko'), (text, lang) => {
        for (const { at, raw } of readQuantities(text, lang).quantities) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(raw.length).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
