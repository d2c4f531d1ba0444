import { expect, it } from 'vitest';
import { derivedId, isId, newId } from '../../src/lib/ids.ts';

const now = Date.parse('2026-11-23T10:00:00.123Z');
const v7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

it('makes ids of version 7 with their time in front, no two alike', () => {
  const ids = Array.from({ length: 1_000 }, () => newId(now));
  for (const id of ids) {
    expect(id).toMatch(v7);
    expect(isId(id)).toBe(true);
    expect(timeOf(id)).toBe(now);
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(newId(now - 1) < newId(now)).toBe(true);
});

it('derives the same id from the same parent and label, with the parent’s time', async () => {
  const parent = newId(now);
  const id = await derivedId(parent, 'revision');
  expect(id).toMatch(v7);
  expect(timeOf(id)).toBe(now);
  expect(await derivedId(parent, 'revision')).toBe(id);
  expect(await derivedId(parent, 'article')).not.toBe(id);
});
