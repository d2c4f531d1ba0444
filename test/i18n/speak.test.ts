import { expect, it } from 'vitest';
import { interfaceLangs } from '../../src/i18n/languages.ts';
import { around, fill, speak } from '../../src/i18n/speak.ts';

const at = Date.parse('2026-11-23T23:59:00Z');

it('tells days in the calendar and digits of the language, months as the address does', () => {
  expect(speak('en').date(at)).toBe('November 23, 2026');
  expect(speak('zh-Hans').date(at)).toBe('2026年11月23日');
  expect(speak('fa').date(at)).toBe('۲ آذر ۱۴۰۵');
  expect(speak('fa').month('2026-11')).toBe('نوامبر ۲۰۲۶');
  expect(speak('de').month('2026-03')).toBe('März 2026');
});

it('tells each day in UTC, whatever the hour, and before 1970 too', () => {
  const noon = Date.parse('2026-11-24T00:00:00Z');
  expect([noon - 1, noon, noon + 86_399_999, noon + 86_400_000].map(speak('en').date)).toEqual([
    'November 23, 2026',
    'November 24, 2026',
    'November 24, 2026',
    'November 25, 2026',
  ]);
  expect(speak('en').day(-1)).toBe('December 31');
});

it('joins names as Intl does, one or several', () => {
  for (const lang of interfaceLangs) {
    const intl = new Intl.ListFormat(lang, { type: 'conjunction' });
    for (const names of [[], ['A'], ['A', 'B'], ['A', 'B', 'C']])
      expect(speak(lang).listParts(names)).toEqual(intl.formatToParts(names));
  }
});

it('counts as the language counts', () => {
  const count = (lang: string, n: number) => speak(lang).plural(speak(lang).t.articles, n);
  expect([1, 2, 5, 21].map((n) => count('ru', n))).toEqual(['1 статья', '2 статьи', '5 статей', '21 статья']);
  expect(count('ar', 2)).toBe('مقالتان');
  expect(count('zh-Hans', 1)).toBe('1 篇文章');
  expect(speak('en').minutes(1)).toBe('1 min');
});

it('leaves no gap of any sentence open, in any language', () => {
  const values = {
    names: 'N',
    reason: 'R',
    language: 'L',
    name: 'N',
    date: 'D',
    time: 'T',
    query: 'Q',
    label: 'W',
    n: '1',
  };
  const open = (value: unknown): string[] => {
    if (typeof value === 'string') return fill(value, values).match(/[{}]/g) ?? [];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(open) : [];
  };
  for (const lang of interfaceLangs) expect([lang, open(speak(lang).t)]).toEqual([lang, []]);
  expect(around('a {date} b', 'date')).toEqual(['a ', ' b']);
});

it('makes a formatter once', () => {
  expect(speak('sv')).toBe(speak('en'));
  expect(speak('zh-TW')).toBe(speak('zh-Hant'));
});
