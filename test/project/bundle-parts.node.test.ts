import { expect, it } from 'vitest';
import { buildWorker } from '../../src/cli/build.ts';
import { gzipBytes } from '../bench/bundle.ts';
import { partOf, weighParts } from './bundle-parts.ts';
import { readManifest } from './dependencies.ts';

it('names packages and rooms', () => {
  expect(partOf('node_modules/hono/dist/hono.js')).toBe('npm:hono');
  expect(partOf('node_modules/a/node_modules/@b/c/x.js')).toBe('npm:@b/c');
  expect(partOf('src/desk/words/en.ts')).toBe('src/desk');
  expect(partOf('src/app.ts')).toBe('src');
});

it('accounts for nearly all of the Worker, and ships no package of the tools', async () => {
  const built = await buildWorker('src/index.ts', 'split');
  const parts = weighParts(built);
  const total = gzipBytes([...built.files.values()]);
  const sum = parts.reduce((all, { gzip }) => all + gzip, 0);
  expect(sum).toBeLessThanOrEqual(total + parts.length);
  expect(sum).toBeGreaterThan(total * 0.97);
  const desk = parts.find(({ name }) => name === 'src/desk');
  expect(desk?.gzip).toBeGreaterThan(20_000);
  expect(desk?.reader).toBeLessThan((desk?.gzip ?? 0) / 2);
  const { devDependencies } = readManifest();
  expect(parts.filter(({ name }) => name.replace('npm:', '') in devDependencies)).toEqual([]);
});

it('loads the library of passkeys where an answer is verified, and for nothing else', async () => {
  const { metafile } = await buildWorker('src/index.ts', 'split');
  const outputs = Object.values(metafile.outputs);
  const holding = outputs.filter(({ inputs }) =>
    Object.keys(inputs).some((source) => partOf(source) === 'npm:@simplewebauthn/server'),
  );
  expect(holding.map(({ entryPoint }) => entryPoint)).toEqual(['src/auth/webauthn.ts']);
  const [path] = Object.entries(metafile.outputs).find(([, output]) => output === holding[0]) ?? [];
  const kinds = outputs.flatMap(({ imports }) => imports.filter((one) => one.path === path));
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['dynamic-import']));
});
