import { mkdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { said } from '../../src/cli/errors.ts';

const thrown = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

it('says what is wrong with a path in words, and other things as they are', () => {
  const file = import.meta.filename;
  for (const work of [() => mkdirSync(`${file}/backup`), () => mkdirSync(file)])
    expect(said(thrown(work))).toMatch(/errors\.node\.test\.ts.*: a file stands where a folder is needed\./);
  expect(said(thrown(() => readFileSync('/no/where')))).toBe('/no/where: there is no such file or folder.');
  expect([said(new Error('The token is old.')), said('text')]).toEqual(['The token is old.', 'text']);
});
