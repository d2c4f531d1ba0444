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

  const spelt =
    'en de fr es it pt-BR pt-PT ru uk pl cs sk sl hr sr bg ro el hu fi et lt sv da nb nl ca ar ar-EG fa he hi ur bn th vi id ms tr ko ja zh-CN zh-TW';

  it.each(spelt.split(' '))('read back with the scale words that Intl writes in %s', (lang) => {
    const format = new Intl.NumberFormat(lang, {
      notation: 'compact',
      compactDisplay: 'long',
      maximumFractionDigits: 1,
    });
    for (const value of [12e3, 35e3, 1.5e5, 1.2e6, 2.5e6, 1.2e7, 3.5e8, 1.2e9, 2.5e10]) {
      const written = format.format(value);
      expect(valuesIn(`x ${written} x`, lang).flat(), written).toContain(value);
    }
  });

  const dated =
    'en de fr es it pt-BR ru uk pl cs sk hr bg ro el fi sv da nb nl ar fa he hi vi id tr ko ja zh-CN zh-TW';

  it.each(dated.split(' '))('read back as the days that Intl writes in %s', (lang) => {
    const format = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
    for (let month = 0; month < 12; month++) {
      const written = format.format(Date.UTC(2023, month, 17));
      expect(readQuantities(`x ${written} x`, lang).dates, written).toMatchObject([
        { year: 2023, month: month + 1, day: 17 },
      ]);
    }
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
        ' half a ',
        '억',
        '만 ',
        '분의',
        ' करोड़ ',
        'साढ़े ',
        ' مليون ',
        ' و',
        ' triệu rưỡi',
        ' tháng ',
        '令和',
        'XIV',
        '世纪',
        '年代',
      ),
      maxLength: 300,
    });
    fc.assert(
      fc.property(
        odd,
        fc.constantFrom('zh-hans', 'en', 'de', 'fr', 'ko', 'ja', 'hi', 'ar', 'fa', 'vi', 'pt', 'ru', 'tr'),
        (text, lang) => {
          for (const { at, raw } of readQuantities(text, lang).quantities) {
            expect(at).toBeGreaterThanOrEqual(0);
            expect(raw.length).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
