/** Whatever the log may hold has its words, so that no screen shows the code of an action. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../src/desk/words/en.ts';

const src = resolve(import.meta.dirname, '../../src');
const read = (pattern: string): string =>
  globSync(pattern, { cwd: src })
    .map((file) => readFileSync(join(src, file), 'utf8'))
    .join('\n');

it('has words for every action', () => {
  const actions = [
    ...read('**/*.{ts,tsx}').matchAll(/\baction: '([a-z_.]+)'|\baudit\(\s*\w+, \w+, '([a-z_.]+)'/g),
    // A change is logged under its name.
    ...read('publish/*.ts').matchAll(/\bname: '([a-z_]+)'/g),
  ].map(([, one, other]) => one ?? other ?? '');
  expect(new Set(actions).size).toBeGreaterThan(30);
  expect(actions.filter((action) => !Object.hasOwn(en.review.deeds, action))).toEqual([]);
});
