import { describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/told/en.ts';
import { sayIn } from '../../src/i18n/told/say.ts';
import { inEnglish, parseTold, type Translation, tell, toldJson } from '../../src/i18n/told/tell.ts';
import { zhHans } from '../../src/i18n/told/zh-hans.ts';

const changed = tell('number-changed', { from: '3', to: '{from}' });

it('says one message in each language, a value standing as it is', () => {
  expect(inEnglish(changed)).toBe('The source has “3”, the translation “{from}”.');
  expect(sayIn('zh-Hans', changed)).toBe('原文是“3”，译文是“{from}”。');
});

it('gives a message back from its row, and nothing for one that it no longer knows', () => {
  expect(parseTold(toldJson(changed))).toEqual(changed);
  expect(parseTold('{"id":"of-old","values":{}}')).toBeUndefined();
  expect(parseTold('{"id":"constructor","values":{}}')).toBeUndefined();
  expect(parseTold(null)).toBeUndefined();
});

describe('does not compile', () => {
  it('without a gap’s value, or with a message that is none', () => {
    // @ts-expect-error: `to` is missing.
    expect(inEnglish(tell('number-changed', { from: '3' }))).toContain('{to}');
    // @ts-expect-error: no such message.
    expect(() => inEnglish(tell('number-changes'))).toThrow();
  });

  it('without a sentence or a gap in another language', () => {
    const { doubled, ...rest } = zhHans;
    // @ts-expect-error: a sentence is missing.
    const short: Translation = rest;
    // @ts-expect-error: a gap is missing.
    const blind: Translation = { ...zhHans, doubled: doubled.replace('{words}', '') };
    expect(Object.keys(short).length).toBe(Object.keys(blind).length - 1);
  });
});

it('leaves the zone of a time to the field that is wrong, which may be the visitor’s own', () => {
  expect([en['at-past'], zhHans['at-past']].filter((text) => text.includes('UTC'))).toEqual([]);
});

it('is Chinese throughout, with Chinese punctuation', () => {
  const english = Object.entries(zhHans).filter(
    ([id, text]) => !/\p{Script=Han}/u.test(text) || text === en[id as keyof typeof en],
  );
  expect(english).toEqual([]);
  // Half-width marks beside Han are what our own check finds fault with.
  const halfWidth = Object.entries(zhHans).filter(([, text]) =>
    /\p{Script=Han}[,;!?:]|[,;!?]\p{Script=Han}/u.test(text),
  );
  expect(halfWidth).toEqual([]);
});
