/** Whatever the log may hold has its words, so that no screen shows the code of an action. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { changesOf } from '../../src/desk/log-fields.ts';
import type { DeskScreen } from '../../src/desk/screen.ts';
import { en } from '../../src/desk/words/en.ts';
import type { LogEntry } from '../../src/store/desk/log.ts';
import { siteSettings } from '../../src/store/settings.ts';

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

it('has words for every field that a change is logged with', () => {
  const logged = [...read('{publish,store,auth}/**/*.ts').matchAll(/\b(?:before|after): \{ ([^{}]+) \}/g)]
    .flatMap(([, list = '']) => list.split(', '))
    .flatMap((field) => /^[a-z_]+\d*(?=$|:)/.exec(field)?.[0] ?? []);
  // The settings are one value, and `id` is the place of a type.
  const fields = [...logged, ...Object.keys(siteSettings.shape)].filter(
    (name) => !['value', 'id'].includes(name),
  );
  expect(fields).toEqual(expect.arrayContaining(['approved_revision', 'expires_at', 'sha256', 'four_eyes']));
  const after = JSON.stringify(Object.fromEntries(fields.map((name) => [name, 1])));
  const changes = changesOf(
    { t: en, lang: 'en' } as DeskScreen,
    { before_json: null, after_json: after } as LogEntry,
    { time: String, lang: String, subject: String },
  );
  expect(changes.map(({ label }) => label).filter((label) => fields.includes(label))).toEqual([]);
});
