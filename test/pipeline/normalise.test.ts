import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/pipeline/normalise.ts';

const text = (markdown: string): string => normalise(markdown).text;
const checks = (markdown: string): string[] => normalise(markdown).findings.map(({ check }) => check);

describe('normalise', () => {
  it.each([
    ['line ends', 'a\r\nb\rc\u2028d\u0085e\u2029f', 'a\nb\nc\nd\ne\n\nf'],
    ['a BOM at the start and inside', '\ufeffa\ufeffb', 'ab'],
    ['zero-width characters', '翻\u200b译\u2060：\u00ad阿明', '翻译：阿明'],
    ['composition', 'Cafe\u0301', 'Café'],
    ['unusual spaces', 'a\u2009b\u3000c', 'a b\u3000c'],
    [
      'no-break spaces beside Han text and at line ends',
      '校对\u00a0：小北\u00a0\n\u00a0\u00a0新段',
      '校对 ：小北\n新段',
    ],
    ['no-break spaces of French typography', '«\u00a0Oui\u202f!\u00a0»', '«\u00a0Oui\u202f!\u00a0»'],
    ['joiners in emoji', 'a👩\u200d🚀b\u200dc', 'a👩\u200d🚀bc'],
    ['joiners in Persian and Hindi', 'می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
    [
      'the flag of Scotland',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
    [
      'balanced isolates and marks in Arabic',
      'قال \u2068Ann\u2069 هنا\u200f.',
      'قال \u2068Ann\u2069 هنا\u200f.',
    ],
    ['direction marks without need', 'left\u200e to\u061c right', 'left to right'],
  ])('%s', (_, given, expected) => {
    expect(text(given)).toBe(expected);
    expect(checks(given)).toEqual([]);
  });

  it.each([
    ['an override', 'gpj.\u202eexe', 'gpj.exe', 'text-reordering'],
    ['an isolate never closed', 'قال \u2067Ann', 'قال Ann', 'text-reordering'],
    ['NUL and other controls', 'a\u0000b\u0008c\u009fd', 'abcd', 'control-characters'],
    ['text in tag characters', 'a\u{e0069}\u{e0067}b', 'ab', 'hidden-text'],
    ['a tower of marks', `a${'\u0323'.repeat(500)}`, `ạ${'\u0323'.repeat(29)}`, 'hidden-text'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb', 'broken-characters'],
    ['what stands for a character that was lost', 'a\ufffdb', 'a\ufffdb', 'broken-characters'],
  ])('removes %s and says so', (_, given, expected, check) => {
    expect(text(given)).toBe(expected);
    expect(checks(given)).toEqual([check]);
  });

  it('keeps the letters of an address as a server spells them', () => {
    const decomposed = 'https://example.org/cafe\u0301.jpg';
    const [, kept] = /\((.*)\)/.exec(text(`![](${decomposed})`)) ?? [];
    expect(decodeURIComponent(kept ?? '')).toBe(decomposed);
  });

  it('looks into every text that holds something to remove', () => {
    const missed: string[] = [];
    for (const [from, to] of [
      [0x0, 0xd7ff],
      [0xe000, 0xffff],
      [0xe0000, 0xe01ff],
    ] as const) {
      for (let code = from; code <= to; code++) {
        const given = `a${String.fromCodePoint(code)}b`;
        // A foreign line end makes it look, whatever else the text holds.
        if (text(given) !== text(`${given}\r`).slice(0, -1)) missed.push(code.toString(16));
      }
    }
    expect(missed).toEqual([]);
  });

  it('does to any character of the plane what it does to it in a text that needs the slow way', () => {
    const size = 64;
    for (let from = 0; from < 0x10000; from += size) {
      const characters = Array.from({ length: size }, (_, n) => String.fromCharCode(from + n));
      const line = characters.map((character) => `a${character}b 中${character}文`).join(' ');
      // What nobody sees, and what is composed, is never passed over.
      const slow = normalise(`${line}\u200b`);
      expect(normalise(line).text, from.toString(16)).toBe(slow.text);
      expect(normalise(line).findings, from.toString(16)).toEqual(slow.findings);
    }
  });

  it('bounds combining marks of scripts that need them, in a text with nothing else to look at', () => {
    expect(text(`е${'\u0483'.repeat(40)}`)).toBe(`е${'\u0483'.repeat(30)}`);
  });
});
