import { expect, it } from 'vitest';
import { memo } from '../../src/lib/memo.ts';

it('makes a value once for a key, and again only when others have pushed it out', () => {
  const made: string[] = [];
  const shout = memo(2, ({ word, times }: { word: string; times?: number }) => {
    made.push(word);
    return { said: word.toUpperCase().repeat(times ?? 1) };
  });
  const first = shout({ word: 'a' });
  expect(shout({ word: 'a' })).toBe(first);
  expect(shout({ word: 'a', times: 2 }).said).toBe('AA');
  expect(made).toEqual(['a', 'a']);
  shout({ word: 'b' });
  expect(shout({ word: 'a', times: 2 }).said).toBe('AA');
  expect(made).toEqual(['a', 'a', 'b']);
  expect(shout({ word: 'a' })).not.toBe(first);
});
