import { describe, expect, it } from 'vitest';
import {
  dirOf,
  interfaceLangOf,
  interfaceLangs,
  likely,
  nativeName,
  openGraphLocale,
  parseLang,
  scriptOf,
  urlLang,
} from '../../src/i18n/languages.ts';

describe('a language tag', () => {
  it.each([
    ['zh-hans', 'zh-Hans'],
    ['ZH_HANT_tw', 'zh-Hant-TW'],
    ['en-gb', 'en-GB'],
    ['iw', 'he'],
    ['sl-rozaj', 'sl-rozaj'],
  ])('%s is %s', (written, canonical) => {
    expect(parseLang(written)).toBe(canonical);
    expect(parseLang(urlLang(canonical))).toBe(canonical);
  });

  it.each([
    '',
    'e',
    'desk',
    'api',
    'en-',
    'en--us',
    'x-mine',
    'en-x-mine',
    'en-u-ca-buddhist',
    '../',
    'en\n',
    7,
    null,
  ])('%j is none', (value) => {
    expect(parseLang(value)).toBeUndefined();
  });
});

it('knows how a language is written', () => {
  expect([scriptOf('zh-TW'), scriptOf('sr'), dirOf('ur'), dirOf('az-Arab'), dirOf('az')]).toEqual([
    'Hant',
    'Cyrl',
    'rtl',
    'rtl',
    'ltr',
  ]);
  expect([openGraphLocale('zh-Hans'), openGraphLocale('en-GB')]).toEqual(['zh_CN', 'en_GB']);
});

it('finds the nearest interface language', () => {
  const nearest = ['zh-HK', 'zh', 'yue', 'pt-BR', 'az', 'fa-AF'].map(interfaceLangOf);
  expect(nearest).toEqual(['zh-Hant', 'zh-Hans', 'zh-Hant', 'pt', 'en', 'fa']);
});

it('names every language in itself', () => {
  const names = interfaceLangs.map(nativeName);
  expect(new Set(names).size).toBe(interfaceLangs.length);
  expect(nativeName('sv')).toBe('svenska');
});

describe('what is likely of a language', () => {
  it.each(interfaceLangs)('is for %s what Intl says', (lang) => {
    const { language, script, region } = new Intl.Locale(lang).maximize();
    expect(likely[lang]).toEqual([script, `${language}_${region}`]);
  });
});
