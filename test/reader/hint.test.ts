import { expect, it } from 'vitest';
import { browserTags, hintMarkup } from '../../src/reader/hint.ts';

it('knows a language by the tags of browsers', () => {
  expect(browserTags('zh-Hans')).toBe('zh-Hans,zh,zh-CN,zh-SG');
  expect(browserTags('zh-Hant')).toBe('zh-Hant,zh-TW,zh-HK,zh-MO');
  expect(browserTags('ja')).toBe('ja,ja-JP');
  expect(browserTags('es').split(',')).toContain('es-MX');
  expect(browserTags('sr-Latn')).toBe('sr-Latn,sr-RS');
});

it('offers the others in their own words, the page’s own language first, and nothing on a page in one', () => {
  const path = '/en/2026/10/a';
  const all = [
    { lang: 'ar', path: '/ar/2026/10/%D8%A3' },
    { lang: 'en', path },
    { lang: 'ka', path: '/ka/2026/10/a' },
    { lang: 'x-default', path },
  ];
  const markup = hintMarkup('en', all);
  expect(markup).toMatch(/<switch><g systemLanguage="en,en-US,/);
  expect(markup).toContain(
    '<a href="/ar/2026/10/%D8%A3" hreflang="ar" lang="ar"><bdi dir="rtl">هذه الصفحة بالعربية</bdi></a>',
  );
  // No catalogue of its own: its name says enough.
  expect(markup).toMatch(/lang="ka"><bdi dir="ltr">[^<]+<\/bdi><\/a>/);
  expect(markup.match(/This page in English/)).toBeNull();
  expect(markup).not.toContain(`href="${path}"`);
  expect(hintMarkup('en', [])).toBe('');
  expect(hintMarkup('en', [{ lang: 'en', path }])).toBe('');
});
