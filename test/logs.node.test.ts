/** Who may write to the Worker's log: one file, whose fields are closed. Whatever else calls the console is found here. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');
const files = globSync('**/*.{ts,tsx}', { cwd: src })
  // Commands print for people, and scripts of the desk run in a browser.
  .filter((file) => !file.startsWith('cli/') && !/script\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

it('lets one file alone write to the console', () => {
  const writers = files.filter(({ text }) => /\bconsole\s*[.[]/.test(text)).map(({ file }) => file);
  expect(writers).toEqual(['lib/log.ts']);
});

it('names each event in our own words, and gives none of them an error’s message or a path as sent', () => {
  const calls = files.flatMap(({ file, text }) =>
    [...text.matchAll(/\blogEvent\(\s*([^;]*?)\);/g)]
      .filter(() => file !== 'lib/log.ts')
      .map((match) => ({ file, said: match[1] ?? '' })),
  );
  expect(calls.length).toBeGreaterThan(8);
  expect(
    calls.filter(({ said }) => !/^'(?:warn|error)',\s*'[a-z-]+(?:\.[a-z-]+)+',\s*\{/.test(said)),
  ).toEqual([]);
  const loose =
    /\.message\b|String\(|\.stack\b|\.url\b|req\.path\b|\.detail\b|\.(?:name|email|title|markdown|ip)\b|header\(/i;
  expect(calls.filter(({ said }) => loose.test(said.replace(/'[^']*'/g, '')))).toEqual([]);
});

it('says which request it was wherever there is one', () => {
  const inRequests = files.filter(
    ({ file, text }) =>
      file !== 'lib/log.ts' && /\blogEvent\(/.test(text) && /c\.(?:req|get|json)\b/.test(text),
  );
  expect(inRequests.length).toBeGreaterThan(3);
  expect(inRequests.filter(({ text }) => !text.includes('request: c.var.requestId()'))).toEqual([]);
});
