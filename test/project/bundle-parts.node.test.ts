import { expect, it } from 'vitest';
import { buildWorker } from '../../src/cli/build.ts';
import { script } from '../../src/desk/assets/script.ts';
import { style } from '../../src/desk/assets/style.ts';
import { submitScript } from '../../src/desk/assets/submit-script.ts';
import { reviewScript } from '../../src/desk/review/script.ts';
import { reviewStyle } from '../../src/desk/review/style.ts';
import { unsentScript } from '../../src/desk/review/unsent-script.ts';
import { gzipBytes, loadedFiles, nameOf, weigh } from '../bench/bundle.ts';
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

/**
 * Gzipped. A little above what it weighs: to be lowered whenever it lost weight, and raised for a reason alone.
 */
const MAX_BYTES = { all: 413_500, reader: 70_700, consumer: 258_500, newsroom: 214_700 };

it('has not grown: all that is deployed, and what a location loads for whom', async () => {
  const weight = await weigh();
  expect(weight.all).toBeLessThanOrEqual(MAX_BYTES.all);
  expect(weight.reader).toBeLessThanOrEqual(MAX_BYTES.reader);
  expect(weight.consumer).toBeLessThanOrEqual(MAX_BYTES.consumer);
  expect(weight.newsroom).toBeLessThanOrEqual(MAX_BYTES.newsroom);
});

it.each([
  {
    what: 'what reads Markdown and HTML',
    part: /npm:(?:marked|parse5|js-yaml)$/,
    loaders: ['src/newsroom.ts'],
  },
  {
    what: "the local site's cache",
    part: /edge\/stand-in\.ts$/,
    loaders: ['src/newsroom.ts', 'src/queue/consume.ts'],
  },
])('does not load $what before it is asked for', async ({ part, loaders }) => {
  const built = await buildWorker('src/index.ts', 'split');
  const loaded = loadedFiles(built, ...loaders);
  const holding = Object.entries(built.metafile.outputs).filter(([, { inputs }]) =>
    Object.keys(inputs).some((source) => part.test(source) || part.test(partOf(source))),
  );
  expect(holding.length).toBeGreaterThan(0);
  expect(holding.filter(([path]) => loaded.has(nameOf(path)))).toEqual([]);
});

it('is written as the sources are: every letter of every script once, and none that UTF-8 cannot write', async () => {
  const { files } = await buildWorker('src/index.ts', 'split');
  const texts = [...files.values()];
  for (const word of ['校对', 'корректура', 'تدقيق'])
    expect([word, texts.some((text) => text.includes(word))]).toEqual([word, true]);
  expect(texts.filter((text) => !text.isWellFormed() || text.startsWith('\uFEFF'))).toEqual([]);
});

it("sends browsers the desk's scripts and styles without what is said to their readers", async () => {
  const { files } = await buildWorker('src/index.ts', 'split');
  const built = [...files.values()].join('\n');
  for (const text of [script, reviewScript, unsentScript, submitScript, style, reviewStyle]) {
    const said = text.match(/(?<=\/[/*] )\w[^*\n]+/g) ?? [];
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((words) => built.includes(words))).toEqual([]);
  }
});

it.each([
  { library: '@simplewebauthn/server', where: 'src/auth/webauthn.ts', when: 'an answer is verified' },
  {
    library: '@mozilla/readability',
    where: 'src/pipeline/source/extract.ts',
    when: "a source's page has come",
  },
])('loads $library where $when, and for nothing else', async ({ library, where }) => {
  const built = await buildWorker('src/index.ts', 'split');
  const outputs = Object.values(built.metafile.outputs);
  const holding = outputs.filter(({ inputs }) =>
    Object.keys(inputs).some((source) => partOf(source) === `npm:${library}`),
  );
  expect(holding.map(({ entryPoint }) => entryPoint)).toEqual([where]);
  const [path] = Object.entries(built.metafile.outputs).find(([, output]) => output === holding[0]) ?? [];
  const kinds = outputs.flatMap(({ imports }) => imports.filter((one) => one.path === path));
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['dynamic-import']));
  expect(weighParts(built).find(({ name }) => name === `npm:${library}`)?.reader).toBe(0);
});

it('ships nothing that reads an attestation statement, and still all that verifies an answer', async () => {
  const { metafile, files } = await buildWorker('src/index.ts', 'split');
  const sources = Object.keys(metafile.inputs).filter((source) => /@simplewebauthn/.test(source));
  const shipped = new Set(Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)));
  // The library's own names: were they others in a later version, the plugin would leave everything in.
  expect(sources.filter((source) => /verifyAttestation\w+\.js$/.test(source))).toHaveLength(6);
  const readers = [...shipped].filter((source) => /asn1|@peculiar|pvtsutils|tslib/.test(partOf(source)));
  expect(readers).toEqual([]);
  expect([...files.values()].filter((text) => /BEGIN CERTIFICATE[^`'"]*MII/.test(text))).toEqual([]);
  const webauthn = Object.values(metafile.outputs).find(
    ({ entryPoint }) => entryPoint === 'src/auth/webauthn.ts',
  );
  const verifying = Object.keys(webauthn?.inputs ?? {}).map((source) => source.replace(/.*\//, ''));
  expect(verifying).toEqual(expect.arrayContaining(['verifySignature.js', 'ecdsa-signature.ts']));
});
