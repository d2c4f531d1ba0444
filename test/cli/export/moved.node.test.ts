/** Old addresses in a static copy: whatever an old site called its pages, the copy is made and nothing leaves its folder. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeMoved } from '../../../src/cli/export/moved.ts';

const above = mkdtempSync(join(tmpdir(), 'dragoman-moved-'));
const folder = join(above, 'copy');
mkdirSync(join(folder, 'en'), { recursive: true });
writeFileSync(join(folder, 'en/index.html'), 'own');
afterAll(() => rmSync(above, { recursive: true, force: true }));

async function* lead(...paths: string[]) {
  for (const from of paths) yield { from, to: '/en/2026/11/weir' };
}

it('writes a page at an old address, and leaves those that no file can be for', async () => {
  const odd = [
    '/?p=12',
    '/a%2F..%2F..%2Fout',
    '/%FF',
    '/nul%00',
    `/${'x'.repeat(2_000)}`,
    '/en',
    '/weir/index.html/more',
  ];
  expect(await writeMoved(folder, lead('/2019/05/weir', '/weir', ...odd), 'https://mirror.example')).toEqual({
    written: 2,
    left: odd.length,
  });
  expect(readFileSync(join(folder, '2019/05/weir/index.html'), 'utf8')).toContain('url=/en/2026/11/weir');
  expect(existsSync(join(folder, '2019/05/weir.html'))).toBe(true);
  expect(readFileSync(join(folder, 'en/index.html'), 'utf8')).toBe('own');
  expect(readdirSync(above)).toEqual(['copy']);
});
