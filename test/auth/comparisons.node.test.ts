/** Where secrets are compared: in one function, which takes a constant time. Any other comparison of one is found here. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');
const lines = globSync('{auth,desk,intake}/**/*.{ts,tsx}', { cwd: src })
  // Those run in the browser of the one whose secret it is.
  .filter((file) => !/script\.ts$/.test(file))
  .flatMap((file) =>
    readFileSync(join(src, file), 'utf8')
      .split('\n')
      .map((line) => ({ file, line: line.trim() })),
  );

/** Whether a line compares a secret with anything; whether there is one, and of what kind it is, is no secret. */
const comparesSecret = (line: string): boolean =>
  [...line.matchAll(/(\S+) [!=]==? (\S+)/g)].some(([, ...sides]) => {
    const names = sides.some((side) => /sha256|csrf|secret|token|digest/i.test(side));
    return names && !sides.some((side) => /\bnull\b|\bundefined\b|'|^typeof$/.test(side));
  });

it('compares secrets in one place', () => {
  expect(lines.length).toBeGreaterThan(1_000);
  expect(comparesSecret('if (found.token_sha256 !== tokenSha256) return;')).toBe(true);
  const found = lines.filter(({ line }) => comparesSecret(line)).map(({ file, line }) => `${file}: ${line}`);
  // The digest of a text that the member sent in is theirs to know.
  const [own, ...others] = found;
  expect(own).toContain('received.content_sha256 !== row.content_sha256');
  expect(others).toEqual([]);
});

it('takes the constant-time comparison for it', () => {
  const users = new Set(lines.filter(({ line }) => line.includes('timingSafeEqual')).map(({ file }) => file));
  expect([...users]).toEqual(['auth/secret.ts']);
});
