import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, diff } from '../../src/lib/diff.ts';

const marked = (changes: readonly Change[]): string =>
  changes.map(({ op, text }) => (op === 'same' ? text : `${op === 'added' ? '+' : '-'}[${text}]`)).join('');
const side = (changes: readonly Change[], left: Change['op']): string =>
  changes
    .filter(({ op }) => op !== left)
    .map(({ text }) => text)
    .join('');

describe('diff', () => {
  it.each([
    ['The bridge is open.', 'The bridge is closed.', 'The bridge is -[open]+[closed].'],
    ['大桥周五通车', '大桥周六通车', '大桥周-[五]+[六]通车'],
    ['共有320人', '共有3200人', '共有-[320]+[3200]人'],
    ['same', 'same', 'same'],
    ['', 'new', '+[new]'],
    ['old', '', '-[old]'],
    ['', '', ''],
    ['a b c', 'a c', 'a -[b ]c'],
    ['It rained.', 'It rained.\n\nIt rang.', 'It rained.+[\n\nIt rang.]'],
    ['一。二。', '一。三。二。', '一。+[三。]二。'],
    ['一。三。二。', '一。二。', '一。-[三。]二。'],
  ])('%s → %s', (before, after, shown) => {
    expect(marked(diff(before, after, 1_000))).toBe(shown);
  });

  it('gives back both texts, whatever the bound', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '中', '文', '，', '🙂'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 40 }), (before, after, bound) => {
        const changes = diff(before, after, bound);
        expect(side(changes, 'added')).toBe(before);
        expect(side(changes, 'removed')).toBe(after);
        expect(changes.every(({ text: part }) => part !== '')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('goes by lines when the texts are too far apart, and looks into a changed line', () => {
    const lines = Array.from({ length: 400 }, (_, n) => `line ${n} of many`);
    const before = lines.join('\n');
    const after = lines.map((line, n) => (n % 2 ? line : `${line} changed in all ways`)).join('\n');
    const changes = diff(before, after, 500);
    expect(changes.filter(({ op }) => op === 'removed')).toEqual([]);
    expect(changes.filter(({ op }) => op === 'added')).toHaveLength(200);
  });

  it('replaces the whole where nothing else fits the bound', () => {
    const before = Array.from({ length: 200 }, (_, n) => `a${n}\n`).join('');
    const after = Array.from({ length: 200 }, (_, n) => `b${n}\n`).join('');
    expect(diff(before, after, 20)).toEqual([
      { op: 'removed', text: before },
      { op: 'added', text: after },
    ]);
  });
});
