import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLUG_MAX_BYTES, SLUG_MAX_CHARS } from '../../../src/limits.ts';
import { parseSlug, slugFrom } from '../../../src/pipeline/slug.ts';

describe('slugFrom', () => {
  it.each([
    ['Hello, World! Don’t panic', 'hello-world-dont-panic'],
    ['新闻：“一带一路”…进展！', '新闻-一带一路-进展'],
    ['Ünïcode — naïve', 'ünïcode-naïve'],
    ['Cafe\u0301', 'café'],
    ['हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['أخبار اليوم، عاجل', 'أخبار-اليوم-عاجل'],
    ['ΟΔΟΣ İstanbul', 'οδος-istanbul'],
    ['2026年11月 3.5%', '2026年11月-3-5'],
    ['a\u202eb\u200bc\u00add\u2066e', 'abcde'],
    ['readme.md', 'readme-md'],
    ['../../etc/passwd', 'etc-passwd'],
    ['.', undefined],
    ['…！？', undefined],
    ['👨‍👩‍👧', undefined],
    ['\u0301\u0301', undefined],
    ['', undefined],
  ])('%j', (text, slug) => {
    expect(slugFrom(text)).toBe(slug);
  });

  it('cuts a long title at a word', () => {
    const slug = slugFrom(
      'every word of this headline is needed but the address of a page has room for only so many of them',
    );
    expect(slug).toBe('every-word-of-this-headline-is-needed-but-the-address-of-a-page-has-room-for');
  });

  it('cuts by bytes where characters are wide, and never a grapheme', () => {
    expect(slugFrom('𠮷'.repeat(100))).toBe('𠮷'.repeat(40));
    const stacked = 'क्षि'.repeat(40);
    const slug = slugFrom(stacked) ?? '';
    expect(stacked.startsWith(slug)).toBe(true);
    expect(slug.length % 'क्षि'.length).toBe(0);
  });

  it('is bounded, stable, and one path segment without a dot, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const slug = slugFrom(text);
        if (slug === undefined) return;
        expect(slug.length).toBeLessThanOrEqual(SLUG_MAX_CHARS);
        expect(new TextEncoder().encode(slug).byteLength).toBeLessThanOrEqual(SLUG_MAX_BYTES);
        expect(slug).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u);
        expect(slugFrom(slug)).toBe(slug);
      }),
    );
  });
});

describe('parseSlug', () => {
  it('gives the canonical form, or the remedy', () => {
    expect(parseSlug(' My Slug ')).toEqual({ ok: true, value: 'my-slug' });
    for (const wished of ['!!', '', 7, null, 'x'.repeat(81), '汉'.repeat(81)]) {
      expect(parseSlug(wished)).toMatchObject({ ok: false, error: expect.stringMatching(/out|Use|Shorten/) });
    }
  });
});
