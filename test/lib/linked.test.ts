import { describe, expect, it } from 'vitest';
import { findBadLink, linkedPieces } from '../../src/lib/linked.ts';

describe('text with links', () => {
  it.each([
    ['https://harbour.example/about'],
    ['HTTP://harbour.example'],
    ['mailto:desk@harbour.example'],
    ['/en/2026/11/who-we-are'],
    ['/'],
  ])('leads to %s', (href) => {
    const text = `The desk. [About us](${href}), and more`;
    expect(linkedPieces(text)).toEqual([
      { text: 'The desk. ' },
      { text: 'About us', href },
      { text: ', and more' },
    ]);
    expect(findBadLink(text)).toBeUndefined();
  });

  it.each([
    ['javascript:alert'],
    ['data:text/html,x'],
    ['//elsewhere.example'],
    ['/\\elsewhere.example'],
    ['about.html'],
    ['https:///x'],
    ['mailto:@x'],
  ])('is left as it is where it would lead to %s, and said', (href) => {
    const text = `[a](${href}) [b](https://harbour.example)`;
    expect(linkedPieces(text)).toEqual([
      { text: `[a](${href}) ` },
      { text: 'b', href: 'https://harbour.example' },
    ]);
    expect(findBadLink(text)).toBe(href);
  });

  it('is text where it is none', () => {
    for (const text of ['', 'Plain.', '[a] (b)', '[a](b', '[](https://x.example)', '[a](two words)']) {
      expect(linkedPieces(text)).toEqual(text === '' ? [] : [{ text }]);
    }
  });

  it('comes to an end with brackets alone', () => {
    for (const text of ['['.repeat(100_000), '[a]('.repeat(50_000), `[${'a'.repeat(100_000)}`]) {
      expect(linkedPieces(text)).toEqual([{ text }]);
    }
  });
});
