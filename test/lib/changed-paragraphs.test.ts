import { expect, it } from 'vitest';
import { changedParagraphs, glanceAtChanges } from '../../src/lib/changed-paragraphs.ts';

const before = 'The ferry runs.\n\nForty came.\n\nIt rained.\n\nNobody minded.';

it('shows changed paragraphs and counts those between', () => {
  const after = 'The ferry runs.\n\nFifty came.\n\nIt rained.\n\nNobody minded.\n\nThe bell rang.';
  const parts = changedParagraphs(before, after, 100);
  expect(parts.map((part) => (typeof part === 'number' ? part : 'changed'))).toEqual([
    1,
    'changed',
    2,
    'changed',
  ]);
  expect(glanceAtChanges(parts, 1_000)).toMatchObject({ count: 2 });
  expect(changedParagraphs(before, before, 100)).toEqual([4]);
});

it('gives as much of the beginning as there is room for, and counts all', () => {
  const parts = changedParagraphs(
    '',
    Array.from({ length: 9 }, (_, n) => `Paragraph ${n}.`).join('\n\n'),
    100,
  );
  const { count, first } = glanceAtChanges(parts, 30);
  expect(count).toBe(9);
  expect(first.map((paragraph) => paragraph.map(({ text }) => text).join(''))).toEqual([
    'Paragraph 0.',
    'Paragraph 1.',
    'Paragr…',
  ]);
  // A character of two halves is not cut in two.
  expect(glanceAtChanges([[{ op: 'added', text: '𠀀𠀁' }]], 3).first[0]?.[0]?.text).toBe('𠀀…');
});
